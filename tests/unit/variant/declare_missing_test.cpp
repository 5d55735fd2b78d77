// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

#include <genostrat/variant/declare_missing.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(DeclareMissing, declares_what_the_rows_use) {
    test::VcfRows vcf{
        std::string{test::small_header} + "9~5~.~A~C~.~new;q10~X=1;F;G;DP=3~GT:ZZ~0/1:1~1/1:2\n"
                                          "1~5~.~A~C~.~PASS~G=2~GT~0/1~1/1\n"};
    FindUndeclared find;
    find.bind(vcf.schema());
    find.merge(find.summarize(vcf.batch()));
    Results results;
    find.finish(results);
    const auto& names = *results.find<UndeclaredNames>();
    EXPECT_THAT(names.contigs, ElementsAre("9"));
    EXPECT_THAT(names.filters, ElementsAre("new"));
    EXPECT_THAT(names.info, ElementsAre(Pair("F", true), Pair("G", false), Pair("X", false)));
    EXPECT_THAT(names.formats, ElementsAre("ZZ"));
    DeclareMissing{names}.bind(vcf.schema());
    EXPECT_EQ(vcf.schema().info(vcf.schema().reads_info("F")).type, ColumnType::flag);
    EXPECT_NE(vcf.schema().contigs().find("9"), unknown_contig);
    EXPECT_TRUE(vcf.schema().has_filter("new"));
}

}  // namespace
}  // namespace genostrat

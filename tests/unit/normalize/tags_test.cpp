// SPDX-License-Identifier: MIT
#include "normalize/tags.hpp"
#include "test_support.hpp"

#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {
namespace {

TEST(WithInfo, adds_a_key_to_a_line) {
    EXPECT_EQ(
        with_info("1\t2\t.\tA\tC\t.\t.\tAC=1\tGT\t0/1", "OLD", "x|1"),
        "1\t2\t.\tA\tC\t.\t.\tAC=1;OLD=x|1\tGT\t0/1");
    EXPECT_EQ(with_info("1\t2\t.\tA\tC\t.\t.\t.", "OLD", "x"), "1\t2\t.\tA\tC\t.\t.\tOLD=x");
}

TEST(RowTypes, join_those_of_all_alts) {
    const std::vector<std::string_view> alts{"C", "AT", "<DEL>"};
    EXPECT_EQ(
        row_types("A", alts),
        bits(AlleleType::snp) | bits(AlleleType::indel) | bits(AlleleType::other));
    EXPECT_EQ(row_types("A", {}), 0);
}

TEST(OldRecord, is_what_bcftools_writes) {
    EXPECT_EQ(old_record(RowText::parse("11\t101\t.\tG\tC,T\t.\t.\t.")), "11|101|G|C,T");
}

}  // namespace
}  // namespace genostrat::normalize

// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

#include <genostrat/variant/csq.hpp>

namespace genostrat {
namespace {

TEST(CsqLayout, reads_fields_by_the_names_the_header_announces) {
    test::VcfRows vcf{std::string{test::small_header}};
    EXPECT_FALSE(CsqLayout::find(vcf.schema()));
    EXPECT_FALSE(CsqLayout::find(vcf.schema(), "DP"));
    vcf.schema().adds_info(
        {.id = "CSQ", .number = ".", .description = "Effects. Format: Allele|Consequence|SYMBOL"});
    const auto layout = CsqLayout::find(vcf.schema());
    ASSERT_TRUE(layout);
    EXPECT_EQ(CsqLayout::value("C|missense_variant|GBA1", layout->field("SYMBOL")), "GBA1");
    EXPECT_EQ(CsqLayout::value("C||", layout->field("Consequence")), "");
    EXPECT_EQ(CsqLayout::value("C", layout->field("SYMBOL")), "");
    EXPECT_EQ(CsqLayout::value("C|x|y", layout->field("none")), "");
}

TEST(CsqFields, takes_vep_s_and_snpeff_s_way) {
    EXPECT_EQ(csq_fields("x Format: 'Allele | Effect '").size(), 2U);
    EXPECT_EQ(csq_fields("x Format: 'Allele | Effect '")[1], "Effect");
    EXPECT_TRUE(csq_fields("depth").empty());
}

}  // namespace
}  // namespace genostrat

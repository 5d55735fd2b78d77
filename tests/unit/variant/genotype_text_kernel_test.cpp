// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant/genotype_text.hpp"

namespace genostrat::detail {
namespace {

using testing::ElementsAre;

std::vector<int> packed(std::string_view text, std::size_t n_samples) {
    std::vector<std::int8_t> calls(2 * n_samples);
    if (!pack_diploid_genotypes(text, n_samples, calls.data()))
        return {};
    return {calls.begin(), calls.end()};
}

// (allele + 1) << 1 | phased: VCF specification, section 6.3.3
TEST(PackDiploidGenotypes, packs_alone_standing_and_first_fields) {
    EXPECT_THAT(packed("0|1\t1/1\t./.", 3), ElementsAre(2, 5, 4, 4, 0, 0));
    EXPECT_THAT(packed("0/1:12:3,4\t9|0\t0/.:7", 3), ElementsAre(2, 4, 20, 3, 2, 0));
}

TEST(PackDiploidGenotypes, leaves_other_forms_to_the_parser) {
    for (const char* text : {"0\t0/1", "0/1/1\t0/1", "10/1\t0/1", "0/1", "0/1\t0-1", "0/1\t"})
        EXPECT_TRUE(packed(text, 2).empty()) << text;
}

TEST(ParseGenotype, takes_any_ploidy_and_the_leading_phase_of_vcf44) {
    std::vector<std::int32_t> calls;
    ASSERT_TRUE(parse_genotype("12|.|0", calls));
    EXPECT_THAT(calls, ElementsAre(26, 1, 3));
    calls.clear();
    ASSERT_TRUE(parse_genotype("|0/1", calls));
    EXPECT_THAT(calls, ElementsAre(3, 4));
    for (const char* text : {"", "a", "0/", "-1", "0//1"}) {
        calls.clear();
        EXPECT_FALSE(parse_genotype(text, calls)) << text;
    }
}

TEST(AppendGenotype, writes_what_was_packed) {
    const std::array<std::int8_t, 3> calls{4, 3, -127};
    std::string out;
    append_genotype(
        {BcfType::int8, 3, reinterpret_cast<const char*>(calls.data())}, out);  // NOLINT(*-cast)
    EXPECT_EQ(out, "1|0");
}

}  // namespace
}  // namespace genostrat::detail

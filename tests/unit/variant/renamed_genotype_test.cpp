// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/variant/renamed_genotype.hpp>

namespace genostrat {
namespace {

TEST(RenamedGenotype, keeps_phase_ploidy_and_missing_alleles) {
    const auto renamed = [](std::string_view genotype) {
        std::string out = "x";
        const bool fits =
            append_renamed_genotype(genotype, 12, out, [](std::size_t allele, std::string& text) {
                text += allele == 11 ? "." : std::to_string(allele + 10);
            });
        return fits ? out : out + "!";
    };
    EXPECT_EQ(renamed("0/1"), "x10/11");
    EXPECT_EQ(renamed("1|10|."), "x11|20|.");
    EXPECT_EQ(renamed("|11"), "x|.");
    EXPECT_EQ(renamed("."), "x.");
    EXPECT_EQ(renamed(""), "x");
    EXPECT_EQ(renamed("0/12"), "x!");  // nothing appended
    EXPECT_EQ(renamed("0/a"), "x!");
}

}  // namespace
}  // namespace genostrat

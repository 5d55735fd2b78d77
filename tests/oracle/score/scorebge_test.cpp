// SPDX-License-Identifier: MIT
// Sums over gVCFs against ScoreBGE's recorded answers (broadinstitute/palantir-workflows).
#include "test_support.hpp"

#include <cstdlib>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

class ScoreBge : public testing::Test {
protected:
    void SetUp() override { GENOSTRAT_NEEDS(folder_); }

    /// SUM of the only sample.
    [[nodiscard]] double
    sum(const std::string& options, std::string_view weights, std::string_view variants) const {
        const auto run = test::genostrat(fmt::format(
            "score --quiet --missing skip --keep-duplicates {} --weights {} {}",
            options,
            (folder_ / weights).string(),
            (folder_ / variants).string()));
        EXPECT_EQ(run.exit_code, 0) << run.err;
        const auto lines = test::lines_of(run.out);
        return lines.size() == 2
                   ? std::strtod(std::string{split(lines[1], '\t')[2]}.c_str(), nullptr)
                   : -1.0;
    }

private:
    std::filesystem::path folder_{test::shared("data/risk/scorebge/resources")};
};

TEST_F(ScoreBge, reference_blocks_give_two_copies_of_the_reference) {
    constexpr std::string_view weights = "wes_gvcf_ref_blocks/test_weights_ref_blocks.txt";
    constexpr std::string_view blocks = "wes_gvcf_ref_blocks/test_ref_blocks.gvcf.gz";
    EXPECT_EQ(sum("--trust-ref", weights, blocks), 2.0 * (4 + 16 + 64 + 256 + 1024));
    // The weights of position 700 say REF is G, the block says A: not scored unless trusted.
    EXPECT_EQ(sum("", weights, blocks), 2.0 * (4 + 16 + 64 + 1024));
}

TEST_F(ScoreBge, variants_of_a_gvcf_count_where_their_quality_is_high) {
    constexpr std::string_view weights = "wes_gvcf_variants/test_weights_gvcf_variants.txt";
    constexpr std::string_view variants = "wes_gvcf_variants/test_gvcf_variants.gvcf.gz";
    EXPECT_EQ(sum("--min-gq 30", weights, variants), 15950.0);
    EXPECT_EQ(sum("--min-gq 30 --haploid-x doubled", weights, variants), 24142.0);
}

TEST_F(ScoreBge, imputed_dosages_count_alone) {
    EXPECT_NEAR(
        sum("--dosage DS", "wgs_vcf/test_weights_wgs_vcf.txt", "wgs_vcf/test_wgs.vcf.gz"),
        4058.8,
        1e-6);  // FORMAT floats have 32 bits
}

TEST_F(ScoreBge, a_gvcf_counts_alone) {
    EXPECT_EQ(
        sum("--min-gq 30",
            "combined/test_weights_combined.txt",
            "combined/test_combined.wes.gvcf.gz"),
        16.0);
    // Where sequencing has not assessed a site, the imputed genome tells: 2 x 4 + 2 x 64.
    const auto imputed =
        test::shared("data/risk/scorebge/resources/combined/test_combined.wgs.vcf.gz");
    EXPECT_EQ(
        sum("--min-gq 30 --imputed " + imputed.string(),
            "combined/test_weights_combined.txt",
            "combined/test_combined.wes.gvcf.gz"),
        16.0 + 136.0);
}

}  // namespace
}  // namespace genostrat

// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <genostrat/report/findings.hpp>

namespace genostrat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;

TEST(SignificanceOf, reads_clinvars_spellings) {
    EXPECT_EQ(significance_of("Pathogenic"), Significance::pathogenic);
    EXPECT_EQ(significance_of("Pathogenic/Likely_pathogenic"), Significance::pathogenic);
    EXPECT_EQ(significance_of("Likely_pathogenic|drug_response"), Significance::likely_pathogenic);
    EXPECT_EQ(significance_of("drug_response"), Significance::affects_care);
    EXPECT_EQ(significance_of("Uncertain_significance"), Significance::uncertain);
    EXPECT_EQ(significance_of("Benign/Likely_benign"), Significance::likely_benign);
    EXPECT_EQ(significance_of("benign"), Significance::benign);
    EXPECT_EQ(significance_of("not_provided"), Significance::none);
    EXPECT_EQ(significance_of(""), Significance::none);
}

TEST(SignificanceOf, does_not_take_conflicting_for_pathogenic) {
    EXPECT_EQ(
        significance_of("Conflicting_interpretations_of_pathogenicity"), Significance::conflicting);
    EXPECT_EQ(
        significance_of("Conflicting_classifications_of_pathogenicity|drug_response"),
        Significance::conflicting);
}

TEST(ImpactOf, is_that_of_the_worst_term) {
    EXPECT_EQ(impact_of("stop_gained&splice_region_variant"), 0);
    EXPECT_EQ(impact_of("splice_region_variant&intron_variant"), 2);
    EXPECT_EQ(impact_of("missense_variant"), 1);
    EXPECT_EQ(impact_of("intron_variant"), 3);
    EXPECT_EQ(impact_of(""), 3);
}

TEST(RankFindings, puts_the_most_telling_first_and_keeps_as_many_as_asked) {
    std::vector<Finding> findings{
        {.gene = "COMMON", .consequence = "missense_variant", .frequency = 0.3},
        {.gene = "RARE", .consequence = "missense_variant", .frequency = 0.001},
        {.gene = "BENIGN", .consequence = "stop_gained", .clinical_significance = "Benign"},
        {.gene = "STOP", .consequence = "stop_gained", .frequency = 0.2},
        {.gene = "CAUSE", .consequence = "intron_variant", .clinical_significance = "Pathogenic"}};
    rank_findings(findings, 4);
    EXPECT_THAT(
        findings,
        ElementsAre(
            Field(&Finding::gene, "CAUSE"),
            Field(&Finding::gene, "STOP"),
            Field(&Finding::gene, "RARE"),
            Field(&Finding::gene, "COMMON")));
}

TEST(RankFindings, puts_a_changed_protein_before_a_transcript_without_one) {
    std::vector<Finding> findings{
        {.gene = "RNA", .consequence = "splice_donor_variant&non_coding_transcript_variant"},
        {.gene = "INTRON", .consequence = "intron_variant"},
        {.gene = "MISSENSE", .consequence = "missense_variant"},
        {.gene = "FRAME", .consequence = "frameshift_variant&splice_region_variant"}};
    rank_findings(findings, 4);
    EXPECT_THAT(
        findings,
        ElementsAre(
            Field(&Finding::gene, "FRAME"),
            Field(&Finding::gene, "MISSENSE"),
            Field(&Finding::gene, "RNA"),
            Field(&Finding::gene, "INTRON")));
}

}  // namespace
}  // namespace genostrat::report

// SPDX-License-Identifier: MIT
#include "simulate/scores.hpp"
#include "test_support.hpp"

namespace genostrat::simulate {
namespace {

using ::testing::HasSubstr;

std::vector<SimulatedScore> example() {
    ScoreMaker maker{110, 400, Random{1}};
    Random random{2};
    for (int row = 0; row < 400; ++row) {
        std::vector<Call> cohort;
        for (int person = 0; person < 50; ++person)
            cohort.push_back(
                {static_cast<std::int8_t>(random.below(2)),
                 static_cast<std::int8_t>(random.below(2))});
        const Site site{.pos = 1000 + 100 * row, .ref = "A", .alts = {"G"}, .rs_number = 5};
        maker.consider("chr2", site, cohort, {static_cast<std::int8_t>(random.below(2)), 0});
    }
    return maker.finish();
}

TEST(ScoreMaker, puts_the_patient_where_each_score_wants_him) {
    const std::vector<SimulatedScore> scores = example();
    ASSERT_EQ(scores.size(), 3U);
    const auto z = [&scores](std::size_t score) {
        return (scores[score].patient_score - scores[score].mean) / scores[score].sd;
    };
    EXPECT_NEAR(z(0), 1.9, 0.11);
    EXPECT_NEAR(z(1), 0.2, 0.11);
    EXPECT_NEAR(z(2), -1.2, 0.11);
}

TEST(ScoreMaker, writes_catalog_files_harmonised_and_not) {
    const std::vector<SimulatedScore> scores = example();
    EXPECT_EQ(scores[0].file_name, "SIM000001_hmPOS_GRCh38.txt.gz");
    EXPECT_THAT(scores[0].text, HasSubstr("#format_version=2.0\n"));
    EXPECT_THAT(scores[0].text, HasSubstr("#pgs_id=SIM000001\n"));
    EXPECT_THAT(scores[0].text, HasSubstr("\thm_source\thm_rsID\thm_chr\thm_pos\t"));
    EXPECT_EQ(scores[2].file_name, "SIM000003.txt.gz");
    EXPECT_THAT(scores[2].text, ::testing::Not(HasSubstr("hm_pos")));
    std::size_t n_rows = 0;
    std::size_t n_flipped = 0;
    for (const std::string& line : test::lines_of(scores[2].text)) {
        n_rows += line.starts_with("rs5\t2\t") ? 1 : 0;
        n_flipped +=
            line.find("\tT\tC\t") != std::string::npos || line.find("\tC\tT\t") != std::string::npos
                ? 1
                : 0;
    }
    EXPECT_NEAR(static_cast<double>(n_rows), 200, 50);
    EXPECT_GT(n_flipped, 0U);
}

TEST(ScoreMaker, takes_autosomal_snvs_with_one_alt) {
    ScoreMaker maker{1, 1, Random{1}};
    const std::vector<Call> carried{{0, 1}};
    maker.consider("chrX", {.ref = "A", .alts = {"G"}}, carried, {0, 0});
    maker.consider("chr1", {.ref = "A", .alts = {"G", "C"}}, carried, {0, 0});
    maker.consider("chr1", {.ref = "A", .alts = {"AG"}}, carried, {0, 0});
    maker.consider("chr1", {.ref = "A", .alts = {"G"}}, std::vector<Call>{{0, 0}}, {0, 0});
    maker.consider("chr1", {.ref = "A", .alts = {"G"}, .planted = 1}, carried, {0, 0});
    EXPECT_THAT(maker.finish()[0].text, HasSubstr("#variants_number=0\n"));
}

TEST(RiskModelText, gives_mean_sd_and_tiers) {
    const SimulatedScore score{.id = "SIM1", .trait = "x", .mean = 1.23456789, .sd = 0.5};
    const std::string text = risk_model_text(std::span{&score, 1});
    EXPECT_THAT(
        text,
        HasSubstr(
            "score: SIM1\n    mean: 1.234568\n    sd: 0.5\n    reference: the simulated cohort\n"));
}

}  // namespace
}  // namespace genostrat::simulate

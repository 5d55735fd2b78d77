// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <nlohmann/json.hpp>

#include <genostrat/report/score_tables.hpp>

namespace genostrat::report {
namespace {

using testing::HasSubstr;

score::ScoreTable example() {
    const test::TempDir folder;
    test::write_file(
        folder / "w.txt",
        "#pgs_id=P1\n#trait_reported=Gout\nrsID\tchr_name\tchr_position\teffect_allele\t"
        "other_allele\teffect_weight\nrs1\t1\t5\tA\tG\t-0.5\n");
    score::ScoreTable table;
    table.weights = std::make_shared<const score::WeightTable>(
        score::WeightTable::load({(folder / "w.txt").string()}));
    table.samples = {"a", "b"};
    table.scores = {{.summary = table.weights->scores()[0], .matched = {.n = 1, .weight = 0.5}}};
    table.sums = {-0.5, -1.0};
    table.denominators = {2, 0};
    table.called_alleles = {2, 0};
    table.n_missing = {0, 1};
    table.n_inferred = {1, 0};
    table.rows = {{.status = score::RowStatus::matched, .kind = sites::MatchKind::altref}};
    return table;
}

TEST(ScoreTableTsv, has_a_line_a_sample_and_score) {
    const auto lines = test::lines_of(score_table_tsv(example()));
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[1], "a\tP1\t-0.5\t2\t-0.25\t0.7071067811865475\t1\t0\t1\t0\t1\tyes");
    EXPECT_THAT(lines[2], HasSubstr("b\tP1\t-1\t0\tNA\t"));
}

TEST(ScoreTableSscore, has_a_line_a_sample) {
    EXPECT_EQ(
        score_table_sscore(example()),
        "#IID\tALLELE_CT\tDENOM\tP1_AVG\tP1_SUM\na\t2\t2\t-0.25\t-0.5\nb\t0\t0\tNA\t-1\n");
}

TEST(ScoreMatchLog, says_what_became_of_each_row) {
    EXPECT_THAT(
        score_match_log(example()),
        HasSubstr("P1\t1\t4\trs1\t1\t5\tA\tG\t-0.5\tmatched\taltref\t.\n"));
}

TEST(ScoreTableJson, can_be_read_back) {
    const auto json = nlohmann::json::parse(score_table_json(example()));
    EXPECT_EQ(json["scores"][0]["trait"], "Gout");
    EXPECT_EQ(json["scores"][0]["matched"]["n"], 1);
    EXPECT_EQ(json["samples"][1]["scores"][0]["sum"], -1.0);
    EXPECT_TRUE(json["samples"][1]["scores"][0]["average"].is_null());
}

TEST(ScoreMatchSummary, names_scores_that_cannot_be_used) {
    score::ScoreTable table = example();
    EXPECT_THAT(score_match_summary(table), testing::Not(HasSubstr("NOT USABLE")));
    table.scores[0].matched.weight = 0.1;
    EXPECT_THAT(score_match_summary(table), HasSubstr("NOT USABLE"));
}

}  // namespace
}  // namespace genostrat::report

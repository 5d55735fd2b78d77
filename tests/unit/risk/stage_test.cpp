// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/risk/risk_table.hpp>
#include <genostrat/risk/stage.hpp>

namespace genostrat::risk {
namespace {

TEST(RiskStage, needs_scores_and_publishes_a_table) {
    const RiskModel model =
        parse_risk_model("risks: [{trait: t, score: s, tiers: [{name: all}]}]", "m.yaml");
    Results results;
    EXPECT_ERROR(
        Risk{RiskOptions{.model = model}}.finish(results),
        ErrorKind::usage,
        testing::HasSubstr("put a stage score"));
    score::ScoreTable scores;
    scores.samples = {"a"};
    results.put(scores);
    Risk{RiskOptions{.model = model}}.finish(results);
    const auto* const table = results.find<RiskTable>();
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->samples.size(), 1U);
}

}  // namespace
}  // namespace genostrat::risk

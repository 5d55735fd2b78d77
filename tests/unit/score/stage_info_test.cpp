// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/score/stage.hpp>

namespace genostrat::score {
namespace {

using testing::HasSubstr;

StageOptions options() {
    return {"score", stage_info().options};
}

TEST(ScoreStageInfo, makes_options_of_what_a_plan_says) {
    StageOptions given = options();
    given.set("weights", {"a.txt", "b.txt"});
    given.set("missing", {"skip"});
    given.set("columns", {"weight=W"});
    given.set("min_overlap", {"0.5"});
    const ScoreOptions out = score_options(given);
    EXPECT_EQ(out.weights, (std::vector<std::string>{"a.txt", "b.txt"}));
    EXPECT_EQ(out.collecting.missing, MissingPolicy::skip);
    EXPECT_EQ(out.reading.file.columns.at(0).second, "W");
    EXPECT_EQ(out.collecting.minimum_overlap, 0.5);
    EXPECT_EQ(out.collecting.rules.ambiguous, AmbiguousPolicy::exclude);
}

TEST(ScoreStageInfo, names_words_it_does_not_know) {
    StageOptions given = options();
    given.set("weights", {"a.txt"});
    given.set("missing", {"skipp"});
    EXPECT_ERROR(score_options(given), ErrorKind::usage, HasSubstr("skip"));
    StageOptions share = options();
    share.set("weights", {"a.txt"});
    share.set("min_overlap", {"75"});
    EXPECT_ERROR(score_options(share), ErrorKind::usage, HasSubstr("0 to 1"));
}

TEST(ScoreStageInfo, asks_to_stand_before_filters) {
    EXPECT_EQ(stage_info().effect, StageEffect::needs_all_rows);
}

}  // namespace
}  // namespace genostrat::score

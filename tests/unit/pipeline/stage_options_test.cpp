// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pipeline/stage_options.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

StageOptions options() {
    return {
        "score",
        {{.name = "weights", .type = OptionType::list, .help = "files", .is_required = true},
         {.name = "overlap", .type = OptionType::number, .default_value = "0.75"},
         {.name = "strict", .type = OptionType::boolean, .default_value = "false"}}};
}

TEST(StageOptions, gives_values_and_defaults) {
    StageOptions given = options();
    EXPECT_DOUBLE_EQ(given.number("overlap"), 0.75);
    given.set("weights", {"a", "b"});
    given.set("strict", {"true"});
    EXPECT_THAT(given.list("weights"), ElementsAre("a", "b"));
    EXPECT_TRUE(given.boolean("strict"));
    EXPECT_EQ(given.describe(), "weights=a,b strict=true");
}

TEST(StageOptions, refuses_unknown_names_wrong_types_and_missing_ones) {
    StageOptions given = options();
    const Where where{.file = "p.yaml", .line = 7};
    EXPECT_ERROR(
        given.set("weight", {"a"}, where),
        ErrorKind::usage,
        testing::AllOf(HasSubstr("p.yaml:7"), HasSubstr("did you mean 'weights'")));
    EXPECT_ERROR(given.set("overlap", {"much"}), ErrorKind::usage, HasSubstr("type number"));
    EXPECT_ERROR(given.set("overlap", {"1", "2"}), ErrorKind::usage, HasSubstr("one value"));
    EXPECT_ERROR(given.check_required(where), ErrorKind::usage, HasSubstr("'weights'"));
}

}  // namespace
}  // namespace genostrat

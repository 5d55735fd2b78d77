// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pipeline/plan.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view text = R"(name: test
summary: a test
parameters:
  vcf: {help: variants, required: true}
  fasta: {help: reference}
  weights: {}
  out: {default: "res/${vcf}"}
input: ${vcf}
stages:
  - normalize: {fasta: "${fasta}", split: true}
    when: fasta
  - score: {weights: ["${weights}"]}
  - filter: {include: "AF < 0.1"}
    after_filter: true
outputs:
  - vcf: {path: "${out}.vcf"}
)";

TEST(Plan, puts_the_values_in) {
    const Plan plan =
        parse_plan(text, "p.yaml", {{"vcf", "a"}, {"fasta", "f"}, {"weights", "x,y"}});
    EXPECT_EQ(plan.input, "a");
    ASSERT_EQ(plan.stages.size(), 3U);
    EXPECT_EQ(plan.stages[0].options[0].second.front(), "f");
    EXPECT_THAT(plan.stages[1].options[0].second, ElementsAre("x", "y"));
    EXPECT_TRUE(plan.stages[2].after_filter);
    EXPECT_EQ(plan.outputs[0].options[0].second.front(), "res/a.vcf");
    EXPECT_EQ(plan.stages[0].where.line, 10);
}

TEST(Plan, steps_and_options_without_a_value_fall_away) {
    const Plan plan = parse_plan(text, "p.yaml", {{"vcf", "a"}});
    ASSERT_EQ(plan.stages.size(), 2U);
    EXPECT_EQ(plan.stages[0].name, "score");
    EXPECT_TRUE(plan.stages[0].options.empty());
}

TEST(Plan, names_what_is_wrong_with_its_line) {
    EXPECT_ERROR(parse_plan(text, "p.yaml", {}), ErrorKind::usage, HasSubstr("--set vcf="));
    EXPECT_ERROR(
        parse_plan(text, "p.yaml", {{"vfc", "a"}}),
        ErrorKind::usage,
        HasSubstr("did you mean 'vcf'"));
    EXPECT_ERROR(
        parse_plan("input: x\nstage: []\n", "p.yaml", {}),
        ErrorKind::usage,
        testing::AllOf(HasSubstr("p.yaml:2"), HasSubstr("stages")));
    EXPECT_ERROR(
        parse_plan("input: ${x}\n", "p.yaml", {}), ErrorKind::usage, HasSubstr("no parameter 'x'"));
    EXPECT_ERROR(parse_plan("input: {", "p.yaml", {}), ErrorKind::usage, HasSubstr("p.yaml"));
}

}  // namespace
}  // namespace genostrat

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/risk/model.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

constexpr const char* good = R"(name: panel
risks:
  - trait: gout
    score: PGS1
    mean: 0.5
    sd: 0.2
    tiers:
      - {name: low, below_percentile: 20}
      - {name: usual, below_percentile: 90, text: as most}
      - {name: top}
  - trait: height
    score: PGS2
    tiers: [{name: small, below_z: -1, level: lowered}, {name: other, level: raised}]
)";

TEST(RiskModel, reads_rules_and_gives_tiers_their_usual_level) {
    const RiskModel model = parse_risk_model(good, "m.yaml");
    ASSERT_EQ(model.risks.size(), 2U);
    const RiskRule& gout = model.risks[0];
    EXPECT_DOUBLE_EQ(*gout.score.mean, 0.5);
    EXPECT_DOUBLE_EQ(gout.score.minimum_match, 0.75);
    ASSERT_EQ(gout.tiers.size(), 3U);
    EXPECT_EQ(gout.tiers[0].level, TierLevel::lowered);
    EXPECT_EQ(gout.tiers[1].level, TierLevel::typical);
    EXPECT_EQ(gout.tiers[2].level, TierLevel::high);
    EXPECT_EQ(model.risks[1].tiers[1].scale, TierScale::z);
    EXPECT_EQ(model.risks[1].tiers[1].level, TierLevel::raised);
    EXPECT_FALSE(model.risks[1].score.mean);
}

void expect_refused(const std::string& text, const std::string& message) {
    EXPECT_ERROR(
        parse_risk_model("risks:\n  - trait: t\n    score: s\n" + text, "m.yaml"),
        ErrorKind::usage,
        HasSubstr(message));
}

TEST(RiskModel, names_what_is_wrong_with_its_line) {
    expect_refused("    tires: []\n", "tiers");
    expect_refused("    tiers: []\n", "at least one tier");
    expect_refused("    tiers: [{name: a, below_z: 1}]\n", "last tier has an upper border");
    expect_refused("    tiers: [{name: a}, {name: b}]\n", "without an upper border");
    expect_refused(
        "    tiers: [{name: a, below_z: 1}, {name: b, below_z: 0}, {name: c}]\n", "rising order");
    expect_refused(
        "    tiers: [{name: a, below_z: 1}, {name: b, below_score: 2}, {name: c}]\n", "one kind");
    expect_refused("    tiers: [{name: a, below_percentile: 120}, {name: b}]\n", "0 and 100");
    expect_refused("    mean: 1\n    tiers: [{name: a}]\n", "go together");
    expect_refused("    mean: 1\n    sd: 0\n    tiers: [{name: a}]\n", "m.yaml:5");
    expect_refused("    tiers: [{name: a, level: huge}]\n", "no level 'huge'");
}

}  // namespace
}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/risk/calibration.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

TEST(OutcomeReader, counts_cases_within_the_follow_up) {
    const io::DataTable table = io::DataTable::parse(
        "id,observed_outcome,study_entry_age,study_exit_age,time_of_onset\n"
        "a,1,50,60,4\nb,1,50,60,12\nc,0,50,55,inf\nd,NA,50,55,inf\n",
        "o.csv");
    const OutcomeReader reader{table};
    EXPECT_TRUE(reader.find("a", {})->is_case);
    EXPECT_DOUBLE_EQ(*reader.find("a", {})->years, 10);
    EXPECT_FALSE(reader.find("b", {})->is_case);  // after the end of the study
    EXPECT_FALSE(reader.find("c", {})->is_case);
    EXPECT_FALSE(reader.find("d", {}));
    EXPECT_FALSE(reader.find("e", {}));
}

TEST(OutcomeReader, names_what_is_wrong) {
    const auto refused = [](std::string_view text, const std::string& message) {
        const io::DataTable table = io::DataTable::parse(text, "o.csv");
        EXPECT_ERROR(OutcomeReader{table}.find("a", 10), ErrorKind::bad_data, HasSubstr(message));
    };
    refused("id,outcome\na,2\n", "1 is a case");
    refused("id,outcome\na,1\na,0\n", "is there twice");
    refused("id,outcome,sampling\na,1,0\n", "chance of being sampled");
    refused("id,outcome,entry_age,exit_age\na,1,60,50\n", "before the entry");
}

TEST(TierCounts, count_people_and_their_mean_risk) {
    RiskColumn column;
    column.rule.tiers = {{.name = "low"}, {.name = "high"}};
    PersonRisk low{.tier = 0};
    low.horizons = {{.years = 10, .risk = 0.1}};
    PersonRisk high{.tier = 1};
    high.horizons = {{.years = 10, .risk = 0.3}};
    high.follow_up = FollowUp{.risk = 0.3, .outcome = 1};
    column.people = {low, high, high, PersonRisk{}};
    const std::vector<TierCount> counts = tier_counts(column);
    ASSERT_EQ(counts.size(), 3U);
    EXPECT_EQ(counts[1].n, 2U);
    EXPECT_DOUBLE_EQ(*counts[1].mean_risk, 0.3);
    EXPECT_DOUBLE_EQ(*counts[1].observed_share, 1);
    EXPECT_EQ(counts[2].n, 1U);
    EXPECT_FALSE(counts[0].observed_share);
}

}  // namespace
}  // namespace genostrat::risk

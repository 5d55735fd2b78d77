// SPDX-License-Identifier: MIT
#include "report/html_sections.hpp"
#include "sample_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genostrat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Person sample_person() {
    return test::sample_document().people[0];
}

TEST(SummarySection, points_at_serious_findings_only_where_there_are_any) {
    Person person = sample_person();
    EXPECT_THAT(summary_section(person), HasSubstr("<strong>1 variant</strong>"));
    person.findings[0].clinical_significance = "Benign";
    EXPECT_THAT(summary_section(person), Not(HasSubstr("pathogenic")));
}

TEST(SummarySection, shows_no_place_for_what_was_not_assessed) {
    Person person = sample_person();
    person.risks.erase(person.risks.begin());
    person.risks[0].percentile = 50;
    EXPECT_THAT(summary_section(person), Not(HasSubstr("<svg")));
    EXPECT_THAT(summary_section(person), HasSubstr("not assessed"));
}

TEST(ScoresSection, shows_a_poor_match_as_poor) {
    Person person = sample_person();
    EXPECT_THAT(scores_section(person), HasSubstr("meter poor"));
    person.scores.pop_back();
    EXPECT_THAT(scores_section(person), Not(HasSubstr("meter poor")));
}

TEST(FindingsSection, prints_places_counted_from_one) {
    EXPECT_THAT(findings_section(sample_person()), HasSubstr("chr21:34,788,322 G&gt;A"));
}

TEST(FindingsSection, is_left_out_where_nothing_was_looked_for) {
    Person person = sample_person();
    person.findings.clear();
    person.n_findings_in_all = 0;
    EXPECT_EQ(findings_section(person), "");
}

TEST(MedicinesSection, names_the_source_of_a_recommendation) {
    EXPECT_THAT(medicines_section(sample_person()), HasSubstr("CPIC clopidogrel 2022"));
}

TEST(NotAssessedSection, says_each_thing_once) {
    const std::string html = not_assessed_section(sample_person(), {});
    EXPECT_THAT(html, HasSubstr("Risk of Type 2 diabetes"));
    EXPECT_THAT(html, Not(HasSubstr("Tier of score PGS001229")));  // its risk says so already
    EXPECT_THAT(html, HasSubstr("CYP2D6"));
}

TEST(NotAssessedSection, says_so_where_all_was_answered) {
    EXPECT_THAT(
        not_assessed_section({}, {}), HasSubstr("Everything that was asked for could be answered"));
}

TEST(ProvenanceSection, lists_inputs_with_their_checksums) {
    const std::string html = provenance_section(test::sample_document().provenance);
    EXPECT_THAT(html, HasSubstr("ba7816bf8f01cfea"));
    EXPECT_THAT(html, HasSubstr("52.1 MB"));
    EXPECT_THAT(html, HasSubstr("a stream"));
}

}  // namespace
}  // namespace genostrat::report

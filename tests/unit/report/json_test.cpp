// SPDX-License-Identifier: MIT
#include "sample_document.hpp"
#include "test_support.hpp"

#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <genostrat/core/text.hpp>
#include <genostrat/report/json.hpp>

namespace genostrat::report {
namespace {

nlohmann::json parsed(const Document& document) {
    return nlohmann::json::parse(to_json(document));
}

TEST(ReportJson, begins_with_its_schema) {
    const std::string text = to_json(test::sample_document());
    EXPECT_LT(text.find("\"schema\""), text.find("\"schema_version\""));
    EXPECT_LT(text.find("\"schema_version\""), text.find("\"people\""));
    EXPECT_EQ(parsed(test::sample_document())["schema_version"], schema_version);
}

TEST(ReportJson, holds_every_result) {
    const auto json = parsed(test::sample_document());
    const auto& person = json["people"][0];
    EXPECT_EQ(person["sample"], "HG00096");
    EXPECT_EQ(person["risks"][0]["level"], "raised");
    EXPECT_EQ(person["risks"][0]["absolute_risk"]["horizon_years"], 10);
    EXPECT_EQ(person["risks"][0]["absolute_risk"]["low"], nullptr);
    EXPECT_EQ(person["risks"][1]["tier"], nullptr);
    EXPECT_EQ(person["risks"][1]["absolute_risk"], nullptr);
    EXPECT_EQ(person["scores"][0]["sum"], 0.8123456);
    EXPECT_EQ(person["scores"][0]["match"]["matched"], 1721000);
    EXPECT_EQ(person["scores"][0]["bands"][0]["from_z"], nullptr);
    EXPECT_EQ(person["scores"][1]["z"], nullptr);
    EXPECT_EQ(person["findings"][0]["pos"], 34788322);
    EXPECT_EQ(person["findings_in_all"], 65370);
    EXPECT_EQ(person["medicines"][0]["diplotype"], "*2/*17");
    EXPECT_EQ(person["not_assessed"][0]["what"], "CYP2D6");
    EXPECT_EQ(json["provenance"]["inputs"][0]["bytes"], 52100000);
    EXPECT_EQ(json["provenance"]["inputs"][1]["sha256"], nullptr);
    EXPECT_EQ(json["provenance"]["options"]["genes"], "mane.gsg");
}

TEST(ReportJson, is_valid_whatever_the_texts_and_numbers_are) {
    Document document = test::sample_document();
    document.people[0].sample = "quote\" back\\slash \xff";
    document.people[0].scores[0].z = std::numeric_limits<double>::quiet_NaN();
    const auto json = parsed(document);
    EXPECT_EQ(json["people"][0]["sample"], "quote\" back\\slash \uFFFD");
    EXPECT_EQ(json["people"][0]["scores"][0]["z"], nullptr);
}

TEST(ReportTsv, has_one_row_a_person_and_risk) {
    const auto lines = genostrat::test::lines_of(to_tsv(test::sample_document()));
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(
        lines[1],
        "HG00096\tCoronary artery disease\traised\traised\t93.9\t0.0432\t10\tPGS000018\t0.8123456"
        "\t1.55\t1721000\t1745179\t0.984\tNA");
    EXPECT_EQ(
        lines[2],
        "HG00096\tType 2 diabetes\tNA\tnot_assessed\tNA\tNA\tNA\tPGS001229\t0.0123\tNA\t983\t51209"
        "\t0.019\tonly 1.9 % of the score's weight was found, 75 % is needed");
    EXPECT_EQ(split(lines[0], '\t').size(), split(lines[1], '\t').size());
}

TEST(ReportTsv, keeps_a_tab_in_a_name_from_making_a_column) {
    Document document = test::sample_document();
    document.people[0].risks[0].trait = "a\tb";
    const auto lines = genostrat::test::lines_of(to_tsv(document));
    EXPECT_EQ(split(lines[1], '\t').size(), split(lines[0], '\t').size());
}

}  // namespace
}  // namespace genostrat::report

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/qc/verdict.hpp>
#include <genostrat/report/html.hpp>
#include <genostrat/report/json.hpp>
#include <genostrat/report/quality.hpp>

namespace genostrat::report {
namespace {

using testing::HasSubstr;

constexpr const char* callable_json = R"json({"schema": "genostrat-callable-1", "min_depth": 10,
"total": {"percent_callable": 97.5}, "groups": [],
"genes": [{"name": "G1", "length": 100, "percent_callable": 100.0},
          {"name": "G2", "length": 300, "percent_callable": 96.0}],
"clinical": {"n_sites": 4, "n_not_assessed": 1, "not_assessed": [
  {"gene": "G2", "contig": "chr1", "pos": 101, "ref": "A", "alt": "G", "id": "7",
   "significance": "Pathogenic", "state": "LOW_DEPTH", "hgvs": "T1.2:c.4G>A"}]}})json";

TEST(ParseCoverage, puts_the_least_covered_gene_first) {
    const Coverage coverage = parse_coverage(callable_json, "x.json");
    EXPECT_DOUBLE_EQ(coverage.percent_callable, 97.5);
    ASSERT_EQ(coverage.genes.size(), 2U);
    EXPECT_EQ(coverage.genes[0].name, "G2");
    EXPECT_EQ(coverage.n_clinical, 4);
    ASSERT_EQ(coverage.missed.size(), 1U);
    EXPECT_EQ(coverage.missed[0].pos, 100);
}

TEST(ParseCoverage, refuses_other_files) {
    for (const char* const text : {"{}", "[1]", "{\"schema\": \"other\"}", "no json", ""})
        EXPECT_ERROR(
            static_cast<void>(parse_coverage(text, "x.json")),
            ErrorKind::bad_data,
            HasSubstr("callable.json"));
}

TEST(Report, shows_what_could_not_have_been_seen) {
    Document document;
    document.people.push_back({.sample = "P1"});
    document.coverage = parse_coverage(callable_json, "x.json");
    const std::string html = to_html(document);
    EXPECT_THAT(html, HasSubstr("97.50 % of the bases"));
    EXPECT_THAT(html, HasSubstr("Clinically relevant positions not assessed"));
    EXPECT_THAT(html, HasSubstr("T1.2:c.4G&gt;A"));
    EXPECT_THAT(to_json(document), HasSubstr("\"clinical_positions\": 4"));
}

TEST(AddQuality, gives_each_person_their_checks) {
    Results results;
    results.put(qc::QcVerdicts{
        "in.vcf",
        {{"P1",
          qc::Verdict::fail,
          {{"call_rate", qc::Verdict::fail, "90 % of genotypes are called", "98 % or more"}}}}});
    Document document;
    document.people = {{.sample = "P0"}, {.sample = "P1"}};
    add_quality(results, document);
    EXPECT_TRUE(document.people[0].quality.empty());
    ASSERT_EQ(document.people[1].quality.size(), 1U);
    EXPECT_EQ(document.people[1].quality[0].verdict, "fail");
    EXPECT_EQ(document.people[1].quality[0].level, Level::high);
    EXPECT_THAT(to_html(document), HasSubstr("90 % of genotypes are called"));
}

}  // namespace
}  // namespace genostrat::report

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pgx/guideline.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseGuideline, reads_keys_of_phenotypes_and_of_alleles) {
    const std::vector<Guideline> guidelines = parse_guidelines(
        R"({"guideline": {"id": "G1", "name": "made up", "source": "CPIC", "url": "https://x",
             "relatedChemicals": [{"name": "drug"}], "relatedGenes": [{"symbol": "GEN1"}]},
            "recommendations": [
              {"population": "general", "classification": {"term": "Strong"},
               "text": {"html": "<p>Avoid</p>"}, "implications": ["GEN1: none"],
               "lookupKey": {"GEN1": "Poor"}, "alternateDrugAvailable": true},
              {"population": null, "lookupKey": {"GEN1": {"*2": 2}}}], "version": "v1"})",
        "g.json");
    ASSERT_EQ(guidelines.size(), 1U);
    const Guideline& guideline = guidelines.front();
    EXPECT_EQ(guideline.source, "CPIC");
    EXPECT_THAT(guideline.drugs, ElementsAre("drug"));
    ASSERT_EQ(guideline.recommendations.size(), 2U);
    EXPECT_EQ(guideline.recommendations[0].keys.at(0).phenotypes.at("GEN1"), "Poor");
    EXPECT_EQ(guideline.recommendations[0].classification, "Strong");
    EXPECT_TRUE(guideline.recommendations[0].has_alternate_drug);
    EXPECT_EQ(guideline.recommendations[1].keys.at(0).alleles.at("GEN1").at("*2"), 2);
}

TEST(ParseGuideline, names_a_key_of_another_kind) {
    EXPECT_ERROR(
        parse_guidelines(
            R"({"guideline": {"name": "x", "source": "CPIC", "relatedChemicals": [],
                "relatedGenes": []}, "recommendations": [{"lookupKey": {"GEN1": 3}}]})",
            "g.json"),
        ErrorKind::bad_data,
        HasSubstr("recommendations[0].lookupKey.GEN1 is number"));
}

TEST(ParseGuideline, reads_a_list_of_guidelines) {
    const auto guidelines = parse_guidelines(
        R"({"guidelines": [
             {"guideline": {"name": "one", "source": "CPIC", "relatedChemicals": [],
                            "relatedGenes": []}, "recommendations": []},
             {"guideline": {"name": "two", "source": "DPWG", "relatedChemicals": [],
                            "relatedGenes": []}, "recommendations": []}]})",
        "g.json");
    ASSERT_EQ(guidelines.size(), 2U);
    EXPECT_EQ(guidelines[1].name, "two");
}

}  // namespace
}  // namespace genostrat::pgx

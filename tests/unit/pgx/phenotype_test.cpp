// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/phenotype.hpp>

namespace genostrat::pgx {
namespace {

using testing::HasSubstr;

constexpr const char* functions = R"({"gene": "GEN1", "version": "v1",
  "haplotypes": {"*1": "Normal function", "*2": "No function", "*3": "No function"},
  "activityValues": {},
  "diplotypes": [
    {"generesult": "Normal", "lookupkey": "Normal", "diplotypekey": {"*1": 2}},
    {"generesult": "Intermediate", "lookupkey": "Intermediate", "diplotypekey": {"*1": 1, "*2": 1}},
    {"generesult": "Poor", "lookupkey": "Poor", "diplotypekey": {"*2": 2}},
    {"generesult": "Special", "lookupkey": "Special", "diplotypekey": {"*2": 1, "*3": 1}}]})";

constexpr const char* activities = R"({"gene": "DPYD", "version": "v1",
  "haplotypes": {"Reference": "1.0", "a": "0.5", "b": "0.0", "c": "0.0"},
  "activityValues": {"Reference": "1.0", "a": "0.5", "b": "0.0", "c": "0.0"},
  "diplotypes": [
    {"generesult": "Normal", "activityScore": "2.0", "lookupkey": "2.0", "diplotypekey": {"Reference": 2}},
    {"generesult": "Intermediate", "activityScore": "1.5", "lookupkey": "1.5", "diplotypekey": {"Reference": 1, "a": 1}},
    {"generesult": "Intermediate", "activityScore": "1.0", "lookupkey": "1.0", "diplotypekey": {"Reference": 1, "b": 1}},
    {"generesult": "Poor", "activityScore": "0.5", "lookupkey": "0.5", "diplotypekey": {"a": 1, "b": 1}},
    {"generesult": "Poor", "activityScore": "0.0", "lookupkey": "0.0", "diplotypekey": {"b": 2}}]})";

TEST(ParsePhenotypes, makes_rules_of_functions) {
    const PhenotypeTable table = parse_phenotypes(functions, "gen1.json");
    EXPECT_EQ(look_up(&table, {"*1", "*2"}).phenotype, "Intermediate");
    EXPECT_EQ(
        look_up(&table, {"*3", "*1"}).phenotype, "Intermediate");  // not in the table of pairs
    EXPECT_EQ(look_up(&table, {"*3", "*3"}).phenotype, "Poor");
}

TEST(ParsePhenotypes, keeps_pairs_that_depart_from_the_rule) {
    const PhenotypeTable table = parse_phenotypes(functions, "gen1.json");
    EXPECT_EQ(look_up(&table, {"*3", "*2"}).phenotype, "Special");
    EXPECT_EQ(look_up(&table, {"*2", "*2"}).phenotype, "Poor");
}

TEST(ParsePhenotypes, names_the_field_that_is_not_there) {
    EXPECT_ERROR(
        parse_phenotypes(R"({"gene": "GEN1"})", "gen1.json"),
        ErrorKind::bad_data,
        HasSubstr("gen1.json: the document has no field 'haplotypes'"));
}

TEST(LookUp, says_what_is_not_listed) {
    const PhenotypeTable by_function = parse_phenotypes(functions, "gen1.json");
    const PhenotypeCall unknown = look_up(&by_function, {"*1", "*99"});
    EXPECT_EQ(unknown.phenotype, "n/a");
    EXPECT_EQ(unknown.lookup_key, "n/a");
    EXPECT_FALSE(unknown.activity_score.has_value());
    const PhenotypeTable by_activity = parse_phenotypes(activities, "dpyd.json");
    EXPECT_EQ(look_up(&by_activity, {"a", "x"}).phenotype, "Indeterminate");
    EXPECT_EQ(look_up(&by_activity, {"a", "x"}).activity_score, "n/a");
    EXPECT_EQ(look_up(&by_activity, {"Unknown", "Unknown"}).lookup_key, "No Result");
    EXPECT_EQ(look_up(nullptr, {"*1", "*1"}).phenotype, "");
}

PhenotypeCall dpyd(std::initializer_list<std::string_view> texts) {
    const GeneModel model = compile(test::small_definition(
        "DPYD",
        {"100 C T", "200 A G", "300 G A"},
        {"Reference C A G", "a T . .", "b . G .", "c . . A"}));
    const auto calls = test::genotypes(texts);
    const PhenotypeTable table = parse_phenotypes(activities, "dpyd.json");
    return phenotypes_of(model, &table, call_gene(model, calls, {}, nullptr, {}), calls).at(0);
}

TEST(PhenotypesOf, takes_the_lowest_activity_of_each_strand) {
    const PhenotypeCall call = dpyd({"0|1", "0|1", "0|0"});
    EXPECT_EQ(call.diplotype(), "Reference/b");
    EXPECT_EQ(call.activity_score, "1.0");
}

TEST(PhenotypesOf, takes_the_two_lowest_of_a_list) {
    const PhenotypeCall call = dpyd({"0/1", "0/1", "0/1"});
    EXPECT_EQ(call.diplotype(), "b/c");
    EXPECT_EQ(call.phenotype, "Poor");
}

TEST(PhenotypesOf, takes_the_lowest_of_several_diplotypes) {
    EXPECT_EQ(dpyd({"0|0", "0|1:1", "0|1:2"}).diplotype(), "b/c");
}

TEST(PhenotypesOf, infers_slco1b1_from_its_one_variant) {
    GeneDefinition definition =
        test::small_definition("SLCO1B1", {"100 T C", "200 A G"}, {"*1 T A", "*5 C ."});
    definition.loci[0].rsid = "rs4149056";
    const GeneModel model = compile(definition);
    const auto calls = test::genotypes({"0/1", "1/1"});
    const auto found =
        phenotypes_of(model, nullptr, call_gene(model, calls, {}, nullptr, {}), calls);
    EXPECT_EQ(found.at(0).diplotype(), "*1/*5");
    EXPECT_TRUE(found.at(0).is_inferred);
}

}  // namespace
}  // namespace genostrat::pgx

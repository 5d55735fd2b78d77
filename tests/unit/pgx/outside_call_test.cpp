// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pgx/outside_call.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(ParseOutsideCalls, reads_the_table_of_pharmcat) {
    const auto calls = parse_outside_calls(
        "#comment\nCYP2D6\t*1/*4\t\t1.0\nHLA-B\t\t*57:01 positive\nMT-RNR1\t1555A>G\r\n", "o.tsv");
    ASSERT_THAT(calls, SizeIs(3));
    EXPECT_THAT(calls[0].alleles, ElementsAre("*1", "*4"));
    EXPECT_EQ(calls[0].activity_score, "1.0");
    EXPECT_EQ(calls[1].phenotype, "*57:01 positive");
    EXPECT_THAT(calls[2].alleles, ElementsAre("1555A>G"));
}

TEST(ParseOutsideCalls, reads_cyrius) {
    const auto calls = parse_outside_calls(
        "Sample\tGenotype\tFilter\nA\t*1/*68+*4\tPASS\nB\tNone\tNone\nC\t*1/*2;*3/*4\t"
        "More_than_one_possible_genotype\n",
        "cyrius.tsv");
    ASSERT_THAT(calls, SizeIs(3));
    EXPECT_EQ(calls[0].sample, "A");
    EXPECT_THAT(calls[0].alleles, ElementsAre("*1", "*68 + *4"));
    EXPECT_THAT(calls[2].alleles, ElementsAre("*3", "*4"));
}

TEST(ParseOutsideCalls, reads_aldy_once_a_solution) {
    const auto calls = parse_outside_calls(
        "#Sample\tGene\tSolutionID\tMajor\tMinor\tCopy\n"
        "A\tCYP2D6\t1\t*1/*4\t1.001;4.001\t0\nA\tCYP2D6\t1\t*1/*4\t1.001;4.001\t1\n",
        "aldy.tsv");
    ASSERT_THAT(calls, SizeIs(1));
    EXPECT_THAT(calls[0].alleles, ElementsAre("*1", "*4"));
}

TEST(ParseOutsideCalls, reads_stellarpgx) {
    const auto calls = parse_outside_calls(
        "--------\nCYP2D6 Star Allele Calling with StellarPGx\n--------\nInitially computed CN = "
        "2\n"
        "Result:\n*1/*2 or *3/*4\n\nActivity score:\n2.0\n",
        "a.alleles");
    ASSERT_THAT(calls, SizeIs(2));
    EXPECT_EQ(calls[0].gene, "CYP2D6");
    EXPECT_THAT(calls[1].alleles, ElementsAre("*3", "*4"));
}

TEST(ParseOutsideCalls, takes_the_same_row_once) {
    EXPECT_THAT(
        parse_outside_calls("CYP2D6\t*1/*4\nCYP2D6\t*1/*4\nCYP2D6\t*1/*5\n", "o.tsv"), SizeIs(2));
}

TEST(ParseOutsideCalls, names_an_allele_without_a_name) {
    for (const char* const diplotype : {"*1/", "/", "/*4"})
        EXPECT_ERROR(
            parse_outside_calls(std::string{"CYP2D6\t"} + diplotype + "\n", "o.tsv"),
            ErrorKind::bad_data,
            HasSubstr("has an allele without a name"));
}

TEST(ParseOutsideCalls, names_the_line_that_is_wrong) {
    EXPECT_ERROR(
        parse_outside_calls("CYP2D6\t*1/*4\nCYP2D6\n", "o.tsv"),
        ErrorKind::bad_data,
        HasSubstr("o.tsv:2"));
    EXPECT_ERROR(
        parse_outside_calls("CYP2D6\t*1/*4/*5\n", "o.tsv"),
        ErrorKind::bad_data,
        HasSubstr("more than two alleles"));
}

TEST(ParseOutsideCalls, names_calls_that_contradict_each_other) {
    EXPECT_ERROR(
        parse_outside_calls(
            "CYP2D6\t*1/*4\tNormal Metabolizer\nCYP2D6\t*1/*4\tPoor Metabolizer\n", "o.tsv"),
        ErrorKind::bad_data,
        HasSubstr("o.tsv:2: this call of CYP2D6 contradicts that of line 1"));
}

TEST(ParseOutsideCalls, names_rows_of_cyrius_that_contradict_each_other) {
    EXPECT_ERROR(
        parse_outside_calls(
            "Sample\tGenotype\tFilter\nA\t*1/*2\tPASS\nB\t*1/*2\tPASS\nA\t*1/*4\tPASS\n", "c.tsv"),
        ErrorKind::bad_data,
        HasSubstr("c.tsv:4: CYP2D6 of sample 'A' is *1/*4 here, but *1/*2 in line 2"));
    EXPECT_ERROR(
        parse_outside_calls("Sample\tGenotype\tFilter\nA\t*1/*2\tPASS\nA\tNone\tNone\n", "c.tsv"),
        ErrorKind::bad_data,
        HasSubstr("c.tsv:3: CYP2D6 of sample 'A' is None here, but *1/*2 in line 2"));
    EXPECT_THAT(  // a row twice is no contradiction
        parse_outside_calls("Sample\tGenotype\tFilter\nA\t*1/*2\tPASS\nA\t*1/*2\tPASS\n", "c.tsv"),
        SizeIs(1));
}

TEST(ParseOutsideCalls, names_rows_of_aldy_that_contradict_each_other) {
    const std::string head = "#Sample\tGene\tSolutionID\tMajor\tMinor\tCopy\n";
    EXPECT_ERROR(
        parse_outside_calls(
            head + "A\tCYP2D6\t1\t*1/*4\t1.001;4.001\t0\nA\tCYP2D6\t1\t*1/*2\t1.001;2.001\t1\n",
            "a.tsv"),
        ErrorKind::bad_data,
        HasSubstr("a.tsv:3: CYP2D6 of sample 'A', solution 1 is *1/*2 here, but *1/*4 in line 2"));
    EXPECT_THAT(  // other solutions are alternatives
        parse_outside_calls(
            head + "A\tCYP2D6\t1\t*1/*4\t1.001;4.001\t0\nA\tCYP2D6\t2\t*1/*2\t1.001;2.001\t0\n",
            "a.tsv"),
        SizeIs(2));
}

TEST(ParseOutsideCalls, names_results_of_stellarpgx_that_contradict_each_other) {
    EXPECT_ERROR(
        parse_outside_calls(
            "CYP2D6 Star Allele Calling with StellarPGx\nResult:\n*1/*2\nResult:\n*1/*4\n",
            "s.alleles"),
        ErrorKind::bad_data,
        HasSubstr("s.alleles:5: the result of CYP2D6 is *1/*4 here, but *1/*2 in line 3"));
}

PhenotypeTable cyp2d6() {
    return parse_phenotypes(
        "{\"gene\": \"CYP2D6\", \"haplotypes\": {\"*1\": \"1.0\", \"*4\": \"0.0\", "
        "\"*1x\u22653\": \"\u22653.0\"}, \"activityValues\": {\"*1\": \"1.0\", \"*4\": \"0.0\", "
        "\"*1x\u22653\": \"\u22653.0\"}, \"diplotypes\": ["
        "{\"generesult\": \"Intermediate Metabolizer\", \"activityScore\": \"1.0\", "
        "\"lookupkey\": \"1.0\", \"diplotypekey\": {\"*1\": 1, \"*4\": 1}}]}",
        "CYP2D6.json");
}

TEST(TidyAllele, spells_alleles_as_tables_do) {
    const PhenotypeTable table = cyp2d6();
    EXPECT_EQ(tidy_allele("CYP2D6", "CYP2D6*4.001", &table), "*4");
    EXPECT_EQ(tidy_allele("CYP2D6", "*1x7", &table), "*1x\u22653");
    EXPECT_EQ(tidy_allele("HLA-B", "HLA-B*57:01:01:02", nullptr), "*57:01");
}

TEST(MeaningOf, looks_up_the_diplotype_and_names_what_it_does_not_know) {
    const PhenotypeTable table = cyp2d6();
    std::vector<std::string> warnings;
    const PhenotypeCall call =
        meaning_of({.gene = "CYP2D6", .alleles = {"*4", "*1"}}, &table, warnings);
    EXPECT_EQ(call.diplotype(), "*1/*4");
    EXPECT_EQ(call.phenotype, "Intermediate Metabolizer");
    EXPECT_THAT(warnings, IsEmpty());
    EXPECT_EQ(
        meaning_of({.gene = "CYP2D6", .alleles = {"*1", "*XXX"}}, &table, warnings).lookup_key,
        "n/a");
    EXPECT_THAT(warnings, ElementsAre(HasSubstr("allele *XXX is not known")));
}

TEST(MeaningOf, names_a_phenotype_that_contradicts_the_table) {
    const PhenotypeTable table = cyp2d6();
    std::vector<std::string> warnings;
    const PhenotypeCall call = meaning_of(
        {.gene = "CYP2D6", .alleles = {"*1", "*4"}, .phenotype = "Poor Metabolizer"},
        &table,
        warnings);
    EXPECT_EQ(call.phenotype, "Poor Metabolizer");
    EXPECT_THAT(warnings, ElementsAre(HasSubstr("but the table says Intermediate Metabolizer")));
}

TEST(MeaningOf, makes_a_key_of_each_hla_allele) {
    std::vector<std::string> warnings;
    const PhenotypeCall call =
        meaning_of({.gene = "HLA-B", .alleles = {"*15:02", "*57:01"}}, nullptr, warnings);
    EXPECT_EQ(call.lookup_key, "*15:02 positive");
    EXPECT_THAT(call.other_keys, ElementsAre("*57:01 positive", "*58:01 negative"));
}

// Guidelines ask for no allele of HLA-C: it is told as it was called, with no statement derived.
TEST(MeaningOf, other_hla_genes_are_told_as_called) {
    std::vector<std::string> warnings;
    const PhenotypeCall meaning =
        meaning_of({.gene = "HLA-C", .alleles = {"*07:01", "*01:02"}}, nullptr, warnings);
    EXPECT_EQ(meaning.diplotype(), "*01:02/*07:01");
    EXPECT_EQ(meaning.phenotype, "");
    EXPECT_EQ(
        meaning_of({.gene = "HLA-C", .phenotype = "*06:02 positive"}, nullptr, warnings).phenotype,
        "*06:02 positive");
}

TEST(MeaningOf, names_an_hla_allele_of_one_field) {
    std::vector<std::string> warnings;
    (void)meaning_of({.gene = "HLA-B", .alleles = {"*57", "*15:02"}}, nullptr, warnings);
    EXPECT_THAT(warnings, ElementsAre(HasSubstr("*57 has one field")));
}

TEST(ApplyOutsideCalls, name_a_gene_that_the_data_do_not_know) {
    auto bundle = std::make_shared<Bundle>();
    bundle->phenotypes.push_back(cyp2d6());
    CohortCalls calls{.bundle = bundle, .samples = {"A"}};
    apply_outside_calls(
        parse_outside_calls(
            "CYP2D7\t*1/*4\nCYP2D7\t*1/*2\nCYP2D6\t*1/*4\nHLA-B\t*57:01\n", "o.tsv"),
        "o.tsv",
        "A",
        calls);
    EXPECT_THAT(
        calls.warnings,
        ElementsAre(HasSubstr("CYP2D7: the data have neither alleles nor phenotypes of it, perhaps "
                              "of CYP2D6")));
}

TEST(MeaningOf, completes_a_score_given_alone) {
    const PhenotypeTable table = cyp2d6();
    std::vector<std::string> warnings;
    const PhenotypeCall call =
        meaning_of({.gene = "CYP2D6", .activity_score = "1.0"}, &table, warnings);
    EXPECT_EQ(call.phenotype, "Intermediate Metabolizer");
    EXPECT_EQ(call.lookup_key, "1.0");
}

}  // namespace
}  // namespace genostrat::pgx

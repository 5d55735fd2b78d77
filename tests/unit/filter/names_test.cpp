// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

#include <genostrat/filter/names.hpp>

namespace genostrat::filter {

namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Name find(std::string_view expression, Rules rules = Rules::manual) {
    const Schema schema = Schema::parse(std::string{test::header}, "case.vcf");
    const Syntax syntax = parse(expression, rules_of(rules));
    return find_name(syntax, syntax.nodes[syntax.root], schema, rules_of(rules));
}

TEST(FindName, knows_columns_in_any_case) {
    EXPECT_EQ(find("qual").meaning, Meaning::qual);
    EXPECT_EQ(find("Chrom").meaning, Meaning::contig);
    EXPECT_EQ(find("maf[0]").meaning, Meaning::minor_allele_frequency);
}

TEST(FindName, takes_prefixes_of_columns_for_bcftools_only) {
    EXPECT_EQ(find("Q", Rules::bcftools).meaning, Meaning::qual);
    EXPECT_EQ(find("F", Rules::bcftools).meaning, Meaning::filter);
    EXPECT_ERROR(find("Q"), ErrorKind::usage, HasSubstr("'Q' is not defined"));
}

TEST(FindName, tells_info_from_format) {
    EXPECT_EQ(find("info/IV[0]").meaning, Meaning::info);
    EXPECT_EQ(find("FMT/DP").meaning, Meaning::format);
    EXPECT_EQ(find("GT").meaning, Meaning::genotype);
    EXPECT_ERROR(find("INFO/DP"), ErrorKind::usage, HasSubstr("write FORMAT/DP"));
    EXPECT_ERROR(find("FMT/IV"), ErrorKind::usage, HasSubstr("write INFO/IV"));
}

TEST(FindName, names_the_nearest) {
    EXPECT_ERROR(
        find("FSw"), ErrorKind::usage, AllOf(HasSubstr("\n  FSw\n  ^^^"), HasSubstr("'FS")));
    EXPECT_ERROR(find("CSQ.IMPATC"), ErrorKind::usage, HasSubstr("IMPACT"));
    EXPECT_ERROR(find("1e999"), ErrorKind::usage, HasSubstr("no number that fits"));
}

TEST(FindName, reads_subscripts) {
    const Name name = find("AD[0,2:1-]");
    EXPECT_THAT(name.samples, ElementsAre(1, 0, 1));
    EXPECT_EQ(name.elements.from, 1U);
    EXPECT_THAT(find("IV[1,3-4]").elements.at, ElementsAre(1, 3, 4));
    EXPECT_THAT(find("DP[*]").samples, IsEmpty());
    EXPECT_ERROR(find("DP[3]"), ErrorKind::usage, HasSubstr("no sample 3"));
    EXPECT_ERROR(find("IV[0:1]"), ErrorKind::usage, HasSubstr("FORMAT tags only"));
    EXPECT_ERROR(find("DP[x]"), ErrorKind::usage, HasSubstr("cannot read the subscript 'x'"));
    EXPECT_ERROR(find("IV[2-1]"), ErrorKind::usage, HasSubstr("backwards"));
}

TEST(FindName, asks_bcftools_users_for_the_colon) {
    EXPECT_THAT(find("AD[0]").samples, ElementsAre(1, 0, 0));
    EXPECT_ERROR(find("AD[0]", Rules::bcftools), ErrorKind::usage, HasSubstr("AD[sample:value]"));
}

TEST(EntryFields, are_read_from_the_header_lines_of_vep_and_snpeff) {
    EXPECT_THAT(
        entry_fields("Consequence annotations from Ensembl VEP. Format: Allele|IMPACT|SYMBOL"),
        ElementsAre("Allele", "IMPACT", "SYMBOL"));
    EXPECT_THAT(
        entry_fields("Functional annotations: 'Allele | Annotation | Gene_Name' "),
        ElementsAre("Allele", "Annotation", "Gene_Name"));
    EXPECT_THAT(entry_fields("Allele count"), IsEmpty());
}

}  // namespace

}  // namespace genostrat::filter

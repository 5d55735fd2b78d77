// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <string>

#include <genostrat/pgx/definition.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pointee;
using testing::StrEq;

std::string definition_text(
    const std::string& format = "2",
    const std::string& build = "GRCh38.p14",
    const std::string& cells = R"(["T"])",
    const std::string& second_is_reference = "false") {
    return R"({"formatVersion": ")" + format + R"(", "gene": "GEN1", "chromosome": "chr1",
      "genomeBuild": ")" +
           build + R"(", "version": "v1",
      "variants": [{"chromosome": "chr1", "position": 100, "rsid": "rs1", "ref": "C",
                    "alts": ["T", "G"], "chromosomeHgvsName": "g.100C>T; g.100C>G"}],
      "namedAlleles": [
        {"name": "*1", "id": "P1", "alleles": ["C"], "reference": true},
        {"name": "*2", "id": "P2", "alleles": )" +
           cells + R"(, "reference": )" + second_is_reference + R"(}],
      "suballelesMap": {"*2.001": "*2"}})";
}

TEST(ParseDefinition, reads_positions_alleles_and_suballeles) {
    const GeneDefinition definition = parse_definition(definition_text(), "gen1.json");
    EXPECT_EQ(definition.gene, "GEN1");
    EXPECT_EQ(definition.version, "v1");
    ASSERT_EQ(definition.loci.size(), 1U);
    EXPECT_EQ(definition.loci[0].pos0, 99);
    EXPECT_THAT(definition.loci[0].alts, ElementsAre("T", "G"));
    EXPECT_THAT(definition.loci[0].hgvs, ElementsAre("g.100C>T", "g.100C>G"));
    ASSERT_EQ(definition.alleles.size(), 2U);
    EXPECT_TRUE(definition.alleles[0].is_reference);
    EXPECT_THAT(definition.alleles[1].cells[0], Pointee(StrEq("T")));
    EXPECT_THAT(
        definition.suballeles, ElementsAre(std::pair<std::string, std::string>{"*2.001", "*2"}));
}

TEST(ParseDefinition, keeps_undefined_cells_apart) {
    const auto definition = parse_definition(definition_text("2", "GRCh38", "[null]"), "gen1.json");
    EXPECT_EQ(definition.alleles[1].cells[0], nullptr);
}

TEST(ParseDefinition, refuses_another_format_by_name) {
    EXPECT_ERROR(
        parse_definition(definition_text("3"), "gen1.json"),
        ErrorKind::unsupported,
        HasSubstr("gen1.json: formatVersion is '3' but only '2' can be read"));
}

TEST(ParseDefinition, refuses_another_build_by_name) {
    EXPECT_ERROR(
        parse_definition(definition_text("2", "GRCh37.p13"), "gen1.json"),
        ErrorKind::unsupported,
        HasSubstr("GEN1 is defined on GRCh37.p13"));
}

TEST(ParseDefinition, names_the_allele_with_too_many_cells) {
    EXPECT_ERROR(
        parse_definition(definition_text("2", "GRCh38", R"(["T", "T"])"), "gen1.json"),
        ErrorKind::bad_data,
        HasSubstr("namedAlleles[1].alleles has 2 cells but there are 1"));
}

TEST(ParseDefinition, wants_one_reference_allele) {
    EXPECT_ERROR(
        parse_definition(definition_text("2", "GRCh38", R"(["T"])", "true"), "gen1.json"),
        ErrorKind::bad_data,
        HasSubstr("has 2 reference alleles for GEN1"));
}

TEST(ParseExemptions, reads_required_positions_and_priorities) {
    const auto exemptions = parse_exemptions(
        R"({"NAT2": {"requiredPositions": [10, 20], "extraPositions": [],
            "unphasedDiplotypePriorities": [{"id": "x", "list": ["*1/*6", "*4/*34"],
                                             "pick": "*1/*6"}]}})",
        "exemptions.json");
    ASSERT_EQ(exemptions.size(), 1U);
    EXPECT_EQ(exemptions[0].gene, "NAT2");
    EXPECT_THAT(exemptions[0].required_pos0, ElementsAre(9, 19));
    ASSERT_EQ(exemptions[0].priorities.size(), 1U);
    EXPECT_THAT(exemptions[0].priorities[0].diplotypes, ElementsAre("*1/*6", "*4/*34"));
    EXPECT_EQ(exemptions[0].priorities[0].pick, "*1/*6");
}

TEST(ReadTextFile, names_the_file_that_is_not_there) {
    const test::TempDir folder;
    EXPECT_ERROR(
        read_text_file(folder / "none.json"), ErrorKind::missing_input, HasSubstr("none.json"));
}

TEST(AlleleCells, hold_what_is_defined) {
    const AlleleCells cells{"T", std::nullopt, "R"};
    EXPECT_EQ(cells.size(), 3U);
    EXPECT_THAT(cells[0], Pointee(StrEq("T")));
    EXPECT_EQ(cells[1], nullptr);
    EXPECT_THAT(cells[2], Pointee(StrEq("R")));
    EXPECT_EQ(cells[3], nullptr);
    EXPECT_EQ(cells, (AlleleCells{3, {{std::uint16_t{0}, "T"}, {std::uint16_t{2}, "R"}}}));
}

}  // namespace
}  // namespace genostrat::pgx

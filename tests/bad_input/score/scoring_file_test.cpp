// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/score/scoring_file.hpp>
#include <genostrat/score/weights.hpp>

namespace genostrat::score {
namespace {

using testing::AllOf;
using testing::HasSubstr;

void read_all(std::string_view content, ScoringFileOptions options = {}) {
    const test::TempDir folder;
    test::write_file(folder / "bad.txt", content);
    ScoringFile file{(folder / "bad.txt").string(), std::move(options)};
    ScoringRow row;
    while (file.next(row)) {
    }
}

TEST(BadScoringFile, names_the_line_of_a_weight_that_is_no_number) {
    for (const char* const weight : {"x", "1,5", "inf", "nan", ""})
        EXPECT_ERROR(
            read_all(std::string{"CHR\tPOS\tA1\tBETA\n1\t5\tA\t1\n1\t6\tA\t"} + weight + "\n"),
            ErrorKind::bad_data,
            AllOf(HasSubstr(":3"), HasSubstr("BETA")));
}

TEST(BadScoringFile, refuses_ratios_that_have_no_logarithm) {
    EXPECT_ERROR(
        read_all("CHR\tPOS\tA1\tOR\n1\t5\tA\t0\n"), ErrorKind::bad_data, HasSubstr("greater than"));
}

TEST(BadScoringFile, names_a_missing_column_and_those_there_are) {
    EXPECT_ERROR(
        read_all("CHR\tPOS\tBETA\n1\t5\t1\n"),
        ErrorKind::missing_input,
        AllOf(HasSubstr("effect_allele"), HasSubstr("CHR, POS, BETA")));
    EXPECT_ERROR(
        read_all("A1\tBETA\nA\t1\n"), ErrorKind::missing_input, HasSubstr("contig and pos, or id"));
    EXPECT_ERROR(read_all("ID\tA1\nrs1\tA\n"), ErrorKind::missing_input, HasSubstr("weight"));
}

TEST(BadScoringFile, names_a_wrong_choice_of_columns) {
    EXPECT_ERROR(
        read_all("ID\tA1\tBETA\n", {.columns = {{"weight", "BETTA"}}}),
        ErrorKind::missing_input,
        HasSubstr("BETA"));
    EXPECT_ERROR(
        read_all("ID\tA1\tBETA\n", {.columns = {{"wait", "BETA"}}}),
        ErrorKind::usage,
        HasSubstr("weight"));
}

TEST(BadScoringFile, refuses_impossible_positions) {
    for (const char* const pos : {"0", "-3", "1e6", "12x"})
        EXPECT_ERROR(
            read_all(std::string{"CHR\tPOS\tA1\tBETA\n1\t"} + pos + "\tA\t1\n"),
            ErrorKind::bad_data,
            HasSubstr("position"));
}

TEST(BadScoringFile, refuses_short_rows_and_double_models) {
    EXPECT_ERROR(
        read_all("CHR\tPOS\tA1\tBETA\n1\t5\tA\n"), ErrorKind::bad_data, HasSubstr("columns"));
    EXPECT_ERROR(
        read_all("CHR\tPOS\tA1\tBETA\tis_dominant\tis_recessive\n1\t5\tA\t1\tTRUE\tTRUE\n"),
        ErrorKind::bad_data,
        HasSubstr("both"));
}

TEST(BadWeights, name_the_lines_of_an_id_that_comes_twice) {
    const test::TempDir folder;
    test::write_file(folder / "w.txt", "ID\tA1\tBETA\nrs1\tA\t1\nrs2\tA\t1\nrs1\tA\t2\n");
    const std::string path = (folder / "w.txt").string();
    EXPECT_ERROR(
        WeightTable::load({path}),
        ErrorKind::bad_data,
        HasSubstr("the id rs1 stands on lines 2 and 4"));
    EXPECT_EQ(WeightTable::load({path}, {.allows_duplicate_ids = true}).rows().size(), 3U);
}

TEST(BadWeights, refuse_ranges_of_p_values_that_are_none) {
    for (const char* const range : {"0", "0:2", "0.5:0.1", "a:1", "-1:1", "x=0"})
        EXPECT_ERROR(PValueRange::parse(range), ErrorKind::usage, HasSubstr(range));
    EXPECT_ERROR(
        read_all("ID\tA1\tBETA\nrs1\tA\t1\n", {.needs_p_values = true}),
        ErrorKind::missing_input,
        HasSubstr("p values"));
}

TEST(BadScoringFile, refuses_an_empty_file) {
    EXPECT_ERROR(read_all(""), ErrorKind::bad_data, HasSubstr("no header"));
    EXPECT_ERROR(read_all("#pgs_id=PGS1\n"), ErrorKind::bad_data, HasSubstr("no header"));
}

}  // namespace
}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/scoring_file.hpp>

namespace genostrat::score {
namespace {

using testing::HasSubstr;

/// A row that outlives its file.
struct Kept {
    std::string id, contig, effect, other;
    std::int64_t pos;
    std::vector<double> weights;
    std::size_t first_score;
    EffectType type;
    RowProblem problem;
};

class ScoringFileTest : public testing::Test {
protected:
    std::vector<Kept> read(std::string_view content, ScoringFileOptions options = {}) {
        test::write_file(folder_ / "score.txt", content);
        ScoringFile file{(folder_ / "score.txt").string(), std::move(options)};
        std::vector<Kept> rows;
        ScoringRow row;
        while (file.next(row))
            rows.push_back(
                {std::string{row.id},
                 std::string{row.contig},
                 std::string{row.effect_allele},
                 std::string{row.other_allele},
                 row.pos,
                 {row.weights.begin(), row.weights.end()},
                 row.first_score,
                 row.type,
                 row.problem});
        scores = file.scores();
        build = file.build();
        by_id = file.by_id();
        return rows;
    }

    std::vector<ScoreFacts> scores;
    std::string build;
    bool by_id{};

private:
    test::TempDir folder_;
};

constexpr std::string_view harmonised =
    "###PGS CATALOG SCORING FILE\n"
    "#format_version=2.0\n"
    "##POLYGENIC SCORE (PGS) INFORMATION\n"
    "#pgs_id=PGS9\n#pgs_name=nine\n#trait_reported=Gout\n#genome_build=hg19\n#weight_type=NR\t\n"
    "#license=CC BY\n#HmPOS_build=GRCh38\n"
    "rsID\tchr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\thm_chr\thm_pos\n"
    "rs1\t1\t100\tA\tG\t0.5\t1\t200\n"
    "rs2\t1\t110\tC\t\t-1e-2\t\t\n";

TEST_F(ScoringFileTest, prefers_harmonised_positions) {
    const auto rows = read(harmonised);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].pos, 199);
    EXPECT_EQ(rows[0].contig, "1");
    EXPECT_EQ(rows[0].weights, std::vector<double>{0.5});
    EXPECT_EQ(rows[1].problem, RowProblem::no_position);
    EXPECT_EQ(build, "GRCh38");
    ASSERT_EQ(scores.size(), 1U);
    EXPECT_EQ(scores[0].name, "PGS9");
    EXPECT_EQ(scores[0].trait, "Gout");
    EXPECT_EQ(scores[0].weight_type, "NR");
    EXPECT_EQ(scores[0].license, "CC BY");
}

TEST_F(ScoringFileTest, takes_original_positions_where_the_build_asks_for_them) {
    const auto rows = read(harmonised, {.wanted_build = "GRCh37"});
    EXPECT_EQ(rows[0].pos, 99);
    EXPECT_EQ(rows[1].pos, 109);
    EXPECT_EQ(rows[1].problem, RowProblem::none);
    EXPECT_EQ(build, "GRCh37");
}

TEST_F(ScoringFileTest, reads_ratios_as_logarithms) {
    const auto by_header =
        read("#weight_type=OR\n"
             "chr_name\tchr_position\teffect_allele\teffect_weight\n1\t5\tA\t2\n");
    EXPECT_DOUBLE_EQ(by_header[0].weights[0], 0.6931471805599453);
    const auto by_column = read("CHR BP A1 A2 OR P\n1 5 A C 0.5 1e-8\n");
    EXPECT_DOUBLE_EQ(by_column[0].weights[0], -0.6931471805599453);
    EXPECT_EQ(by_column[0].other, "C");
}

TEST_F(ScoringFileTest, reads_dominant_recessive_and_dosage_weights) {
    const auto rows = read("chr_name\tchr_position\teffect_allele\teffect_weight\tis_dominant\t"
                           "is_recessive\n1\t5\tA\t1\tTrue\tFalse\n1\t6\tA\t1\tFALSE\tTRUE\n");
    EXPECT_EQ(rows[0].type, EffectType::dominant);
    EXPECT_EQ(rows[1].type, EffectType::recessive);
    test::TempDir folder;
    test::write_file(
        folder / "d.txt",
        "chr_name,chr_position,effect_allele,dosage_0_weight,dosage_1_weight,dosage_2_weight\n"
        "1,5,A,-0.5,0,0.25\n");
    ScoringFile file{(folder / "d.txt").string()};
    ScoringRow row;
    ASSERT_TRUE(file.next(row));
    EXPECT_EQ(row.type, EffectType::by_dosage);
    EXPECT_EQ(row.dosage_weights, (std::array{-0.5, 0.0, 0.25}));
    EXPECT_DOUBLE_EQ(row.weights[0], 0.75);
}

TEST_F(ScoringFileTest, reads_ids_that_spell_variants) {
    const auto rows = read("ID\tA1\tBETA\n1:100:A:G\tG\t0.1\nrs7\tC\t0.2\n");
    EXPECT_TRUE(by_id);
    EXPECT_EQ(rows[0].contig, "1");
    EXPECT_EQ(rows[0].pos, 99);
    EXPECT_EQ(rows[0].other, "A");
    EXPECT_EQ(rows[1].pos, -1);
    EXPECT_EQ(rows[1].problem, RowProblem::none) << "matched by its id";
}

TEST_F(ScoringFileTest, takes_every_unknown_column_of_a_plain_table_as_a_score) {
    const auto rows = read("ID\tA1\tone\ttwo\n1:100:A:G\tG\t0.1\tNA\n");
    ASSERT_EQ(scores.size(), 2U);
    EXPECT_EQ(scores[1].name, "two");
    EXPECT_DOUBLE_EQ(rows[0].weights[0], 0.1);
    EXPECT_TRUE(std::isnan(rows[0].weights[1]));
}

TEST_F(ScoringFileTest, tells_how_many_columns_a_short_row_has) {
    EXPECT_ERROR(
        read("ID\tA1\tS1\tS2\nrs1\tA\t0.1\t2\nrs2\tA\t0.1\n"),
        ErrorKind::bad_data,
        HasSubstr("the row has 3 columns, its weight stands in column 4"));
    EXPECT_ERROR(
        read("ID\tA1\tS1\tS2\nrs1\tA\n"), ErrorKind::bad_data, HasSubstr("the row has 2 columns"));
}

TEST_F(ScoringFileTest, lets_the_user_name_columns) {
    const auto rows = read(
        "marker other tested w\nrs1 A C 3\n",
        {.columns = {{"id", "marker"}, {"effect_allele", "3"}, {"weight", "w"}}});
    EXPECT_EQ(rows[0].effect, "C");
    EXPECT_EQ(rows[0].weights, std::vector<double>{3.0});
}

TEST_F(ScoringFileTest, splits_a_table_of_several_accessions) {
    const auto rows = read("chr_name\tchr_position\teffect_allele\teffect_weight\teffect_type\t"
                           "accession\n1\t5\tA\t1\tadditive\tP1\n1\t5\tA\t2\trecessive\tP2\n");
    ASSERT_EQ(scores.size(), 2U);
    EXPECT_EQ(scores[1].name, "P2");
    EXPECT_EQ(rows[1].first_score, 1U);
    EXPECT_EQ(rows[1].type, EffectType::recessive);
}

TEST_F(ScoringFileTest, sets_haplotypes_and_strange_alleles_aside) {
    const auto rows = read("chr_name\tchr_position\teffect_allele\teffect_weight\tis_haplotype\n"
                           "6\t5\tA\t1\tTRUE\n6\t5\tHLA-A*24\t1\tFALSE\n6\t5\tA\t1\tFALSE\n");
    EXPECT_EQ(rows[0].problem, RowProblem::complex);
    EXPECT_EQ(rows[1].problem, RowProblem::complex);
    EXPECT_EQ(rows[2].problem, RowProblem::none);
}

TEST_F(ScoringFileTest, reads_a_header_that_begins_with_a_hash) {
    const auto rows = read("#CHROM POS A1 BETA\n1 5 A 1\n");
    EXPECT_EQ(rows[0].pos, 4);
}

TEST_F(ScoringFileTest, drops_an_inferred_allele_that_is_not_one) {
    const auto rows = read("hm_chr\thm_pos\teffect_allele\teffect_weight\thm_inferOtherAllele\n"
                           "1\t5\tA\t1\tC\n1\t6\tA\t1\tC/G\n");
    EXPECT_EQ(rows[0].other, "C");
    EXPECT_EQ(rows[1].other, "");
}

TEST(CanonicalBuild, knows_the_usual_spellings) {
    EXPECT_EQ(canonical_build("hg19"), "GRCh37");
    EXPECT_EQ(canonical_build("GRCh38.p14"), "GRCh38");
    EXPECT_EQ(canonical_build("NR"), "");
}

TEST(ParseVariantId, reads_three_separators) {
    EXPECT_EQ(parse_variant_id("chr1:5:A:G").pos, 4);
    EXPECT_EQ(parse_variant_id("1_5_A_GT").second, "GT");
    EXPECT_EQ(parse_variant_id("rs12").pos, -1);
    EXPECT_EQ(parse_variant_id("1:5:A:<DEL>").pos, -1);
}

}  // namespace
}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/score/collector.hpp>

namespace genostrat::score {
namespace {

using testing::HasSubstr;

std::shared_ptr<const WeightTable> two_rows() {
    const test::TempDir folder;
    test::write_file(
        folder / "w.txt",
        "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\n"
        "1\t5\tA\tG\t0.5\n1\t9\tC\tT\t4\n");
    return std::make_shared<const WeightTable>(WeightTable::load({(folder / "w.txt").string()}));
}

/// One variant with one candidate, row `row` of the weights, ALT being the effect allele.
std::shared_ptr<const MatchedBatch>
batch_of(std::uint32_t row, std::int64_t pos, const std::vector<std::uint8_t>& codes) {
    auto batch = std::make_shared<MatchedBatch>();
    batch->n_variants = 1;
    batch->variants.push_back({.contig = 0, .pos = pos, .first_candidate = 0, .n_candidates = 1});
    batch->candidates.push_back(
        {.row = row,
         .match = {.kind = sites::MatchKind::altref, .effect_allele = 1, .alt = 1},
         .column = 0});
    GenotypeColumn column{
        .codes = 0, .ploidies = GenotypeColumn::none, .dosages = GenotypeColumn::none};
    for (const std::uint8_t code : codes)
        ++column.counts.n[code];
    batch->columns.push_back(column);
    batch->words.resize(words_of_codes(codes.size()));
    pack_codes(codes, batch->words);
    return batch;
}

TEST(Collector, sums_and_reports) {
    Collector collector{two_rows(), {"a", "b"}, {}};
    collector.add(batch_of(0, 4, {1, 2}));
    const ScoreTable table = collector.finish();
    EXPECT_EQ(table.sums, (std::vector<double>{0.5, 1.0}));
    EXPECT_EQ(table.denominators, (std::vector<std::int64_t>{2, 2}));
    EXPECT_EQ(table.scores[0].matched.n, 1);
    EXPECT_EQ(table.scores[0].missing().n, 1);
    EXPECT_DOUBLE_EQ(table.scores[0].matched_weight_share(), 0.5 / 4.5);
    EXPECT_EQ(table.rows[0].status, RowStatus::matched);
    EXPECT_EQ(table.rows[1].status, RowStatus::missing);
}

TEST(Collector, leaves_missing_genotypes_of_small_cohorts_out) {
    Collector collector{two_rows(), {"a", "b"}, {}};
    collector.add(batch_of(0, 4, {1, 3}));
    collector.add(batch_of(1, 8, {1, 1}));
    const ScoreTable table = collector.finish();
    EXPECT_EQ(table.sums, (std::vector<double>{4.5, 4.0}));
    EXPECT_EQ(table.denominators, (std::vector<std::int64_t>{4, 2}));
    EXPECT_EQ(table.n_missing, (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(table.n_unknown_frequency, 1);
}

TEST(Collector, takes_the_mean_of_a_cohort_that_is_large_enough) {
    Collector collector{two_rows(), {"a", "b", "c"}, {.minimum_cohort = 3}};
    collector.add(batch_of(0, 4, {1, 3, 2}));
    const ScoreTable table = collector.finish();
    EXPECT_DOUBLE_EQ(table.sums[1], 0.5 * 2 * 0.75);  // p = 3 of 4 alleles
    EXPECT_EQ(table.denominators[1], 2);
    EXPECT_EQ(table.called_alleles[1], 0);
}

TEST(Collector, joins_variants_of_one_place_across_batches) {
    Collector collector{two_rows(), {"a"}, {}};
    collector.add(batch_of(0, 4, {1}));
    collector.add(batch_of(0, 4, {1}));
    const ScoreTable table = collector.finish();
    EXPECT_EQ(table.rows[0].status, RowStatus::duplicate);
    EXPECT_DOUBLE_EQ(table.sums[0], 0.0);
}

TEST(Collector, refuses_a_place_that_comes_again_later) {
    Collector collector{two_rows(), {"a"}, {}};
    collector.add(batch_of(0, 4, {1}));
    collector.add(batch_of(1, 8, {1}));
    collector.add(batch_of(0, 4, {1}));
    EXPECT_ERROR(collector.finish(), ErrorKind::bad_data, HasSubstr("1:5"));
}

}  // namespace
}  // namespace genostrat::score

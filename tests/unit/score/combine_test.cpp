// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/score/combine.hpp>

namespace genostrat::score {
namespace {

/// Two samples, one score, rows of weight 1 and 4; sums and counts are the caller's.
ScoreTable made(std::shared_ptr<const WeightTable> weights) {
    ScoreTable table;
    table.samples = {"a", "b"};
    table.weights = std::move(weights);
    table.scores = {{.summary = table.weights->scores()[0]}};
    table.sums = {0.0, 0.0};
    table.denominators = {0, 0};
    table.called_alleles = {0, 0};
    table.n_missing = {0, 0};
    table.n_inferred = {0, 0};
    table.rows.resize(2);
    return table;
}

TEST(Combine, adds_what_the_second_input_tells) {
    const test::TempDir folder;
    test::write_file(folder / "w.txt", "CHR\tPOS\tA1\tA2\tBETA\n1\t5\tA\tG\t1\n1\t9\tC\tT\t4\n");
    const auto weights =
        std::make_shared<const WeightTable>(WeightTable::load({(folder / "w.txt").string()}));
    // Row 0 is sequenced in a only; row 1 in nobody, but it is imputed.
    ScoreTable called = made(weights);
    called.sums = {2.0, 0.0};
    called.denominators = {2, 0};
    called.rows[0] = {.status = RowStatus::matched};
    called.known = std::make_shared<KnownGenotypes>(2);
    called.known->add(0, 0);
    ScoreTable imputed = made(weights);
    imputed.sums = {4.0, 8.0};
    imputed.denominators = {2, 2};
    imputed.rows[1] = {.status = RowStatus::matched};
    const ScoreTable both = combine(std::move(called), imputed);
    EXPECT_EQ(both.sums, (std::vector<double>{6.0, 8.0}));
    EXPECT_EQ(both.denominators, (std::vector<std::int64_t>{4, 2}));
    EXPECT_EQ(both.n_missing, (std::vector<std::int32_t>{0, 1})) << "row 0 of sample b";
    EXPECT_EQ(both.scores[0].matched.n, 2);
    EXPECT_EQ(both.scores[0].matched.weight, 5.0);
}

}  // namespace
}  // namespace genostrat::score

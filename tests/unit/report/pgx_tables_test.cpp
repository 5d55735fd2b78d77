// SPDX-License-Identifier: MIT
#include "pgx_fixture.hpp"

#include <genostrat/report/pgx_tables.hpp>

namespace genostrat::report {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(PgxTable, has_one_row_a_sample_and_gene) {
    const auto lines = test::lines_of(pgx_table(test::two_pgx_samples()));
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[1], "A\tG6PD\ttop\tfalse\ttrue\t0\t1\t\t\t\t\tnull\t");
    EXPECT_EQ(lines[2], "A\tGEN1\ttop\tfalse\ttrue\t2\t0\t*2/*2\t2\t\tPoor\tnull\tPoor");
    EXPECT_EQ(
        lines[4],
        "B<b>\tGEN1\ttop\tfalse\ttrue\t1\t1\t*1/*2\t2\t\tIntermediate\tnull\tIntermediate");
}

TEST(PgxMatrix, has_a_column_a_gene) {
    EXPECT_THAT(
        test::lines_of(pgx_matrix(test::two_pgx_samples())),
        ElementsAre("sample\tG6PD\tGEN1", "A\t\t*2/*2", "B<b>\t\t*1/*2"));
}

TEST(PgxSummary, counts_alleles_of_all_and_of_each_label) {
    const auto lines = test::lines_of(pgx_summary(test::two_pgx_samples(), {{"A", "X"}}));
    EXPECT_THAT(lines, Contains("GEN1\tall\tallele\t*2\t3\t4\t0.75"));
    EXPECT_THAT(lines, Contains("GEN1\tall\tsite\tchr1:1000:C>T\t3\t4\t0.75"));
    EXPECT_THAT(lines, Contains("GEN1\tX\tdiplotype\t*2/*2\t1\t1\t1"));
    EXPECT_THAT(lines, Contains("GEN1\tall\tphenotype\tPoor\t1\t2\t0.5"));
    EXPECT_THAT(lines, Contains("G6PD\tall\tdiplotype\tno call\t2\t2\t1"));
}

}  // namespace
}  // namespace genostrat::report

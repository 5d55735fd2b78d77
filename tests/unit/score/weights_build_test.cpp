// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <fmt/format.h>

#include <genostrat/score/weights.hpp>

namespace genostrat::score {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class WeightsBuildTest : public testing::Test {
protected:
    std::string file(std::string_view name, std::string_view content) {
        test::write_file(folder_ / name, content);
        return (folder_ / name).string();
    }

    test::TempDir folder_;
};

constexpr std::string_view one =
    "#pgs_id=ONE\nchr_name\tchr_position\teffect_allele\tother_allele\t"
    "effect_weight\nchr2\t10\tA\tG\t1\n1\t30\tC\tT\t-2\n1\t20\tG\tA\t4\n"
    "1\t\tG\tA\t8\n";

TEST_F(WeightsBuildTest, sums_up_each_score) {
    const WeightTable table = WeightTable::load({file("one.txt", one)});
    ASSERT_EQ(table.scores().size(), 1U);
    EXPECT_EQ(table.scores()[0].n_rows, 4);
    EXPECT_DOUBLE_EQ(table.scores()[0].total_weight, 15.0);
    EXPECT_EQ(table.scores()[0].n_no_position, 1);
}

TEST_F(WeightsBuildTest, keeps_many_columns_of_one_row_together) {
    const WeightTable table = WeightTable::load(
        {file("one.txt", one), file("many.txt", "ID A1 S1 S2 S3\n1:20:A:G G 1 NA 3\n")});
    ASSERT_EQ(table.scores().size(), 4U);
    std::size_t hint = 0;
    const auto rows = table.at(table.contigs().find("1"), 19, hint);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].first_score, 1U);
    EXPECT_EQ(table.weights(rows[1]).size(), 3U);
    EXPECT_EQ(table.scores()[2].n_rows, 0) << "NA is no row of the score";
    EXPECT_EQ(table.allele(rows[1].effect), "G");
    EXPECT_EQ(table.allele(rows[1].other), "A");
}

TEST_F(WeightsBuildTest, keeps_what_is_too_much_for_memory_in_a_file) {
    const std::string text =
        "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\t"
        "dosage_0_weight\tdosage_1_weight\tdosage_2_weight\n"
        "1\t30\tC\tT\t-"
        "2\t\t\t\n1\t20\tG\tA\t4\t\t\t\n1\t10\tG\tA\t\t5\t6\t9\n1\t5\tG\tA\t8\t\t\t\n";
    const std::vector<std::string> files{
        file("one.txt", text), file("many.txt", "ID A1 S1 S2 S3\n1:20:A:G G 1 NA 3\n")};
    for (const std::size_t most : {0U, 1U, 5U, 100U}) {
        const WeightTable table = WeightTable::load(files, {.most_in_memory = most});
        EXPECT_EQ(table.mapped_weights().empty(), most == 100U);
        ASSERT_EQ(table.rows().size(), 5U);
        EXPECT_THAT(table.weights(table.rows()[0]), ElementsAre(8.0));
        EXPECT_THAT(table.weights(table.rows()[1]), ElementsAre(4.0));
        EXPECT_THAT(table.dosage_weights(table.rows()[1]), ElementsAre(5.0, 6.0, 9.0));
        EXPECT_THAT(table.weights(table.rows()[2]), ElementsAre(4.0));
        EXPECT_THAT(table.weights(table.rows()[3]), ElementsAre(1.0, testing::IsNan(), 3.0));
        EXPECT_THAT(table.weights(table.rows()[4]), ElementsAre(-2.0));
    }
}

TEST_F(WeightsBuildTest, is_the_same_table_however_much_stays_in_memory) {
    constexpr int n_rows = 400;
    std::string by_place = "rsID\tchr_name\tchr_position\teffect_allele\teffect_weight\n";
    std::string by_id = "rsID\teffect_allele\teffect_weight\n";
    for (int at = 0; at < n_rows; ++at) {
        const int row = at * 37 % n_rows;  // shuffled, and many rows at one place
        by_place += fmt::format("rs{}\t{}\t{}\tA\t0.{}\n", row, row % 3 + 1, row / 7 + 1, row);
        by_id += fmt::format("rs{}\tC\t0.{}\n", row, row);
    }
    for (const std::string& text : {by_place, by_id}) {
        const std::vector<std::string> files{file("x.txt", text)};
        WeightTable::load(files, {}).write((folder_ / "all.gsw").string());
        for (const std::size_t most : {0U, 12U, 300U, 2000U}) {
            const WeightTable table = WeightTable::load(files, {.most_in_memory = most});
            table.write((folder_ / "some.gsw").string());
            EXPECT_EQ(test::read_file(folder_ / "some.gsw"), test::read_file(folder_ / "all.gsw"))
                << most;
            if (!table.has_ids())
                continue;
            for (int row = 0; row < n_rows; ++row) {
                const std::string id = fmt::format("rs{}", row);
                const auto found = table.with_id(id);
                ASSERT_EQ(found.size(), 1U) << id;
                EXPECT_EQ(table.id(table.rows()[found[0]]), id);
            }
            EXPECT_TRUE(table.with_id("rs400").empty());
            EXPECT_TRUE(table.with_id("").empty());
        }
    }
}

TEST_F(WeightsBuildTest, names_two_scores_of_one_name) {
    EXPECT_ERROR(
        WeightTable::load({file("a.txt", one), file("b.txt", one)}),
        ErrorKind::usage,
        HasSubstr("two scores are called 'ONE'"));
}

}  // namespace
}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/weights.hpp>

namespace genostrat::score {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class WeightTableTest : public testing::Test {
protected:
    std::string file(std::string_view name, std::string_view content) {
        test::write_file(folder_ / name, content);
        return (folder_ / name).string();
    }

private:
    test::TempDir folder_;
};

constexpr std::string_view one =
    "#pgs_id=ONE\nchr_name\tchr_position\teffect_allele\tother_allele\t"
    "effect_weight\nchr2\t10\tA\tG\t1\n1\t30\tC\tT\t-2\n1\t20\tG\tA\t4\n"
    "1\t\tG\tA\t8\n";

TEST_F(WeightTableTest, finds_rows_by_place_in_any_order) {
    const WeightTable table = WeightTable::load({file("one.txt", one)});
    const ContigId contig = table.contigs().find("1");
    std::size_t hint = 0;
    ASSERT_EQ(table.at(contig, 19, hint).size(), 1U);
    EXPECT_EQ(table.weights(table.at(contig, 29, hint)[0])[0], -2.0);
    EXPECT_EQ(table.weights(table.at(contig, 19, hint)[0])[0], 4.0) << "a step back";
    EXPECT_TRUE(table.at(contig, 25, hint).empty());
    EXPECT_TRUE(table.at(contig, 99, hint).empty());
    EXPECT_EQ(table.at(table.contigs().find("2"), 9, hint).size(), 1U);
    EXPECT_TRUE(table.at(5, 9, hint).empty());
}

TEST_F(WeightTableTest, finds_rows_by_id_where_they_have_no_place) {
    const WeightTable table =
        WeightTable::load({file("ids.txt", "ID A1 BETA\nrs5 g 1\nrs6 T 2\n")});
    ASSERT_TRUE(table.has_ids());
    ASSERT_EQ(table.with_id("rs6").size(), 1U);
    EXPECT_EQ(table.weights(table.rows()[table.with_id("rs6")[0]])[0], 2.0);
    EXPECT_TRUE(table.with_id("rs7").empty());
    EXPECT_EQ(table.allele(table.rows()[table.with_id("rs5")[0]].effect), "G");
}

TEST(WeightTable, makes_a_score_of_each_range_of_p_values) {
    const test::TempDir folder;
    test::write_file(
        folder / "w.txt",
        "#pgs_id=S\nCHR\tPOS\tA1\tBETA\tP\n1\t5\tA\t1\t0.01\n1\t6\tA\t2\t0.5\n1\t7\tA\t4\tNA\n");
    const auto table = WeightTable::load(
        {(folder / "w.txt").string()},
        {.p_ranges = {PValueRange::parse("strict=0:0.05"), PValueRange::parse("0:1")}});
    ASSERT_EQ(table.scores().size(), 2U);
    EXPECT_EQ(table.scores()[0].facts.name, "S_strict");
    EXPECT_EQ(table.scores()[0].total_weight, 1.0);
    EXPECT_EQ(table.scores()[1].facts.name, "S_0:1");
    EXPECT_EQ(table.scores()[1].total_weight, 3.0);
}

}  // namespace
}  // namespace genostrat::score

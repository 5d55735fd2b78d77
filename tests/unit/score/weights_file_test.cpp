// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/weights.hpp>

namespace genostrat::score {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class WeightsFileTest : public testing::Test {
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

TEST_F(WeightsFileTest, comes_back_from_its_packed_form) {
    const WeightTable table = WeightTable::load(
        {file("one.txt", one),
         file(
             "dosage.txt",
             "chr_name,chr_position,effect_allele,dosage_0_weight,dosage_1_weight,"
             "dosage_2_weight\nX,7,T,1,2,4\n"),
         file("ids.txt", "ID A1 BETA\nrs5 G 1\n")});
    const std::string path = file("w.gsw", "");
    table.write(path);
    const WeightTable packed = WeightTable::load({path});
    ASSERT_EQ(packed.scores().size(), 3U);
    EXPECT_EQ(packed.scores()[0].facts.name, "ONE");
    EXPECT_DOUBLE_EQ(packed.scores()[0].total_weight, 15.0);
    std::size_t hint = 0;
    const auto rows = packed.at(packed.contigs().find("X"), 6, hint);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_THAT(packed.dosage_weights(rows[0]), ElementsAre(1, 2, 4));
    EXPECT_EQ(packed.with_id("rs5").size(), 1U);
    EXPECT_EQ(packed.allele(rows[0].effect), "T");
    EXPECT_EQ(packed.allele(0), "");
    EXPECT_ERROR(
        WeightTable::load({path, path}), ErrorKind::unsupported, HasSubstr("packed weights"));
}

}  // namespace
}  // namespace genostrat::score

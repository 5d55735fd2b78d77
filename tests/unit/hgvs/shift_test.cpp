// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/hgvs/shift.hpp>

namespace genostrat::hgvs {
namespace {

TEST(CountShift, goes_as_far_as_the_result_is_the_same) {
    //                0123456789012
    const test::SmallModel small{
        "1\tx\tmRNA\t1\t13\t.\t+\t.\tID=t\n1\tx\texon\t1\t13\t.\t+\t.\tParent=t\n",
        ">1\nGCACACACTTTTG\n"};
    const genes::GeneModel model = small.open();
    const genes::GenomeView genome{model};
    const genes::ContigPlace contig = genome.find("1");
    std::string buffer;
    // CA deleted at 1..3 may stand up to 6..8 (CACACAC): 5 bases to the right.
    EXPECT_EQ(count_right_shift(genome, contig, {1, 3}, "CA", 100, buffer), 5);
    EXPECT_EQ(count_right_shift(genome, contig, {1, 3}, "CA", 4, buffer), 4);
    EXPECT_EQ(count_left_shift(genome, contig, {6, 8}, "AC", 100, buffer), 5);
    // T inserted before the run of T, and at the contig's end.
    EXPECT_EQ(count_right_shift(genome, contig, {8, 8}, "T", 100, buffer), 4);
    EXPECT_EQ(count_right_shift(genome, contig, {12, 12}, "G", 100, buffer), 1);
    EXPECT_EQ(count_left_shift(genome, contig, {1, 1}, "G", 100, buffer), 1);
    EXPECT_EQ(count_left_shift(genome, contig, {0, 0}, "G", 100, buffer), 0);
}

TEST(CountShift, sees_beyond_its_first_window) {
    const test::SmallModel small{
        "1\tx\tmRNA\t1\t13\t.\t+\t.\tID=t\n1\tx\texon\t1\t13\t.\t+\t.\tParent=t\n",
        ">1\n" + std::string(700, 'A') + "C\n"};
    const genes::GeneModel model = small.open();
    const genes::GenomeView genome{model};
    std::string buffer;
    EXPECT_EQ(count_right_shift(genome, genome.find("1"), {0, 1}, "A", 5000, buffer), 699);
    EXPECT_EQ(count_left_shift(genome, genome.find("1"), {700, 700}, "A", 5000, buffer), 700);
}

TEST(AppendRotated, turns_both_ways) {
    const auto rotated = [](std::string_view text, std::int64_t n) {
        std::string out;
        append_rotated(text, n, out);
        return out;
    };
    EXPECT_EQ(rotated("ACG", 1), "CGA");
    EXPECT_EQ(rotated("ACG", -1), "GAC");
    EXPECT_EQ(rotated("ACG", 7), "CGA");
    EXPECT_EQ(rotated("ACG", -6), "ACG");
    EXPECT_EQ(rotated("", 3), "");
}

TEST(ShiftLimit, is_vep_s) {
    EXPECT_EQ(shift_limit(1000, 1), 1000);
    EXPECT_EQ(shift_limit(1000, 1000), 1);
    EXPECT_EQ(shift_limit(1000, 1001), 1001);
}

}  // namespace
}  // namespace genostrat::hgvs

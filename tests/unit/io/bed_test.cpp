// SPDX-License-Identifier: MIT
#include "packed_text.hpp"
#include "test_support.hpp"

#include <array>

#include <genostrat/io/bed.hpp>

namespace genostrat::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Bed : public ::testing::Test {
protected:
    BedReader open(std::string_view content) {
        test::write_file(folder_ / "b.bed", content);
        return BedReader{folder_ / "b.bed"};
    }

    std::vector<std::string> rows(std::string_view content) {
        BedReader reader = open(content);
        std::vector<std::string> found;
        BedRow row;
        while (reader.next(row))
            found.push_back(
                std::string{row.contig} + ":" + std::to_string(row.where.begin) + "-" +
                std::to_string(row.where.end) + ":" + std::string{row.name});
        return found;
    }

    test::TempDir folder_;
};

TEST_F(Bed, reads_three_columns_and_more) {
    EXPECT_THAT(
        rows("chr1\t0\t10\nchr2\t5\t5\tTP53\t0\t+\n"), ElementsAre("chr1:0-10:", "chr2:5-5:TP53"));
}

TEST_F(Bed, skips_what_is_no_row) {
    EXPECT_THAT(
        rows("browser position chr1\ntrack name=x\n# c\n\n  \ntrack1\t1\t2\n"),
        ElementsAre("track1:1-2:"));
}

TEST_F(Bed, reads_blanks_windows_lines_and_gzip) {
    EXPECT_THAT(rows("chr1 1  2 a b\r\nchr1\t3\t4\r\n"), ElementsAre("chr1:1-2:a", "chr1:3-4:"));
    EXPECT_THAT(rows(test::gzip("chr1\t1\t2")), ElementsAre("chr1:1-2:"));
}

TEST_F(Bed, keeps_names_with_blanks_and_the_rest) {
    BedReader reader = open("1\t2\t3\ta b\tx\n");
    BedRow row;
    ASSERT_TRUE(reader.next(row));
    EXPECT_EQ(row.name, "a b");
    EXPECT_EQ(row.rest, "a b\tx");
}

TEST_F(Bed, names_the_bad_line) {
    const std::array<std::pair<std::string_view, std::string_view>, 6> cases{{
        {"chr1\t1", "three columns"},
        {"chr1", "three columns"},
        {"chr1\tx\t5", "start 'x'"},
        {"chr1\t-1\t5", "start '-1'"},
        {"chr1\t1\t99999999999999999999", "end '99999999999999999999'"},
        {"chr1\t9\t5", "end 5 lies before start 9"},
    }};
    for (const auto& [line, message] : cases) {
        const std::string content = "chr1\t0\t1\n" + std::string{line} + "\n";
        EXPECT_ERROR(rows(content), ErrorKind::bad_data, HasSubstr("b.bed:2: "));
        EXPECT_ERROR(rows(content), ErrorKind::bad_data, HasSubstr(message));
    }
}

IntervalSet example() {
    const std::vector<IntervalSet::Item> items{
        {"chr2", {50, 60}},
        {"chr1", {30, 40}},
        {"chr1", {10, 20}},
        {"chr1", {20, 25}},
        {"chr1", {12, 15}},
        {"chr1", {7, 7}}};
    return IntervalSet{items};
}

TEST(IntervalSet, sorts_and_joins) {
    const IntervalSet set = example();
    EXPECT_THAT(set.on("chr1"), ElementsAre(Interval{10, 25}, Interval{30, 40}));
    EXPECT_THAT(set.on("chr2"), ElementsAre(Interval{50, 60}));
    EXPECT_THAT(set.on("chr3"), ElementsAre());
    EXPECT_EQ(set.n_bases(), 35);
    EXPECT_EQ(set.size(), 3U);
    EXPECT_THAT(set.contigs().names(), ElementsAre("chr2", "chr1"));
    EXPECT_TRUE(IntervalSet{}.empty());
}

TEST(IntervalSet, finds_what_overlaps) {
    const IntervalSet set = example();
    EXPECT_THAT(set.overlapping("chr1", {24, 31}), ElementsAre(Interval{10, 25}, Interval{30, 40}));
    EXPECT_THAT(set.overlapping("chr1", {25, 30}), ElementsAre());
    EXPECT_THAT(set.overlapping("chr1", {12, 12}), ElementsAre());
    EXPECT_TRUE(set.overlaps("chr1", {39, 90}));
    EXPECT_FALSE(set.overlaps("chr1", {40, 90}));
    EXPECT_FALSE(set.overlaps("chr1", {0, 10}));
}

TEST(IntervalSet, covers_only_whole_stretches) {
    const IntervalSet set = example();
    EXPECT_TRUE(set.covers("chr1", {10, 25}));
    EXPECT_FALSE(set.covers("chr1", {10, 26}));
    EXPECT_FALSE(set.covers("chr1", {24, 31}));
    EXPECT_FALSE(set.covers("chr9", {1, 2}));
}

TEST(IntervalSet, finds_contigs_by_alias) {
    EXPECT_TRUE(example().overlaps("1", {10, 11}));
}

TEST_F(Bed, makes_a_set) {
    test::write_file(folder_ / "b.bed", "chr1\t5\t9\nchr1\t1\t6\n");
    EXPECT_THAT(IntervalSet::from_bed(folder_ / "b.bed").on("chr1"), ElementsAre(Interval{1, 9}));
}

}  // namespace
}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/variant/regions.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Regions, parses_and_merges) {
    const Regions regions = Regions::parse("chr2:11-20,chr2:15-30,chr1,chr2:40,{HLA:01}:5-");
    EXPECT_THAT(regions.contigs(), ElementsAre("chr2", "chr1", "HLA:01"));
    EXPECT_THAT(regions.of("chr2"), ElementsAre(Interval{10, 30}, Interval{39, 40}));
    EXPECT_TRUE(regions.overlaps("1", {5, 6}));  // an alias
    EXPECT_TRUE(regions.overlaps("chr2", {29, 35}));
    EXPECT_FALSE(regions.overlaps("chr2", {30, 39}));
    EXPECT_FALSE(regions.overlaps("HLA:01", {0, 4}));
    EXPECT_FALSE(regions.overlaps("3", {0, 4}));
}

TEST(Regions, names_what_is_no_region) {
    for (const char* text : {"chr1:x", "chr1:5-3", ":1-2", "chr1,,chr2", "{a"})
        EXPECT_ERROR(Regions::parse(text), ErrorKind::usage, HasSubstr("is no region"));
}

TEST(Regions, a_bed_file_counts_from_zero_and_a_table_from_one) {
    const test::TempDir folder;
    test::write_file(folder / "a.bed", "track x\n1\t10\t20\tname\n");
    test::write_file(folder / "a.txt", "1\t10\t20\n1\t30\n");
    EXPECT_THAT(Regions::read(folder / "a.bed").of("1"), ElementsAre(Interval{10, 20}));
    EXPECT_THAT(
        Regions::read(folder / "a.txt").of("1"), ElementsAre(Interval{9, 20}, Interval{29, 30}));
    test::write_file(folder / "b.bed", "1\t10\t20\n1\tx\t20\n");
    EXPECT_ERROR(
        Regions::read(folder / "b.bed"), ErrorKind::bad_data, HasSubstr("b.bed:2: '1\tx\t20'"));
}

}  // namespace
}  // namespace genostrat

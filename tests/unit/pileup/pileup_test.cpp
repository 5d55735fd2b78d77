// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/pileup/pileup.hpp>

namespace genostrat::pileup {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string reads = test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:50\n@RG ID:g SM:me\n"
                                    "a 0 c1 3 60 5M * 0 0 ACGTA IIIII\n"
                                    "b 16 c1 5 60 3M2I2M * 0 0 GTATTAC IIIIIII\n"
                                    "c 0 c1 6 60 2M2D2M * 0 0 TAAC II#I\n"
                                    "d 1024 c1 6 60 2M * 0 0 CC II\n");

TEST(PileUp, counts_snvs_and_indels) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    PileupOptions options;
    options.paths = {(folder / "in.bam").string()};
    const PileupResult result = pile_up(
        options,
        {{"c1", 6, {"A", "ATT"}},
         {"c1", 5, {"T", "C"}},
         {"c1", 6, {"ACC", "A"}},
         {"c1", 40, {"A", "C"}}});
    EXPECT_EQ(result.samples, std::vector<std::string>{"me"});
    ASSERT_EQ(result.sites.size(), 4U);
    EXPECT_EQ(result.sites[0].pos, 5);
    EXPECT_EQ(result.evidence[0].depth, 3);
    EXPECT_THAT(result.evidence[0].forward, ElementsAre(2, 0));
    EXPECT_THAT(result.evidence[0].reverse, ElementsAre(1, 0));
    EXPECT_THAT(result.evidence[1].forward, ElementsAre(1, 0));  // a; c shows a deletion
    EXPECT_THAT(result.evidence[1].reverse, ElementsAre(0, 1));  // b's insertion
    EXPECT_THAT(result.evidence[2].forward, ElementsAre(1, 1));
    EXPECT_EQ(result.evidence[3].depth, 0);
    EXPECT_EQ(result.evidence[3].first, -1);
}

TEST(PileUp, counts_overlapping_mates_once) {
    const test::TempDir folder;
    test::write_bam(
        folder / "in.bam",
        test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:50\n"
                  "p 99 c1 3 60 5M = 5 7 ACGTA IIIII\np 147 c1 5 60 5M = 3 -7 GTATT IIIII\n"));
    PileupOptions options;
    options.paths = {(folder / "in.bam").string()};
    const std::vector<Site> sites{{"c1", 5, {"T", "C"}}};
    EXPECT_EQ(pile_up(options, sites).evidence[0].depth, 1);
    options.count_overlaps = true;
    EXPECT_EQ(pile_up(options, sites).evidence[0].depth, 2);
}

TEST(PileUp, counts_mates_with_a_deletion_as_bcftools_does) {
    const test::TempDir folder;
    test::write_bam(
        folder / "in.bam",
        test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:50\n"
                  "p 99 c1 3 60 5M = 4 7 ACGTA IIIII\n"
                  "p 147 c1 4 60 2M1D3M = 3 -7 CGATT IIIII\n"));
    PileupOptions options;
    options.paths = {(folder / "in.bam").string()};
    const PileupResult result =
        pile_up(options, {{"c1", 4, {"G", "T"}}, {"c1", 6, {"A", "C"}}, {"c1", 8, {"T", "C"}}});
    // bcftools mpileup 1.16 -B -Q 13: right behind the deletion both count.
    EXPECT_EQ(result.evidence[0].depth, 1);
    EXPECT_EQ(result.evidence[1].depth, 2);
    EXPECT_EQ(result.evidence[2].depth, 1);
}

TEST(PileUp, keeps_the_better_of_two_mates_that_differ) {
    const test::TempDir folder;
    // At base 5 the left mate shows T of quality 20, the right one G of quality 40: G with 32.
    test::write_bam(
        folder / "in.bam",
        test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:50\n"
                  "p 99 c1 3 60 3M = 5 5 ACT II5\np 147 c1 5 60 3M = 3 -5 GTA III\n"));
    PileupOptions options;
    options.paths = {(folder / "in.bam").string()};
    options.min_base_quality = 32;
    const std::vector<Site> sites{{"c1", 4, {"G", "T"}}};
    const PileupResult result = pile_up(options, sites);
    EXPECT_THAT(result.evidence[0].reverse, ElementsAre(1, 0));
    EXPECT_THAT(result.evidence[0].forward, ElementsAre(0, 0));
    options.min_base_quality = 33;
    EXPECT_EQ(pile_up(options, sites).evidence[0].depth, 0);
}

TEST(PileUp, looks_at_several_files) {
    const test::TempDir folder;
    test::write_bam(folder / "a.bam", reads);
    test::write_bam(folder / "b.bam", reads);
    PileupOptions options;
    options.paths = {(folder / "a.bam").string(), (folder / "b.bam").string()};
    const PileupResult result = pile_up(options, {{"c1", 5, {"T", "C"}}, {"c1", 40, {"A", "C"}}});
    ASSERT_EQ(result.evidence.size(), 4U);
    EXPECT_EQ(result.evidence[0].depth, 3);
    EXPECT_EQ(result.evidence[1].depth, 3);
    EXPECT_EQ(result.evidence[3].depth, 0);
}

TEST(PileUp, names_what_is_missing_or_does_not_fit) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    test::write_file(folder / "r.fa", ">c1\n" + std::string(50, 'G') + "\n");
    PileupOptions options;
    options.paths = {(folder / "in.bam").string()};
    EXPECT_ERROR(
        pile_up(options, {{"c9", 5, {"T", "C"}}}), ErrorKind::bad_data, HasSubstr("contig c9"));
    options.reference = (folder / "r.fa").string();
    EXPECT_ERROR(
        pile_up(options, {{"c1", 5, {"T", "C"}}}),
        ErrorKind::bad_data,
        HasSubstr("REF is T but the reference has G"));
    std::filesystem::remove(folder / "in.bam.bai");
    EXPECT_ERROR(pile_up(options, {}), ErrorKind::missing_input, HasSubstr("no index"));
}

}  // namespace
}  // namespace genostrat::pileup

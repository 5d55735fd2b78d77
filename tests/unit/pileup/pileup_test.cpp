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
    // a ends at the base, c shows a deletion.
    EXPECT_THAT(result.evidence[1].forward, ElementsAre(0, 0));
    EXPECT_THAT(result.evidence[1].reverse, ElementsAre(0, 1));  // b's insertion
    EXPECT_THAT(result.evidence[2].forward, ElementsAre(0, 1));  // a ends too early to tell
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

/// Genotype and reads of each allele at the only site.
std::string called(const std::string& sam, const Site& site, const std::string& reference = "") {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", test::sam("@HD VN:1.6 SO:coordinate\n" + sam));
    PileupOptions options;
    options.paths = {(folder / "in.bam").string()};
    if (!reference.empty()) {
        test::write_file(folder / "r.fa", ">c1\n" + reference + "\n");
        options.reference = (folder / "r.fa").string();
    }
    const SiteEvidence evidence = pile_up(options, {site}).evidence[0];
    std::string text = std::to_string(evidence.first) + "/" + std::to_string(evidence.second);
    for (std::size_t allele = 0; allele < site.alleles.size(); ++allele)
        text += " " + std::to_string(evidence.forward[allele] + evidence.reverse[allele]);
    return text;
}

TEST(PileUp, asks_whether_a_read_goes_on_behind_the_repeat) {
    // Two copies of (TA)2 + TA: reads that end within the repeat fit REF, too.
    const std::string two_copies = "@SQ SN:c1 LN:20\n"
                                   "a 0 c1 1 60 5M2I6M * 0 0 GGGGGTATATACC IIIIIIIIIIIII\n"
                                   "b 0 c1 1 60 5M2I5M * 0 0 GGGGGTATATAC IIIIIIIIIIII\n"
                                   "c 0 c1 1 60 9M * 0 0 GGGGGTATA IIIIIIIII\n"
                                   "d 0 c1 1 60 7M * 0 0 GGGGGTA IIIIIII\n";
    const Site site{"c1", 4, {"G", "GTA"}};
    EXPECT_EQ(called(two_copies, site, "GGGGGTATACCCCCCCCCCC"), "1/1 0 2");
    EXPECT_EQ(called(two_copies, site), "0/1 2 2");  // the repeat is not known
    // REF itself is seen by reads to the first C behind the repeat.
    EXPECT_EQ(
        called(
            "@SQ SN:c1 LN:20\na 0 c1 1 60 10M * 0 0 GGGGGTATAC IIIIIIIIII\n",
            site,
            "GGGGGTATACCCCCCCCCCC"),
        "0/0 1 0");
}

TEST(PileUp, follows_reads_over_long_alleles) {
    const std::string header = "@SQ SN:c1 LN:20\n";
    // =/X cut the alignment without changing it.
    EXPECT_EQ(
        called(
            header + "a 0 c1 1 60 3=2X5= * 0 0 AAATGAAAAA IIIIIIIIII\n", {"c1", 2, {"AAA", "ATG"}}),
        "1/1 0 1");
    // A deletion and an insertion within REF; a skip tells nothing.
    const Site both{"c1", 2, {"ACGT", "ATT", "AT"}};
    EXPECT_EQ(called(header + "a 0 c1 1 60 3M2D1I3M * 0 0 AAATTAA IIIIIII\n", both), "1/1 0 1 0");
    EXPECT_EQ(called(header + "a 0 c1 1 60 3M2D3M * 0 0 AAATAA IIIIII\n", both), "2/2 0 0 1");
    EXPECT_EQ(called(header + "a 0 c1 1 60 3M3D3M * 0 0 AAAAAA IIIIII\n", both), "-1/-1 0 0 0");
    EXPECT_EQ(called(header + "a 0 c1 1 60 3M2N3M * 0 0 AAATAA IIIIII\n", both), "-1/-1 0 0 0");
    EXPECT_EQ(called(header + "a 0 c1 1 60 3M5D3M * 0 0 AAACAA IIIIII\n", both), "-1/-1 0 0 0");
}

TEST(PileUp, calls_nothing_where_reads_show_an_allele_that_is_not_named) {
    std::string sam = "@SQ SN:c1 LN:20\n";
    for (const std::string name : {"a", "b", "c", "d", "e", "f"})
        sam += name + " 0 c1 1 60 5M * 0 0 AAAAA IIIII\n";
    EXPECT_EQ(called(sam, {"c1", 2, {"A", "C"}}), "0/0 6 0");
    EXPECT_EQ(called(sam, {"c1", 2, {"T", "C"}}), "-1/-1 0 0");
    EXPECT_EQ(called(sam, {"c1", 2, {"T"}}), "-1/-1 0");
}

TEST(PileUp, knows_contigs_by_their_other_names) {
    EXPECT_EQ(
        called("@SQ SN:chr1 LN:20\na 0 chr1 1 60 5M * 0 0 AAAAA IIIII\n", {"1", 2, {"A", "C"}}),
        "0/0 1 0");
}

TEST(PileUp, looks_at_several_files) {
    const test::TempDir folder;
    test::write_bam(folder / "a.bam", reads);
    std::string others = reads;
    others.replace(others.find("SM:me"), 5, "SM:we");
    test::write_bam(folder / "b.bam", others);
    PileupOptions options;
    options.paths = {(folder / "a.bam").string(), (folder / "b.bam").string()};
    const PileupResult result = pile_up(options, {{"c1", 5, {"T", "C"}}, {"c1", 40, {"A", "C"}}});
    ASSERT_EQ(result.evidence.size(), 4U);
    EXPECT_EQ(result.evidence[0].depth, 3);
    EXPECT_EQ(result.evidence[1].depth, 3);
    EXPECT_EQ(result.evidence[3].depth, 0);
    options.paths.push_back(options.paths[0]);
    EXPECT_ERROR(pile_up(options, {}), ErrorKind::bad_data, HasSubstr("sample me"));
}

TEST(PileUp, names_what_is_missing_or_does_not_fit) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    test::write_file(folder / "r.fa", ">c1\n" + std::string(50, 'G') + "\n");
    PileupOptions options;
    options.paths = {(folder / "in.bam").string()};
    EXPECT_ERROR(
        pile_up(options, {{"c9", 5, {"T", "C"}}}), ErrorKind::bad_data, HasSubstr("contig c9"));
    EXPECT_ERROR(
        pile_up(options, {{"c1", 49, {"TG", "T"}}}),
        ErrorKind::bad_data,
        HasSubstr("behind its contig, which has 50 bases"));
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

// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "small_model.hpp"
#include "test_support.hpp"

#include <filesystem>

#include <fmt/core.h>

#include <genostrat/coverage/callable.hpp>

namespace genostrat::coverage {
namespace {

const std::string reads = test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:20\n@SQ SN:c2 LN:7\n"
                                    "a 0 c1 3 60 5M * 0 0 ACGTA ABCDE\n"
                                    "b 0 c1 3 60 5M * 0 0 ACGTA ABCDE\n"
                                    "c 0 c1 6 5 5M * 0 0 ACGTA ABCDE\n"
                                    "d 0 c1 6 5 5M * 0 0 ACGTA ABCDE\n");

TEST(RunCallable, reports_targets_groups_and_gaps) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    test::write_file(folder / "t.bed", "c1\t0\t4\tG:1\nc1\t6\t12\tG:2\nc2\t0\t7\n");
    CallableOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.bam").string();
    options.targets = read_targets((folder / "t.bed").string());
    options.min_depth = 2;
    const CallableResult result = run_callable(options);
    // 0-2 nothing, 2-7 two good reads, 7-10 two reads of quality 5, then nothing.
    EXPECT_EQ(
        test::read_gzip_file(folder / "out.states.bed.gz"),
        "c1\t0\t2\tNO_COVERAGE\nc1\t2\t7\tCALLABLE\nc1\t7\t10\tPOOR_MAPPING\n"
        "c1\t10\t20\tNO_COVERAGE\nc2\t0\t7\tNO_COVERAGE\n");
    EXPECT_EQ(test::read_gzip_file(folder / "out.callable.bed.gz"), "c1\t2\t7\n");
    EXPECT_EQ(
        test::read_file(folder / "out.groups.tsv"),
        "name\tlength\tcallable\tlow_depth\tpoor_mapping\tno_coverage\tlow_quality\t"
        "percent_callable\nG\t10\t3\t0\t3\t4\t0\t30.00\n");
    EXPECT_EQ(
        test::read_file(folder / "out.gaps.tsv"),
        "target\tcontig\tbegin\tend\tlength\tstate\thgvs\n"
        "G:1\tc1\t1\t2\t2\tNO_COVERAGE\t.\nG:2\tc1\t8\t10\t3\tPOOR_MAPPING\t.\n"
        "G:2\tc1\t11\t12\t2\tNO_COVERAGE\t.\nc2:1-7\tc2\t1\t7\t7\tNO_COVERAGE\t.\n");
    EXPECT_EQ(result.total.length, 17);
    EXPECT_EQ(result.total.of(CallState::callable), 3);
}

TEST(RunCallable, refuses_a_header_without_contigs) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", test::sam("@HD VN:1.6 SO:coordinate\n"));
    CallableOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.bam").string();
    EXPECT_ERROR(run_callable(options), ErrorKind::bad_data, testing::HasSubstr("no contig"));
}

TEST(RunCallable, refuses_targets_of_another_reference) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    test::write_file(folder / "t.bed", "c1\t0\t40\n");
    CallableOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.bam").string();
    options.targets = read_targets((folder / "t.bed").string());
    EXPECT_ERROR(run_callable(options), ErrorKind::bad_data, testing::HasSubstr("one build"));
}

TEST(RunCallable, counts_a_site_on_a_contig_that_the_file_lacks_as_a_gap) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    CallableOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.bam").string();
    options.min_depth = 2;
    options.targets = {
        {.contig = "c1", .begin = 3, .end = 4, .name = "rs1", .group = "S", .is_site = true},
        {.contig = "c9", .begin = 5, .end = 6, .name = "rs2", .group = "S", .is_site = true}};
    const CallableResult result = run_callable(options);
    ASSERT_EQ(result.groups.size(), 1U);
    EXPECT_EQ(result.groups[0].of(CallState::callable), 1);
    EXPECT_EQ(result.groups[0].of(CallState::no_coverage), 1);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_EQ(result.gaps[0].target, "rs2");
}

/// Rows of one sample on c1 (1,000 bases).
CallableOptions gvcf(const test::TempDir& folder, std::string_view rows) {
    test::write_file(
        folder / "in.g.vcf",
        std::string{"##fileformat=VCFv4.3\n##contig=<ID=c1,length=1000>\n"
                    "##FILTER=<ID=q,Description=\"q\">\n"
                    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"e\">\n"
                    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n"
                    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"d\">\n"
                    "##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"d\">\n"
                    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"q\">\n"
                    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n"} +
            std::string{rows});
    CallableOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.g.vcf").string();
    return options;
}

constexpr const char* block_10_to_90 =
    "c1\t11\t.\tA\t<NON_REF>\t.\t.\tEND=90\tGT:DP:GQ:MIN_DP\t0/0:40:60:30\n";

TEST(RunCallable, reads_the_blocks_and_rows_of_a_gvcf) {
    const test::TempDir folder;
    CallableOptions options = gvcf(
        folder,
        std::string{block_10_to_90} +
            "c1\t91\t.\tA\tG,<NON_REF>\t50\tPASS\t.\tGT:DP:GQ\t0/1:25:99\n"
            "c1\t92\t.\tA\t<NON_REF>\t.\t.\tEND=100\tGT:DP:GQ:MIN_DP\t0/0:40:60:9\n"
            "c1\t101\t.\tA\t<NON_REF>\t.\t.\tEND=110\tGT:DP:GQ:MIN_DP\t0/0:40:19:30\n"
            "c1\t111\t.\tAC\tA,<NON_REF>\t50\tq\t.\tGT:DP:GQ\t0/1:25:99\n"
            "c1\t112\t.\tC\t<NON_REF>\t.\t.\tEND=120\tGT:DP:GQ\t./.:25:99\n"
            "c1\t121\t.\tC\t<NON_REF>\t.\t.\tEND=130\tGT:DP:GQ\t0/0:0:0\n");
    static_cast<void>(run_callable(options));
    EXPECT_EQ(
        test::read_gzip_file(folder / "out.states.bed.gz"),
        "c1\t0\t10\tNO_COVERAGE\nc1\t10\t91\tCALLABLE\nc1\t91\t100\tLOW_DEPTH\n"
        "c1\t100\t120\tLOW_QUALITY\nc1\t120\t1000\tNO_COVERAGE\n");
}

TEST(RunCallable, lets_the_worst_of_overlapping_rows_speak) {
    const test::TempDir folder;
    CallableOptions options = gvcf(
        folder,
        "c1\t1\t.\tACGTA\tA,<NON_REF>\t50\tPASS\t.\tGT:DP:GQ\t0/1:25:99\n"
        "c1\t3\t.\tG\t<NON_REF>\t.\t.\tEND=4\tGT:DP:GQ\t0/0:25:3\n");
    options.targets = {{.contig = "c1", .end = 5, .name = "t"}};
    const CallableResult result = run_callable(options);
    EXPECT_EQ(result.total.of(CallState::callable), 3);
    EXPECT_EQ(result.total.of(CallState::low_quality), 2);
}

TEST(RunCallable, refuses_a_vcf_without_blocks_and_an_unknown_sample) {
    const test::TempDir folder;
    CallableOptions options = gvcf(folder, "c1\t1\t.\tA\tG\t50\tPASS\t.\tGT:DP:GQ\t0/1:25:99\n");
    EXPECT_ERROR(
        run_callable(options), ErrorKind::bad_data, testing::HasSubstr("no reference blocks"));
    EXPECT_FALSE(std::filesystem::exists(folder / "out.states.bed.gz"));
    options.sample = "S2";
    EXPECT_ERROR(run_callable(options), ErrorKind::usage, testing::HasSubstr("no sample S2"));
}

/// Where the toy model's gene (see ToyModel) was looked at: all but the stretch [begin, end).
CallableResult with_gap(std::int64_t begin, std::int64_t end, CallableOptions options) {
    const test::TempDir folder;
    const test::ToyModel toy;
    CallableOptions own = gvcf(
        folder,
        fmt::format(
            "c1\t1\t.\tA\t<NON_REF>\t.\t.\tEND={}\tGT:DP:GQ\t0/0:40:60\n"
            "c1\t{}\t.\tA\t<NON_REF>\t.\t.\tEND=1000\tGT:DP:GQ\t0/0:40:60\n",
            begin,
            end + 1));
    options.prefix = own.prefix;
    options.path = own.path;
    options.gene_model = toy.files().path();
    return run_callable(options);
}

std::vector<std::string> names_of(const CallableResult& result) {
    std::vector<std::string> names;
    for (const Gap& gap : result.gaps)
        names.push_back(gap.hgvs);
    return names;
}

CallableOptions target(std::int64_t begin, std::int64_t end) {
    CallableOptions options;
    options.targets = {{.contig = "c1", .begin = begin, .end = end, .name = "t"}};
    return options;
}

TEST(RunCallable, names_gaps_by_hgvs_on_either_strand) {
    // By the numbering that TranscriptName.numbers_bases_from_the_start_codon spells out.
    using testing::ElementsAre;
    EXPECT_THAT(names_of(with_gap(15, 30, target(0, 100))), ElementsAre("T1.2:c.1_15"));
    EXPECT_THAT(names_of(with_gap(14, 31, target(0, 100))), ElementsAre("T1.2:c.-1_15+1"));
    EXPECT_THAT(names_of(with_gap(44, 73, target(0, 100))), ElementsAre("T1.2:c.15+15_*1"));
    EXPECT_THAT(names_of(with_gap(71, 72, target(0, 100))), ElementsAre("T1.2:c.27"));
    EXPECT_THAT(names_of(with_gap(259, 276, target(200, 300))), ElementsAre("T2.3:c.-1_15+1"));
    EXPECT_THAT(names_of(with_gap(419, 420, target(400, 440))), ElementsAre("T3:n.20"));
    EXPECT_THAT(names_of(with_gap(300, 310, target(300, 320))), ElementsAre(""));
}

TEST(RunCallable, lists_clinical_sites_of_the_genes_that_fall_in_gaps) {
    CallableOptions options = target(10, 90);
    options.targets[0].gene = "G1";
    options.has_clinical = true;
    const auto site = [](std::int64_t pos, std::string ref, std::string alt) {
        return ClinicalSite{
            .contig = "c1",
            .pos = pos,
            .ref = std::move(ref),
            .alt = std::move(alt),
            .significance = "Pathogenic"};
    };
    // T1 is GCT at its fourth to sixth coding base, 18 to 20.
    options.clinical = {
        site(15, "A", "G"), site(18, "G", "A"), site(19, "CT", "C"), site(150, "A", "G")};
    const CallableResult result = with_gap(18, 20, options);
    EXPECT_EQ(result.n_clinical, 3);
    ASSERT_EQ(result.missed.size(), 2U);
    EXPECT_EQ(result.missed[0].gene, "G1");
    EXPECT_EQ(result.missed[0].state, CallState::no_coverage);
    EXPECT_EQ(result.missed[0].hgvs, "T1.2:c.4G>A");
    EXPECT_EQ(result.missed[1].hgvs, "T1.2:c.6del");
}

TEST(RunCallable, counts_bases_of_a_gene_once) {
    CallableOptions options = target(10, 30);
    options.targets[0].gene = "G1";
    options.targets.push_back(options.targets[0]);
    options.targets[1].begin = 20;
    options.targets[1].end = 40;
    const CallableResult result = with_gap(25, 35, options);
    ASSERT_EQ(result.genes.size(), 1U);
    EXPECT_EQ(result.genes[0].length, 30);
    EXPECT_EQ(result.genes[0].of(CallState::callable), 20);
    EXPECT_EQ(result.total.length, 40);
}

}  // namespace
}  // namespace genostrat::coverage

// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <cmath>
#include <random>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/qc/common_sites.hpp>
#include <genostrat/qc/contamination.hpp>
#include <genostrat/qc/read_counts.hpp>
#include <genostrat/qc/read_depths.hpp>
#include <genostrat/qc/reads_report.hpp>
#include <genostrat/qc/reads_stage.hpp>
#include <genostrat/qc/sex.hpp>
#include <genostrat/qc/stage.hpp>
#include <genostrat/qc/verdict.hpp>

namespace genostrat::qc {
namespace {

using cohort::Sex;
using testing::HasSubstr;

int copies(std::mt19937& random, double frequency) {
    std::bernoulli_distribution draw{frequency};
    return (draw(random) ? 1 : 0) + (draw(random) ? 1 : 0);
}

/// Reads of a person with a share of another's, 30 deep at so many sites, one error in 200 bases.
std::vector<SiteReads> mixture(double share, int n_sites, unsigned seed) {
    std::mt19937 random{seed};
    std::uniform_real_distribution<double> between{0.05, 0.95};
    std::vector<SiteReads> sites;
    for (int site = 0; site < n_sites; ++site) {
        SiteReads reads{.frequency = between(random)};
        const int own = copies(random, reads.frequency);
        const int foreign = copies(random, reads.frequency);
        const double alt = ((1 - share) * own + share * foreign) / 2;
        std::poisson_distribution<int> depth{30};
        for (int read = depth(random); read > 0; --read) {
            const bool is_alt = std::bernoulli_distribution{alt}(random);
            if (!std::bernoulli_distribution{0.005}(random))
                ++(is_alt ? reads.alt : reads.ref);
            else if (random() % 3 == 0)
                ++(is_alt ? reads.ref : reads.alt);
            else
                ++reads.other;
        }
        sites.push_back(reads);
    }
    return sites;
}

TEST(Contamination, finds_the_share_of_simulated_mixtures) {
    for (const double share : {0.0, 0.01, 0.03, 0.05, 0.2}) {
        SCOPED_TRACE(share);
        const Contamination found = estimate_contamination(mixture(share, 3000, 5));
        EXPECT_NEAR(found.share, share, 0.002 + share / 10);
        EXPECT_LE(found.low, share + 1e-6);
        EXPECT_GE(found.high, share);
        EXPECT_EQ(found.n_sites, 3000);
    }
    EXPECT_TRUE(std::isnan(estimate_contamination({}).share));
}

TEST(RunQc, finds_the_share_of_mixed_reads) {
    const test::TempDir folder;
    for (const double share : {0.01, 0.03, 0.05}) {
        SCOPED_TRACE(share);
        std::string sam = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:1\tLN:200000\n@RG\tID:g\tSM:me\n";
        std::string sites = "##fileformat=VCFv4.3\n##contig=<ID=1>\n"
                            "##INFO=<ID=AF,Number=A,Type=Float,Description=\"f\">\n"
                            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        int pos = 0;
        for (const SiteReads& site : mixture(share, 2000, 7)) {
            pos += 50;
            sites += fmt::format("1\t{}\t.\tA\tG\t.\t.\tAF={}\n", pos, site.frequency);
            const std::string bases = std::string(static_cast<std::size_t>(site.ref), 'A') +
                                      std::string(static_cast<std::size_t>(site.alt), 'G') +
                                      std::string(static_cast<std::size_t>(site.other), 'T');
            for (const char base : bases)
                sam += fmt::format("r\t0\t1\t{}\t60\t1M\t*\t0\t0\t{}\t8\n", pos, base);
        }
        test::write_bam(folder / "in.bam", sam);
        test::write_file(folder / "sites.vcf", sites);
        static_cast<void>(run_qc(
            {.path = (folder / "in.bam").string(),
             .prefix = (folder / "q").string(),
             .sites = (folder / "sites.vcf").string()}));
        const auto json = nlohmann::json::parse(test::read_file(folder / "q.qc.json"));
        EXPECT_NEAR(json["values"]["contamination"].get<double>(), share, 0.002 + share / 10);
    }
}

/// Genotypes called from the mixture: homozygous ALT where the person is, as callers do.
TEST(Charr, finds_the_share_of_simulated_mixtures) {
    Site snv;
    snv.assign("A", std::vector<std::string_view>{"G"});
    const std::vector<std::int8_t> hom_alt{4, 4};
    for (const double share : {0.01, 0.03, 0.05}) {
        SCOPED_TRACE(share);
        std::mt19937 random{3};
        std::vector<SampleDepths> samples(1);
        SiteCounters counters;
        for (int site = 0; site < 20'000; ++site) {
            const double frequency = std::uniform_real_distribution<double>{0.2, 0.9}(random);
            if (copies(random, frequency) != 2)
                continue;
            const double alt = (1 - share) + share * copies(random, frequency) / 2;
            std::binomial_distribution<int> reads{30, alt};
            const int n_alt = reads(random);
            const std::vector<std::int32_t> depths{30 - n_alt, n_alt};
            count_depths(
                {{}, 0, depths, 2, {}, 0},
                {hom_alt.data(), 1, 2, Genotypes::Width::int8},
                snv,
                1 - frequency,
                samples,
                counters);
        }
        EXPECT_NEAR(samples[0].charr(), share, share / 10);
    }
}

TEST(CommonSites, take_common_snvs_once_under_any_contig_name) {
    CommonSites sites;
    sites.add("chr1", 20, "A", "G", 0.5);
    sites.add("1", 10, "c", "T", 0.3);
    sites.add("1", 10, "c", "G", 0.3);
    sites.add("1", 30, "A", "G", 0.01);
    sites.add("1", 40, "AT", "G", 0.5);
    sites.finish();
    EXPECT_EQ(sites.size(), 2U);
    ASSERT_EQ(sites.of("NC_000001.11").size(), 2U);
    EXPECT_EQ(sites.of("1")[0].pos, 10);
    EXPECT_TRUE(sites.of("2").empty());
}

constexpr std::string_view reads = "@HD VN:1.6 SO:coordinate\n@SQ SN:1 LN:100\n@RG ID:a SM:me\n"
                                   "a 99 1 11 60 4M1D4M = 21 18 ACGTACGT IIIIIII# RG:Z:a NM:i:2\n"
                                   "b 1024 1 12 60 2S6M * 0 0 GGCGTACG IIIIIIII RG:Z:a NM:i:0\n"
                                   "c 0 1 13 5 8M * 0 0 CCCCCCCC IIIIIIII RG:Z:a NM:i:8\n"
                                   "a 147 1 21 60 8M = 11 -18 ACGTACGT IIIIIIII RG:Z:a NM:i:1\n"
                                   "d 4 * 0 0 * * 0 0 GGGG IIII RG:Z:a\n";

ReadsQc count_reads(const std::string& path, std::shared_ptr<const CommonSites> sites = {}) {
    return *(Pipeline{alignment::AlignmentSource{{.path = path}}} | ReadsQcStage{std::move(sites)})
                .run()
                .results.find<ReadsQc>();
}

TEST(ReadsQcStage, counts_reads_and_bases_at_sites) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", test::sam(reads), false);
    CommonSites common;
    common.add("chr1", 10, "A", "C", 0.5);  // the first base of read a; b begins behind it
    common.add("chr1", 14, "A", "C", 0.5);  // deleted in a; b is a duplicate, c badly mapped
    common.add("chr1", 18, "T", "C", 0.5);  // a has a bad base
    common.add("chr1", 20, "G", "A", 0.5);  // the mate's first base
    common.finish();
    const ReadsQc qc = count_reads(
        (folder / "in.bam").string(), std::make_shared<const CommonSites>(std::move(common)));
    EXPECT_EQ(qc.sample, "me");
    const ReadCounts& counts = qc.stats.counts;
    EXPECT_EQ(counts.reads(), 5);
    EXPECT_EQ(counts.first, 4);
    EXPECT_EQ(counts.last, 1);
    EXPECT_EQ(counts.duplicated, 1);
    EXPECT_EQ(counts.mapped_bases_cigar, 8 + 6 + 8 + 8);
    EXPECT_EQ(counts.mismatches, 11);
    EXPECT_EQ(counts.gc[50], 2);
    EXPECT_EQ(counts.gc[75], 1);
    EXPECT_EQ(counts.gc[100], 2);
    EXPECT_EQ(qc.stats.contig_bases[0], 16);
    EXPECT_EQ(qc.stats.pairs(18, Orientation::inward), 1);
    EXPECT_DOUBLE_EQ(insert_size(qc.stats).mean, 18);
    ASSERT_EQ(qc.sites.size(), 4U);
    EXPECT_EQ(qc.sites[0].ref, 1);
    EXPECT_EQ(qc.sites[1].ref + qc.sites[1].alt + qc.sites[1].other, 0);
    EXPECT_EQ(qc.sites[2].ref + qc.sites[2].alt + qc.sites[2].other, 0);
    EXPECT_EQ(qc.sites[3].alt, 1);
}

// Lines of samtools stats 1.16 for these reads.
TEST(ReadStatsText, has_the_lines_of_samtools_stats) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", test::sam(reads), false);
    const std::string text = read_stats_text(count_reads((folder / "in.bam").string()).stats);
    for (const std::string_view line :
         {"SN\tsequences:\t5\n",
          "SN\tis sorted:\t1\n",
          "SN\treads MQ0:\t0\t# mapped and MQ=0\n",
          "SN\tbases mapped:\t32\t# ignores clipping\n",
          "SN\tbases mapped (cigar):\t30\t# more accurate\n",
          "SN\tmaximum length:\t8\n",
          "SN\tinsert size average:\t18.0\n",
          "SN\tinward oriented pairs:\t1\n",
          "SN\tpercentage of properly paired reads (%):\t40.0\n"})
        EXPECT_THAT(text, HasSubstr(std::string{line}));
}

TEST(EstimateSex, counts_copies_of_x_and_y_by_depth) {
    Contigs contigs;
    contigs.add("chr1", 1000);
    contigs.add("chrX", 500);
    contigs.add("chrY", 100);
    const auto sex = [&](std::int64_t x, std::int64_t y) {
        return estimate_sex(contigs, std::vector<std::int64_t>{30'000, x, y}).sex;
    };
    EXPECT_EQ(sex(7'500, 1'500), Sex::male);
    EXPECT_EQ(sex(15'000, 10), Sex::female);
    EXPECT_EQ(sex(15'000, 1'500), Sex::unknown);  // two X and a Y
    EXPECT_EQ(sex(0, 0), Sex::unknown);           // reads of a part of the genome
    EXPECT_EQ(estimate_sex(Contigs{}, {}).sex, Sex::unknown);
}

TEST(ReadsReport, judges_reads_and_says_so_in_json) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", test::sam(reads), false);
    const ReadsReport report = make_reads_report(count_reads((folder / "in.bam").string()), {});
    EXPECT_EQ(report.checks[0].name, "mapped");
    EXPECT_EQ(report.checks[0].verdict, Verdict::fail);  // 4 of 5
    EXPECT_EQ(report.verdict, Verdict::fail);
    const auto json = nlohmann::json::parse(reads_json(report));
    EXPECT_DOUBLE_EQ(json["values"]["mapped"], 0.8);
    EXPECT_EQ(json["reads_by_gc_percent"][100], 2);
    EXPECT_TRUE(json["values"]["contamination"].is_null());
    const auto multiqc = nlohmann::json::parse(reads_multiqc(report));
    EXPECT_DOUBLE_EQ(multiqc["data"]["me"]["mapped"], 0.8);
    // Without it MultiQC would show 0.03 as 0.0.
    EXPECT_EQ(multiqc["headers"]["mapped"]["format"], "{:,.4f}");
    EXPECT_THAT(reads_table(report), HasSubstr("mapped\t0.8\n"));
}

TEST(ReadsReport, does_not_pass_a_file_without_reads) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:50\n"));
    const ReadsReport report = make_reads_report(count_reads((folder / "in.bam").string()), {});
    EXPECT_EQ(report.verdict, Verdict::fail);
    EXPECT_EQ(report.checks[0].finding, "there are no reads");
}

TEST(RunQc, refuses_options_of_the_other_kind_of_file) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", test::sam(reads), false);
    EXPECT_ERROR(
        run_qc(
            {.path = (folder / "in.bam").string(),
             .prefix = (folder / "q").string(),
             .king = true}),
        ErrorKind::usage,
        HasSubstr("--king goes with variants only"));
}

}  // namespace
}  // namespace genostrat::qc

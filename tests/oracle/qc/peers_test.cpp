// SPDX-License-Identifier: MIT
// `genostrat qc` against bcftools stats and plink2 on real files.
#include "test_support.hpp"

#include <fmt/core.h>

#include <genostrat/core/text.hpp>

namespace genostrat::qc {
namespace {

/// Lines that are no comments.
std::vector<std::string> data_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (const std::string& line : test::lines_of(text))
        if (!line.starts_with('#'))
            lines.push_back(line);
    return lines;
}

void expect_same_lines(const std::vector<std::string>& own, const std::vector<std::string>& peer) {
    ASSERT_EQ(own.size(), peer.size());
    for (std::size_t line = 0; line < own.size(); ++line)
        ASSERT_EQ(own[line], peer[line]) << "line " << line;
}

TEST(BcftoolsStats, prints_the_same_lines) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    GENOSTRAT_NEEDS(test::shared("data/vcf"));
    for (const std::string_view name :
         {"vcf/1kgp3.b37.chr22_16-16.5Mb.2504s.vcf.gz",
          "vcf/HG00268.chr20.gvcf.vcf.gz",
          "vcf/giab_ashk_trio.b37.vcf.gz",
          "vcf/cyvcf2.189s.b37.vcf.gz",
          "vcf/haploidX.vcf.gz",
          "vcf/CEUTrio.20.21.gvcf.bcf",
          "vcf/1kg_2020_chrM.vcf.gz",
          "sv/melt_161s.chr22.vcf.gz",
          "sv/truvari_bnd.base.vcf.gz",
          "clinical/scout_demo_trio.str.vcf.gz",
          "pgs/tiny1000G.3202s.vcf.gz"}) {
        const std::string file = test::shared(fmt::format("data/{}", name)).string();
        SCOPED_TRACE(file);
        const test::TempDir folder;
        const auto run = test::genostrat(fmt::format("qc {} -o {}", file, (folder / "q").string()));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        const auto peer = test::run_command(fmt::format("bcftools stats -s - {}", file));
        expect_same_lines(
            data_lines(test::read_file(folder / "q.stats.txt")), data_lines(peer.out));
    }
}

TEST(BcftoolsStats, prints_the_same_lines_of_regions_and_samples) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    GENOSTRAT_NEEDS(test::shared("data/vcf"));

    struct Choice {
        std::string_view name;
        std::string_view regions;
        std::string_view samples;
    };

    for (const auto& [name, regions, samples] :
         {Choice{
              "1kgp3.b37.chr22_16-16.5Mb.2504s.vcf.gz",
              "22:16100000-16300000",
              "HG00096,NA20502,HG00100"},
          Choice{
              "1kgp3.b37.chr22_16-16.5Mb.2504s.vcf.gz",
              "22:16050000-16060000,22:16200000-",
              "NA20502"},
          Choice{"giab_ashk_trio.b37.vcf.gz", "1:60000-5000000,2", "HG004,HG002"},
          Choice{"CEUTrio.20.21.gvcf.bcf", "20:10000000-10001000", "NA12878"}}) {
        const std::string file = test::shared(fmt::format("data/vcf/{}", name)).string();
        SCOPED_TRACE(fmt::format("{} -r {} -s {}", file, regions, samples));
        const test::TempDir folder;
        const std::string prefix = (folder / "q").string();
        const auto own = [&](const std::string& options) {
            const auto run = test::genostrat(fmt::format("qc {} {} -o {}", file, options, prefix));
            EXPECT_EQ(run.exit_code, 0) << run.err;
            return data_lines(test::read_file(prefix + ".stats.txt"));
        };
        const auto peer = [](const std::string& command) {
            return data_lines(test::run_command(command).out);
        };
        const std::string where = fmt::format("-r {}", regions);
        expect_same_lines(own(where), peer(fmt::format("bcftools stats {} -s - {}", where, file)));
        // Other samples are as if they were not there; `bcftools stats -s` itself still counts
        // their alleles. Its first line names the file.
        std::vector<std::string> chosen = own(fmt::format("{} -s {}", where, samples));
        std::vector<std::string> expected = peer(fmt::format(
            "bcftools view -I {} -s {} -Ou {} | bcftools stats -s - -", where, samples, file));
        ASSERT_FALSE(chosen.empty());
        ASSERT_FALSE(expected.empty());
        chosen.erase(chosen.begin());
        expected.erase(expected.begin());
        expect_same_lines(chosen, expected);
    }
}

TEST(Plink2, makes_the_same_tables) {
    if (!test::have_program("plink2"))
        GTEST_SKIP() << "plink2 is not installed";
    GENOSTRAT_NEEDS(test::shared("data/vcf"));
    for (const std::string_view name :
         {"vcf/cyvcf2.189s.b37.vcf.gz",
          "vcf/1kgp1.b37.chr1_head250.1092s.vcf.gz",
          "pgs/tgp_50s_10k.grch38.vcf.gz",
          "sv/1kg_ref_panel.sv_cleaned.chr22_chrY.156s.vcf.gz"}) {
        const std::string file = test::shared(fmt::format("data/{}", name)).string();
        SCOPED_TRACE(file);
        const test::TempDir folder;
        const auto run = test::genostrat(
            fmt::format("qc {} -o {} --plink --king", file, (folder / "q").string()));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        const auto peer = test::run_command(fmt::format(
            "plink2 --vcf {} --missing --het --hardy --freq --make-king-table "
            "--vcf-half-call missing --out {}",
            file,
            (folder / "p").string()));
        ASSERT_EQ(peer.exit_code, 0) << peer.err;
        for (const std::string_view table : {"smiss", "vmiss", "het", "hardy", "afreq"})
            expect_same_lines(
                test::lines_of(test::read_file(folder / fmt::format("q.{}", table))),
                test::lines_of(test::read_file(folder / fmt::format("p.{}", table))));
        expect_same_lines(
            test::lines_of(test::read_file(folder / "q.king.tsv")),
            test::lines_of(test::read_file(folder / "p.kin0")));
    }
}

TEST(Samtools, counts_the_same_reads) {
    if (!test::have_program("samtools"))
        GTEST_SKIP() << "samtools is not installed";
    GENOSTRAT_NEEDS(test::shared("data/bam"));
    for (const std::string_view name :
         {"NA12878.mito.bam",
          "NA12878.b37.20_21.10M.with_unmapped.bam",
          "HG002.ont.grch38.chr11.bam",
          "mosdepth_nanopore.bam",
          "NA12878.embedded_ref.cram",
          "samtools-quickcheck/3.quickcheck.ok.bam",
          "htsjdk-validate/not_stored_qualities.bam"}) {
        const std::string file = test::shared(fmt::format("data/bam/{}", name)).string();
        SCOPED_TRACE(file);
        const test::TempDir folder;
        const auto run = test::genostrat(fmt::format("qc {} -o {}", file, (folder / "q").string()));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        const auto flags = test::run_command(fmt::format("samtools flagstat {}", file));
        EXPECT_EQ(test::read_file(folder / "q.flagstat.txt"), flags.out);
        const auto summary = [](const std::string& text) {
            std::vector<std::string> lines;
            for (const std::string& line : test::lines_of(text))
                if (line.starts_with("SN\t") || line.starts_with("IS\t"))
                    lines.push_back(line);
            return lines;
        };
        const auto stats = test::run_command(fmt::format("samtools stats {}", file));
        expect_same_lines(summary(test::read_file(folder / "q.readstats.txt")), summary(stats.out));
    }
}

TEST(Sex, is_that_of_the_thousand_genomes_panel) {
    const auto vcf = test::shared("data/pgs/tiny1000G.3202s.vcf.gz");
    const auto people = test::shared("data/risk/pgs_ancestry/ref.psam");
    GENOSTRAT_NEEDS(vcf);
    GENOSTRAT_NEEDS(people);
    const test::TempDir folder;
    const auto run = test::genostrat(fmt::format(
        "qc {} -o {} --people {}", vcf.string(), (folder / "q").string(), people.string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    int n_same = 0;
    for (const std::string& line : test::lines_of(test::read_file(folder / "q.samples.tsv")))
        n_same += line.find("\tmale\tmale\t") != std::string::npos ||
                          line.find("\tfemale\tfemale\t") != std::string::npos
                      ? 1
                      : 0;
    EXPECT_EQ(n_same, 3202);
}

/// 1,064 variants: enough for parents, not for distant relatives.
TEST(Pedigree, of_the_thousand_genomes_panel_is_found) {
    const auto vcf = test::shared("data/pgs/tiny1000G.3202s.vcf.gz");
    const auto people = test::shared("data/risk/pgs_ancestry/ref.psam");
    GENOSTRAT_NEEDS(vcf);
    GENOSTRAT_NEEDS(people);
    const test::TempDir folder;
    const auto run = test::genostrat(fmt::format(
        "qc {} -o {} --people {} --king --king-table-filter 0.1 --min-sites 500",
        vcf.string(),
        (folder / "q").string(),
        people.string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    int n_declared = 0;
    int n_found = 0;
    for (const std::string& line : test::lines_of(test::read_file(folder / "q.relatives.tsv"))) {
        const std::vector<std::string_view> columns = split(line, '\t');
        n_declared += columns[6] == "parent_child" ? 1 : 0;
        n_found += columns[6] == "parent_child" && columns[5] == columns[6] ? 1 : 0;
    }
    EXPECT_GE(n_declared, 1210);  // 610 samples of ref.psam have both or one of their parents
    EXPECT_GE(n_found, n_declared - 2);
}

}  // namespace
}  // namespace genostrat::qc

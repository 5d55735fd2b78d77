// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <map>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>
#include <genostrat/io/fasta.hpp>

namespace genostrat::pileup {
namespace {

struct Input {
    std::string reads{};
    std::string reference{};
    std::string contig{};
    std::int64_t begin{};
    std::int64_t end{};
    std::int64_t step{};
};

using Counts = std::map<std::string, std::string>;  // position and allele: reads

/// Depth and reads of each base from VCF text; `<*>` is left out.
Counts counts_of(const std::string& text) {
    Counts counts;
    for (const std::string& line : test::lines_of(text)) {
        if (line.empty() || line.starts_with('#') || line.find("INDEL") != std::string::npos)
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        const std::vector<std::string_view> names = split(columns[8], ':');
        const std::vector<std::string_view> values = split(columns[9], ':');
        std::vector<std::string_view> alleles{columns[3]};
        for (const std::string_view allele : split(columns[4], ','))
            alleles.push_back(allele);
        for (std::size_t field = 0; field < names.size(); ++field) {
            const std::string position{columns[1]};
            if (names[field] == "DP")
                counts[position + " DP"] = values[field];
            if (names[field] != "AD")
                continue;
            const std::vector<std::string_view> reads = split(values[field], ',');
            for (std::size_t allele = 0; allele < reads.size(); ++allele)
                if (alleles[allele].size() == 1 && reads[allele] != "0")
                    counts[position + " " + std::string{alleles[allele]}] = reads[allele];
        }
    }
    return counts;
}

TEST(Mpileup, counts_as_bcftools_does) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    GENOSTRAT_NEEDS(test::shared("data/bam"));
    const std::vector<Input> inputs{
        {"NA12878.mito.bam", "grch38.chrM.fa.gz", "chrM", 0, 16569, 5},
        {"NA12878.b37.chr17_69k_70k.bam", "b37.chr17_1Mb.fa.gz", "17", 69000, 70500, 1},
        {"NA12878.b37.chr17_69k_70k.cram", "b37.chr17_1Mb.fa.gz", "17", 69000, 70500, 1}};
    for (const Input& input : inputs) {
        const std::string fasta = test::shared("data/ref/" + input.reference).string();
        const std::string reads = test::shared("data/bam/" + input.reads).string();
        const io::Fasta reference{fasta};
        const std::string bases =
            reference.fetch(reference.contigs().find(input.contig), {0, input.end});
        std::string sites;
        for (std::int64_t pos = input.begin; pos < input.end; pos += input.step) {
            const char base = bases[static_cast<std::size_t>(pos)];
            std::string others;
            for (const char other : std::string_view{"ACGT"})
                if (other != base)
                    others += fmt::format("{}{}", others.empty() ? "" : ",", other);
            if (base != 'N')
                sites += fmt::format("{}\t{}\t{}\t{}\n", input.contig, pos + 1, base, others);
        }
        const test::TempDir folder;
        test::write_file(folder / "s.tsv", sites);
        const std::string table = (folder / "s.tsv").string();
        const Counts theirs = counts_of(
            test::run_command(
                fmt::format(
                    "cut -f1,2 {1} > {1}.pos; bcftools mpileup -f {0} -T {1}.pos -a AD,DP -q 0 "
                    "-Q 13 -B -d 1000000 {2}",
                    fasta,
                    table,
                    reads))
                .out);
        Counts ours = counts_of(
            test::genostrat(fmt::format("pileup --sites {} -f {} {}", table, fasta, reads)).out);
        // bcftools has no row where no read is.
        std::erase_if(ours, [&](const auto& entry) {
            return entry.second == "0" && !theirs.contains(entry.first);
        });
        EXPECT_GT(theirs.size(), 300U);
        EXPECT_EQ(ours, theirs) << input.reads;
    }
}

}  // namespace
}  // namespace genostrat::pileup

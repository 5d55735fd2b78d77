// SPDX-License-Identifier: MIT
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <genostrat/consequence/judge.hpp>
#include <genostrat/consequence/row_variant.hpp>
#include <genostrat/genes/build.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/hgvs/transcript_name.hpp>

// The steps of a consequence: from an interval to transcripts, trimming, the changed codons, the
// names.
namespace genostrat {
namespace {

constexpr int n_genes = 200;
constexpr int gene_length = 9000;

/// 200 genes of three exons, one behind the other, each with a CDS of 900 bases.
class MadeModel {
public:
    MadeModel() {
        folder_ = std::filesystem::temp_directory_path() / "genostrat_consequence_bench";
        std::filesystem::create_directories(folder_);
        std::ofstream gff{folder_ / "genes.gff3"};
        for (int gene = 0; gene < n_genes; ++gene) {
            const int at = 1000 + gene * gene_length;
            const std::string id = std::to_string(gene);
            const auto add = [&](const char* type, int begin, int end, const std::string& rest) {
                gff << "1\tx\t" << type << '\t' << at + begin << '\t' << at + end << "\t.\t+\t"
                    << (type[0] == 'C' ? "0" : ".") << '\t' << rest << '\n';
            };
            add("gene", 1, 5000, "ID=gene:G" + id + ";Name=N" + id);
            add("mRNA", 1, 5000, "ID=transcript:T" + id + ";Parent=gene:G" + id);
            for (const int begin : {1, 2001, 4001}) {
                add("exon", begin, begin + 399, "Parent=transcript:T" + id);
                add("CDS", begin + 100, begin + 399, "Parent=transcript:T" + id);
            }
        }
        gff.close();
        std::ofstream fasta{folder_ / "genome.fa"};
        fasta << ">1\n";
        std::uint32_t state = 1;
        for (int base = 0; base < 1000 + n_genes * gene_length + 1000; ++base) {
            state = state * 1664525U + 1013904223U;
            fasta << "ACGT"[state >> 30U];
        }
        fasta << '\n';
        fasta.close();
        genes::build_gene_model(
            {.annotations = {{.path = (folder_ / "genes.gff3").string()}},
             .fasta = (folder_ / "genome.fa").string(),
             .output = (folder_ / "model.gsg").string()});
    }

    ~MadeModel() { std::filesystem::remove_all(folder_); }

    [[nodiscard]] genes::GeneModel open() const {
        return genes::GeneModel{(folder_ / "model.gsg").string()};
    }

private:
    std::filesystem::path folder_;
};

const genes::GeneModel& model() {
    static const MadeModel made;
    static const genes::GeneModel opened = made.open();
    return opened;
}

void locate(benchmark::State& state) {
    const genes::GeneModel& genes = model();
    std::vector<genes::TranscriptId> found;
    std::int64_t at = 0;
    for (auto _ : state) {
        at = (at + 7919) % (n_genes * gene_length);
        genes.locate(0, {at - 5000, at + 5001}, found);
        benchmark::DoNotOptimize(found.data());
    }
    state.SetItemsProcessed(state.iterations());
}

void trim(benchmark::State& state) {
    const std::string_view alts[] = {"ACGTTT", "ACGTTTTTT", "A"};
    consequence::RowSplitter splitter;
    for (auto _ : state)
        benchmark::DoNotOptimize(splitter.split(0, 99, "ACGTTTT", alts, {}).data());
    state.SetItemsProcessed(state.iterations());
}

/// One SNV (or insertion) in the second exon of a gene.
void judge(benchmark::State& state, bool names, std::string_view alt) {
    const genes::GenomeView genome{model()};
    consequence::JudgeOptions options;
    options.transcript_names = names;
    options.protein_names = names;
    options.genomic_names = names;
    consequence::Judge judge{genome, {}, options};
    consequence::RowSplitter splitter;
    std::string ref;
    const genes::ContigPlace place = genome.find("1");
    constexpr std::int64_t at = 1000 + 50 * gene_length + 2200;
    genome.fetch(place, {at, at + 1}, ref);
    std::string changed{alt};
    if (changed.empty())
        changed = ref == "A" ? "C" : "A";
    else
        changed = ref + changed;
    const std::string_view alts[] = {changed};
    for (auto _ : state)
        for (const consequence::RowVariant& variant : splitter.split(0, at, ref, alts, {}))
            benchmark::DoNotOptimize(judge.judge(variant, place).data());
    state.SetItemsProcessed(state.iterations());
}

void codon_change_snv(benchmark::State& state) {
    judge(state, false, "");
}

void codon_change_frameshift(benchmark::State& state) {
    judge(state, false, "A");
}

void hgvs_names_snv(benchmark::State& state) {
    judge(state, true, "");
}

void hgvs_names_frameshift(benchmark::State& state) {
    judge(state, true, "A");
}

BENCHMARK(locate);
BENCHMARK(trim);
BENCHMARK(codon_change_snv);
BENCHMARK(codon_change_frameshift);
BENCHMARK(hgvs_names_snv);
BENCHMARK(hgvs_names_frameshift);

}  // namespace
}  // namespace genostrat

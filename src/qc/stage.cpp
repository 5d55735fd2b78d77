// SPDX-License-Identifier: MIT
#include <cmath>
#include <filesystem>

#include <fmt/core.h>
#include <htslib/hts.h>
#include <nlohmann/json.hpp>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/text_output.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/qc/king_stage.hpp>
#include <genostrat/qc/report.hpp>
#include <genostrat/qc/stage.hpp>
#include <genostrat/qc/stats_text.hpp>
#include <genostrat/qc/variant_stage.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::qc {

namespace {

/// KING's bound of the third degree.
constexpr double least_named_kinship = 0.0442;

bool is_reads(const std::string& path) {
    if (path != "-" && !std::filesystem::exists(path))
        throw Error{ErrorKind::missing_input, "there is no such file", {.file = path}};
    htsFile* const file = path == "-" ? nullptr : hts_open(path.c_str(), "r");
    if (file == nullptr)
        return false;
    const htsFormatCategory category = hts_get_format(file)->category;
    hts_close(file);
    return category == sequence_data;
}

/// MultiQC custom content: a table of numbers by sample.
std::string
multiqc(const std::string& id, const std::string& description, const nlohmann::ordered_json& data) {
    const nlohmann::ordered_json json{
        {"id", id},
        {"section_name", "genostrat"},
        {"description", description},
        {"plot_type", "table"},
        {"data", data}};
    return json.dump(2) + "\n";
}

void run_on_reads(const QcOptions& options) {
    alignment::SourceOptions source;
    source.path = options.path;
    source.reference = options.reference;
    source.bases = false;
    source.threads = options.threads;
    const RunResult run = (Pipeline{alignment::AlignmentSource{source}} | FlagstatStage{})
                              .run({.threads = options.threads});
    const FlagCounts& counts = *run.results.find<FlagCounts>();
    io::write_file(options.prefix + ".flagstat.txt", counts.text());
    nlohmann::ordered_json data;
    data[std::filesystem::path{options.path}.stem().string()] = {
        {"total", counts.total[0] + counts.total[1]},
        {"mapped", counts.mapped[0] + counts.mapped[1]},
        {"duplicates", counts.duplicates[0] + counts.duplicates[1]},
        {"properly_paired", counts.properly_paired[0] + counts.properly_paired[1]}};
    io::write_file(
        options.prefix + ".flagstat_mqc.json",
        multiqc("genostrat_flagstat", "Reads by their flags", data));
}

/// Kinship of all pairs: the table, if asked for, and the pairs worth naming.
std::vector<RelatedPair> compare_samples(
    const QcOptions& options, const cohort::SampleTable& people, const KingSites& sites) {
    const bool is_declared = !options.people.empty();
    RelativeFinder finder{
        sites.samples().size(),
        is_declared ? DeclaredRelations{people, sites.samples()} : DeclaredRelations{},
        least_named_kinship};
    io::TextOutput output{options.prefix + ".king.tsv"};
    KingTable table{
        sites.samples(), options.least_kinship, [&](std::string_view text) { output.write(text); }};
    sites.for_each_row(
        options.threads,
        [&](std::size_t first, std::span<const KingCounts> counts) {
            table.visit(first, counts);
            finder.visit(first, counts);
        },
        [&](std::size_t begin, std::size_t end) {
            table.done(begin, end);
            finder.done(begin, end);
        });
    output.commit();
    return finder.finish();
}

QcReport run_on_variants(const QcOptions& options) {
    cohort::SampleTable people;
    if (!options.people.empty())
        people = cohort::SampleTable::read(options.people);
    Pipeline pipeline =
        Pipeline{VcfSource{options.path}} |
        VariantQcStage{VariantQcOptions{
            .plink_prefix = options.plink ? options.prefix : "", .frequency = options.frequency}};
    if (options.king)
        pipeline = std::move(pipeline) | KingStage{options.threads};
    const RunResult run = std::move(pipeline).run({.threads = options.threads});
    const VariantQc& qc = *run.results.find<VariantQc>();
    std::vector<RelatedPair> relatives;
    if (options.king)
        relatives = compare_samples(options, people, *run.results.find<KingSites>());
    const QcReport report = make_report(qc, people, options.king ? &relatives : nullptr);
    const auto write = [&options](std::string_view ending, const std::string& text) {
        io::write_file(options.prefix + std::string{ending}, text);
    };
    write(".stats.txt", stats_text(qc));
    write(".samples.tsv", samples_table(report));
    write(".qc.json", report_json(report));
    write(".qc_mqc.json", report_multiqc(report));
    if (options.king)
        write(".relatives.tsv", relatives_table(report));
    if (options.plink) {
        write(".smiss", sample_missing_table(qc));
        write(".het", heterozygosity_table(qc));
    }
    return report;
}

}  // namespace

FlagCounts FlagstatStage::summarize(alignment::AlignmentBatch& batch) const {
    FlagCounts counts;
    for (std::size_t index = 0; index < batch.n_records(); ++index)
        counts.add(batch.record(index));
    return counts;
}

void run_qc(const QcOptions& options) {
    if (is_reads(options.path))
        run_on_reads(options);
    else
        run_on_variants(options);
}

}  // namespace genostrat::qc

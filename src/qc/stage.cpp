// SPDX-License-Identifier: MIT
#include <cmath>
#include <filesystem>

#include <fmt/core.h>
#include <htslib/hts.h>
#include <nlohmann/json.hpp>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/qc/stage.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::qc {

namespace {

bool is_autosome(std::string_view contig) {
    const std::optional<int> number = parse_number<int>(canonical_contig(contig));
    return number && *number >= 1 && *number <= 22;
}

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

std::string number_or_dot(double value) {
    return std::isnan(value) ? "." : fmt::format("{:.2f}", value);
}

std::string samples_table(const SampleTable& table) {
    std::string out =
        "sample\tref_hom\talt_hom\thet\ttransitions\ttransversions\tindels\tmean_depth\t"
        "singletons\thap_ref\thap_alt\tmissing\n";
    for (std::size_t sample = 0; sample < table.samples.size(); ++sample) {
        const SampleCounts& own = table.counts[sample];
        out += fmt::format(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
            table.samples[sample],
            own.reference_homozygous,
            own.alternate_homozygous,
            own.heterozygous,
            own.transitions,
            own.transversions,
            own.indels,
            number_or_dot(own.mean_depth()),
            own.singletons,
            own.haploid_reference,
            own.haploid_alternate,
            own.missing);
    }
    return out;
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

std::string samples_json(const SampleTable& table) {
    nlohmann::ordered_json data;
    for (std::size_t sample = 0; sample < table.samples.size(); ++sample) {
        const SampleCounts& own = table.counts[sample];
        data[table.samples[sample]] = {
            {"het", own.heterozygous},
            {"alt_hom", own.alternate_homozygous},
            {"indels", own.indels},
            {"singletons", own.singletons},
            {"missing", own.missing}};
    }
    return multiqc("genostrat_samples", "Genotype counts of each sample", data);
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

void run_on_variants(const QcOptions& options) {
    Pipeline pipeline = Pipeline{VcfSource{options.path}} | SampleCountsStage{};
    if (options.king)
        pipeline = std::move(pipeline) | KingStage{};
    const RunResult run = std::move(pipeline).run({.threads = options.threads});
    const SampleTable& table = *run.results.find<SampleTable>();
    io::write_file(options.prefix + ".samples.tsv", samples_table(table));
    io::write_file(options.prefix + ".samples_mqc.json", samples_json(table));
    if (options.king)
        io::write_file(
            options.prefix + ".king.tsv",
            king_table(*run.results.find<KingBlocks>(), options.least_kinship, options.threads));
}

}  // namespace

FlagCounts FlagstatStage::summarize(alignment::AlignmentBatch& batch) const {
    FlagCounts counts;
    for (std::size_t index = 0; index < batch.n_records(); ++index)
        counts.add(batch.record(index));
    return counts;
}

void SampleCountsStage::bind(Schema& schema) {
    table_.samples = schema.samples();
    table_.counts.resize(table_.samples.size());
    has_depth_ = true;
    try {
        depth_ = schema.reads_format("DP");
    } catch (const Error&) {
        has_depth_ = false;  // the header does not declare it
    }
}

SampleCountsStage::Partial SampleCountsStage::summarize(RecordBatch& batch) const {
    Partial partial;
    partial.counts.resize(table_.samples.size());
    std::vector<AlleleClass> classes;
    for (const RowId row : batch.rows()) {
        classes.clear();
        for (const std::string_view alt : batch.alts(row))
            classes.push_back(classify_allele(batch.ref(row), alt));
        FormatValues<std::int32_t> depths;
        if (has_depth_)
            depths = batch.format_integers(row, depth_);
        const bool one_each = depths.width == 1;
        count_site(
            batch.genotypes(row),
            classes,
            one_each ? depths.values : std::span<const std::int32_t>{},
            partial.counts);
        ++partial.n_sites;
    }
    return partial;
}

void SampleCountsStage::merge(Partial partial) {
    for (std::size_t sample = 0; sample < partial.counts.size(); ++sample)
        table_.counts[sample].add(partial.counts[sample]);
    table_.n_sites += partial.n_sites;
}

void KingStage::bind(Schema& schema) {
    blocks_.samples = schema.samples();
    for (const std::string& contig : schema.contigs().names())
        autosomal_.push_back(is_autosome(contig));
}

GenotypeBits KingStage::summarize(RecordBatch& batch) const {
    const auto counts = [&](RowId row) {
        const ContigId contig = batch.contig(row);
        return contig >= 0 && static_cast<std::size_t>(contig) < autosomal_.size() &&
               autosomal_[static_cast<std::size_t>(contig)] && batch.alts(row).size() == 1;
    };
    std::size_t n_sites = 0;
    for (const RowId row : batch.rows())
        n_sites += counts(row) ? 1 : 0;
    GenotypeBits bits{batch.n_samples(), n_sites};
    std::vector<std::int8_t> dosages(batch.n_samples());
    std::size_t site = 0;
    for (const RowId row : batch.rows()) {
        if (!counts(row))
            continue;
        allele_dosages(batch.genotypes(row), 1, dosages);
        bits.set_site(site++, dosages);
    }
    return bits;
}

void KingStage::merge(GenotypeBits partial) {
    if (partial.n_words > 0)
        blocks_.blocks.push_back(std::move(partial));
}

std::string king_table(const KingBlocks& blocks, double least_kinship, int threads) {
    const std::size_t n_samples = blocks.samples.size();
    std::vector<std::string> rows(n_samples);
    tbb::task_arena arena{std::max(threads, 1)};
    arena.execute([&] {
        tbb::parallel_for(std::size_t{1}, n_samples, [&](std::size_t first) {
            for (std::size_t second = 0; second < first; ++second) {
                KingCounts counts;
                for (const GenotypeBits& block : blocks.blocks)
                    count_pair(block, first, second, counts);
                const double kinship = counts.kinship();
                if (kinship < least_kinship)
                    continue;
                const auto sites = static_cast<double>(counts.sites);
                rows[first] += fmt::format(
                    "{}\t{}\t{}\t{:g}\t{:g}\t{:g}\n",
                    blocks.samples[first],
                    blocks.samples[second],
                    counts.sites,
                    static_cast<double>(counts.both_heterozygous) / sites,
                    static_cast<double>(counts.opposite) / sites,
                    kinship);
            }
        });
    });
    std::string out = "#IID1\tIID2\tNSNP\tHETHET\tIBS0\tKINSHIP\n";
    for (const std::string& of_sample : rows)
        out += of_sample;
    return out;
}

void run_qc(const QcOptions& options) {
    if (is_reads(options.path))
        run_on_reads(options);
    else
        run_on_variants(options);
}

}  // namespace genostrat::qc

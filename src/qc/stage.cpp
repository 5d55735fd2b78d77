// SPDX-License-Identifier: MIT
#include "identity_stage.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>

#include <fmt/core.h>
#include <htslib/hts.h>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/text_output.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/qc/histograms.hpp>
#include <genostrat/qc/king_stage.hpp>
#include <genostrat/qc/reads_report.hpp>
#include <genostrat/qc/reads_stage.hpp>
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

void write(const QcOptions& options, std::string_view ending, const std::string& text) {
    io::write_file(options.prefix + std::string{ending}, text);
}

cohort::SampleTable read_people(const QcOptions& options) {
    return options.people.empty() ? cohort::SampleTable{}
                                  : cohort::SampleTable::read(options.people);
}

/// @throws Error{usage} if an option that only goes with the other kind of file was given
void refuse(const QcOptions& options, bool is_given, std::string_view name, std::string_view kind) {
    if (is_given)
        throw Error{
            ErrorKind::usage,
            fmt::format("{} goes with {} only", name, kind),
            {.file = options.path}};
}

std::shared_ptr<const CommonSites> read_sites(const QcOptions& options) {
    if (options.sites.empty())
        return nullptr;
    const RunResult run = (Pipeline{VcfSource{options.sites}} |
                           CommonSitesStage{options.frequency.empty() ? "AF" : options.frequency})
                              .run({.threads = options.threads});
    const auto sites = std::make_shared<CommonSites>(*run.results.find<CommonSites>());
    if (sites->size() == 0)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "no biallelic SNV has a frequency of {} to {}", least_common, 1 - least_common),
            {.file = options.sites},
            "name the INFO column that holds the frequency of ALT with --frequency"};
    return sites;
}

QcVerdicts run_on_reads(const QcOptions& options) {
    refuse(options, options.king, "--king", "variants");
    refuse(options, options.plink, "--plink", "variants");
    refuse(options, options.has_regions, "a choice of regions", "variants");
    refuse(options, options.samples.selects(), "--samples", "variants");
    const cohort::SampleTable people = read_people(options);
    alignment::SourceOptions source;
    source.path = options.path;
    source.reference = options.reference;
    source.threads = options.threads;
    source.edit_distance = true;
    std::shared_ptr<const io::Fasta> fasta;
    if (!options.reference.empty())
        fasta = std::make_shared<const io::Fasta>(options.reference);
    const RunResult run =
        (Pipeline{alignment::AlignmentSource{source}} | ReadsQcStage{read_sites(options), fasta})
            .run({.threads = options.threads});
    ReadsReport report = make_reads_report(*run.results.find<ReadsQc>(), people);
    if (!options.compare.empty()) {
        const std::vector<IdentityMatch> matches = compare_reads(options, report.sample);
        write(options, ".identity.tsv", identity_table(matches));
        std::ranges::move(
            identity_checks(matches.front(), options.compare), std::back_inserter(report.checks));
        report.verdict = worst(report.checks);
    }
    write(options, ".flagstat.txt", report.stats.flags.text());
    write(options, ".readstats.txt", read_stats_text(report.stats));
    write(options, ".reads.tsv", reads_table(report));
    write(options, ".qc.json", reads_json(report));
    write(options, ".qc_mqc.json", reads_multiqc(report));
    if (report.gc_bias) {
        write(options, ".gc_bias.tsv", gc_bias_table(*report.gc_bias));
        write(options, ".gc_bias_mqc.json", gc_bias_multiqc(*report.gc_bias, report.sample));
    }
    return {report.path, {{report.sample, report.verdict, report.checks}}, report.gc_bias};
}

/// Kinship of all pairs: the table, if asked for, and the pairs worth naming.
std::vector<RelatedPair> compare_samples(
    const QcOptions& options, const cohort::SampleTable& people, const KingSites& sites) {
    const bool is_declared = !options.people.empty();
    RelativeFinder finder{
        sites.samples().size(),
        is_declared ? DeclaredRelations{people, sites.samples()} : DeclaredRelations{},
        least_named_kinship,
        options.least_sites};
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
    std::vector<RelatedPair> pairs = finder.finish();
    if (finder.n_left_out() > 0)
        log_warning(fmt::format(
            "{} pairs of kinship {} or more are not listed in {}.relatives.tsv, the closest are; "
            "so "
            "many come of too few sites",
            finder.n_left_out(),
            least_named_kinship,
            options.prefix));
    return pairs;
}

/// VariantQcStage, KingStage if asked for, and QcFilesStage.
StageFactory<RecordBatch>::Stages variant_stages(const QcOptions& options) {
    StageFactory<RecordBatch>::Stages stages;
    stages.emplace_back(VariantQcStage{VariantQcOptions{
        .plink_prefix = options.plink ? options.prefix : "", .frequency = options.frequency}});
    if (options.king)
        stages.emplace_back(KingStage{options.threads});
    stages.emplace_back(QcFilesStage{options});
    return stages;
}

QcVerdicts run_on_variants(const QcOptions& options, std::optional<VariantSource> source) {
    refuse(options, !options.sites.empty(), "--sites", "reads");
    Pipeline pipeline{source ? std::move(*source) : VariantSource{options.path}};
    if (options.samples.selects())
        pipeline = std::move(pipeline) | SelectSamples{options.samples};
    for (AnyStage<RecordBatch>& stage : variant_stages(options))
        pipeline = std::move(pipeline) | std::move(stage);
    const RunResult run = std::move(pipeline).run({.threads = options.threads});
    return *run.results.find<QcVerdicts>();
}

}  // namespace

void QcFilesStage::add_identity(QcReport& report, Results& results) const {
    const std::vector<IdentityMatch> matches = compare_variants(options_);
    results.add_file(options_.prefix + ".identity.tsv", identity_table(matches));
    for (SampleReport& own : report.samples) {
        const auto match = std::ranges::find(matches, own.sample, &IdentityMatch::sample);
        if (match == matches.end())
            continue;
        std::ranges::move(
            identity_checks(*match, options_.compare), std::back_inserter(own.checks));
        own.verdict = worst(own.checks);
    }
}

void QcFilesStage::finish(Results& results) const {
    const VariantQc& qc = *results.find<VariantQc>();
    const cohort::SampleTable people = read_people(options_);
    std::vector<RelatedPair> relatives;
    if (options_.king)
        relatives = compare_samples(options_, people, *results.find<KingSites>());
    QcReport report = make_report(qc, people, options_.king ? &relatives : nullptr);
    if (!options_.compare.empty())
        add_identity(report, results);
    const auto add = [&](std::string_view ending, const std::string& text) {
        results.add_file(options_.prefix + std::string{ending}, text);
    };
    add(".stats.txt", stats_text(qc));
    add(".samples.tsv", samples_table(report));
    add(".histograms.tsv", histograms_table(report.sites));
    add(".qc.json", report_json(report));
    add(".qc_mqc.json", report_multiqc(report));
    if (options_.king)
        add(".relatives.tsv", relatives_table(report));
    if (options_.plink) {
        add(".smiss", sample_missing_table(qc));
        add(".het", heterozygosity_table(qc));
    }
    QcVerdicts verdicts{report.path, {}};
    for (const SampleReport& own : report.samples)
        verdicts.samples.push_back({own.sample, own.verdict, own.checks});
    results.put(std::move(verdicts));
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "qc",
        .summary = "Counts variants and genotypes and judges each sample; see docs/qc.md",
        .effect = StageEffect::needs_all_rows,
        .options =
            {{"prefix", OptionType::path, "Outputs are PREFIX.stats.txt, …", "", true},
             {"people", OptionType::path, "Declared sexes and parents: .psam, .fam or .ped"},
             {"frequency", OptionType::text, "INFO column with the frequency of ALT"},
             {"plink", OptionType::boolean, "Also plink2's tables", "false"},
             {"king", OptionType::boolean, "Also kinship of all pairs and relatives", "false"},
             {"king-table-filter",
              OptionType::number,
              "Only pairs of at least this kinship in the table",
              "-1e9"},
             {"min-sites",
              OptionType::integer,
              "Sites called in both samples before their relation is judged",
              "500"}},
        .make =
            [](const StageOptions& options) {
                QcOptions chosen;
                chosen.prefix = options.text("prefix");
                chosen.people = options.text("people");
                chosen.frequency = options.text("frequency");
                chosen.plink = options.boolean("plink");
                chosen.king = options.boolean("king");
                chosen.least_kinship = options.number("king-table-filter");
                chosen.least_sites = options.integer("min-sites");
                return variant_stages(chosen);
            },
    };
}

QcVerdicts run_qc(const QcOptions& options, std::optional<VariantSource> source) {
    return is_reads(options.path) ? run_on_reads(options)
                                  : run_on_variants(options, std::move(source));
}

}  // namespace genostrat::qc

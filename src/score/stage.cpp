// SPDX-License-Identifier: MIT
#include "score/agreement_checks.hpp"
#include "score/batch_matcher.hpp"
#include "score/unseen_rows.hpp"
#include "score/weights_state.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/parallel.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/io/mapped_pages.hpp>
#include <genostrat/score/stage.hpp>

namespace genostrat::score {

struct PolygenicScore::Bound {
    Collector collector;
    MatchContext context;
    std::string file;
    std::size_t n_samples{};
    std::span<const double> mapped_weights{};
    std::size_t n_touched{};  // of these and of rows, since pages were released
};

namespace {

PloidyRules read_ploidy(const ScoreOptions& options, const Schema& schema) {
    PloidyRules ploidy{.haploid_x = options.haploid_x};
    if (options.samples_file.empty())
        return ploidy;
    const auto table = cohort::SampleTable::read(options.samples_file);
    ploidy.has_sexes = true;
    for (const std::string& sample : schema.samples())
        ploidy.sexes.push_back(table.sex(sample));
    return ploidy;
}

IdSet read_ids(const std::string& path) {
    IdSet ids;
    io::LineReader lines{path};
    std::string_view line;
    while (lines.next(line)) {
        const std::string_view id =
            trim_blanks(line).substr(0, trim_blanks(line).find_first_of(" \t"));
        if (!id.empty() && id.front() != '#')
            ids.emplace(id);
    }
    if (ids.empty())
        throw Error{
            ErrorKind::bad_data, "the list of variants to extract is empty", {.file = path}};
    return ids;
}

constexpr std::array<std::string_view, 3> usual_qualities{"R2", "DR2", "INFO"};

std::vector<InfoId> quality_columns(const ScoreOptions& options, const Schema& schema) {
    if (options.least_imputation_quality <= 0.0)
        return {};
    if (!options.imputation_quality.empty())
        return {schema.reads_info(options.imputation_quality)};
    std::vector<InfoId> columns;
    for (const std::string_view name : usual_qualities)
        if (const auto id = schema.find_info(name))
            columns.push_back(*id);
    if (columns.empty())
        throw Error{
            ErrorKind::usage,
            "the input has no column of imputation quality (INFO/R2, DR2 or INFO)",
            {.file = schema.file()},
            "name it by --imputation-field, or leave --min-imputation-quality out"};
    return columns;
}

/// Where sites without a row are inferred, REF has to be known from somewhere.
void check_reference(const InferenceOptions& inference, const WeightTable& weights) {
    if (!inference.beyond_blocks() || !inference.reference.empty())
        return;
    const bool is_named = std::ranges::any_of(weights.rows(), [](const WeightRow& row) {
        return row.reference != evidence::Side::unknown;
    });
    if (!is_named)
        throw Error{
            ErrorKind::usage,
            "sites without a row cannot be scored: which of the two alleles is the reference is "
            "not known",
            {},
            "give the reference genome (--reference FASTA)"};
}

/// Haplotypes are told by phased genotypes, and by nothing else.
void check_haplotypes(const ScoreOptions& options) {
    const bool reads_dosages =
        options.dosages == DosageField::ds || options.dosages == DosageField::gp;
    if (reads_dosages || options.inference.beyond_blocks() || options.least_genotype_quality > 0 ||
        options.collecting.known || options.collecting.remembers)
        throw Error{
            ErrorKind::usage,
            "haplotypes are scored from phased GT only",
            {},
            "leave out --dosage DS or GP, --min-gq, --callable, --assume-ref and --imputed"};
}

/// The columns of the score table: samples, or their haplotypes.
std::vector<std::string> scored_names(const Schema& schema, bool haplotypes) {
    if (!haplotypes)
        return schema.samples();
    std::vector<std::string> names;
    for (const std::string& sample : schema.samples())
        for (const int haplotype : {1, 2})
            names.push_back(fmt::format("{}_hap{}", sample, haplotype));
    return names;
}

void find_dosages(MatchContext& context, DosageField wanted, bool leads, const Schema& schema) {
    context.dosages = wanted;
    if (wanted == DosageField::ds)
        context.ds = schema.reads_format("DS");
    else if (wanted == DosageField::gp)
        context.gp = schema.reads_format("GP");
    else if (wanted == DosageField::automatic) {
        context.ds = schema.find_format("DS");
        // Sources of dosages (.pgen, BGEN) mark the column so: GT is only rounded from it.
        context.dosages_lead =
            context.ds && (leads || schema.format(*context.ds).source == "dosages");
        context.gp = schema.find_format("GP");
    }
}

}  // namespace

std::string build_of_header(const Schema& schema) {
    if (const auto build = genostrat::build_of(schema.contigs()))
        return std::string{*build};
    std::string found;
    for_each_piece(schema.text(), '\n', [&](std::string_view line) {
        const bool tells =
            line.starts_with("##reference=") || line.starts_with("##assembly=") ||
            (line.starts_with("##contig=") && line.find("assembly=") != std::string_view::npos);
        if (tells && found.empty())
            found = canonical_build(line);
    });
    return found;
}

std::vector<std::string> info_columns(const ScoreOptions& options) {
    std::vector<std::string> names{"END"};  // of blocks without variants
    if (options.least_imputation_quality <= 0.0)
        return names;
    if (options.imputation_quality.empty())
        names.insert(names.end(), usual_qualities.begin(), usual_qualities.end());
    else
        names.push_back(options.imputation_quality);
    return names;
}

PolygenicScore::PolygenicScore(ScoreOptions options) : options_{std::move(options)} {
}

PolygenicScore::~PolygenicScore() = default;
PolygenicScore::PolygenicScore(PolygenicScore&&) noexcept = default;
PolygenicScore& PolygenicScore::operator=(PolygenicScore&&) noexcept = default;

void PolygenicScore::bind(Schema& schema) {
    std::string build =
        options_.build.empty() ? build_of_header(schema) : canonical_build(options_.build);
    if (!options_.build.empty() && build.empty())
        throw Error{
            ErrorKind::usage,
            fmt::format("'{}' is no genome build", options_.build),
            {},
            "known: GRCh37, GRCh38, T2T-CHM13"};
    if (schema.n_samples() == 0)
        throw Error{ErrorKind::bad_data, "there are no samples to score", {.file = schema.file()}};
    if (options_.haplotypes)
        check_haplotypes(options_);
    WeightOptions reading = options_.reading;
    reading.file.wanted_build = build;
    auto weights =
        std::make_shared<const WeightTable>(WeightTable::load(options_.weights, reading));
    check_builds(*weights, build, schema.file());
    check_reference(options_.inference, *weights);
    MatchContext context{.weights = weights};
    context.ploidy = read_ploidy(options_, schema);
    if (!options_.frequencies_file.empty())
        context.frequencies = FrequencyTable{options_.frequencies_file};
    context.build = std::move(build);
    for (const std::string& name : schema.contigs().names())
        context.contigs.push_back(weight_contig(*weights, name));
    find_dosages(context, options_.dosages, options_.leads_with_dosages, schema);
    context.needs_variance = options_.collecting.scaling == Scaling::variance_standardize;
    context.strands = options_.collecting.rules.strands;
    context.imputation_quality = quality_columns(options_, schema);
    context.least_imputation_quality = options_.least_imputation_quality;
    context.least_genotype_quality = options_.least_genotype_quality;
    if (!options_.extract_file.empty())
        context.extract = read_ids(options_.extract_file);
    context.inference = options_.inference;
    context.haplotypes = options_.haplotypes;
    if (options_.haplotypes)
        context.inference.blocks = false;
    context.reference_rows = evidence::ReferenceRows{schema};
    if (!options_.inference.reference.empty())
        context.reference =
            std::make_shared<const evidence::ReferenceBases>(options_.inference.reference);
    context.unseen =
        evidence::UnseenSites{options_.inference.callable, options_.inference.assume_reference};
    bound_ = std::make_unique<Bound>(Bound{
        .collector =
            Collector{weights, scored_names(schema, options_.haplotypes), options_.collecting},
        .context = std::move(context),
        .file = schema.file(),
        .n_samples = schema.n_samples(),
        .mapped_weights = weights->mapped_weights()});
    bound_->collector.use(parallel_for<std::function<void(std::size_t)>>);
}

PolygenicScore::Partial PolygenicScore::summarize(const RecordBatch& batch) const {
    return match_batch(batch, bound_->context);
}

void PolygenicScore::merge(Partial partial) {
    constexpr std::size_t most_touched = std::size_t{64} << 20;
    Bound& own = *bound_;
    for (const Candidate& candidate : partial->candidates)
        own.n_touched += sizeof(WeightRow) +
                         own.context.weights->rows()[candidate.row].n_scores * sizeof(double);
    own.collector.add(std::move(partial));
    // Rows come in the order of the weights: what was used is not needed again.
    if (own.n_touched > most_touched && !own.mapped_weights.empty()) {
        io::release_pages(std::as_bytes(own.mapped_weights));
        io::release_pages(std::as_bytes(own.context.weights->rows()));
        own.n_touched = 0;
    }
}

void PolygenicScore::finish(Results& results) {
    if (bound_->context.unseen.knows_any())
        bound_->collector.add_inferred(
            infer_unseen_rows(bound_->context, bound_->collector, bound_->n_samples));
    ScoreTable table = bound_->collector.finish();
    table.build = bound_->context.build;
    check_agreement(
        table, bound_->file, options_.may_match_nothing ? Overlap::may_be_none : Overlap::needed);
    results.put(std::move(table));
}

}  // namespace genostrat::score

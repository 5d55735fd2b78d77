// SPDX-License-Identifier: MIT
#include "score/frequency_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/core.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/pipeline/tsan.hpp>
#include <genostrat/score/stage.hpp>

namespace genostrat::score {

struct PolygenicScore::Bound {
    std::shared_ptr<const WeightTable> weights;
    Collector collector;
    PloidyRules ploidy;
    FrequencyTable frequencies;
    std::string build;
    std::vector<std::int32_t> contigs;  // id in the schema -> id in the weights
    std::optional<FormatId> ds;
    std::optional<FormatId> gp;
};

namespace {

std::int32_t weight_contig(const WeightTable& weights, std::string_view name) {
    std::string_view canonical = canonical_contig(name);
    if (canonical == "23")
        canonical = "X";
    else if (canonical == "24")
        canonical = "Y";
    else if (canonical == "26")
        canonical = "MT";
    return weights.contigs().find(canonical);
}

void check_builds(const WeightTable& weights, const std::string& build, const Schema& schema) {
    if (build.empty()) {
        log_warning(fmt::format(
            "{}: the header does not tell the genome build; it is taken to be that of the weights",
            schema.file()));
        return;
    }
    for (const ScoreSummary& score : weights.scores())
        if (!score.build.empty() && score.build != build)
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "the weights of {} are on {}, the genomes on {}",
                    score.facts.name,
                    score.build,
                    build),
                {.file = schema.file()},
                fmt::format(
                    "take the scoring file harmonised to {0}, or lift one of the two over "
                    "(genostrat liftover); if the header is wrong, say --build {1}",
                    build,
                    score.build)};
}

/// Copies of one allele from DS or GP; empty if the row has neither.
std::vector<float> dosages_of(
    const RecordBatch& batch,
    RowId row,
    std::int32_t allele,
    const std::optional<FormatId>& ds,
    const std::optional<FormatId>& gp) {
    constexpr float missing = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> out;
    const std::size_t n_alts = batch.alts(row).size();
    const bool has_ds = ds && batch.has_format(row, *ds);
    if (!has_ds && !(gp && n_alts == 1 && batch.has_format(row, *gp)))
        return out;
    const FormatValues<float> values = batch.format_floats(row, has_ds ? *ds : *gp);
    out.assign(batch.n_samples(), missing);
    for (std::size_t sample = 0; sample < out.size(); ++sample) {
        const std::span<const float> own = values.of(sample);
        const std::size_t n_needed = has_ds ? n_alts : 2;
        if (own.size() < n_needed ||
            std::ranges::any_of(own, [](float value) { return is_missing(value); }))
            continue;
        if (!has_ds) {
            const float alt = own.size() == 2 ? own[1] : own[1] + 2.0F * own[2];
            out[sample] = allele == 0 ? static_cast<float>(own.size() - 1) - alt : alt;
            continue;
        }
        float alt_sum = 0.0F;
        for (const float value : own)
            alt_sum += value;
        out[sample] = allele == 0 ? 2.0F - alt_sum : own[static_cast<std::size_t>(allele - 1)];
    }
    return out;
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
    WeightOptions reading = options_.reading;
    reading.file.wanted_build = build;
    auto weights =
        std::make_shared<const WeightTable>(WeightTable::load(options_.weights, reading));
    check_builds(*weights, build, schema);
    PloidyRules ploidy{.haploid_x = options_.haploid_x};
    if (!options_.samples_file.empty()) {
        const auto table = cohort::SampleTable::read(options_.samples_file);
        ploidy.has_sexes = true;
        for (const std::string& sample : schema.samples())
            ploidy.sexes.push_back(table.sex(sample));
    }
    bound_ = std::make_unique<Bound>(Bound{
        .weights = weights,
        .collector = Collector{weights, schema.samples(), options_.collecting},
        .ploidy = std::move(ploidy),
        .frequencies = options_.frequencies_file.empty()
                           ? FrequencyTable{}
                           : FrequencyTable{options_.frequencies_file},
        .build = std::move(build),
        .contigs = {},
        .ds = {},
        .gp = {}});
    for (const std::string& name : schema.contigs().names())
        bound_->contigs.push_back(weight_contig(*weights, name));
    const DosageField wanted = options_.dosages;
    if (wanted == DosageField::ds)
        bound_->ds = schema.reads_format("DS");
    else if (wanted == DosageField::gp)
        bound_->gp = schema.reads_format("GP");
    else if (wanted == DosageField::automatic) {
        bound_->ds = schema.find_format("DS");
        bound_->gp = schema.find_format("GP");
    }
    bound_->collector.use([](std::size_t n, const std::function<void(std::size_t)>& work) {
        char lane{};
        tbb::this_task_arena::isolate([&] {
            detail::tsan_release(&lane);
            tbb::parallel_for(std::size_t{0}, n, [&](std::size_t at) {
                detail::tsan_acquire(&lane);
                work(at);
                detail::tsan_release(&lane);
            });
            detail::tsan_acquire(&lane);
        });
    });
}

namespace {

/// What `summarize` does with one batch.
class BatchMatcher {
public:
    struct Context {
        const WeightTable& weights;
        const PloidyRules& ploidy;
        const FrequencyTable& frequencies;
        std::string_view build;
        const std::vector<std::int32_t>& contigs;
        const std::optional<FormatId>& ds;
        const std::optional<FormatId>& gp;
        DosageField dosages;
        sites::Strands strands;
    };

    BatchMatcher(const RecordBatch& batch, Context context) : batch_{batch}, context_{context} {}

    std::shared_ptr<const MatchedBatch> run() {
        out_ = std::make_shared<MatchedBatch>();
        out_->n_variants = static_cast<std::int64_t>(batch_.rows().size());
        for (const RowId row : batch_.rows()) {
            const std::int32_t contig = contig_of(row);
            if (contig >= 0) {
                const auto placed = context_.weights.at(contig, batch_.pos(row), hint_);
                if (!placed.empty())
                    match(row, contig, placed);
            }
            if (context_.weights.has_ids())
                match_ids(row);
        }
        return out_;
    }

private:
    std::int32_t contig_of(RowId row) {
        const ContigId id = batch_.contig(row);
        if (id >= 0 && static_cast<std::size_t>(id) < context_.contigs.size())
            return context_.contigs[static_cast<std::size_t>(id)];
        const std::string_view name = batch_.contig_name(row);
        if (name != last_name_) {
            last_name_ = name;
            last_contig_ = weight_contig(context_.weights, name);
        }
        return last_contig_;
    }

    void begin_variant(RowId row, std::int32_t contig) {
        variant_ = {
            .contig = contig,
            .pos = batch_.pos(row),
            .first_candidate = static_cast<std::uint32_t>(out_->candidates.size()),
            .n_candidates = 0,
            .alt_frequency = unknown_frequency};
        columns_.clear();
    }

    void end_variant(RowId row) {
        variant_.n_candidates =
            static_cast<std::uint32_t>(out_->candidates.size()) - variant_.first_candidate;
        if (variant_.n_candidates == 0)
            return;
        const auto alts = batch_.alts(row);
        if (!context_.frequencies.empty() && alts.size() == 1)
            variant_.alt_frequency = context_.frequencies.find(
                batch_.contig_name(row), batch_.pos(row), batch_.id(row), batch_.ref(row), alts[0]);
        out_->variants.push_back(variant_);
    }

    void match(RowId row, std::int32_t contig, std::span<const WeightRow> rows) {
        begin_variant(row, contig);
        const WeightRow* last = nullptr;
        sites::AlleleMatch found;
        for (const WeightRow& weight : rows) {
            if (last == nullptr || weight.effect != last->effect || weight.other != last->other)
                found = compare(row, weight);
            last = &weight;
            add(row, weight, found);
        }
        end_variant(row);
    }

    void match_ids(RowId row) {
        const std::string_view ids = batch_.id(row);
        if (ids == ".")
            return;
        begin_variant(row, -1);
        for_each_piece(ids, ';', [&](std::string_view id) {
            for (const std::uint32_t index : context_.weights.with_id(id)) {
                const WeightRow& weight = context_.weights.rows()[index];
                add(row, weight, compare(row, weight));
            }
        });
        end_variant(row);
    }

    sites::AlleleMatch compare(RowId row, const WeightRow& weight) const {
        return sites::match_alleles(
            context_.weights.allele(weight.effect),
            context_.weights.allele(weight.other),
            batch_.ref(row),
            batch_.alts(row),
            context_.strands);
    }

    void add(RowId row, const WeightRow& weight, const sites::AlleleMatch& found) {
        if (!found.matched())
            return;
        const std::int32_t column = column_of(row, found.effect_allele);
        if (column >= 0)
            out_->candidates.push_back(
                {.row = static_cast<std::uint32_t>(context_.weights.index_of(weight)),
                 .match = found,
                 .column = static_cast<std::uint32_t>(column)});
    }

    /// Index of the column with this allele's copies; -1 if the row has no genotypes.
    std::int32_t column_of(RowId row, std::int32_t allele) {
        for (const auto& [known, column] : columns_)
            if (known == allele)
                return column;
        std::optional<GenotypeColumn> column = read(row, allele);
        const auto index = column ? static_cast<std::int32_t>(out_->columns.size()) : -1;
        if (column)
            out_->columns.push_back(*column);
        columns_.emplace_back(allele, index);
        return index;
    }

    std::optional<GenotypeColumn> read(RowId row, std::int32_t allele) {
        ContigKind kind = contig_kind(batch_.contig_name(row));
        if (kind == ContigKind::x && is_pseudo_autosomal(context_.build, batch_.pos(row)))
            kind = ContigKind::autosome;
        const bool wants_gt =
            context_.dosages == DosageField::gt || context_.dosages == DosageField::automatic;
        if (wants_gt) {
            const Genotypes genotypes = batch_.genotypes(row);
            if (!genotypes.empty())
                return read_genotypes(genotypes, allele, kind, context_.ploidy, *out_);
        }
        const std::vector<float> dosages =
            dosages_of(batch_, row, allele, context_.ds, context_.gp);
        if (dosages.empty())
            return std::nullopt;
        return read_dosages(dosages, allele == 0, kind, context_.ploidy, *out_);
    }

    const RecordBatch& batch_;
    Context context_;
    std::shared_ptr<MatchedBatch> out_;
    MatchedVariant variant_;
    std::vector<std::pair<std::int32_t, std::int32_t>> columns_;  // allele, column
    std::size_t hint_{};
    std::string last_name_;
    std::int32_t last_contig_{-1};
};

}  // namespace

PolygenicScore::Partial PolygenicScore::summarize(const RecordBatch& batch) const {
    return BatchMatcher{
        batch,
        {.weights = *bound_->weights,
         .ploidy = bound_->ploidy,
         .frequencies = bound_->frequencies,
         .build = bound_->build,
         .contigs = bound_->contigs,
         .ds = bound_->ds,
         .gp = bound_->gp,
         .dosages = options_.dosages,
         .strands = options_.collecting.rules.strands}}
        .run();
}

void PolygenicScore::merge(Partial partial) {
    bound_->collector.add(std::move(partial));
}

void PolygenicScore::finish(Results& results) {
    ScoreTable table = bound_->collector.finish();
    table.build = bound_->build;
    results.put(std::move(table));
}

}  // namespace genostrat::score

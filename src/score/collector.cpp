// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/score/collector.hpp>

namespace genostrat::score {

namespace {

constexpr std::array<double, 1> weight_of_one{1.0};

}  // namespace

Collector::Collector(
    std::shared_ptr<const WeightTable> weights,
    std::vector<std::string> samples,
    CollectOptions options)
    : weights_{std::move(weights)}, options_{std::move(options)},
      resolver_{*weights_, options_.rules}, sums_{samples.size(), weights_->scores().size()},
      missing_counts_{samples.size()} {
    table_.samples = std::move(samples);
    for (const ScoreSummary& summary : weights_->scores())
        table_.scores.push_back({.summary = summary});
    matched_.resize(table_.scores.size());
    const std::size_t n_cells = table_.samples.size() * table_.scores.size();
    table_.denominators.resize(n_cells);
    table_.called_alleles.resize(n_cells);
    table_.n_missing.resize(n_cells);
    table_.n_inferred.resize(n_cells);
    if (options_.remembers)
        table_.known = std::make_shared<KnownGenotypes>(table_.samples.size());
    table_.rows.resize(weights_->rows().size());
    table_.weights = weights_;
    table_.minimum_overlap = options_.minimum_overlap;
    table_.missing = options_.missing;
    table_.scaling = options_.scaling;
    // Rows with a problem stand last: the pages of the others are not touched.
    for (std::size_t row = table_.rows.size(); row-- > 0;) {
        const RowProblem problem = weights_->rows()[row].problem;
        if (problem == RowProblem::none)
            break;
        table_.rows[row].status =
            problem == RowProblem::complex ? RowStatus::complex : RowStatus::no_position;
    }
}

void Collector::add(const std::shared_ptr<const MatchedBatch>& batch) {
    table_.n_variants += batch->n_variants;
    table_.agreement.add(batch->agreement);
    for (const MatchedVariant& variant : batch->variants) {
        if (variant.contig != contig_ || variant.pos != pos_ || open_.empty()) {
            close_place();
            contig_ = variant.contig;
            pos_ = variant.pos;
        }
        if (batches_.empty() || batches_.back() != batch)
            batches_.push_back(batch);
        for (std::uint32_t at = 0; at < variant.n_candidates; ++at) {
            const Candidate& candidate = batch->candidates[variant.first_candidate + at];
            const auto alt = static_cast<std::uint32_t>(candidate.match.alt + 1);
            candidates_.push_back(
                {candidate.row,
                 candidate.match,
                 (std::uint64_t{n_variants_of_place_} << 32) | alt,
                 candidate.is_named});
            open_.push_back(
                {batch.get(),
                 &batch->columns[candidate.column],
                 (std::uint64_t{batches_.size()} << 32) | candidate.column});
        }
        ++n_variants_of_place_;
    }
    set_status(batch->ref_mismatches, RowStatus::ref_mismatch);
    set_status(batch->low_quality, RowStatus::low_quality);
    for (const InferredSite& site : batch->inferred)
        pending_[{site.contig, site.pos}].push_back({batch, site.candidate});
    if (!pending_.empty() && batch->n_variants > 0) {
        if (contig_ != batch->last_contig || pos_ != batch->last_pos)
            close_place();
        infer_before(batch->last_contig, batch->last_pos);
    }
}

void Collector::close_place() {
    if (open_.empty())
        return;
    drop_decided();
    decide();
    n_variants_of_place_ = 0;
    batches_.clear();
}

/// A row that is decided must not be decided again.
void Collector::drop_decided() {
    for (std::size_t at = 0; at < candidates_.size();) {
        const WeightRow& row = weights_->rows()[candidates_[at].row];
        const RowStatus status = table_.rows[candidates_[at].row].status;
        if (status == RowStatus::missing || status == RowStatus::ref_mismatch ||
            status == RowStatus::low_quality) {
            ++at;
            continue;
        }
        if (row.contig >= 0)
            throw Error{
                ErrorKind::bad_data,
                "variants of this position stand apart from each other",
                {.contig = std::string{weights_->contigs().name(row.contig)}, .pos = row.pos},
                "sort the input: bcftools sort"};
        if (!warned_ids_)
            log_warning(fmt::format(
                "the id {} stands at more than one position; the first counts", weights_->id(row)));
        warned_ids_ = true;
        candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(at));
        open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

/// Resolves the candidates of one place and sums what is accepted.
void Collector::decide() {
    if (!candidates_.empty()) {
        const MatchResolver::Decision& decision = resolver_.resolve(candidates_);
        tally(decision);
        std::vector<Accepted> accepted = decision.accepted;
        std::ranges::stable_sort(
            accepted, {}, [this](const Accepted& run) { return open_[run.candidate].order; });
        for (std::size_t begin = 0; begin < accepted.size();) {
            const GenotypeColumn* const column = open_[accepted[begin].candidate].column;
            std::size_t end = begin + 1;
            while (end < accepted.size() && open_[accepted[end].candidate].column == column)
                ++end;
            add_column(
                open_[accepted[begin].candidate], std::span{accepted}.subspan(begin, end - begin));
            begin = end;
        }
    }
    open_.clear();
    candidates_.clear();
}

std::span<const double> Collector::weights_of(const Accepted& accepted) const {
    const WeightRow& row = weights_->rows()[accepted.row];
    return weights_->weights(row).subspan(
        accepted.first_score - row.first_score, accepted.n_scores);
}

void Collector::tally(const MatchResolver::Decision& decision) {
    const auto each_score = [this](const Accepted& run, auto visit) {
        const std::span<const double> weights = weights_of(run);
        for (std::size_t at = 0; at < weights.size(); ++at)
            if (!std::isnan(weights[at]))
                visit(table_.scores[run.first_score + at], weights[at]);
    };
    for (const std::uint32_t index : decision.ambiguous) {
        const WeightRow& row = weights_->rows()[index];
        table_.rows[index].status = RowStatus::ambiguous;
        each_score(
            {index, 0, row.first_score, row.n_scores},
            [](ScoreReport& score, double weight) { score.ambiguous.add(weight); });
    }
    for (const Accepted& run : decision.duplicate) {
        table_.rows[run.row].status = RowStatus::duplicate;
        each_score(run, [](ScoreReport& score, double weight) { score.duplicate.add(weight); });
    }
    for (const Accepted& run : decision.accepted) {
        const sites::AlleleMatch& match = candidates_[run.candidate].match;
        const evidence::KnownBy known_by = open_[run.candidate].known_by;
        const bool is_inferred = known_by != evidence::KnownBy::call;
        table_.rows[run.row] = {
            .status = is_inferred ? RowStatus::inferred : RowStatus::matched,
            .kind = match.kind,
            .known_by = known_by};
        count_matched(run);
        if (!is_inferred && !match.flipped())
            continue;
        each_score(run, [&](ScoreReport& score, double weight) {
            if (is_inferred) {
                score.inferred.add(weight);
                score.inferred_by[static_cast<std::size_t>(known_by)].add(weight);
            }
            if (match.flipped())
                score.flipped.add(weight);
        });
    }
}

void Collector::count_matched(const Accepted& run) {
    const std::span<const double> weights = weights_of(run);
    const std::span<Tally> matched = std::span{matched_}.subspan(run.first_score, weights.size());
    for (std::size_t at = 0; at < weights.size(); ++at)
        if (!std::isnan(weights[at]))
            matched[at].add(weights[at]);
}

Collector::Frequency Collector::frequency_of(const Open& open) const {
    const GenotypeColumn& column = *open.column;
    if (!std::isnan(column.frequency))
        return {.value = column.frequency};
    if (static_cast<std::int64_t>(table_.samples.size()) < options_.minimum_cohort)
        return {};
    double copies = column.single_copies;
    double alleles = column.single_alleles;
    if (alleles == 0.0 && column.dosages == GenotypeColumn::none &&
        column.counts.n_not_diploid == 0) {
        const auto& n = column.counts.n;
        copies = static_cast<double>(n[1] + 2 * n[2]);
        alleles = 2.0 * static_cast<double>(n[0] + n[1] + n[2]);
    } else if (alleles == 0.0) {
        for (std::size_t sample = 0; sample < table_.samples.size(); ++sample) {
            const double own = open.batch->copies_of(column, sample);
            if (std::isnan(own))
                continue;
            copies += own;
            alleles += open.batch->ploidy_of(column, sample);
        }
    }
    if (alleles == 0.0)
        return {};
    const double value = copies / alleles;
    return {value, std::fma(-value, alleles, copies) / alleles};
}

GenotypeModel
Collector::model_of(const Open& open, const Accepted& accepted, const Frequency& frequency) const {
    const WeightRow& row = weights_->rows()[accepted.row];
    GenotypeModel model{
        .type = row.type,
        .frequency = frequency.value,
        .frequency_low = frequency.low,
        .variance = open.column->variance,
        .missing = options_.missing,
        .scaling = options_.scaling,
        .effect_is_ref = open.column->effect_is_ref};
    if (row.type == EffectType::by_dosage)
        std::ranges::copy(weights_->dosage_weights(row), model.dosage_weights.begin());
    // Where nobody is diploid, as on Y, one allele varies by p(1-p).
    const auto n_samples = static_cast<std::int64_t>(table_.samples.size());
    if (options_.scaling == Scaling::variance_standardize &&
        open.column->counts.n_not_diploid == n_samples) {
        const double p = frequency.value;
        model.variance = std::isnan(model.variance) ? p * (1.0 - p) : model.variance / 2.0;
    }
    return model;
}

void Collector::add_column(const Open& open, std::span<const Accepted> accepted) {
    std::vector<Accepted> whole;
    for (const Accepted& run : accepted)
        if (!add_unknown(open, run))
            whole.push_back(run);
    if (options_.remembers)
        for (const Accepted& run : accepted)
            remember(open, run);
    if (open.known_by != evidence::KnownBy::call)
        for (const Accepted& run : accepted)
            count_inferred(open, run);
    if (!whole.empty())
        add_whole(open, whole);
}

void Collector::add_whole(const Open& open, std::span<const Accepted> accepted) {
    const GenotypeColumn& column = *open.column;
    const bool has_dosages = column.dosages != GenotypeColumn::none;
    const bool has_missing = has_dosages || column.counts.n[missing_code] > 0;
    const bool is_plain = !has_dosages && (column.counts.n_not_diploid == 0 ||
                                           (!has_missing && options_.scaling == Scaling::none));
    if (is_plain) {
        add_codes(open, accepted);
    } else {
        const Frequency frequency = frequency_of(open);
        table_.n_unknown_frequency += std::isnan(frequency.value) ? 1 : 0;
        for (const Accepted& run : accepted) {
            const GenotypeModel model = model_of(open, run, frequency);
            add_one_by_one(open, run, model);
            count_missing(open, run, model);
        }
    }
    if (column.counts.n_not_diploid > 0)
        for (const Accepted& run : accepted)
            lower_denominators(open, run);
}

bool Collector::is_missing(const Open& open, std::size_t sample) const noexcept {
    return std::isnan(open.batch->copies_of(*open.column, sample));
}

void Collector::add_codes(const Open& open, std::span<const Accepted> accepted) {
    const GenotypeColumn& column = *open.column;
    const bool has_missing = column.counts.n[missing_code] > 0;
    const bool needs_frequency = has_missing || options_.scaling != Scaling::none;
    const Frequency frequency = needs_frequency ? frequency_of(open) : Frequency{};
    table_.n_unknown_frequency += needs_frequency && std::isnan(frequency.value) ? 1 : 0;
    std::vector<Term> terms;
    for (const Accepted& run : accepted) {
        const GenotypeModel model = model_of(open, run, frequency);
        const bool by_dosage = model.type == EffectType::by_dosage;
        terms.push_back(
            {.first_score = run.first_score,
             .weights = by_dosage ? std::span<const double>{weight_of_one} : weights_of(run),
             .codes = {.value = model.code_values(), .missing_low = model.missing_low()}});
        if (has_missing)
            count_missing(open, run, model);
    }
    sums_.add_codes(open.batch->codes_of(column, table_.samples.size()), column.counts.n, terms);
}

void Collector::add_one_by_one(
    const Open& open, const Accepted& accepted, const GenotypeModel& model) {
    const GenotypeColumn& column = *open.column;
    const std::span<const std::uint8_t> known = known_of(accepted);
    values_.assign(table_.samples.size(), 0.0);
    low_values_.assign(values_.size(), 0.0);
    bool has_low = false;
    for (std::size_t sample = 0; sample < values_.size(); ++sample) {
        if (!known.empty() && known[sample] != 0)
            continue;
        const int ploidy = open.batch->ploidy_of(column, sample);
        const double copies = open.batch->copies_of(column, sample);
        if (!std::isnan(copies)) {
            values_[sample] = model.called(copies, ploidy);
            continue;
        }
        values_[sample] = model.missing_value(ploidy);
        low_values_[sample] = model.missing_low(ploidy);
        has_low = has_low || low_values_[sample] != 0.0;
    }
    const std::span<const double> weights = model.type == EffectType::by_dosage
                                                ? std::span<const double>{weight_of_one}
                                                : weights_of(accepted);
    sums_.add_values(values_, accepted.first_score, weights);
    if (has_low)
        sums_.add_values(low_values_, accepted.first_score, weights);
}

template <typename Visit>
void Collector::for_each_missing(const Open& open, Visit visit) const {
    const std::size_t n_samples = table_.samples.size();
    if (open.column->dosages == GenotypeColumn::none) {
        for_each_of_code(open.batch->codes_of(*open.column, n_samples), missing_code, visit);
        return;
    }
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        if (is_missing(open, sample))
            visit(sample);
}

void Collector::count_missing(
    const Open& open, const Accepted& accepted, const GenotypeModel& model) {
    if (const auto shared = shared_counts(open, accepted, model); !shared.empty()) {
        for_each_missing(open, [&](std::size_t sample) { ++shared[sample]; });
        return;
    }
    const GenotypeColumn& column = *open.column;
    const std::span<const double> weights = weights_of(accepted);
    const std::span<const std::uint8_t> known = known_of(accepted);
    for_each_missing(open, [&](std::size_t sample) {
        const bool is_known = !known.empty() && known[sample] != 0;
        const int ploidy = open.batch->ploidy_of(column, sample);
        for (std::size_t at = 0; at < weights.size(); ++at) {
            if (std::isnan(weights[at]))
                continue;
            const std::size_t cell = table_.at(accepted.first_score + at, sample);
            table_.n_missing[cell] += is_known ? 0 : 1;
            table_.called_alleles[cell] -= ploidy;
            if (is_known || !model.counts_missing())
                table_.denominators[cell] -= ploidy;
        }
    });
}

/// Counters for all scores of a row, where they all take part and all samples are diploid.
std::span<std::int32_t>
Collector::shared_counts(const Open& open, const Accepted& accepted, const GenotypeModel& model) {
    const std::span<const double> weights = weights_of(accepted);
    const bool is_shared =
        open.column->dosages == GenotypeColumn::none && open.column->counts.n_not_diploid == 0 &&
        known_of(accepted).empty() &&
        std::ranges::none_of(weights, [](double weight) { return std::isnan(weight); });
    if (!is_shared)
        return {};
    return missing_counts_.of(
        {.first_score = accepted.first_score,
         .n_scores = weights.size(),
         .in_denominators = model.counts_missing()});
}

void Collector::add_shared_counts() {
    for (const auto& [run, n_missing] : missing_counts_.counters())
        for (std::size_t score = run.first_score; score < run.first_score + run.n_scores; ++score)
            for (std::size_t sample = 0; sample < n_missing.size(); ++sample) {
                const std::size_t cell = table_.at(score, sample);
                const std::int64_t n_alleles = 2 * std::int64_t{n_missing[sample]};
                table_.n_missing[cell] += n_missing[sample];
                table_.called_alleles[cell] -= n_alleles;
                table_.denominators[cell] -= run.in_denominators ? 0 : n_alleles;
            }
}

void Collector::lower_denominators(const Open& open, const Accepted& accepted) {
    const std::size_t n_samples = table_.samples.size();
    const std::span<const double> weights = weights_of(accepted);
    for (std::size_t at = 0; at < weights.size(); ++at) {
        if (std::isnan(weights[at]))
            continue;
        const std::size_t begin = table_.at(accepted.first_score + at, 0);
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            const int difference = open.batch->ploidy_of(*open.column, sample) - 2;
            table_.denominators[begin + sample] += difference;
            table_.called_alleles[begin + sample] += difference;
        }
    }
}

ScoreTable Collector::finish() {
    close_place();
    infer_before(-1, -1);
    sums_.flush();
    add_shared_counts();
    for (std::size_t score = 0; score < table_.scores.size(); ++score) {
        table_.scores[score].matched = matched_[score];
        table_.scores[score].n_alleles = 2 * matched_[score].n;
    }
    const std::size_t n_samples = table_.samples.size();
    table_.sums.resize(n_samples * table_.scores.size());
    for (std::size_t score = 0; score < table_.scores.size(); ++score)
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            table_.sums[table_.at(score, sample)] = sums_.sum(sample, score);
            table_.denominators[table_.at(score, sample)] += table_.scores[score].n_alleles;
            table_.called_alleles[table_.at(score, sample)] += table_.scores[score].n_alleles;
        }
    return std::move(table_);
}

}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
// Genotypes that no row of the input names: inferred sites, and what another input has told.
#include <algorithm>
#include <cmath>

#include <genostrat/score/collector.hpp>

namespace genostrat::score {

void Collector::add_inferred(const std::shared_ptr<const MatchedBatch>& batch) {
    close_place();
    for (const InferredSite& site : batch->inferred)
        pending_[{site.contig, site.pos}].push_back({batch, site.candidate});
    infer_before(-1, -1);
}

void Collector::set_status(std::span<const std::uint32_t> rows, RowStatus status) {
    for (const std::uint32_t row : rows)
        if (table_.rows[row].status == RowStatus::missing)
            table_.rows[row].status = status;
}

/// Decides the inferred sites that the stream has passed: those of other contigs, and those of this
/// one before `pos`.
void Collector::infer_before(std::int32_t contig, std::int64_t pos) {
    for (auto place = pending_.begin(); place != pending_.end();) {
        if (place->first.first == contig && place->first.second >= pos) {
            ++place;
            continue;
        }
        infer_place(place->second);
        place = pending_.erase(place);
    }
}

void Collector::infer_place(std::span<const Pending> pending) {
    for (std::size_t at = 0; at < pending.size(); ++at) {
        const Candidate& candidate = pending[at].candidate;
        const RowStatus status = table_.rows[candidate.row].status;
        if (status != RowStatus::missing && status != RowStatus::ref_mismatch)
            continue;
        // Of several rows that speak for the site, the first that knows anything counts.
        if (!has_calls(pending[at]))
            continue;
        const auto is_same_site = [&](const Pending& other) {
            return other.candidate.row == candidate.row && has_calls(other);
        };
        if (std::ranges::any_of(pending.first(at), is_same_site))
            continue;
        candidates_.push_back({candidate.row, candidate.match, allele_pair(candidate.row)});
        open_.push_back(
            {.batch = pending[at].batch.get(),
             .column = &pending[at].batch->columns[candidate.column],
             .order = at,
             .known_by = candidate.known_by});
    }
    if (!open_.empty())
        decide();
}

bool Collector::has_calls(const Pending& pending) const {
    const GenotypeColumn& column = pending.batch->columns[pending.candidate.column];
    return column.dosages != GenotypeColumn::none ||
           column.counts.n[missing_code] < static_cast<std::int64_t>(table_.samples.size());
}

std::uint64_t Collector::allele_pair(std::uint32_t row) const noexcept {
    const WeightRow& weight = weights_->rows()[row];
    const auto [low, high] = std::minmax(weight.effect, weight.other);
    return (std::uint64_t{low} << 32) | high;
}

void Collector::count_inferred(const Open& open, const Accepted& accepted) {
    const std::span<const double> weights = weights_of(accepted);
    for (std::size_t sample = 0; sample < table_.samples.size(); ++sample)
        for (std::size_t at = 0; at < weights.size() && !is_missing(open, sample); ++at)
            if (!std::isnan(weights[at]))
                ++table_.n_inferred[table_.at(accepted.first_score + at, sample)];
}

std::span<const std::uint8_t> Collector::known_of(const Accepted& accepted) const noexcept {
    return options_.known ? options_.known->of(accepted.row) : std::span<const std::uint8_t>{};
}

void Collector::remember(const Open& open, const Accepted& accepted) {
    for (std::size_t sample = 0; sample < table_.samples.size(); ++sample)
        if (!is_missing(open, sample))
            table_.known->add(accepted.row, sample);
}

bool Collector::add_unknown(const Open& open, const Accepted& accepted) {
    const std::span<const std::uint8_t> known = known_of(accepted);
    if (known.empty())
        return false;
    const GenotypeModel model = model_of(open, accepted, frequency_of(open));
    add_one_by_one(open, accepted, model);
    count_missing(open, accepted, model);
    if (open.column->counts.n_not_diploid > 0)
        lower_denominators(open, accepted);
    // Every genotype counts as called now; those that are known take their alleles back.
    const std::span<const double> weights = weights_of(accepted);
    for (std::size_t sample = 0; sample < known.size(); ++sample) {
        if (known[sample] == 0 || is_missing(open, sample))
            continue;
        const int ploidy = open.batch->ploidy_of(*open.column, sample);
        for (std::size_t at = 0; at < weights.size(); ++at) {
            if (std::isnan(weights[at]))
                continue;
            const std::size_t cell = table_.at(accepted.first_score + at, sample);
            table_.denominators[cell] -= ploidy;
            table_.called_alleles[cell] -= ploidy;
        }
    }
    return true;
}

}  // namespace genostrat::score

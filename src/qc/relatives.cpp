// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/qc/relatives.hpp>

namespace genostrat::qc {

namespace {

double opposite_rate(const KingCounts& counts) noexcept {
    return counts.sites == 0
               ? std::numeric_limits<double>::quiet_NaN()
               : static_cast<double>(counts.opposite) / static_cast<double>(counts.sites);
}

/// Pairs whose mean is taken have to be many enough to be unrelated mostly.
constexpr std::int64_t least_pairs = 45;

}  // namespace

std::string_view to_string(Relation relation) noexcept {
    switch (relation) {
    case Relation::duplicate:
        return "duplicate";
    case Relation::parent_child:
        return "parent_child";
    case Relation::siblings:
        return "siblings";
    case Relation::second_degree:
        return "second_degree";
    case Relation::third_degree:
        return "third_degree";
    case Relation::unrelated:
        break;
    }
    return "unrelated";
}

Relation relation_of(const KingCounts& counts, double opposite_share) noexcept {
    const double kinship = counts.kinship();
    if (!(kinship > 0.0442))
        return Relation::unrelated;
    if (kinship > 0.354)
        return Relation::duplicate;
    if (kinship > 0.177) {
        const bool shares_all =
            std::isnan(opposite_share) ? opposite_rate(counts) < 0.001 : opposite_share < 0.1;
        return shares_all ? Relation::parent_child : Relation::siblings;
    }
    return kinship > 0.0884 ? Relation::second_degree : Relation::third_degree;
}

DeclaredRelations::DeclaredRelations(
    const cohort::SampleTable& table, std::span<const std::string> samples) {
    TextMap<std::int64_t> index;
    for (const std::string& sample : samples)
        index.emplace(sample, static_cast<std::int64_t>(index.size()));
    const auto find = [&index](const std::string& name) {
        const auto found = index.find(name);
        return found == index.end() ? -1 : found->second;
    };
    parents_.resize(samples.size());
    known_.resize(samples.size());
    for (std::size_t sample = 0; sample < samples.size(); ++sample) {
        const cohort::SampleTable::Sample* const row = table.find(samples[sample]);
        if (row == nullptr)
            continue;
        known_[sample] = true;
        parents_[sample] = {find(row->father), find(row->mother), {}};
        if (!row->father.empty() && !row->mother.empty())
            parents_[sample].names = row->father + '\t' + row->mother;
    }
}

Relation DeclaredRelations::of(std::size_t first, std::size_t second) const noexcept {
    if (parents_.empty())
        return Relation::unrelated;
    const auto is_parent = [this](std::size_t parent, std::size_t child) {
        const auto index = static_cast<std::int64_t>(parent);
        return parents_[child].father == index || parents_[child].mother == index;
    };
    if (is_parent(first, second) || is_parent(second, first))
        return Relation::parent_child;
    const std::string& names = parents_[first].names;
    return !names.empty() && names == parents_[second].names ? Relation::siblings
                                                             : Relation::unrelated;
}

bool contradicts(const RelatedPair& pair) noexcept {
    if (!pair.is_judged)
        return false;
    if (!pair.has_declaration)
        return pair.inferred == Relation::duplicate;
    const bool declared_close = pair.declared <= Relation::siblings;
    const bool inferred_close = pair.inferred <= Relation::siblings;
    return declared_close || inferred_close ? pair.declared != pair.inferred : false;
}

RelativeFinder::RelativeFinder(
    std::size_t n_samples,
    DeclaredRelations declared,
    double least_kinship,
    std::int64_t least_sites,
    std::size_t most_pairs)
    : declared_{std::move(declared)}, least_kinship_{least_kinship}, least_sites_{least_sites},
      most_pairs_{most_pairs}, rows_(n_samples) {
}

void RelativeFinder::visit(std::size_t first, std::span<const KingCounts> counts) {
    Row& row = rows_[first];
    for (std::size_t second = 0; second < counts.size(); ++second) {
        row.all.add(counts[second]);
        const Relation declared = declared_.of(first, second);
        const bool is_judged = counts[second].sites >= least_sites_;
        const bool is_close = is_judged && counts[second].kinship() >= least_kinship_;
        if (!is_close && declared == Relation::unrelated)
            continue;
        // A parent may be named in the child's row only.
        const bool is_known =
            declared != Relation::unrelated || (declared_.knows(first) && declared_.knows(second));
        row.pairs.push_back(
            {first, second, counts[second], Relation::unrelated, declared, is_known, is_judged});
    }
}

void RelativeFinder::done(std::size_t begin, std::size_t end) {
    for (std::size_t first = begin; first < end; ++first) {
        Row& row = rows_[first];
        pairs_.insert(pairs_.end(), row.pairs.begin(), row.pairs.end());
        all_.add(row.all);
        n_pairs_ += static_cast<std::int64_t>(first);
        row = {};
    }
    if (pairs_.size() > 2 * most_pairs_)  // seldom, so that choosing costs little a pair
        keep_closest();
}

void RelativeFinder::keep_closest() {
    if (pairs_.size() <= most_pairs_)
        return;
    const auto rank = [](const RelatedPair& pair) {
        const double kinship = pair.counts.kinship();  // NaN for some that are declared
        return std::tuple{
            pair.declared == Relation::unrelated,
            std::isnan(kinship) ? 0.0 : -kinship,
            pair.first,
            pair.second};
    };
    const auto last = pairs_.begin() + static_cast<std::ptrdiff_t>(most_pairs_);
    std::ranges::nth_element(pairs_, last, {}, rank);
    n_left_out_ += pairs_.end() - last;
    pairs_.erase(last, pairs_.end());
    std::ranges::sort(pairs_, {}, [](const RelatedPair& pair) {
        return std::pair{pair.first, pair.second};
    });
}

std::vector<RelatedPair> RelativeFinder::finish() {
    const double mean =
        n_pairs_ >= least_pairs ? opposite_rate(all_) : std::numeric_limits<double>::quiet_NaN();
    keep_closest();
    for (RelatedPair& pair : pairs_)
        if (pair.is_judged)
            pair.inferred = relation_of(pair.counts, opposite_rate(pair.counts) / mean);
    return std::move(pairs_);
}

}  // namespace genostrat::qc

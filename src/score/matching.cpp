// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <tuple>

#include <genostrat/score/matching.hpp>

namespace genostrat::score {

namespace {

/// Scores that both rows weigh.
std::vector<std::uint32_t>
shared_scores(const WeightTable& weights, const WeightRow& one, const WeightRow& other) {
    std::vector<std::uint32_t> shared;
    const std::uint32_t begin = std::max(one.first_score, other.first_score);
    const std::uint32_t end =
        std::min(one.first_score + one.n_scores, other.first_score + other.n_scores);
    for (std::uint32_t score = begin; score < end; ++score)
        if (!std::isnan(weights.weights(one)[score - one.first_score]) &&
            !std::isnan(weights.weights(other)[score - other.first_score]))
            shared.push_back(score);
    return shared;
}

}  // namespace

void Agreement::add(const Agreement& other) {
    n_places += other.n_places;
    n_matched += other.n_matched;
    n_refs += other.n_refs;
    n_refs_differ += other.n_refs_differ;
    n_unknown_side += other.n_unknown_side;
    n_low_quality += other.n_low_quality;
    if (differs_at.empty())
        differs_at = other.differs_at;
}

const MatchResolver::Decision& MatchResolver::resolve(std::span<const GroupCandidate> candidates) {
    decision_.accepted.clear();
    decision_.ambiguous.clear();
    decision_.duplicate.clear();
    pick_best(candidates);
    if (decision_.accepted.size() > 1 && rules_.duplicates != DuplicatePolicy::keep_all)
        exclude_shared(candidates);
    return decision_;
}

void MatchResolver::pick_best(std::span<const GroupCandidate> candidates) {
    std::vector<std::uint32_t> order(candidates.size());
    for (std::uint32_t index = 0; index < order.size(); ++index)
        order[index] = index;
    std::ranges::sort(order, {}, [&](std::uint32_t index) {
        const GroupCandidate& own = candidates[index];
        return std::tuple{own.row, !own.is_named, own.match.kind, index};
    });
    for (std::size_t at = 0; at < order.size(); ++at) {
        const GroupCandidate& candidate = candidates[order[at]];
        const auto is_same_row = [&](std::size_t other) {
            return candidates[order[other]].row == candidate.row;
        };
        if (at > 0 && is_same_row(at - 1))
            continue;
        const bool is_tied = at + 1 < order.size() && is_same_row(at + 1) &&
                             candidates[order[at + 1]].is_named == candidate.is_named &&
                             candidates[order[at + 1]].match.kind == candidate.match.kind;
        const WeightRow& row = weights_.rows()[candidate.row];
        const Accepted run{candidate.row, order[at], row.first_score, row.n_scores};
        if (is_tied && rules_.duplicates == DuplicatePolicy::exclude)
            decision_.duplicate.push_back(run);
        else if (candidate.match.ambiguous && rules_.ambiguous == AmbiguousPolicy::exclude)
            decision_.ambiguous.push_back(candidate.row);
        else
            decision_.accepted.push_back(run);
    }
}

void MatchResolver::exclude_shared(std::span<const GroupCandidate> candidates) {
    std::vector<Accepted> all = std::move(decision_.accepted);
    decision_.accepted.clear();
    const auto target = [&](const Accepted& run) { return candidates[run.candidate].target; };
    std::ranges::sort(all, {}, [&](const Accepted& run) {
        return std::tuple{target(run), run.first_score, run.row};
    });
    std::vector<std::vector<std::uint32_t>> excluded(all.size());
    for (std::size_t one = 0; one < all.size(); ++one)
        for (std::size_t other = one + 1;
             other < all.size() && target(all[one]) == target(all[other]) &&
             all[other].first_score < all[one].first_score + all[one].n_scores;
             ++other) {
            const WeightRow& row = weights_.rows()[all[one].row];
            const WeightRow& rival = weights_.rows()[all[other].row];
            const std::vector<std::uint32_t> shared = shared_scores(weights_, row, rival);
            const bool keeps_first = rules_.duplicates == DuplicatePolicy::keep_first;
            const bool one_is_first = row.line <= rival.line;
            if (!keeps_first || !one_is_first)
                excluded[one].insert(excluded[one].end(), shared.begin(), shared.end());
            if (!keeps_first || one_is_first)
                excluded[other].insert(excluded[other].end(), shared.begin(), shared.end());
        }
    for (std::size_t index = 0; index < all.size(); ++index)
        split(all[index], excluded[index]);
}

void MatchResolver::split(const Accepted& run, const std::vector<std::uint32_t>& excluded) {
    if (excluded.empty()) {
        decision_.accepted.push_back(run);
        return;
    }
    for (std::uint32_t at = 0; at < run.n_scores; ++at) {
        const std::uint32_t score = run.first_score + at;
        const Accepted single{run.row, run.candidate, score, 1};
        if (std::ranges::find(excluded, score) == excluded.end())
            decision_.accepted.push_back(single);
        else
            decision_.duplicate.push_back(single);
    }
}

}  // namespace genostrat::score

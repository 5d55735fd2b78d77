// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/qc/identity.hpp>

namespace genostrat::qc {

namespace {

std::uint64_t mix(std::uint64_t value) noexcept {
    value ^= value >> 31;
    value *= 0x9e3779b97f4a7c15;
    value ^= value >> 29;
    value *= 0xbf58476d1ce4e5b9;
    return value ^ value >> 32;
}

}  // namespace

std::uint64_t snv_key(std::string_view contig, std::int64_t pos, char ref, char alt) noexcept {
    std::uint64_t key = 0;
    for (const char letter : canonical_contig(contig))
        key = mix(key + static_cast<unsigned char>(letter) + 1);
    key = mix(key + static_cast<std::uint64_t>(pos));
    return mix(
        key + (static_cast<std::uint64_t>(static_cast<unsigned char>(ref)) << 8) +
        static_cast<unsigned char>(alt));
}

void DosageTable::add(std::uint64_t key, std::span<const std::int8_t> dosages) {
    if (key > largest_key_ || !rows_.try_emplace(key, dosages_.size()).second)
        return;
    dosages_.insert(dosages_.end(), dosages.begin(), dosages.end());
    if (rows_.size() > most_sites_)
        halve();
}

void DosageTable::halve() {
    while (rows_.size() > most_sites_) {
        largest_key_ /= 2;
        std::erase_if(rows_, [&](const auto& row) { return row.first > largest_key_; });
    }
    std::vector<std::int8_t> kept;
    kept.reserve(rows_.size() * samples_.size());
    for (auto& [key, place] : rows_) {
        const auto first = dosages_.begin() + static_cast<std::ptrdiff_t>(place);
        place = kept.size();
        kept.insert(kept.end(), first, first + static_cast<std::ptrdiff_t>(samples_.size()));
    }
    dosages_ = std::move(kept);
}

std::span<const std::int8_t> DosageTable::find(std::uint64_t key) const noexcept {
    const auto found = rows_.find(key);
    if (found == rows_.end())
        return {};
    return std::span{dosages_}.subspan(found->second, samples_.size());
}

void count_matches(
    std::span<const std::int8_t> ours,
    std::span<const std::int8_t> theirs,
    std::span<MatchCounts> counts) noexcept {
    for (std::size_t own = 0; own < ours.size(); ++own) {
        const int dosage = ours[own];
        if (dosage < 0)
            continue;
        MatchCounts* const row = counts.data() + own * theirs.size();
        for (std::size_t other = 0; other < theirs.size(); ++other) {
            const int its = theirs[other];
            const int counts_here = (its >= 0 ? 1 : 0) & ((its | dosage) != 0 ? 1 : 0);
            row[other].sites += counts_here;
            row[other].equal += counts_here & (its == dosage ? 1 : 0);
        }
    }
}

std::string_view to_string(IdentityVerdict verdict) noexcept {
    switch (verdict) {
    case IdentityVerdict::same:
        return "same";
    case IdentityVerdict::swapped:
        return "swapped";
    case IdentityVerdict::different:
        return "different";
    case IdentityVerdict::unclear:
        return "unclear";
    case IdentityVerdict::unmatched:
        break;
    }
    return "unmatched";
}

std::vector<IdentityMatch> judge_identity(
    std::span<const std::string> ours,
    std::span<const std::string> theirs,
    std::span<const MatchCounts> counts,
    std::int64_t least_sites) {
    const auto is_enough = [&](const MatchCounts& match) {
        return match.sites > 0 && match.sites >= least_sites;
    };
    std::vector<IdentityMatch> matches;
    for (std::size_t sample = 0; sample < ours.size(); ++sample) {
        const auto row = counts.subspan(sample * theirs.size(), theirs.size());
        IdentityMatch match{.sample = ours[sample]};
        bool has_own = false;
        for (std::size_t other = 0; other < theirs.size(); ++other) {
            if (theirs[other] == ours[sample]) {
                has_own = true;
                match.with_own = row[other];
            }
            if (is_enough(row[other]) &&
                (match.best.empty() || row[other].concordance() > match.with_best.concordance())) {
                match.best = theirs[other];
                match.with_best = row[other];
            }
        }
        const bool fits = !match.best.empty() && match.with_best.concordance() >= least_same;
        const double with_own = match.with_own.concordance();
        if (has_own && is_enough(match.with_own) && with_own >= least_same)
            match.verdict = IdentityVerdict::same;
        else if (fits)
            match.verdict = IdentityVerdict::swapped;
        else if (has_own)
            match.verdict = is_enough(match.with_own) && with_own <= most_different
                                ? IdentityVerdict::different
                                : IdentityVerdict::unclear;
        else
            match.verdict = match.best.empty() || match.with_best.concordance() > most_different
                                ? IdentityVerdict::unclear
                                : IdentityVerdict::unmatched;
        matches.push_back(std::move(match));
    }
    return matches;
}

std::string identity_table(std::span<const IdentityMatch> matches) {
    std::string out = "sample\tverdict\tbest_match\tsites\tconcordance\tsites_own_name\t"
                      "concordance_own_name\n";
    const auto append = [&out](const MatchCounts& counts) {
        if (counts.sites == 0)
            out += "\t.\t.";
        else
            fmt::format_to(
                std::back_inserter(out), "\t{}\t{:.4f}", counts.sites, counts.concordance());
    };
    for (const IdentityMatch& match : matches) {
        fmt::format_to(
            std::back_inserter(out),
            "{}\t{}\t{}",
            match.sample,
            to_string(match.verdict),
            match.best.empty() ? "." : match.best);
        append(match.with_best);
        append(match.with_own);
        out += '\n';
    }
    return out;
}

}  // namespace genostrat::qc

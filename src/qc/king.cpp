// SPDX-License-Identifier: MIT
#include "pair_kernel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include <tbb/task_arena.h>

#include <genostrat/core/parallel.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/qc/king.hpp>
#include <genostrat/qc/six_digits.hpp>

namespace genostrat::qc {

/// Counts of pairs at the listed sites. `opposite` of a pair is the sum of both samples' rare
/// homozygous sites, less `not_opposite`.
struct KingSites::Listed {
    std::vector<std::uint32_t> both{};          ///< shape [n_samples x n_samples / 2], by index()
    std::vector<std::uint32_t> not_opposite{};  ///< likewise
    std::vector<std::int64_t> rare{};          ///< sites a sample is homozygous for the rare allele
    std::vector<std::int64_t> heterozygous{};  ///< sites, of each sample

    /// @pre first > second
    [[nodiscard]] static std::size_t index(std::size_t first, std::size_t second) noexcept {
        return first * (first - 1) / 2 + second;
    }
};

namespace {

/// Sites of a block: two planes of 32 samples then fit a processor's second cache.
constexpr std::size_t block_sites = 256 * 64;
/// Samples whose pairs are counted at a time.
constexpr std::size_t tile = 32;

detail::SamplePlanes planes_of(const GenotypeBits& block, std::size_t sample) noexcept {
    const std::size_t at = sample * block.n_words;
    return {
        &block.heterozygous[at],
        &block.alternate[at],
        block.called.empty() ? nullptr : &block.called[at]};
}

std::int64_t count(const std::uint64_t* words, std::size_t n) noexcept {
    return static_cast<std::int64_t>(detail::count_bits(words, n));
}

/// The samples whose bits are set.
void append_samples(std::span<const std::uint64_t> words, std::vector<std::uint32_t>& out) {
    for (std::size_t word = 0; word < words.size(); ++word)
        for (std::uint64_t left = words[word]; left != 0; left &= left - 1)
            out.push_back(static_cast<std::uint32_t>(
                word * 64 + static_cast<std::size_t>(std::countr_zero(left))));
}

/// Counts the pairs whose first sample lies in [begin, end) at one listed site.
void count_listed(
    std::span<const std::uint32_t> hets,
    std::span<const std::uint32_t> rares,
    std::size_t begin,
    std::size_t end,
    KingSites::Listed& counts) {
    const auto for_pairs = [&](std::span<const std::uint32_t> firsts,
                               std::span<const std::uint32_t> seconds,
                               std::vector<std::uint32_t>& sums,
                               std::uint32_t by) {
        const auto from = std::ranges::lower_bound(firsts, begin);
        for (auto first = from; first != firsts.end() && *first < end; ++first) {
            std::uint32_t* const row = &sums[KingSites::Listed::index(*first, 0)];
            for (const std::uint32_t second : seconds) {
                if (second >= *first)
                    break;
                row[second] += by;
            }
        }
    };
    for_pairs(hets, hets, counts.both, 1);
    for_pairs(rares, rares, counts.not_opposite, 2);
    for_pairs(rares, hets, counts.not_opposite, 1);
    for_pairs(hets, rares, counts.not_opposite, 1);
}

KingSites::Listed count_lists(std::span<const std::uint32_t> lists, std::size_t n_samples) {
    KingSites::Listed counts;
    if (!lists.empty()) {
        counts.both.resize(n_samples * (n_samples - 1) / 2);
        counts.not_opposite.resize(counts.both.size());
    }
    counts.rare.resize(n_samples);
    counts.heterozygous.resize(n_samples);
    const auto for_each_site = [lists](auto visit) {
        for (std::size_t at = 0; at < lists.size();) {
            const std::size_t n_hets = lists[at];
            const std::size_t n_rares = lists[at + 1];
            visit(lists.subspan(at + 2, n_hets), lists.subspan(at + 2 + n_hets, n_rares));
            at += 2 + n_hets + n_rares;
        }
    };
    for_each_site([&](auto hets, auto rares) {
        for (const std::uint32_t sample : hets)
            ++counts.heterozygous[sample];
        for (const std::uint32_t sample : rares)
            ++counts.rare[sample];
    });
    // Each task has rows of its own. The last samples have the longest rows.
    constexpr std::size_t rows = 256;
    parallel_for((n_samples + rows - 1) / rows, [&](std::size_t task) {
        const std::size_t begin = task * rows;
        for_each_site([&](auto hets, auto rares) {
            count_listed(hets, rares, begin, std::min(begin + rows, n_samples), counts);
        });
    });
    return counts;
}

}  // namespace

void KingCounts::add(const KingCounts& other) noexcept {
    sites += other.sites;
    both_heterozygous += other.both_heterozygous;
    opposite += other.opposite;
    first_heterozygous += other.first_heterozygous;
    second_heterozygous += other.second_heterozygous;
}

double KingCounts::kinship() const noexcept {
    const std::int64_t fewest = std::min(first_heterozygous, second_heterozygous);
    if (fewest == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const std::int64_t one_heterozygous =
        first_heterozygous + second_heterozygous - 2 * both_heterozygous;
    return 0.5 -
           static_cast<double>(4 * opposite + one_heterozygous) / static_cast<double>(4 * fewest);
}

void count_pairs_of(
    const GenotypeBits& block, std::size_t first, std::size_t begin, std::span<KingCounts> counts) {
    const detail::SamplePlanes one = planes_of(block, first);
    const bool is_complete = block.called.empty();
    for (std::size_t at = 0; at < counts.size(); ++at) {
        const detail::SamplePlanes other = planes_of(block, begin + at);
        std::uint64_t sums[5]{};
        if (is_complete) {
            detail::count_complete(one, other, block.n_words, sums);
            sums[2] = block.n_sites;
            sums[3] = static_cast<std::uint64_t>(block.n_heterozygous[first]);
            sums[4] = static_cast<std::uint64_t>(block.n_heterozygous[begin + at]);
        } else {
            detail::count_with_missing(one, other, block.n_words, sums);
        }
        const auto sum = [&sums](std::size_t index) {
            return static_cast<std::int64_t>(sums[index]);
        };
        counts[at].add({sum(2), sum(0), sum(1), sum(3), sum(4)});
    }
}

KingSites::KingSites(std::vector<std::string> samples)
    : samples_{std::move(samples)}, pending_{samples_.size()} {
    // A pair on a list costs about as much as 20 sites of a pair in bits, 64 to a word.
    const bool lists = samples_.size() <= most_listed_samples;
    most_carriers_ = lists ? samples_.size() / 24 : 0;
}

KingSites::Part KingSites::part() const {
    Part empty;
    empty.rows = GenotypeRows{samples_.size()};
    return empty;
}

void KingSites::add(const Genotypes& genotypes, Part& part) const {
    ++part.n_sites;
    GenotypeRows& rows = part.rows;
    rows.add(genotypes);
    const std::size_t site = rows.n_sites() - 1;
    if (rows.has_missing(site) || most_carriers_ == 0)
        return;
    const auto het = rows.heterozygous(site);
    const auto alt = rows.alternate(site);
    const auto n_het = static_cast<std::size_t>(count(het.data(), het.size()));
    const auto n_alt = static_cast<std::size_t>(count(alt.data(), alt.size()));
    const std::size_t n_ref = samples_.size() - n_het - n_alt;
    const std::size_t n_rare = std::min(n_alt, n_ref);
    if (n_het + n_rare > most_carriers_)
        return;
    part.lists.push_back(static_cast<std::uint32_t>(n_het));
    part.lists.push_back(static_cast<std::uint32_t>(n_rare));
    append_samples(het, part.lists);
    if (n_alt <= n_ref) {
        append_samples(alt, part.lists);
    } else {
        std::vector<std::uint64_t> ref(het.size());
        const auto called = rows.called(site);
        for (std::size_t word = 0; word < ref.size(); ++word)
            ref[word] = called[word] & ~het[word] & ~alt[word];
        append_samples(ref, part.lists);
    }
    rows.drop_last();
}

void KingSites::merge(const Part& part) {
    n_sites_ += part.n_sites;
    n_listed_ += part.n_sites - static_cast<std::int64_t>(part.rows.n_sites());
    lists_.insert(lists_.end(), part.lists.begin(), part.lists.end());
    pending_.add(part.rows);
    while (pending_.n_sites() >= block_sites)
        pack(block_sites);
}

void KingSites::pack(std::size_t n_sites) {
    blocks_.push_back(transpose(pending_, 0, n_sites));
    GenotypeRows rest{samples_.size()};
    rest.add(pending_, n_sites);
    pending_ = std::move(rest);
}

void KingSites::finish(int threads) {
    if (pending_.n_sites() > 0)
        pack(pending_.n_sites());
    tbb::task_arena arena{std::max(threads, 1)};
    arena.execute(
        [this] { listed_ = std::make_shared<Listed>(count_lists(lists_, samples_.size())); });
}

void KingSites::add_listed(std::size_t first, std::span<KingCounts> counts) const {
    for (std::size_t second = 0; second < first; ++second) {
        const std::size_t pair = Listed::index(first, second);
        const bool any = !listed_->both.empty();
        KingCounts at_lists;
        at_lists.sites = n_listed_;
        at_lists.both_heterozygous = any ? listed_->both[pair] : 0;
        at_lists.opposite =
            listed_->rare[first] + listed_->rare[second] - (any ? listed_->not_opposite[pair] : 0);
        at_lists.first_heterozygous = listed_->heterozygous[first];
        at_lists.second_heterozygous = listed_->heterozygous[second];
        counts[second].add(at_lists);
    }
}

void KingSites::for_each_row(
    int threads,
    const std::function<void(std::size_t first, std::span<const KingCounts> counts)>& visit,
    const std::function<void(std::size_t begin, std::size_t end)>& done) const {
    const auto work = [&](std::size_t begin) {
        const std::size_t end = std::min(begin + tile, samples_.size());
        std::vector<std::vector<KingCounts>> rows(end - begin);
        for (std::size_t first = begin; first < end; ++first)
            rows[first - begin].resize(first);
        for (const GenotypeBits& block : blocks_)
            for (std::size_t other = 0; other < end; other += tile)
                for (std::size_t first = std::max(begin, other + 1); first < end; ++first) {
                    const std::size_t n = std::min(other + tile, first) - other;
                    count_pairs_of(
                        block, first, other, std::span{rows[first - begin]}.subspan(other, n));
                }
        for (std::size_t first = begin; first < end; ++first) {
            add_listed(first, rows[first - begin]);
            visit(first, rows[first - begin]);
        }
    };
    tbb::task_arena arena{std::max(threads, 1)};
    const std::size_t group = tile * 4 * static_cast<std::size_t>(std::max(threads, 1));
    for (std::size_t begin = 0; begin < samples_.size(); begin += group) {
        const std::size_t end = std::min(begin + group, samples_.size());
        arena.execute([&] {
            parallel_for(
                (end - begin + tile - 1) / tile, [&](std::size_t at) { work(begin + at * tile); });
        });
        done(begin, end);
    }
}

KingTable::KingTable(std::span<const std::string> samples, double least_kinship, Write write)
    : samples_{samples}, least_kinship_{least_kinship}, write_{std::move(write)},
      rows_(samples.size()) {
    write_("#IID1\tIID2\tNSNP\tHETHET\tIBS0\tKINSHIP\n");
}

void KingTable::visit(std::size_t first, std::span<const KingCounts> counts) {
    std::string& out = rows_[first];
    for (std::size_t second = 0; second < counts.size(); ++second) {
        const KingCounts& pair = counts[second];
        const double kinship = pair.kinship();
        if (kinship < least_kinship_)
            continue;
        const auto n_sites = static_cast<double>(pair.sites);
        out += samples_[first];
        out += '\t';
        out += samples_[second];
        out += '\t';
        append_number(out, pair.sites);
        for (const double value :
             {static_cast<double>(pair.both_heterozygous) / n_sites,
              static_cast<double>(pair.opposite) / n_sites,
              kinship}) {
            out += '\t';
            append_six_digits(value, out);
        }
        out += '\n';
    }
}

void KingTable::done(std::size_t begin, std::size_t end) {
    for (std::size_t first = begin; first < end; ++first) {
        write_(rows_[first]);
        rows_[first] = {};
    }
}

}  // namespace genostrat::qc

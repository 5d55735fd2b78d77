// SPDX-License-Identifier: MIT
// Finds pairs of named alleles for unphased and phased genotypes without permutations.
//
// Invariants:
// 1. A strand sequence is one side of every block plus the homozygous loci; its partner is the
//    other side of every block. So an allele lies on some strand iff it has every homozygous base
//    and, block by block, one whole side; and two alleles are partners iff block by block they
//    have opposite sides.
// 2. If an allele lies on a strand and on its partner, each heterozygous locus is an IUPAC cell of
//    it that allows both bases, and it lies on every strand: a property of the allele alone.
// 3. Score deductions add up over loci, so the best turn of a block does not depend on others.
#include <algorithm>

#include <genostrat/pgx/match.hpp>

namespace genostrat::pgx {
namespace {

/// Alleles that have one side of a block.
struct BlockMasks {
    AlleleSet first{};
    AlleleSet second{};
};

AlleleSet having(const CompiledLocus& locus, AlleleCode code) noexcept {
    if (code < 0 || static_cast<std::size_t>(code) >= locus.filled.size())
        return {};
    return locus.filled[static_cast<std::size_t>(code)];
}

struct Candidate {
    AlleleIndex allele{};
    int score{};           ///< after deductions at homozygous loci
    bool is_everywhere{};  ///< lies on every strand (invariant 2)
};

class PairFinder {
public:
    PairFinder(
        const GeneModel& model,
        std::span<const LocusCall> calls,
        const PhasedSample& sample,
        const AlleleSet& excluded)
        : model_(model), calls_(calls), sample_(sample) {
        find_candidates(excluded);
    }

    [[nodiscard]] std::vector<AllelePair> run() const {
        std::vector<AllelePair> pairs;
        for (std::size_t one = 0; one < candidates_.size(); ++one) {
            if (sample_.is_haploid && candidates_.size() == 1) {
                pairs.push_back({candidates_[one].allele, no_named_allele, candidates_[one].score});
                continue;
            }
            for (std::size_t other = one; other < candidates_.size(); ++other)
                add_pair(candidates_[one], candidates_[other], pairs);
        }
        std::ranges::stable_sort(pairs, [&](const AllelePair& one, const AllelePair& other) {
            return one.score > other.score;  // candidates are in order of names
        });
        return pairs;
    }

private:
    void find_candidates(const AlleleSet& excluded) {
        AlleleSet fitting = model_.all;
        for (const LocusIndex locus : sample_.homozygous)
            fitting &= having(model_.loci[locus], calls_[locus].first);
        AlleleSet everywhere = fitting;
        for (const auto& block : sample_.blocks) {
            BlockMasks masks{.first = model_.all, .second = model_.all};
            for (const HetSite& site : block) {
                masks.first &= having(model_.loci[site.locus], site.first);
                masks.second &= having(model_.loci[site.locus], site.second);
            }
            fitting &= masks.first | masks.second;
            everywhere &= masks.first & masks.second;
            masks_.push_back(masks);
        }
        fitting.each([&](AlleleIndex allele) {
            if (excluded.contains(allele))
                return;
            const int score = score_of(allele);
            if (score > 0)
                candidates_.push_back(
                    {allele, score - deduction_at_homozygous(allele), everywhere.contains(allele)});
        });
        std::ranges::sort(candidates_, {}, [&](const Candidate& candidate) {
            return model_.name_rank[candidate.allele];
        });
    }

    [[nodiscard]] int score_of(AlleleIndex allele) const {
        int score = 0;
        for (std::size_t locus = 0; locus < calls_.size(); ++locus)
            if (!calls_[locus].is_missing() && model_.loci[locus].defined.contains(allele))
                ++score;
        return score;
    }

    [[nodiscard]] bool
    is_unused_wobble(AlleleIndex allele, LocusIndex locus, AlleleCode code) const {
        return code == reference_code && model_.loci[locus].wobbles_to_ref.contains(allele);
    }

    [[nodiscard]] int deduction_at_homozygous(AlleleIndex allele) const {
        int deduction = 0;
        for (const LocusIndex locus : sample_.homozygous)
            deduction += is_unused_wobble(allele, locus, calls_[locus].first) ? 1 : 0;
        return deduction;
    }

    /// Deduction of `one` on the first and `other` on the second side of a block.
    [[nodiscard]] int deduction(
        const Candidate& one,
        const Candidate& other,
        const std::vector<HetSite>& block,
        bool is_turned) const {
        const bool same = one.allele == other.allele;
        int sum = 0;
        for (const HetSite& site : block) {
            const AlleleCode first = is_turned ? site.second : site.first;
            const AlleleCode second = is_turned ? site.first : site.second;
            if (same || !one.is_everywhere)
                sum += is_unused_wobble(one.allele, site.locus, first) ? 1 : 0;
            if (same || !other.is_everywhere)
                sum += is_unused_wobble(other.allele, site.locus, second) ? 1 : 0;
        }
        return sum;
    }

    void
    add_pair(const Candidate& one, const Candidate& other, std::vector<AllelePair>& pairs) const {
        int score = one.score + other.score;
        for (std::size_t block = 0; block < masks_.size(); ++block) {
            const bool straight = masks_[block].first.contains(one.allele) &&
                                  masks_[block].second.contains(other.allele);
            const bool turned = masks_[block].second.contains(one.allele) &&
                                masks_[block].first.contains(other.allele);
            if (!straight && !turned)
                return;
            const auto& sites = sample_.blocks[block];
            const int as_is = straight ? deduction(one, other, sites, false) : 0;
            const int reversed = turned ? deduction(one, other, sites, true) : 0;
            score -= straight && turned ? std::min(as_is, reversed) : as_is + reversed;
        }
        pairs.push_back({one.allele, other.allele, score});
    }

    const GeneModel& model_;
    std::span<const LocusCall> calls_;
    const PhasedSample& sample_;
    std::vector<BlockMasks> masks_{};
    std::vector<Candidate> candidates_{};
};

}  // namespace

std::vector<AllelePair> match_pairs(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const PhasedSample& sample,
    const AlleleSet& excluded) {
    return PairFinder{model, calls, sample, excluded}.run();
}

}  // namespace genostrat::pgx

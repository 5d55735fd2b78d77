// SPDX-License-Identifier: MIT
// Explains one strand by several named alleles at once.
#include <algorithm>
#include <iterator>

#include <genostrat/pgx/match.hpp>

namespace genostrat::pgx {
namespace {

using Loci = std::vector<LocusIndex>;

/// A named allele that the strand has, with the loci that define it there.
struct Covered {
    AlleleIndex allele{};
    Loci core{};
};

struct Combination {
    std::vector<const Covered*> members{};
    Loci loci{};  ///< union of their cores, sorted
};

bool overlap(const Loci& one, const Loci& other) {
    auto left = one.begin();
    auto right = other.begin();
    while (left != one.end() && right != other.end()) {
        if (*left == *right)
            return true;
        *left < *right ? ++left : ++right;
    }
    return false;
}

void join(Combination& combination, const Covered& covered) {
    combination.members.push_back(&covered);
    Loci united;
    std::ranges::set_union(combination.loci, covered.core, std::back_inserter(united));
    combination.loci = std::move(united);
}

class StrandExplainer {
public:
    StrandExplainer(
        const GeneModel& model, std::span<const AlleleCode> strand, const CombinationRules& rules)
        : model_(model), strand_(strand), rules_(rules) {
        for (std::size_t index = 0; index < strand.size(); ++index) {
            const auto locus = static_cast<LocusIndex>(index);
            if (strand[index] == missing_code)
                continue;
            ++n_known_;
            if (std::ranges::binary_search(rules.ignored_loci, locus))
                continue;
            present_.push_back(locus);
            if (strand[index] != reference_code)
                variant_.push_back(locus);
        }
        find_covered();
    }

    [[nodiscard]] std::vector<StrandHaplotype> run() const {
        std::vector<StrandHaplotype> haplotypes;
        if (covered_.size() < 2) {
            Combination base;
            if (!covered_.empty())
                join(base, covered_.front());
            add(base, haplotypes);
            return haplotypes;
        }
        for (const Combination& combination : combinations())
            add(combination, haplotypes);
        return haplotypes;
    }

private:
    void find_covered() {
        AlleleSet fitting = model_.all;
        fitting.erase(model_.reference);
        for (const LocusIndex locus : present_)
            restrict_to(fitting, locus);
        fitting.each([&](AlleleIndex allele) {
            if (rules_.excluded.contains(allele))
                return;
            Covered covered{.allele = allele};
            for (const LocusIndex locus : present_)
                if (model_.loci[locus].defined.contains(allele))
                    covered.core.push_back(locus);
            if (!covered.core.empty())
                covered_.push_back(std::move(covered));
        });
        std::ranges::sort(covered_, [&](const Covered& one, const Covered& other) {
            if (one.core.size() != other.core.size())
                return one.core.size() > other.core.size();
            // by code points here, not in order of names: it decides which of two overlapping
            // alleles of one size joins the others
            return model_.allele(one.allele).name < model_.allele(other.allele).name;
        });
    }

    void restrict_to(AlleleSet& fitting, LocusIndex locus) const {
        const CompiledLocus& compiled = model_.loci[locus];
        const AlleleCode code = strand_[locus];
        if (code >= 0 && static_cast<std::size_t>(code) < compiled.open.size()) {
            fitting &= compiled.open[static_cast<std::size_t>(code)];
            return;
        }
        compiled.defined.each([&](AlleleIndex allele) { fitting.erase(allele); });
    }

    [[nodiscard]] std::vector<Combination> combinations() const {
        std::vector<Combination> combinations;
        for (const Covered& covered : covered_) {
            bool fitted = false;
            bool is_part_of_other_size = false;
            for (Combination& combination : combinations) {
                if (!overlap(combination.loci, covered.core)) {
                    join(combination, covered);
                    fitted = true;
                    continue;
                }
                for (const Covered* member : combination.members)
                    is_part_of_other_size =
                        is_part_of_other_size || (member->core.size() != covered.core.size() &&
                                                  overlap(member->core, covered.core));
            }
            if (!fitted && !is_part_of_other_size)
                join(combinations.emplace_back(), covered);
        }
        return combinations;
    }

    void add(const Combination& combination, std::vector<StrandHaplotype>& haplotypes) const {
        StrandHaplotype haplotype;
        for (const Covered* member : combination.members) {
            haplotype.alleles.push_back(member->allele);
            haplotype.score += static_cast<int>(member->core.size());
        }
        if (combination.members.empty())
            haplotype.score = n_known_;
        for (const LocusIndex locus : variant_)
            if (!std::ranges::binary_search(combination.loci, locus))
                haplotype.partials.emplace_back(locus, strand_[locus]);
        if (!haplotype.partials.empty() && !rules_.with_partials)
            return;
        haplotype.score -= static_cast<int>(haplotype.partials.size());
        std::ranges::sort(
            haplotype.alleles, {}, [&](AlleleIndex allele) { return model_.name_rank[allele]; });
        haplotypes.push_back(std::move(haplotype));
    }

    const GeneModel& model_;
    std::span<const AlleleCode> strand_;
    const CombinationRules& rules_;
    int n_known_{};
    Loci present_{};
    Loci variant_{};
    std::vector<Covered> covered_{};
};

}  // namespace

std::vector<StrandHaplotype> combine_strand(
    const GeneModel& model, std::span<const AlleleCode> strand, const CombinationRules& rules) {
    return StrandExplainer{model, strand, rules}.run();
}

std::uint64_t n_strand_pairs(const PhasedSample& sample) noexcept {
    if (sample.blocks.empty())
        return 1;
    return std::uint64_t{1} << std::min<std::size_t>(sample.blocks.size() - 1, 62);
}

StrandPair
strand_pair(std::span<const LocusCall> calls, const PhasedSample& sample, std::uint64_t turn) {
    StrandPair pair{
        .first = std::vector<AlleleCode>(calls.size(), missing_code),
        .second = std::vector<AlleleCode>(calls.size(), missing_code)};
    for (const LocusIndex locus : sample.homozygous)
        pair.first[locus] = pair.second[locus] = calls[locus].first;
    for (std::size_t block = 0; block < sample.blocks.size(); ++block) {
        const bool is_turned = block > 0 && (turn >> (block - 1) & 1U) != 0;
        for (const HetSite& site : sample.blocks[block]) {
            const auto known = [](AlleleCode code) {
                return code == absent_code ? missing_code : code;
            };
            pair.first[site.locus] = known(is_turned ? site.second : site.first);
            pair.second[site.locus] = known(is_turned ? site.first : site.second);
        }
    }
    return pair;
}

}  // namespace genostrat::pgx

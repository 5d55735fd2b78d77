// SPDX-License-Identifier: MIT
// DPYD and RYR1: the guideline asks for the alleles of lowest function, on whichever strand.
#include "strand_names.hpp"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

namespace genostrat::pgx {
namespace {

/// DPYD HapB3 is tagged by an intronic variant, the cause, and an exonic one that travels with it.
struct HapB3 {
    AlleleIndex both{};    ///< the allele that has the two
    AlleleIndex intron{};  ///< the allele of the intronic variant alone
    LocusIndex intron_locus{};
    LocusIndex exon_locus{};
    AlleleCode intron_alt{};
    AlleleCode exon_alt{};
};

AlleleCode alt_of(const GeneModel& model, AlleleIndex allele, LocusIndex locus) {
    return model.code_of(locus, *model.allele(allele).cells[locus]);
}

/// Finds HapB3 by its two positions (rs75017182, rs56038477; GRCh38), whatever its name is.
std::optional<HapB3> find_hapb3(const GeneModel& model) {
    constexpr std::int64_t intron_pos0 = 97579892;
    constexpr std::int64_t exon_pos0 = 97573862;
    if (model.definition.gene != "DPYD")
        return std::nullopt;
    const auto& loci = model.definition.loci;
    const auto intron = std::ranges::find(loci, intron_pos0, &Locus::pos0);
    const auto exon = std::ranges::find(loci, exon_pos0, &Locus::pos0);
    if (intron == loci.end() || exon == loci.end())
        return std::nullopt;
    HapB3 found{
        .both = no_named_allele,
        .intron = no_named_allele,
        .intron_locus = static_cast<LocusIndex>(intron - loci.begin()),
        .exon_locus = static_cast<LocusIndex>(exon - loci.begin())};
    for (const AlleleIndex allele : model.by_name) {
        if (allele == model.reference)
            continue;
        const bool has_intron = model.loci[found.intron_locus].defined.contains(allele);
        const bool has_exon = model.loci[found.exon_locus].defined.contains(allele);
        if (has_intron && has_exon)
            found.both = allele;
        else if (has_intron)
            found.intron = allele;
    }
    if (found.both == no_named_allele || found.intron == no_named_allele)
        return std::nullopt;
    found.intron_alt = alt_of(model, found.both, found.intron_locus);
    found.exon_alt = alt_of(model, found.both, found.exon_locus);
    return found;
}

class LowestFunctionCaller {
public:
    LowestFunctionCaller(
        const GeneModel& model,
        std::span<const LocusCall> calls,
        const PhasedSample& sample,
        const UndocumentedAlleles& undocumented,
        GeneCall& call)
        : model_(model), calls_(calls), sample_(sample), undocumented_(undocumented), call_(call),
          hapb3_(find_hapb3(model)) {
        if (!hapb3_)
            return;
        rules_.excluded.insert(hapb3_->both);
        rules_.excluded.insert(hapb3_->intron);
        rules_.ignored_loci = {hapb3_->exon_locus, hapb3_->intron_locus};
        std::ranges::sort(rules_.ignored_loci);
    }

    void run() {
        if (sample_.is_effectively_phased() && !sample_.has_partial)
            pair_strands(&LowestFunctionCaller::plain_strands);
        const bool can_pair = sample_.is_effectively_phased() || sample_.uses_phase_sets;
        if (call_.diplotypes.empty() && can_pair) {
            if (n_strand_pairs(sample_) <= max_strand_pairs)
                pair_strands(&LowestFunctionCaller::combined_strands);
            else
                call_.warnings.push_back(fmt::format(
                    "{} phase blocks: alleles are listed without their strands",
                    sample_.blocks.size()));
        }
        if (call_.diplotypes.empty())
            list_alleles();
    }

private:
    using Strand = std::vector<AlleleCode>;

    void pair_strands(std::vector<NamedStrand> (LowestFunctionCaller::*name)(const Strand&)) {
        for (std::uint64_t turn = 0; turn < n_strand_pairs(sample_); ++turn) {
            const StrandPair pair = strand_pair(calls_, sample_, turn);
            const auto first = (this->*name)(pair.first);
            if (sample_.is_haploid) {
                for (const NamedStrand& strand : first)
                    call_.diplotypes.push_back(
                        {.first = strand.name, .second = {}, .score = strand.score});
                continue;
            }
            add_pairs(first, (this->*name)(pair.second), sample_.blocks.empty(), call_.diplotypes);
        }
        sort_diplotypes(call_.diplotypes);
    }

    [[nodiscard]] bool is_ignored(LocusIndex locus) const {
        return std::ranges::binary_search(rules_.ignored_loci, locus);
    }

    /// Single named alleles that have every base of the strand.
    std::vector<NamedStrand> plain_strands(const Strand& strand) {
        AlleleSet fitting = model_.all;
        for (std::size_t index = 0; index < strand.size(); ++index) {
            const auto locus = static_cast<LocusIndex>(index);
            const AlleleCode code = strand[index];
            if (code == missing_code || is_ignored(locus))
                continue;
            const auto& filled = model_.loci[index].filled;
            fitting &= static_cast<std::size_t>(code) < filled.size()
                           ? filled[static_cast<std::size_t>(code)]
                           : AlleleSet{};
        }
        std::vector<NamedStrand> named;
        for (const AlleleIndex allele : model_.by_name) {
            if (!fitting.contains(allele) || rules_.excluded.contains(allele))
                continue;
            const int score = score_of(allele, strand);
            if (score > 0)
                named.push_back(
                    {.name = name_of(model_, allele), .score = score, .is_plain = true});
        }
        add_hapb3(strand, named);
        return named;
    }

    [[nodiscard]] int score_of(AlleleIndex allele, const Strand& strand) const {
        int score = 0;
        for (std::size_t locus = 0; locus < strand.size(); ++locus) {
            if (strand[locus] == missing_code || !model_.loci[locus].defined.contains(allele))
                continue;
            const bool is_unused_wobble = strand[locus] == reference_code &&
                                          model_.loci[locus].wobbles_to_ref.contains(allele);
            score += is_unused_wobble ? 0 : 1;
        }
        return score;
    }

    std::vector<NamedStrand> combined_strands(const Strand& strand) {
        std::vector<NamedStrand> named;
        for (const StrandHaplotype& haplotype : combine_strand(model_, strand, rules_))
            named.push_back(
                {.name = name_of(model_, undocumented_, haplotype),
                 .score = haplotype.score,
                 .is_plain = haplotype.partials.empty() && haplotype.alleles.size() < 2});
        add_hapb3(strand, named);
        return named;
    }

    /// The allele that a strand's two HapB3 loci show, or no_named_allele.
    AlleleIndex hapb3_on(const Strand& strand) {
        if (!hapb3_)
            return no_named_allele;
        const AlleleCode intron = strand[hapb3_->intron_locus];
        const AlleleCode exon = strand[hapb3_->exon_locus];
        const bool exon_is_alt = exon == hapb3_->exon_alt;
        if (intron == hapb3_->intron_alt)
            return exon_is_alt ? hapb3_->both : hapb3_->intron;
        if (!exon_is_alt)
            return no_named_allele;
        if (intron == reference_code) {
            warn_of_exon(false);
            return no_named_allele;
        }
        warn_of_exon(true);
        return hapb3_->both;
    }

    void warn_of_exon(bool is_taken) {
        const std::string warning = fmt::format(
            "position {} has the exonic variant of HapB3, but the intronic one at {} is {}: {}",
            model_.definition.loci[hapb3_->exon_locus].pos0 + 1,
            model_.definition.loci[hapb3_->intron_locus].pos0 + 1,
            is_taken ? "not known" : "reference",
            is_taken ? "taken as HapB3" : "not taken as HapB3");
        if (std::ranges::find(call_.warnings, warning) == call_.warnings.end())
            call_.warnings.push_back(warning);
    }

    /// Adds the strand's HapB3 allele to each of its names.
    void add_hapb3(const Strand& strand, std::vector<NamedStrand>& named) {
        const AlleleIndex allele = hapb3_on(strand);
        if (allele == no_named_allele)
            return;
        const std::string& reference = model_.allele(model_.reference).name;
        const std::string& name = model_.allele(allele).name;
        const int score = std::max(1, score_of(allele, strand));
        for (NamedStrand& entry : named) {
            const bool is_only_reference = entry.name.partials.empty() &&
                                           entry.name.alleles.size() == 1 &&
                                           entry.name.alleles.front() == reference;
            if (is_only_reference) {
                entry = {.name = name_of(model_, allele), .score = score, .is_plain = true};
                continue;
            }
            entry.name.alleles.push_back(name);
            std::ranges::sort(entry.name.alleles, [](const auto& one, const auto& other) {
                return compare_allele_names(one, other) < 0;
            });
            entry.score += score;
            entry.is_plain = false;
        }
    }

    /// Which strands of the sample can have an allele.
    struct Strands {
        bool any{};
        bool both{};
    };

    [[nodiscard]] static bool has(const CompiledLocus& locus, AlleleIndex allele, AlleleCode code) {
        if (code >= 0 && static_cast<std::size_t>(code) < locus.open.size())
            return locus.open[static_cast<std::size_t>(code)].contains(allele);
        return !locus.defined.contains(allele);
    }

    [[nodiscard]] Strands strands_of(AlleleIndex allele) const {
        for (const LocusIndex locus : sample_.homozygous)
            if (!has(model_.loci[locus], allele, calls_[locus].first))
                return {};
        Strands strands{.any = true, .both = true};
        for (const auto& block : sample_.blocks) {
            bool first = true;
            bool second = true;
            for (const HetSite& site : block) {
                first = first && has(model_.loci[site.locus], allele, site.first);
                second = second && has(model_.loci[site.locus], allele, site.second);
            }
            strands.any = strands.any && (first || second);
            strands.both = strands.both && first && second;
        }
        strands.both = strands.both && strands.any;
        return strands;
    }

    /// True if every variant that the sample has is an allele by itself, so that each strand is
    /// a combination of alleles with nothing left over.
    [[nodiscard]] bool explains_each_variant() const {
        for (std::size_t index = 0; index < calls_.size(); ++index) {
            const auto locus = static_cast<LocusIndex>(index);
            if (calls_[index].is_missing() || is_ignored(locus))
                continue;
            for (const AlleleCode code : {calls_[index].first, calls_[index].second})
                if (code != reference_code && code != absent_code && !is_allele(locus, code))
                    return false;
        }
        return true;
    }

    [[nodiscard]] bool is_allele(LocusIndex locus, AlleleCode code) const {
        bool found = false;
        model_.loci[locus].defined.each([&](AlleleIndex allele) {
            if (found || allele == model_.reference || rules_.excluded.contains(allele) ||
                !has(model_.loci[locus], allele, code))
                return;
            std::size_t n_defined = 0;
            for (std::size_t other = 0; other < calls_.size(); ++other)
                if (!calls_[other].is_missing() && model_.loci[other].defined.contains(allele))
                    ++n_defined;
            found = n_defined == 1;
        });
        return found;
    }

    /// Alleles that some complete combination carries on both strands, by trying every turn.
    [[nodiscard]] AlleleSet doubled_by_trial() const {
        CombinationRules rules = rules_;
        rules.with_partials = false;
        AlleleSet doubled;
        for (std::uint64_t turn = 0; turn < n_strand_pairs(sample_); ++turn) {
            const StrandPair pair = strand_pair(calls_, sample_, turn);
            AlleleSet first;
            AlleleSet second;
            collect(combine_strand(model_, pair.first, rules), first);
            collect(combine_strand(model_, pair.second, rules), second);
            doubled |= first & second;
        }
        return doubled;
    }

    void collect(const std::vector<StrandHaplotype>& haplotypes, AlleleSet& set) const {
        for (const StrandHaplotype& haplotype : haplotypes) {
            if (haplotype.alleles.empty())
                set.insert(model_.reference);
            for (const AlleleIndex allele : haplotype.alleles)
                set.insert(allele);
        }
    }

    void list_alleles() {
        const bool is_simple = explains_each_variant() || n_strand_pairs(sample_) > 1024;
        const AlleleSet doubled = is_simple ? AlleleSet{} : doubled_by_trial();
        std::vector<std::string> names;
        for (const AlleleIndex allele : model_.by_name) {
            if (rules_.excluded.contains(allele) || !is_defined(allele))
                continue;
            const Strands strands = strands_of(allele);
            if (!strands.any)
                continue;
            names.push_back(model_.allele(allele).name);
            if (is_simple ? strands.both : doubled.contains(allele))
                names.push_back(model_.allele(allele).name);
        }
        list_hapb3(names);
        if (names.size() > 2)
            std::erase(names, model_.allele(model_.reference).name);
        call_.haplotypes = std::move(names);
    }

    [[nodiscard]] bool is_defined(AlleleIndex allele) const {
        for (std::size_t locus = 0; locus < calls_.size(); ++locus)
            if (!calls_[locus].is_missing() && model_.loci[locus].defined.contains(allele))
                return true;
        return false;
    }

    /// Without phase, exonic variants are given to intronic ones as long as there are any.
    void list_hapb3(std::vector<std::string>& names) {
        if (!hapb3_)
            return;
        const auto count = [&](LocusIndex locus, AlleleCode alt) {
            const LocusCall& call = calls_[locus];
            return (call.first == alt ? 1 : 0) + (call.second == alt ? 1 : 0);
        };
        const int n_intron = count(hapb3_->intron_locus, hapb3_->intron_alt);
        const int n_exon = count(hapb3_->exon_locus, hapb3_->exon_alt);
        int n_both = std::min(n_intron, n_exon);
        const int n_intron_only = n_intron - n_both;
        if (n_exon > n_intron) {
            const bool is_unknown = calls_[hapb3_->intron_locus].is_missing();
            warn_of_exon(is_unknown);
            if (is_unknown)
                n_both = n_exon;
        }
        const auto add = [&](AlleleIndex allele, int copies) {
            names.insert(names.end(), static_cast<std::size_t>(copies), model_.allele(allele).name);
        };
        add(hapb3_->both, n_both);
        add(hapb3_->intron, n_intron_only);
        std::ranges::stable_sort(names, [](const auto& one, const auto& other) {
            return compare_allele_names(one, other) < 0;
        });
    }

    const GeneModel& model_;
    std::span<const LocusCall> calls_;
    const PhasedSample& sample_;
    const UndocumentedAlleles& undocumented_;
    GeneCall& call_;
    std::optional<HapB3> hapb3_;
    CombinationRules rules_{};
};

}  // namespace

void call_lowest_function(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const PhasedSample& sample,
    const UndocumentedAlleles& undocumented,
    GeneCall& call) {
    LowestFunctionCaller{model, calls, sample, undocumented, call}.run();
}

}  // namespace genostrat::pgx

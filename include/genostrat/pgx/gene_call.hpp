// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include <genostrat/pgx/definition.hpp>
#include <genostrat/pgx/gene_model.hpp>
#include <genostrat/pgx/genotype.hpp>
#include <genostrat/pgx/haplotype_name.hpp>

namespace genostrat::pgx {

/// Two haplotypes that together explain a sample, or one in a haploid sample.
struct Diplotype {
    HaplotypeName first{};
    HaplotypeName second{};  ///< without components in a haploid sample
    int score{};

    [[nodiscard]] bool is_haploid() const noexcept { return second.n_components() == 0; }

    /// `*1/*17`, `Reference/[c.61C>T + c.313G>A]`; one name if haploid.
    [[nodiscard]] std::string text() const;
};

enum class ResultMode : std::uint8_t {
    top,  ///< only the diplotypes of the best score
    all
};

struct CallOptions {
    ResultMode results{ResultMode::top};
    bool find_combinations{};   ///< try combinations of alleles and undocumented variants
    bool use_exemptions{true};  ///< required positions and diplotype priorities
};

/// The answer for one gene of one sample, and what it rests on.
struct GeneCall {
    std::vector<Diplotype> diplotypes{};
    /// For unphased DPYD and RYR1: the alleles seen, without saying on which strand. An allele
    /// that is certain to be on both is there twice.
    std::vector<std::string> haplotypes{};
    std::string no_call_reason{};  ///< why there is neither a diplotype nor a haplotype
    bool is_phased{};
    bool is_effectively_phased{};
    bool is_haploid{};
    std::vector<LocusIndex> missing_loci{};
    /// Alleles defined by missing loci alone: nothing can be said about them.
    std::vector<AlleleIndex> uncallable{};
    /// Alleles defined by a missing locus among others: called by what is left of them.
    std::vector<AlleleIndex> untold{};
    std::vector<LocusIndex> inferred_loci{};
    std::vector<LocusIndex> assumed_loci{};
    std::vector<std::string> warnings{};

    [[nodiscard]] bool is_called() const noexcept {
        return !diplotypes.empty() || !haplotypes.empty();
    }
};

/// Alleles that a sample had and no definition knows: [locus][code - number of codes].
using UndocumentedAlleles = std::vector<std::vector<std::string>>;

/// True for the genes whose undocumented alleles count as reference (PharmCAT 3.1.1: CACNA1S,
/// DPYD, G6PD, NUDT15, RYR1, TPMT; in combination mode only DPYD and RYR1).
[[nodiscard]] bool
takes_undocumented_as_reference(std::string_view gene, const CallOptions& options) noexcept;

/// True for the genes that are reported by their lowest-function alleles (DPYD, RYR1).
[[nodiscard]] bool is_lowest_function_gene(std::string_view gene) noexcept;

/// Calls one gene of one sample.
///
/// Follows the named allele matcher of PharmCAT 3.1.1. Pure: the same genotypes give the same
/// answer, whatever the order of records was.
/// @param calls         shape [n_loci of the model]
/// @param undocumented  texts of codes beyond those of the model; may be empty if there are none
/// @param exemption     what is special about this gene, or nothing
[[nodiscard]] GeneCall call_gene(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const UndocumentedAlleles& undocumented,
    const Exemption* exemption,
    const CallOptions& options);

}  // namespace genostrat::pgx

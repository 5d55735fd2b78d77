// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::pgx {

/// A call that another program made: a diplotype, a phenotype, an activity score, or some of them.
struct OutsideCall {
    std::string sample{};  ///< empty where the format names none
    std::string gene{};
    std::vector<std::string> alleles{};  ///< none, one or two names
    std::string phenotype{};
    std::string activity_score{};
    std::int64_t line{};

    friend bool operator==(const OutsideCall&, const OutsideCall&) = default;
};

/// Reads the result of another caller; the format is told by its content:
///   - PharmCAT's outside calls: `gene  diplotype  [phenotype  [activity score]]`, tab-separated
///   - Cyrius (`Sample  Genotype  Filter`), for CYP2D6
///   - Aldy (`#Sample  Gene  SolutionID  Major …`)
///   - StellarPGx's text of one sample and gene (`Result:`)
/// Several lines for one gene are alternatives.
/// @throws Error{bad_data} naming the line that is none of these, or that contradicts another
[[nodiscard]] std::vector<OutsideCall>
parse_outside_calls(std::string_view text, const std::string& file);

/// The name of an allele as phenotype tables have it: without gene and suballele
/// (`CYP2D6*4.001` is `*4`), HLA by two fields, `*1x3` as `*1x≥3` where the table has that.
[[nodiscard]] std::string
tidy_allele(std::string_view gene, std::string_view allele, const PhenotypeTable* table);

/// What an outside call means. Alleles that the table does not know are named in `warnings`, and
/// so is a phenotype or score that differs from the table's.
[[nodiscard]] PhenotypeCall meaning_of(
    const OutsideCall& call, const PhenotypeTable* table, std::vector<std::string>& warnings);

/// Puts outside calls in the place of ours.
/// @param sample  whose calls they are, where the format does not say; empty: the only sample
/// @throws Error{bad_data} if a sample is not in the cohort, Error{usage} if it is not said whose
///         calls they are
void apply_outside_calls(
    const std::vector<OutsideCall>& outside,
    const std::string& file,
    const std::string& sample,
    CohortCalls& calls);

}  // namespace genostrat::pgx

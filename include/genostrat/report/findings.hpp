// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// What a clinical significance asks of the reader, the most pressing first; what nobody has
/// classified stands before what is known to be benign.
enum class Significance : std::uint8_t {
    pathogenic,
    likely_pathogenic,
    affects_care,  ///< drug response, risk factor, association, protective, affects
    conflicting,
    uncertain,
    none,  ///< nothing stated
    likely_benign,
    benign
};

/// Reads ClinVar's CLNSIG (underscores or blanks, any case; several joined by `|`, `/`, `,` or
/// `&`): the worst that stands in it. "Pathogenic/Likely_pathogenic" is pathogenic;
/// "Conflicting_…" is conflicting whatever follows.
/// Terms: ClinVar's documentation of aggregate classifications.
[[nodiscard]] Significance significance_of(std::string_view text) noexcept;

/// Ensembl's impact class of Sequence Ontology terms joined by `&`: 0 high, 1 moderate, 2 low,
/// 3 modifier or unknown; the worst counts. Source: Ensembl's table of calculated consequences.
[[nodiscard]] int impact_of(std::string_view consequence) noexcept;

/// Sorts by significance then impact (a transcript without protein counts as low at most), then
/// rarity (an unknown frequency stands with the rare),
/// then place; stable. Keeps the first `n_kept`.
void rank_findings(std::vector<Finding>& findings, std::size_t n_kept);

}  // namespace genostrat::report

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace genostrat::ancestry {

/// How samples are assigned to the groups of the reference.
enum class Assignment : std::uint8_t { forest, mahalanobis };

struct AdjustOptions {
    std::string reference_pcs{};  ///< table: IID, PC1, PC2, … of the unrelated reference samples
    std::string reference_labels{};  ///< table: IID and the group
    std::string label_column{"SuperPop"};
    std::string target_pcs{};     ///< table: IID, PC1, PC2, …
    std::string scores{};         ///< long table of both: IID, PGS, SUM (also sample, score)
    std::string target_labels{};  ///< table: IID and MostSimilarPop; empty: assigned here
    Assignment assignment{Assignment::forest};
    std::size_t n_assign{5};     ///< components that groups are told by
    std::size_t n_normalise{4};  ///< components that scores are adjusted for
    bool as_pgsc_calc{};         ///< distances with n_assign - 1 degrees of freedom
};

/// Adjusts scores for ancestry: each sample's most similar group, and for each score its percentile
/// and z among that group, norm1 and norm2. Reference samples keep their own label.
/// @return a table, one row a sample and score, reference first: sampleset, IID, PGS, SUM,
///         MostSimilarPop, probability (or P of the distance), MostSimilarPop_LowConfidence,
///         percentile_MostSimilarPop, Z_MostSimilarPop, Z_norm1, Z_norm2; with distances one column
///         Mahalanobis_P_<group> each
/// @throws Error{missing_input}, Error{bad_data} naming file, line and column
[[nodiscard]] std::string adjust_scores(const AdjustOptions& options);

}  // namespace genostrat::ancestry

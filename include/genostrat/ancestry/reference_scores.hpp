// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <genostrat/ancestry/normalise.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/data_table.hpp>

namespace genostrat::ancestry {

/// Sums of scores by sample, scores in order of first appearance. Owns everything.
struct SumTable {
    std::string file{};
    std::vector<std::string> scores{};
    std::vector<TextMap<double>> of_samples{};  ///< one a score

    /// Reads a long table: columns IID (sample, id), PGS (score) and SUM; what `genostrat score`
    /// writes. Missing sums are left out.
    /// @throws Error{missing_input} for an absent file or column, Error{bad_data} for two sums of
    ///         one sample and score
    [[nodiscard]] static SumTable read(const std::string& path);

    /// The sums of a score, or null. Valid as long as the table.
    [[nodiscard]] const TextMap<double>* find(std::string_view score) const noexcept;
};

/// The unrelated people of a reference, with their places and groups. Views.
struct ReferencePeople {
    std::span<const std::string> samples{};
    std::span<const double> pcs{};  ///< shape [samples x n_pcs]
    std::size_t n_pcs{};
    std::span<const std::size_t> groups{};  ///< one a sample, below n_groups
    std::size_t n_groups{};
};

/// What a reference teaches about one score.
struct ScoreAdjustment {
    ScoreNormaliser normaliser{};
    std::vector<std::optional<GroupScores>> groups{};  ///< nothing for a group without sums
};

/// @param n_normalise  components that the score is adjusted for, the first ones; at most n_pcs
/// @param score        one of the table
/// @throws Error{bad_data}: no reference sample has a sum; as fit_normaliser
[[nodiscard]] ScoreAdjustment learn_adjustment(
    const ReferencePeople& reference,
    std::size_t n_normalise,
    const SumTable& sums,
    std::string_view score);

/// Column of a table that names its samples: IID, sample, id, ID, or the first one.
[[nodiscard]] std::size_t id_column(const io::DataTable& table);

}  // namespace genostrat::ancestry

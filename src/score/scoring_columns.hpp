// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/core/error.hpp>

namespace genostrat::score {

inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// What a column of a scoring file is. The order is that of `ScoringColumns::index`.
enum class Field : std::size_t {
    id,
    contig,
    pos,
    effect_allele,
    other_allele,
    weight,
    hm_contig,
    hm_pos,
    hm_other_allele,
    dosage_0,
    dosage_1,
    dosage_2,
    is_dominant,
    is_recessive,
    is_haplotype,
    is_diplotype,
    is_interaction,
    effect_type,
    weight_type,
    accession,
    odds_ratio,
    hazard_ratio,
    ref,
    alt,
    p_value,
    n_fields
};

enum class Separator : char { tab = '\t', comma = ',', blanks = ' ' };

/// Where each field stands in the table.
struct ScoringColumns {
    Separator separator{Separator::tab};
    std::array<std::size_t, static_cast<std::size_t>(Field::n_fields)> index{};
    std::vector<std::size_t> weights{};       ///< one a score
    std::vector<std::string> weight_names{};  ///< their header names
    std::size_t n_needed{};                   ///< columns a row must have at least
    /// The weights are several and fill the last columns, one a cell: they need not be split.
    bool ends_with_weights{};

    [[nodiscard]] std::size_t at(Field field) const noexcept {
        return index[static_cast<std::size_t>(field)];
    }

    [[nodiscard]] bool has(Field field) const noexcept { return at(field) != no_column; }
};

/// Recognises the columns of a header line.
/// @param chosen  the user's `field=column` pairs; they win over what is recognised
/// @throws Error{missing_input} naming what is missing and what the table has
[[nodiscard]] ScoringColumns find_columns(
    std::string_view header,
    const std::vector<std::pair<std::string, std::string>>& chosen,
    const Where& where);

/// The cells of a line; views into it.
/// @param n_most  cells that are split off, where they are not separated by blanks
/// @return what stands behind these; nothing where the line ends with them
[[nodiscard]] std::optional<std::string_view> split_cells(
    std::string_view line,
    Separator separator,
    std::vector<std::string_view>& cells,
    std::size_t n_most = no_column);

}  // namespace genostrat::score

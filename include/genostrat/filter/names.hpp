// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/filter/syntax.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::filter {

/// What a name in an expression stands for.
enum class Meaning : std::uint8_t {
    qual,
    type,
    filter,
    id,
    contig,
    pos,
    ref,
    alt,
    n_alt,
    n_samples,
    n_missing,
    f_missing,
    allele_count,            ///< AC counted
    allele_number,           ///< AN counted
    allele_frequency,        ///< AF computed
    minor_allele_count,      ///< MAC
    minor_allele_frequency,  ///< MAF
    length_change,           ///< ILEN
    info,                    ///< an INFO tag
    format,                  ///< a FORMAT tag
    genotype,                ///< FORMAT/GT
    entry_field,             ///< a `|`-separated field of an annotation tag (`CSQ.IMPACT`)
    number                   ///< no name but a constant
};

/// Elements that a subscript picks from a vector.
struct Elements {
    bool all{true};
    std::vector<std::size_t> at{};      ///< picked one by one, ranges written out
    std::optional<std::size_t> from{};  ///< and all from here on

    [[nodiscard]] bool is_single() const noexcept { return !all && !from && at.size() == 1; }
};

/// A name with its subscript, looked up in a header.
struct Name {
    Meaning meaning{};
    InfoId info{};
    FormatId format{};
    std::size_t field{};  ///< of an entry_field
    double number{};      ///< of a number
    Elements elements{};
    bool has_subscript{};
    /// Selected samples, one entry a sample; empty means all.
    std::vector<std::uint8_t> samples{};
};

/// Looks up a name node.
/// @throws Error{usage} with place and nearest name: no such tag, one that is both INFO and FORMAT,
///         a subscript that does not fit; Error{missing_input} for a sample list that cannot be
///         read
[[nodiscard]] Name
find_name(const Syntax& syntax, const Node& node, const Schema& schema, const RuleSet& rules);

/// Names of the `|`-separated fields that a header description announces (`… Format: Allele|…`);
/// empty if it does not.
[[nodiscard]] std::vector<std::string> entry_fields(std::string_view description);

}  // namespace genostrat::filter

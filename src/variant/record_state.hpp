// SPDX-License-Identifier: MIT
#pragma once

#include "bcf_record.hpp"
#include "line_scan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/record_batch.hpp>

// What a RecordBatch keeps beside its rows' bytes; shared by the files that implement it.
namespace genostrat {

namespace detail {

/// The missing value and the filling of a type, for code that serves integers and floats.
template <typename T>
[[nodiscard]] T missing_value() noexcept {
    if constexpr (std::is_same_v<T, float>)
        return missing_float;
    else
        return missing_integer;
}

template <typename T>
[[nodiscard]] T end_of_vector_value() noexcept {
    if constexpr (std::is_same_v<T, float>)
        return end_of_vector_float;
    else
        return end_of_vector_integer;
}

/// A Float that 32 bits cannot hold: 0 if it is too small, infinite if it is too large. Nothing for
/// what is no number.
[[nodiscard]] std::optional<float> parse_extreme_float(std::string_view text) noexcept;

/// A number as VCF spells it (VCF 4.3, section 1.3): a plus sign may stand before it, and a Float
/// may be beyond 32 bits (p-values are).
template <typename T>
[[nodiscard]] std::optional<T> parse_value(std::string_view text) noexcept {
    if (text.size() > 1 && text.front() == '+' && text[1] != '-')
        text.remove_prefix(1);
    std::optional<T> value = parse_number<T>(text);
    if constexpr (std::is_same_v<T, float>)
        if (!value)
            value = parse_extreme_float(text);
    return value;
}

/// One INFO entry of a row: as text, or packed.
struct InfoField {
    std::string_view key{};
    std::string_view text{};  ///< text rows: the value
    bool has_value{};
    BcfVector packed{};  ///< BCF rows
};

struct InfoEdit {
    InfoId id{};
    std::optional<std::string_view> text{};  ///< nothing: removed
    bool is_flag{};
};

struct FormatEdit {
    FormatId id{};
    std::span<const std::string_view> texts{};  ///< one a sample
};

}  // namespace detail

/// Views of a row's columns, made when first asked for. Spans lie in the batch's arena.
struct RecordBatch::Decoded {
    std::optional<std::span<const std::string_view>> alts{};
    std::optional<std::span<const detail::InfoField>> info{};
    std::optional<std::span<const std::string_view>> format_keys{};
};

/// What stages changed. Views lie in the batch's arena.
struct RecordBatch::Edit {
    std::optional<std::string_view> id{};
    std::optional<std::string_view> filter{};
    std::optional<std::string_view> qual{};
    std::optional<std::string_view> ref{};
    std::span<const std::string_view> alts{};  ///< together with ref
    std::string_view added_info{};             ///< of add_info, behind `info`
    std::vector<detail::InfoEdit> info{};
    std::vector<detail::FormatEdit> format{};

    /// True if there is nothing but added INFO.
    [[nodiscard]] bool is_addition() const noexcept {
        return !added_info.empty() && info.empty() && format.empty() && !id && !filter && !qual &&
               !ref;
    }

    /// Empties it for another row; memory stays.
    void reset() {
        id.reset();
        filter.reset();
        qual.reset();
        ref.reset();
        alts = {};
        added_info = {};
        info.clear();
        format.clear();
    }
};

struct RecordBatch::Impl {
    Backing backing{Backing::text};
    OnBadRecord on_bad{OnBadRecord::fail};
    std::vector<Decoded> decoded{};
    std::vector<Edit> edits{};  ///< the first n_edits are in use
    std::size_t n_edits{};
    std::vector<std::pair<RowId, Error>> failures{};
    HtsHeader header{};
    std::vector<ContigId> contig_of_rid{};  ///< BCF: contig number -> ContigId
    std::int32_t gt_key{-1};                ///< BCF: tag number of GT
    std::vector<detail::LineShape> lines{};
    std::vector<std::uint32_t> sample_ends{};
    std::string scratch{};
    std::string last_contig_name{};  ///< rows of one contig follow each other: no look-up for each
    ContigId last_contig{unknown_contig};
};

namespace detail {

/// Column numbers of a VCF line.
enum TextColumn : std::size_t {
    chrom,
    position,
    id,
    reference,
    alternate,
    quality,
    filter,
    info,
    format
};

}  // namespace detail

}  // namespace genostrat

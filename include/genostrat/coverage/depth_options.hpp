// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <genostrat/alignment/alignment_source.hpp>

namespace genostrat::coverage {

/// Whose answers are given where mosdepth 0.3.3 has faults (docs/depth.md lists them).
enum class Rules : std::uint8_t {
    genostrat,  ///< mosdepth's results with its faults mended
    mosdepth    ///< text outputs identical to mosdepth 0.3.3
};

/// What of a read counts.
enum class DepthMode : std::uint8_t {
    bases,    ///< aligned bases (M, =, X); where two mates overlap, once
    fast,     ///< from the first to the last base, deletions included; mates are not looked at
    fragment  ///< from the first base of the left mate to the last of the right one, proper pairs
};

/// Which reads count; the defaults are mosdepth's.
struct ReadFilter {
    int min_mapping_quality{};
    std::uint16_t exclude_flags{1796};       ///< any of these: not counted
    std::uint16_t include_flags{};           ///< if not 0, one of these is needed
    std::vector<std::string> read_groups{};  ///< if not empty, tag RG must be one of these
};

/// What `genostrat depth` does. Members are named after mosdepth's options.
struct DepthOptions {
    std::string prefix{};  ///< outputs are prefix.mosdepth.summary.txt, …
    std::string path{};    ///< BAM or CRAM with an index
    std::string reference{};
    std::string contig{};  ///< only this one; empty: all
    std::string by{};      ///< a BED file, or a window's size in bases; empty: no regions
    std::vector<std::int64_t> thresholds{};  ///< depths; needs `by`
    std::vector<std::int64_t> quantize{};    ///< bounds, ascending, as parse_quantize gives them
    std::vector<std::string> quantize_labels{};  ///< of the bins; empty ones are made of the bounds
    ReadFilter filter{};
    DepthMode mode{DepthMode::bases};
    Rules rules{Rules::genostrat};
    bool per_base{true};
    bool use_median{};  ///< of a region, instead of the mean
    int precision{2};   ///< decimals of means and fractions, 0..32; -1 means six
    int threads{1};
    alignment::OldIndex old_index{alignment::OldIndex::refuse};
};

/// Largest depth that a quantize bound may name: no upper bound.
inline constexpr std::int64_t unbounded = INT64_MAX;

/// The bounds that a text such as `0:1:4:100:` means: no colon stands for `:N:`, a leading colon
/// for 0, a trailing one for no upper bound; ascending. @throws Error{usage}
[[nodiscard]] std::vector<std::int64_t> parse_quantize(const std::string& text);

/// Numbers separated by commas, ascending. @throws Error{usage}
[[nodiscard]] std::vector<std::int64_t> parse_thresholds(const std::string& text);

/// An integer as mosdepth reads it: decimal, a sign, `_` between digits. @throws Error{usage}
/// @param option  for the message
[[nodiscard]] std::int64_t parse_integer(const std::string& text, const std::string& option);

}  // namespace genostrat::coverage

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

// Names of the sections of a .gsg file; builder and reader share them.
namespace genostrat::genes::section {

inline constexpr std::string_view kind = "genes";
inline constexpr std::string_view contig_names = "contigs";           // text, one name a line
inline constexpr std::string_view contig_lengths = "contig_lengths";  // i64
inline constexpr std::string_view transcripts = "transcripts";
inline constexpr std::string_view genes = "genes";
inline constexpr std::string_view exons = "exons";
inline constexpr std::string_view special = "special_sites";
inline constexpr std::string_view text_offsets = "text_offsets";
inline constexpr std::string_view text = "text";
inline constexpr std::string_view bin_starts = "bin_starts";
inline constexpr std::string_view bin_offsets = "bin_offsets";
inline constexpr std::string_view bin_entries = "bin_entries";
inline constexpr std::string_view by_id = "by_id";
inline constexpr std::string_view regions = "regions";
inline constexpr std::string_view genome = "genome";
inline constexpr std::string_view letter_runs = "letter_runs";

}  // namespace genostrat::genes::section

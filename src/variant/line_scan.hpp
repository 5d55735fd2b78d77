// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace genostrat::detail {

/// Shape of one VCF line: where it lies and where its first nine columns end.
struct LineShape {
    std::size_t begin{};                        ///< offset of the first byte
    std::size_t end{};                          ///< offset of the line feed, or of the end
    std::array<std::uint32_t, 9> column_end{};  ///< relative to begin; of the first n_tabs columns
    std::uint32_t n_tabs{};                     ///< tabs in the whole line
};

/// Finds the lines of [data, data + size). The last line may lack its line feed.
/// @param out  cleared first; one entry a line, in order
void scan_lines(const char* data, std::size_t size, std::vector<LineShape>& out);

/// Number of line feeds.
[[nodiscard]] std::int64_t count_line_feeds(const char* data, std::size_t size) noexcept;

/// The first place at or after `from` where `first` stands before one of `seconds`; npos if none.
[[nodiscard]] std::size_t
find_pair(std::string_view text, std::size_t from, char first, std::string_view seconds) noexcept;

/// The same byte by byte: what scan_lines is tested against.
void scan_lines_scalar(const char* data, std::size_t size, std::vector<LineShape>& out);

}  // namespace genostrat::detail

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/alignment/header.hpp>
#include <genostrat/coverage/depth_options.hpp>

namespace genostrat::coverage {

/// One region of a contig; 0-based half-open.
struct BedRegion {
    std::int64_t begin{};
    std::int64_t end{};
    std::string name{};  ///< empty: none
};

/// The regions of `--by`: windows of one size, or the lines of a BED, sorted by begin within each
/// contig (equal begins keep the file's order; overlapping ones and duplicates stay).
class Regions {
public:
    Regions() = default;

    /// Windows [k * size, (k + 1) * size), the last one up to the contig's end. @pre size > 0
    Regions(const alignment::Header& header, std::int64_t window);

    /// Reads a BED (plain, gzip or BGZF).
    ///
    /// Rules::mosdepth: reading stops at the first empty line, lines with less than three columns
    /// are skipped with a warning. Rules::genostrat: empty lines and those that begin with `#`,
    /// `track` or `browser` are skipped, others of less than three columns are errors. Either way a
    /// contig that the header does not have is a warning.
    ///
    /// @param only  warn of no other contig; empty: of all
    /// @throws Error{missing_input, bad_data}
    Regions(
        const alignment::Header& header,
        const std::string& path,
        Rules rules,
        const std::string& only);

    [[nodiscard]] bool is_window() const noexcept { return window_ > 0; }

    [[nodiscard]] std::int64_t size(std::int32_t contig) const noexcept;

    /// @pre 0 <= index < size(contig)
    [[nodiscard]] BedRegion get(std::int32_t contig, std::int64_t index) const;

    [[nodiscard]] std::int64_t begin_of(std::int32_t contig, std::int64_t index) const noexcept;

    /// Index of the first region that begins at `pos` or later.
    [[nodiscard]] std::int64_t first_from(std::int32_t contig, std::int64_t pos) const noexcept;

private:
    std::int64_t window_{};
    std::vector<std::int64_t> lengths_;
    std::vector<std::vector<BedRegion>> contigs_;
};

/// Reads a BED line. @return false if it has less than three columns
/// @throws Error{bad_data} for positions that are no numbers, negative or in the wrong order
[[nodiscard]] bool parse_bed_line(std::string_view line, std::string& contig, BedRegion& region);

}  // namespace genostrat::coverage

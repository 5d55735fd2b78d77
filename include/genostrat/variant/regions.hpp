// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/interval.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat {

/// Which rows a region takes (`--regions-overlap`, `--targets-overlap`, as in bcftools).
enum class OverlapRule : std::uint8_t {
    position,  ///< POS lies in the region
    record,    ///< the row's bases (REF, or up to END) overlap the region
    variant    ///< the bases that differ overlap the region
};

/// Stretches of contigs: sorted, merged, by contig name. Owns its names.
class Regions {
public:
    Regions() = default;

    /// Comma-separated `chr`, `chr:pos`, `chr:begin-end`, `chr:begin-`, 1-based and inclusive; a
    /// name that holds a colon may stand in braces: `{HLA:01}:1-9`.
    /// @throws Error{usage} naming the part that is no region
    [[nodiscard]] static Regions parse(std::string_view text);

    /// A BED file (`.bed`, `.bed.gz`: 0-based), or a table `CHROM POS [END]`, 1-based; a VCF's rows
    /// serve as such a table. @throws Error as io::LineReader, Error{bad_data} naming the line
    [[nodiscard]] static Regions read(const std::string& path);

    void add(std::string_view contig, Interval interval);

    /// Sorts and merges; to be called after the last `add`.
    void finish();

    [[nodiscard]] bool empty() const noexcept { return contigs_.empty(); }

    /// Contigs in the order they were named.
    [[nodiscard]] const std::vector<std::string>& contigs() const noexcept { return names_; }

    /// Merged intervals of a contig, in order; of its alias (`chr1` for `1`) if there is none of
    /// this name.
    [[nodiscard]] std::span<const Interval> of(std::string_view contig) const noexcept;

    [[nodiscard]] bool overlaps(std::string_view contig, Interval interval) const noexcept;

private:
    std::vector<std::string> names_;
    TextMap<std::vector<Interval>> contigs_;
    TextMap<std::string> aliases_;  // canonical name -> name
};

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>

namespace genostrat::alignment {

/// A read group (@RG).
struct ReadGroup {
    std::string id{};
    std::string sample{};  ///< SM; empty if not stated
};

/// Reads of a contig as the index counted them.
struct IndexCounts {
    std::uint64_t mapped{};
    std::uint64_t unmapped{};  ///< placed beside their mates

    [[nodiscard]] std::uint64_t total() const noexcept { return mapped + unmapped; }
};

/// What the header of a BAM or CRAM says; owns its text.
struct Header {
    std::string path{};
    std::string text{};
    Contigs contigs{};  ///< @SQ in file order; a record's contig is an index here
    std::vector<ReadGroup> read_groups{};
    bool sorted_by_position{};  ///< @HD says SO:coordinate
    /// For each contig, where an index was read and has counts; else empty.
    std::vector<std::optional<IndexCounts>> index_counts{};

    /// Fills the read groups and the sort order from the text.
    void read_text();

    /// The one sample that the read groups name; the file's name without its ending where none
    /// or several are named.
    [[nodiscard]] std::string sample() const;
};

}  // namespace genostrat::alignment

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <genostrat/alignment/record.hpp>

namespace genostrat::qc {

/// What flags say about reads; each number is [passed, failed] the vendor's check (flag 0x200).
/// Names and rules are those of `samtools flagstat` 1.16.
struct FlagCounts {
    using Pair = std::array<std::int64_t, 2>;

    Pair total{};
    Pair primary{};
    Pair secondary{};
    Pair supplementary{};
    Pair duplicates{};
    Pair primary_duplicates{};
    Pair mapped{};
    Pair primary_mapped{};
    Pair paired{};
    Pair read1{};
    Pair read2{};
    Pair properly_paired{};
    Pair both_mapped{};
    Pair singletons{};
    Pair other_contig{};
    Pair other_contig_good{};  ///< with a mapping quality of 5 or more

    void add(const alignment::Record& record) noexcept;
    void add(const FlagCounts& other) noexcept;

    /// The text that `samtools flagstat` prints.
    [[nodiscard]] std::string text() const;
};

}  // namespace genostrat::qc

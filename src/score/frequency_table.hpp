// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <genostrat/core/text.hpp>

namespace genostrat::score {

/// Allele frequencies of a reference population.
class FrequencyTable {
public:
    FrequencyTable() = default;

    /// Reads plink2's .afreq, or a table with columns (#CHROM POS | ID), REF, ALT and ALT_FREQS (or
    /// AF). An id may spell its variant (1:100:A:G).
    /// @throws Error{missing_input} naming a missing column, Error{bad_data} naming the line of a
    ///         frequency outside 0..1
    explicit FrequencyTable(const std::string& path);

    /// Frequency of ALT; NaN if it is not known.
    [[nodiscard]] double find(
        std::string_view contig,
        std::int64_t pos,
        std::string_view id,
        std::string_view ref,
        std::string_view alt) const;

    [[nodiscard]] bool empty() const noexcept { return by_place_.empty() && by_id_.empty(); }

private:
    TextMap<double> by_place_;  // contig:pos:ref:alt, pos 0-based, contig canonical
    TextMap<double> by_id_;     // id:ref:alt
};

}  // namespace genostrat::score

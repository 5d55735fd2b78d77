// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <genostrat/io/scratch_file.hpp>
#include <genostrat/score/weights.hpp>

namespace genostrat::score {

/// The order of WeightTable::rows.
[[nodiscard]] bool is_before(const WeightRow& one, const WeightRow& other) noexcept;

/// Sorts rows that do not fit the memory: sorted runs in a temporary file, merged into another.
class RowSorter {
public:
    /// Takes the rows, in any order, out of memory.
    void add_run(std::vector<WeightRow>& rows);

    [[nodiscard]] bool empty() const noexcept { return run_ends_.empty(); }

    /// All rows in order, mapped read-only, so that io::release_pages may be called for them. Valid
    /// as long as this object, to which nothing can be added any more.
    [[nodiscard]] std::span<const WeightRow> sorted();

private:
    [[nodiscard]] std::span<const WeightRow> runs();

    io::ScratchFile runs_{};
    io::ScratchFile merged_{};
    std::vector<std::size_t> run_ends_;  // rows
};

}  // namespace genostrat::score

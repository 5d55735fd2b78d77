// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genostrat::score {

/// What the columns of a block list for each sample: codes other than 0, as (column << 2 | code),
/// or columns in which it has one code. A view.
struct CodeLists {
    std::span<const std::uint32_t> begins{};   ///< [n_samples + 1]
    std::span<const std::uint16_t> entries{};  ///< columns of a sample in ascending order
};

/// Calls `add(which, entry)` for entries, with 0 and 1 in turn for `which`: of two sums an addition
/// need not wait for the one before.
template <typename Add>
[[gnu::always_inline]] inline void
add_in_turn(const std::uint16_t* at, const std::uint16_t* end, Add add) {
    for (; end - at >= 2; at += 2) {
        add(0, std::size_t{at[0]});
        add(1, std::size_t{at[1]});
    }
    if (at != end)
        add(0, std::size_t{at[0]});
}

/// A CodeLists with its memory. Recycled.
class ListedCodes {
public:
    /// @param for_each_entry  (column, visit) calls visit(sample, entry) for what a column has to
    ///                        list, and does so again for a second pass
    template <typename ForEachEntry>
    void list(std::size_t n_columns, std::size_t n_samples, ForEachEntry for_each_entry) {
        begins_.assign(n_samples + 1, 0);
        for (std::size_t column = 0; column < n_columns; ++column)
            for_each_entry(column, [&](std::size_t sample, std::size_t) { ++begins_[sample]; });
        std::uint32_t n_entries = 0;
        for (std::uint32_t& begin : begins_) {
            n_entries += begin;
            begin = n_entries;
        }
        entries_.resize(n_entries);
        // Backwards, so that each list's end moves to its begin and columns ascend.
        for (std::size_t column = n_columns; column-- > 0;)
            for_each_entry(column, [&](std::size_t sample, std::size_t entry) {
                entries_[--begins_[sample]] = static_cast<std::uint16_t>(entry);
            });
    }

    /// Valid until the next call of `list`.
    [[nodiscard]] CodeLists lists() const noexcept { return {begins_, entries_}; }

private:
    std::vector<std::uint32_t> begins_;
    std::vector<std::uint16_t> entries_;
};

}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <genostrat/score/weights.hpp>

namespace genostrat::score {

/// Finds rows by their id. Views the rows and the text of ids; takes 12 to 16 bytes a row.
class IdIndex {
public:
    IdIndex() = default;

    /// @param rows         of a table
    /// @param ids          text of ids, as WeightRow::id points into it
    /// @param first, last  rows to be found
    IdIndex(
        std::span<const WeightRow> rows, std::string_view ids, std::size_t first, std::size_t last);

    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

    /// Indices of the rows with this id, ascending. Valid as long as this object.
    [[nodiscard]] std::span<const std::uint32_t> find(std::string_view id) const noexcept;

    /// Calls `visit(indices)` for every id that several rows have.
    template <typename Visit>
    void for_each_shared(Visit visit) const {
        for (std::size_t begin = 0; begin < rows_.size();) {
            const std::span<const std::uint32_t> same = same_id(begin);
            if (same.size() > 1)
                visit(same);
            begin += same.size();
        }
    }

private:
    [[nodiscard]] std::string_view id(std::uint32_t row) const noexcept {
        return ids_.empty() ? std::string_view{} : ids_.data() + table_[row].id;
    }

    [[nodiscard]] std::span<const std::uint32_t> same_id(std::size_t begin) const noexcept;

    std::span<const WeightRow> table_;
    std::string_view ids_;
    std::vector<std::uint32_t> hashes_;   // ascending
    std::vector<std::uint32_t> rows_;     // of these hashes; rows of one id stand together
    std::vector<std::uint32_t> buckets_;  // begins by the first bits of a hash
    int shift_{};
};

}  // namespace genostrat::score

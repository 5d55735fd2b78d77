// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/coverage/read_spans.hpp>

namespace genostrat::coverage {

/// A read whose overlapping mate has not come yet; owns copies of what it needs.
struct RememberedRead {
    std::string name{};
    std::vector<Span> spans{};
    std::int32_t end{};
    bool one_operation{};
};

/// Remembered reads by name. Open addressing with linear probing over (hash, entry); removal shifts
/// later entries back, so that there are no tombstones. Entries are recycled with their memory.
class MateTable {
public:
    [[nodiscard]] bool contains(const PlacedRead& read) const noexcept;

    /// Copies a read, replacing one of the same name.
    void remember(const PlacedRead& read, std::span<const Span> spans);

    /// Takes the read of this name out, or null. Valid until the next `remember`.
    [[nodiscard]] const RememberedRead* take(const PlacedRead& read) noexcept;

    /// Smallest end of the remembered reads of one operation; INT32_MAX if there are none.
    [[nodiscard]] std::int32_t smallest_end() const noexcept;

    void clear() noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return n_entries_; }

private:
    struct Slot {
        std::uint64_t hash{};
        std::uint32_t entry{};  ///< index + 1; 0: empty
    };

    static constexpr std::size_t not_found = SIZE_MAX;

    [[nodiscard]] std::size_t find(const PlacedRead& read) const noexcept;
    void insert(std::uint64_t hash, std::uint32_t entry) noexcept;
    void remove(std::size_t slot) noexcept;
    void grow();

    std::vector<Slot> slots_{std::vector<Slot>(1024)};
    std::vector<RememberedRead> entries_;
    std::vector<std::uint32_t> free_;
    std::size_t n_entries_{};
};

}  // namespace genostrat::coverage

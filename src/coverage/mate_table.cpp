// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/coverage/mate_table.hpp>

namespace genostrat::coverage {

std::size_t MateTable::find(const PlacedRead& read) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = read.name_hash & mask; slots_[at].entry != 0; at = (at + 1) & mask)
        if (slots_[at].hash == read.name_hash && entries_[slots_[at].entry - 1].name == read.name)
            return at;
    return not_found;
}

bool MateTable::contains(const PlacedRead& read) const noexcept {
    return find(read) != not_found;
}

void MateTable::insert(std::uint64_t hash, std::uint32_t entry) noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].entry != 0)
        at = (at + 1) & mask;
    slots_[at] = {hash, entry};
}

void MateTable::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    std::swap(old, slots_);
    for (const Slot& slot : old)
        if (slot.entry != 0)
            insert(slot.hash, slot.entry);
}

void MateTable::remember(const PlacedRead& read, std::span<const Span> spans) {
    std::uint32_t entry = 0;
    if (const std::size_t found = find(read); found != not_found) {
        entry = slots_[found].entry;
    } else {
        if (n_entries_ * 2 >= slots_.size())
            grow();
        if (free_.empty()) {
            entries_.emplace_back();
            entry = static_cast<std::uint32_t>(entries_.size());
        } else {
            entry = free_.back();
            free_.pop_back();
        }
        insert(read.name_hash, entry);
        ++n_entries_;
    }
    RememberedRead& remembered = entries_[entry - 1];
    remembered.name.assign(read.name);
    remembered.spans.assign(spans.begin(), spans.end());
    remembered.end = read.end;
    remembered.one_operation = read.one_operation;
}

void MateTable::remove(std::size_t slot) noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t hole = slot;
    for (std::size_t at = (hole + 1) & mask; slots_[at].entry != 0; at = (at + 1) & mask) {
        const std::size_t home = slots_[at].hash & mask;
        if (((at - home) & mask) >= ((at - hole) & mask)) {
            slots_[hole] = slots_[at];
            hole = at;
        }
    }
    slots_[hole] = {};
    --n_entries_;
}

const RememberedRead* MateTable::take(const PlacedRead& read) noexcept {
    if (n_entries_ == 0)
        return nullptr;
    const std::size_t found = find(read);
    if (found == not_found)
        return nullptr;
    const std::uint32_t entry = slots_[found].entry;
    remove(found);
    free_.push_back(entry);
    return &entries_[entry - 1];
}

std::int32_t MateTable::smallest_end() const noexcept {
    std::int32_t smallest = INT32_MAX;
    for (const Slot& slot : slots_)
        if (slot.entry != 0 && entries_[slot.entry - 1].one_operation)
            smallest = std::min(smallest, entries_[slot.entry - 1].end);
    return smallest;
}

void MateTable::clear() noexcept {
    std::ranges::fill(slots_, Slot{});
    free_.clear();
    for (std::size_t entry = 0; entry < entries_.size(); ++entry)
        free_.push_back(static_cast<std::uint32_t>(entry + 1));
    n_entries_ = 0;
}

}  // namespace genostrat::coverage

// SPDX-License-Identifier: MIT
#include "score/id_index.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace genostrat::score {

namespace {

std::uint32_t hash_of(std::string_view id) noexcept {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(id) >> 32U);
}

struct Entry {
    std::uint32_t hash{};
    std::uint32_t row{};
};

}  // namespace

IdIndex::IdIndex(
    std::span<const WeightRow> rows, std::string_view ids, std::size_t first, std::size_t last)
    : table_{rows}, ids_{ids} {
    std::vector<Entry> entries;
    entries.reserve(last - first);
    for (std::size_t row = first; row < last; ++row) {
        const auto index = static_cast<std::uint32_t>(row);
        entries.push_back({hash_of(id(index)), index});
    }
    std::ranges::sort(entries, [this](const Entry& one, const Entry& other) {
        if (one.hash != other.hash)
            return one.hash < other.hash;
        const int order = id(one.row).compare(id(other.row));
        return order != 0 ? order < 0 : one.row < other.row;
    });
    const int bits = std::clamp(static_cast<int>(std::bit_width(entries.size())), 1, 31);
    shift_ = 32 - bits;
    buckets_.resize((std::size_t{1} << bits) + 1);
    hashes_.reserve(entries.size());
    rows_.reserve(entries.size());
    for (const Entry& entry : entries) {
        ++buckets_[(entry.hash >> shift_) + 1];
        hashes_.push_back(entry.hash);
        rows_.push_back(entry.row);
    }
    for (std::size_t bucket = 1; bucket < buckets_.size(); ++bucket)
        buckets_[bucket] += buckets_[bucket - 1];
}

std::span<const std::uint32_t> IdIndex::same_id(std::size_t begin) const noexcept {
    std::size_t end = begin + 1;
    while (end < rows_.size() && hashes_[end] == hashes_[begin] &&
           id(rows_[end]) == id(rows_[begin]))
        ++end;
    return std::span{rows_}.subspan(begin, end - begin);
}

std::span<const std::uint32_t> IdIndex::find(std::string_view id) const noexcept {
    if (empty())
        return {};
    const std::uint32_t hash = hash_of(id);
    const std::size_t bucket = hash >> shift_;
    for (std::size_t at = buckets_[bucket]; at < buckets_[bucket + 1]; ++at)
        if (hashes_[at] == hash && this->id(rows_[at]) == id)
            return same_id(at);
    return {};
}

}  // namespace genostrat::score

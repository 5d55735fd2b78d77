// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/csi_builder.hpp>

namespace genostrat::io {

namespace {

constexpr std::uint64_t no_offset = UINT64_MAX;

template <typename T>
void append(std::string& out, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

/// First bin of a level; level 0 is the one bin of everything.
constexpr std::uint32_t first_bin(int level) noexcept {
    return ((1U << 3 * level) - 1) / 7;
}

}  // namespace

CsiBuilder::CsiBuilder(std::int64_t longest_contig, Preset preset) : preset_{preset} {
    while (depth_ < 9 && std::int64_t{1} << (min_shift + 3 * depth_) < longest_contig)
        ++depth_;
}

std::uint32_t CsiBuilder::bin_of(std::int64_t begin, std::int64_t end) const noexcept {
    const std::int64_t last = end > begin ? end - 1 : begin;
    int shift = min_shift;
    for (int level = depth_; level > 0; --level, shift += 3)
        if (begin >> shift == last >> shift)
            return first_bin(level) + static_cast<std::uint32_t>(begin >> shift);
    return 0;
}

void CsiBuilder::add(
    std::string_view contig,
    std::int64_t begin,
    std::int64_t end,
    std::uint64_t from,
    std::uint64_t to) {
    const std::int64_t largest = std::int64_t{1} << (min_shift + 3 * depth_);
    if (std::max(begin, end) > largest)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("a region that ends at {} does not fit an index of {} bases", end, largest),
            {.contig = std::string{contig}, .pos = begin},
            "take the region out, or use the header's contigs"};
    if (references_.empty() || references_.back().name != contig)
        references_.push_back({.name = std::string{contig}});
    Reference& reference = references_.back();
    std::vector<Chunk>& chunks = reference.bins[bin_of(begin, end)];
    if (!chunks.empty() && chunks.back().to >> 16 == from >> 16)
        chunks.back().to = to;  // within one block: reading on is free
    else
        chunks.push_back({from, to});
    const std::int64_t last = end > begin ? end - 1 : begin;
    const auto first_window = static_cast<std::size_t>(begin >> min_shift);
    const auto last_window = static_cast<std::size_t>(last >> min_shift);
    if (reference.first_offsets.size() <= last_window)
        reference.first_offsets.resize(last_window + 1, no_offset);
    for (std::size_t window = first_window; window <= last_window; ++window)
        reference.first_offsets[window] = std::min(reference.first_offsets[window], from);
}

std::uint64_t
CsiBuilder::first_offset_of(const Reference& reference, std::uint32_t bin) const noexcept {
    int level = depth_;
    while (level > 0 && bin < first_bin(level))
        --level;
    // Rows that overlap the bin begin no earlier than those that overlap its first window; where no
    // row does, than those of the nearest window in front.
    std::size_t window = static_cast<std::size_t>(bin - first_bin(level)) << 3 * (depth_ - level);
    window = std::min(window, reference.first_offsets.size() - 1);
    for (;; --window) {
        if (reference.first_offsets[window] != no_offset)
            return reference.first_offsets[window];
        if (window == 0)
            return 0;
    }
}

std::string CsiBuilder::finish() const {
    std::string aux;
    append<std::int32_t>(aux, static_cast<std::int32_t>(preset_));
    for (const std::int32_t column : {1, 2, 3})
        append(aux, column);
    append<std::int32_t>(aux, '#');
    append<std::int32_t>(aux, 0);  // lines to skip
    std::string names;
    for (const Reference& reference : references_)
        names.append(reference.name).push_back('\0');
    append(aux, static_cast<std::int32_t>(names.size()));
    aux += names;

    std::string out{"CSI\1"};
    append<std::int32_t>(out, min_shift);
    append<std::int32_t>(out, depth_);
    append(out, static_cast<std::int32_t>(aux.size()));
    out += aux;
    append(out, static_cast<std::int32_t>(references_.size()));
    for (const Reference& reference : references_) {
        append(out, static_cast<std::int32_t>(reference.bins.size()));
        for (const auto& [bin, chunks] : reference.bins) {
            append(out, bin);
            append(out, first_offset_of(reference, bin));
            append(out, static_cast<std::int32_t>(chunks.size()));
            for (const Chunk& chunk : chunks) {
                append(out, chunk.from);
                append(out, chunk.to);
            }
        }
    }
    return out;
}

}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/hgvs/shift.hpp>

namespace genostrat::hgvs {
namespace {

constexpr std::int64_t first_window = 32;  // most alleles move a few bases at most

}  // namespace

std::int64_t count_right_shift(
    const genes::GenomeView& genome,
    genes::ContigPlace contig,
    Interval span,
    std::string_view moving,
    std::int64_t limit,
    std::string& buffer) {
    std::int64_t moved = 0;
    std::size_t head = 0;
    for (std::int64_t window = first_window; moved < limit; window *= 4) {
        const std::int64_t from = span.end + moved;
        const std::int64_t to = std::min(from + window, span.end + limit);
        const Interval have = genome.fetch(contig, {from, to}, buffer);
        for (const char base : buffer) {
            if (base != moving[head])
                return moved;
            ++moved;
            head = head + 1 == moving.size() ? 0 : head + 1;
        }
        if (have.end < to)
            return moved;
    }
    return moved;
}

std::int64_t count_left_shift(
    const genes::GenomeView& genome,
    genes::ContigPlace contig,
    Interval span,
    std::string_view moving,
    std::int64_t limit,
    std::string& buffer) {
    std::int64_t moved = 0;
    std::size_t tail = moving.size() - 1;
    for (std::int64_t window = first_window; moved < limit; window *= 4) {
        const std::int64_t to = span.begin - moved;
        const std::int64_t from =
            std::max<std::int64_t>({to - window, span.begin - limit, std::int64_t{0}});
        const Interval have = genome.fetch(contig, {from, to}, buffer);
        if (have.begin != from || have.end != to || from == to)
            return moved;
        for (std::size_t at = buffer.size(); at-- > 0;) {
            if (buffer[at] != moving[tail])
                return moved;
            ++moved;
            tail = tail == 0 ? moving.size() - 1 : tail - 1;
        }
    }
    return moved;
}

void append_rotated(std::string_view moving, std::int64_t n, std::string& out) {
    const auto length = static_cast<std::int64_t>(moving.size());
    if (length == 0)
        return;
    const auto cut = static_cast<std::size_t>(((n % length) + length) % length);
    out += moving.substr(cut);
    out += moving.substr(0, cut);
}

}  // namespace genostrat::hgvs

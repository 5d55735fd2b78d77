// SPDX-License-Identifier: MIT
#include "score/row_sorter.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

#include <genostrat/io/mapped_pages.hpp>

namespace genostrat::score {

namespace {

constexpr std::size_t rows_at_once = std::size_t{1} << 16;

/// Rows with a place first; those with a problem last.
int rank(const WeightRow& row) noexcept {
    return row.problem != RowProblem::none ? 2 : row.contig < 0 ? 1 : 0;
}

/// What is left of a sorted run.
struct Run {
    std::span<const WeightRow> left{};
    std::size_t n_released{};  // rows before `left` whose pages may still be in memory

    void step() {
        left = left.subspan(1);
        if (++n_released < rows_at_once)
            return;
        io::release_pages(std::as_bytes(std::span{left.data() - n_released, n_released}));
        n_released = 0;
    }
};

}  // namespace

bool is_before(const WeightRow& one, const WeightRow& other) noexcept {
    const int rank_one = rank(one);
    const int rank_other = rank(other);
    return std::tie(
               rank_one, one.contig, one.pos, one.effect, one.other, one.first_score, one.line) <
           std::tie(
               rank_other,
               other.contig,
               other.pos,
               other.effect,
               other.other,
               other.first_score,
               other.line);
}

void RowSorter::add_run(std::vector<WeightRow>& rows) {
    if (!std::ranges::is_sorted(rows, is_before))
        std::ranges::sort(rows, is_before);
    runs_.append(std::as_bytes(std::span{rows}));
    run_ends_.push_back(runs_.size() / sizeof(WeightRow));
    rows.clear();
}

std::span<const WeightRow> RowSorter::runs() {
    const std::span<const std::byte> bytes = runs_.map();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): rows are what was appended
    return {reinterpret_cast<const WeightRow*>(bytes.data()), bytes.size() / sizeof(WeightRow)};
}

std::span<const WeightRow> RowSorter::sorted() {
    const std::span<const WeightRow> rows = runs();
    const bool are_in_order = std::all_of(run_ends_.begin(), run_ends_.end(), [&](std::size_t end) {
        return end == rows.size() || !is_before(rows[end], rows[end - 1]);
    });
    if (are_in_order)
        return rows;
    std::vector<Run> runs;
    std::size_t begin = 0;
    for (const std::size_t end : run_ends_) {
        if (end > begin)
            runs.push_back({.left = rows.subspan(begin, end - begin)});
        begin = end;
    }
    // Rows that are equal in order come as they were added.
    const auto comes_later = [&](std::size_t one, std::size_t other) {
        const WeightRow& first = runs[one].left.front();
        const WeightRow& second = runs[other].left.front();
        return is_before(second, first) || (!is_before(first, second) && other < one);
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(comes_later)> next{
        comes_later};
    for (std::size_t run = 0; run < runs.size(); ++run)
        next.push(run);
    std::vector<WeightRow> out;
    out.reserve(rows_at_once);
    const auto write = [&] {
        merged_.append(std::as_bytes(std::span{out}));
        out.clear();
    };
    while (!next.empty()) {
        const std::size_t run = next.top();
        next.pop();
        out.push_back(runs[run].left.front());
        runs[run].step();
        if (!runs[run].left.empty())
            next.push(run);
        if (out.size() == rows_at_once)
            write();
    }
    write();
    const std::span<const std::byte> bytes = merged_.map();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): rows are what was appended
    return {reinterpret_cast<const WeightRow*>(bytes.data()), bytes.size() / sizeof(WeightRow)};
}

}  // namespace genostrat::score

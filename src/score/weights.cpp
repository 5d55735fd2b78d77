// SPDX-License-Identifier: MIT
#include "score/weights_state.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/mapped_pages.hpp>
#include <genostrat/score/weights.hpp>

namespace genostrat::score {

namespace {

void spill_weights(WeightTable::Impl& state) {
    state.spilled.append(std::as_bytes(std::span{state.own_weights}));
    state.own_weights.clear();
}

void spill_ids(WeightTable::Impl& state) {
    state.spilled_ids.append(std::as_bytes(std::span{state.own_ids}));
    state.own_ids.clear();
}

template <typename T>
std::span<const T> mapped_array(io::ScratchFile& file) {
    const std::span<const std::byte> bytes = file.map();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): these are what was spilled
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

}  // namespace

void WeightTable::Impl::spill_beyond(std::size_t most_in_memory) {
    if (own_weights.size() > most_in_memory)
        spill_weights(*this);
    if (own_rows.size() > rows_in_memory(most_in_memory))
        spilled_rows.add_run(own_rows);
    if (own_ids.size() > most_in_memory * sizeof(double) / 2)  // text may grow to twice its size
        spill_ids(*this);
}

void WeightTable::Impl::use_own() {
    if (spilled.size() == 0 && spilled_rows.empty() && spilled_ids.size() == 0) {
        if (!std::ranges::is_sorted(own_rows, is_before))
            std::ranges::sort(own_rows, is_before);
        rows = own_rows;
        weights = own_weights;
        ids = own_ids;
        return;
    }
    spill_weights(*this);
    spill_ids(*this);
    spilled_rows.add_run(own_rows);
    // Assigning {} would keep the memory.
    own_weights = std::vector<double>{};
    own_ids = std::string{};
    own_rows = std::vector<WeightRow>{};
    weights = mapped_array<double>(spilled);
    const std::span<const char> text = mapped_array<char>(spilled_ids);
    ids = {text.data(), text.size()};
    rows = spilled_rows.sorted();
}

void WeightTable::Impl::release_pages() const noexcept {
    if (!is_mapped())
        return;
    io::release_pages(std::as_bytes(rows));
    io::release_pages(std::as_bytes(weights));
    io::release_pages(std::as_bytes(std::span{ids}));
}

void WeightTable::Impl::index_ids() {
    const auto count = [this](std::size_t first, auto holds) {
        const auto rest = rows.subspan(first);
        return static_cast<std::size_t>(std::ranges::partition_point(rest, holds) - rest.begin());
    };
    n_placed = count(0, [](const WeightRow& row) { return row.contig >= 0; });
    const std::size_t n_named =
        count(n_placed, [](const WeightRow& row) { return row.problem == RowProblem::none; });
    by_id = IdIndex{rows, ids, n_placed, n_placed + n_named};
    release_pages();
}

PValueRange PValueRange::parse(std::string_view text) {
    PValueRange out;
    const std::size_t equals = text.find('=');
    out.name = text.substr(0, equals);
    const std::string_view bounds =
        equals == std::string_view::npos ? text : text.substr(equals + 1);
    const std::vector<std::string_view> pieces = split(bounds, ':');
    const auto low = pieces.size() == 2 ? parse_number<double>(pieces[0]) : std::nullopt;
    const auto high = pieces.size() == 2 ? parse_number<double>(pieces[1]) : std::nullopt;
    if (!low || !high || !(*low >= 0.0 && *low <= *high && *high <= 1.0))
        throw Error{
            ErrorKind::usage,
            fmt::format("'{}' is no range of p values", text),
            {},
            "write low:high within 0 and 1, as in 0:5e-8 or gwas=0:5e-8"};
    out.low = *low;
    out.high = *high;
    return out;
}

WeightTable::WeightTable() : impl_{std::make_unique<Impl>()} {
}

WeightTable::~WeightTable() = default;
WeightTable::WeightTable(WeightTable&&) noexcept = default;
WeightTable& WeightTable::operator=(WeightTable&&) noexcept = default;

WeightTable WeightTable::load(const std::vector<std::string>& paths, const WeightOptions& options) {
    if (paths.empty())
        throw Error{ErrorKind::usage, "no weights were given"};
    WeightTable table;
    if (is_packed_weights(paths.front())) {
        if (paths.size() > 1)
            throw Error{
                ErrorKind::unsupported,
                "packed weights cannot be joined with other files",
                {.file = paths.front()},
                "pack all scoring files together: genostrat weights build"};
        read_packed_weights(paths.front(), *table.impl_);
        return table;
    }
    for (const std::string& path : paths) {
        if (is_packed_weights(path))
            throw Error{
                ErrorKind::unsupported,
                "packed weights cannot be joined with other files",
                {.file = path},
                "pack all scoring files together: genostrat weights build"};
        add_scoring_file(path, options, *table.impl_);
    }
    finish_weights(options, *table.impl_);
    return table;
}

const std::vector<ScoreSummary>& WeightTable::scores() const noexcept {
    return impl_->scores;
}

const Contigs& WeightTable::contigs() const noexcept {
    return impl_->contigs;
}

std::span<const WeightRow> WeightTable::rows() const noexcept {
    return impl_->rows;
}

std::span<const WeightRow>
WeightTable::at(std::int32_t contig, std::int64_t pos, std::size_t& hint) const noexcept {
    return within(contig, {pos, pos + 1}, hint);
}

std::span<const WeightRow>
WeightTable::within(std::int32_t contig, Interval where, std::size_t& hint) const noexcept {
    const std::span<const WeightRow> placed = impl_->rows.first(impl_->n_placed);
    const auto is_before = [=](const WeightRow& row) {
        return row.contig < contig || (row.contig == contig && row.pos < where.begin);
    };
    std::size_t low = 0;
    std::size_t high = placed.size();
    if (hint <= placed.size() && (hint == 0 || is_before(placed[hint - 1]))) {
        // Doubling steps from the hint: O(1) for neighbours, O(log n) for a jump.
        low = hint;
        std::size_t step = 1;
        while (low + step < placed.size() && is_before(placed[low + step])) {
            low += step;
            step *= 2;
        }
        high = std::min(low + step, placed.size());
    }
    const auto* const begin = placed.data();
    const std::size_t first = static_cast<std::size_t>(
        std::partition_point(begin + low, begin + high, is_before) - begin);
    std::size_t last = first;
    while (last < placed.size() && placed[last].contig == contig && placed[last].pos < where.end)
        ++last;
    hint = first;
    return placed.subspan(first, last - first);
}

std::span<const std::uint32_t> WeightTable::with_id(std::string_view id) const {
    return impl_->by_id.find(id);
}

bool WeightTable::has_ids() const noexcept {
    return !impl_->by_id.empty();
}

std::string_view WeightTable::allele(std::uint32_t index) const noexcept {
    return impl_->alleles[index];
}

std::string_view WeightTable::id(const WeightRow& row) const noexcept {
    return row.id == 0 ? std::string_view{} : std::string_view{impl_->ids.data() + row.id};
}

std::span<const double> WeightTable::weights(const WeightRow& row) const noexcept {
    return impl_->weights.subspan(row.first_weight, row.n_scores);
}

std::span<const double> WeightTable::dosage_weights(const WeightRow& row) const noexcept {
    return impl_->weights.subspan(row.first_weight + row.n_scores, 3);
}

std::span<const double> WeightTable::mapped_weights() const noexcept {
    return impl_->is_mapped() ? impl_->weights : std::span<const double>{};
}

void WeightTable::write(const std::string& path) const {
    write_packed_weights(path, *impl_);
}

}  // namespace genostrat::score

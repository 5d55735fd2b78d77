// SPDX-License-Identifier: MIT
#include "score/weights_state.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/score/weights.hpp>

namespace genostrat::score {

void WeightTable::Impl::spill() {
    spilled.append(std::as_bytes(std::span{own_weights}));
    own_weights.clear();
}

void WeightTable::Impl::use_own() {
    rows = own_rows;
    weights = own_weights;
    if (spilled.size() > 0) {
        spill();
        own_weights = {};
        const std::span<const std::byte> bytes = spilled.map();
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): doubles are what was spilled
        weights = {reinterpret_cast<const double*>(bytes.data()), n_spilled()};
    }
    ids = own_ids;
}

void WeightTable::Impl::index_ids() {
    n_placed = static_cast<std::size_t>(
        std::ranges::partition_point(rows, [](const WeightRow& row) { return row.contig >= 0; }) -
        rows.begin());
    for (std::size_t index = n_placed; index < rows.size(); ++index) {
        const WeightRow& row = rows[index];
        if (row.problem != RowProblem::none)
            break;
        by_id[std::string{ids.data() + row.id}].push_back(static_cast<std::uint32_t>(index));
    }
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
    const auto found = impl_->by_id.find(id);
    return found == impl_->by_id.end() ? std::span<const std::uint32_t>{} : found->second;
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
    const bool are_mapped = impl_->file != nullptr || impl_->spilled.size() > 0;
    return are_mapped ? impl_->weights : std::span<const double>{};
}

void WeightTable::write(const std::string& path) const {
    write_packed_weights(path, *impl_);
}

}  // namespace genostrat::score

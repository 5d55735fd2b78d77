// SPDX-License-Identifier: MIT
#include "record_state.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include <genostrat/variant/record_batch.hpp>

namespace genostrat {

RecordBatch::RecordBatch() : impl_{std::make_unique<Impl>()} {
}

RecordBatch::~RecordBatch() = default;

void RecordBatch::clear() noexcept {
    constexpr std::size_t most_kept = std::size_t{8} << 20;  // a huge record must not stay
    transport.packed.clear();
    transport.raw.clear();
    transport.packed.shrink_to(most_kept);
    transport.raw.shrink_to(most_kept);
    transport.begin = transport.end = 0;
    transport.ends_input = false;
    sources_.clear();
    order_.clear();
    attached_.clear();
    arena_.clear();
    n_bad_ = 0;
    first_bad_.clear();
    impl_->decoded.clear();
    impl_->n_edits = 0;
    impl_->failures.clear();
}

void RecordBatch::bind(const Schema& schema, Backing backing, OnBadRecord on_bad) {
    impl_->backing = backing;
    impl_->on_bad = on_bad;
    n_samples_ = schema.n_samples();
    if (schema_ == &schema)
        return;
    schema_ = &schema;
    impl_->last_contig_name.clear();
    impl_->header.reset();
    if (backing == Backing::text)
        return;
    const bcf_hdr_t& header = hts_header();
    impl_->contig_of_rid.clear();
    for (int rid = 0; rid < header.n[BCF_DT_CTG]; ++rid) {
        const char* const name = header.id[BCF_DT_CTG][rid].key;
        impl_->contig_of_rid.push_back(
            name == nullptr ? unknown_contig : schema.contigs().find(name));
    }
    impl_->gt_key = bcf_hdr_id2int(&header, BCF_DT_ID, "GT");
}

bcf_hdr_t& RecordBatch::hts_header() const {
    if (!impl_->header)
        impl_->header = copy_hts_header(*schema_->hts_header());
    return *impl_->header;
}

void RecordBatch::replace(RowId row, std::span<const RowId> by) {
    const auto at = std::ranges::find(order_, row);
    const auto next = order_.erase(at);
    order_.insert(next, by.begin(), by.end());
}

void RecordBatch::sort_rows() {
    std::unordered_map<ContigId, std::size_t> rank;
    for (const RowId row : order_)
        rank.emplace(contig(row), rank.size());
    std::ranges::stable_sort(order_, [&](RowId one, RowId other) {
        return std::pair{rank.at(contig(one)), pos(one)} <
               std::pair{rank.at(contig(other)), pos(other)};
    });
}

RowId RecordBatch::add_line(std::string_view line, std::optional<RowId> from) {
    // Stored with its line end, as the rows of a file are: a sink writes the bytes as they stand.
    const std::span<char> bytes = arena_.make<char>(line.size() + 1);
    std::ranges::copy(line, bytes.begin());
    bytes.back() = '\n';
    const std::string_view copy{bytes.data(), line.size()};
    detail::scan_lines(copy.data(), copy.size(), impl_->lines);
    if (impl_->lines.size() != 1)
        throw Error{ErrorKind::internal, "a new row must be one line"};
    Source row;
    row.begin = copy.data();
    row.length = static_cast<std::uint32_t>(copy.size());
    row.stored = row.length + 1;
    row.number = from ? source(*from).number : -1;
    index_line(row, impl_->lines.front(), Origin::made);
    sources_.push_back(row);
    return static_cast<RowId>(sources_.size() - 1);
}

void RecordBatch::hand_over(std::span<const RowId> rows, RecordBatch& next) {
    std::vector<RowId> moved;
    moved.reserve(rows.size());
    for (const RowId row : rows) {
        Source copy = source(row);
        if (is_edited(row)) {
            impl_->scratch.clear();
            append_line(row, impl_->scratch);
            const RowId made = next.add_line(impl_->scratch);
            next.sources_.back().number = copy.number;
            moved.push_back(made);
            continue;
        }
        copy.begin = next.arena_.copy({copy.begin, copy.stored}).data();
        copy.decoded = -1;
        next.sources_.push_back(copy);
        moved.push_back(static_cast<RowId>(next.sources_.size() - 1));
    }
    next.order_.insert(next.order_.begin(), moved.begin(), moved.end());
    std::vector<bool> is_moved(sources_.size());
    for (const RowId row : rows)
        is_moved[static_cast<std::size_t>(row)] = true;
    keep_if([&](RowId row) { return !is_moved[static_cast<std::size_t>(row)]; });
}

std::string_view RecordBatch::raw_bytes(RowId row) const noexcept {
    return {source(row).begin, source(row).stored};
}

bool RecordBatch::is_bcf(RowId row) const noexcept {
    return source(row).backing == Backing::bcf;
}

Where RecordBatch::where(RowId row) const {
    const Source& own = source(row);
    Where where{.file = schema_->file(), .contig = std::string{contig_name(row)}, .pos = own.pos};
    if (own.number < 0)
        return where;
    if (impl_->backing == Backing::bcf)
        where.record = own.number + 1;
    else if (transport.first_line > 0)
        where.line = transport.first_line + (own.number - transport.first_record);
    return where;
}

void RecordBatch::fail(RowId row, Error error) const {
    Source& own = sources_[static_cast<std::size_t>(row)];
    if (own.failed)
        return;
    own.failed = true;
    error.add_where(where(row));
    impl_->failures.emplace_back(row, std::move(error));
}

void RecordBatch::settle() {
    if (impl_->failures.empty())
        return;
    const Error& first = std::ranges::min_element(impl_->failures, {}, [this](const auto& failure) {
                             return source(failure.first).number;
                         })->second;
    if (impl_->on_bad == OnBadRecord::fail)
        throw Error{first};
    if (first_bad_.empty())
        first_bad_ = fmt::format("{}: {}", first.where().text(), first.what());
    n_bad_ += static_cast<std::int64_t>(impl_->failures.size());
    if (impl_->on_bad == OnBadRecord::skip)
        keep_if([this](RowId row) { return !source(row).failed; });
    impl_->failures.clear();
}

void RecordBatch::describe(Progress& progress) const {
    progress.n_records += static_cast<std::int64_t>(order_.size());
    progress.n_bytes += static_cast<std::int64_t>(transport.end - transport.begin);
    if (!order_.empty())
        progress.position =
            fmt::format("{}:{}", contig_name(order_.back()), pos(order_.back()) + 1);
}

}  // namespace genostrat

// SPDX-License-Identifier: MIT
// Finding the rows of a batch, and taking the selected samples out of them.
#include "record_state.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat {

namespace {

using detail::BcfRecord;

constexpr std::string_view bad_row_help = "mend or remove the line, or pass --on-bad-record skip";

bool is_blank(const char* text, const detail::LineShape& line) {
    return line.end == line.begin || (line.end == line.begin + 1 && text[line.begin] == '\r');
}

/// A remark between records, `# ` and words: not in the specification, but people write them. Lines
/// that begin with `##` or `#CHROM` are no remarks; there two files were joined.
bool is_remark(const char* text, const detail::LineShape& line) {
    return line.end >= line.begin + 2 && text[line.begin] == '#' && text[line.begin + 1] == ' ';
}

Error bad_row(const std::string& what) {
    return Error{ErrorKind::bad_data, what, {}, std::string{bad_row_help}};
}

}  // namespace

void RecordBatch::index_rows() {
    if (impl_->backing == Backing::bcf)
        index_bcf_rows();
    else
        index_text_rows();
}

void RecordBatch::index_text_rows() {
    const char* const text = transport.raw.data() + transport.begin;
    const std::size_t size = transport.end - transport.begin;
    detail::scan_lines(text, size, impl_->lines);
    sources_.reserve(impl_->lines.size());
    order_.reserve(impl_->lines.size());
    std::int64_t number = transport.first_record;
    for (const detail::LineShape& line : impl_->lines) {
        // no row; it leaves with the row before it
        if (is_blank(text, line) || is_remark(text, line)) {
            if (!sources_.empty())
                sources_.back().stored +=
                    static_cast<std::uint32_t>(line.end - line.begin) + (line.end < size ? 1 : 0);
            ++number;
            continue;
        }
        sources_.emplace_back();
        Source& row = sources_.back();
        row.begin = text + line.begin;
        row.length = static_cast<std::uint32_t>(line.end - line.begin);
        row.stored = row.length + (line.end < size ? 1 : 0);
        row.number = number++;
        const auto id = static_cast<RowId>(sources_.size() - 1);
        order_.push_back(id);
        try {
            index_line(row, line, Origin::input);
        } catch (Error& error) {
            fail(id, std::move(error));
        }
    }
}

void RecordBatch::index_line(Source& row, const detail::LineShape& line, Origin origin) {
    const bool has_return = row.length > 0 && row.begin[row.length - 1] == '\r';
    row.backing = Backing::text;
    row.length -= has_return ? 1 : 0;
    std::ranges::copy(line.column_end, row.column_end);
    const bool is_made = origin == Origin::made;
    const std::size_t n_samples = is_made ? n_samples_ : schema_->n_input_samples();
    const bool has_format =
        is_made ? schema_->has_format_column() : schema_->input_has_format_column();
    const std::size_t n_tabs = 7 + (has_format ? 1 + n_samples : 0);
    // The last column of a short row ends with the line.
    for (std::size_t end = line.n_tabs; end < std::size(row.column_end); ++end)
        row.column_end[end] = row.length;
    const bool is_site = line.n_tabs == 7 && is_made;
    if (line.n_tabs != n_tabs && !is_site && !(n_samples == 0 && line.n_tabs >= 7))
        throw bad_row(
            fmt::format("the row has {} columns but the header {}", line.n_tabs + 1, n_tabs + 1));
    const std::string_view name = column(row, detail::chrom);
    if (name.empty() || name.front() == '#')
        throw bad_row(fmt::format("'{}' is no contig name", name));
    if (name != impl_->last_contig_name) {
        impl_->last_contig_name = name;
        impl_->last_contig = schema_->contigs().find(name);
    }
    row.contig = impl_->last_contig;
    const std::string_view text = column(row, detail::position);
    const auto position = parse_number<std::int64_t>(text);
    if (!position || *position < 0)
        throw bad_row(fmt::format("POS is '{}' but must be a whole number, 0 or more", text));
    row.pos = *position - 1;
    if (column(row, detail::reference).empty())
        throw bad_row("REF is empty");
    if (schema_->selected_samples() && !is_made)
        select_text_samples(row);
}

std::string_view RecordBatch::column(const Source& row, std::size_t column) const noexcept {
    const std::uint32_t begin = column == 0 ? 0 : row.column_end[column - 1] + 1;
    const std::uint32_t end = row.column_end[column];
    return begin >= end ? std::string_view{} : std::string_view{row.begin + begin, end - begin};
}

void RecordBatch::select_text_samples(Source& row) {
    const std::vector<std::int32_t>& selection = *schema_->selected_samples();
    const bool keep_format = schema_->has_format_column();
    const std::string_view whole{row.begin, row.length};
    const std::uint32_t head_end = row.column_end[keep_format ? detail::format : detail::info];
    const bool has_return = row.stored > row.length && row.begin[row.length] == '\r';
    std::string& out = impl_->scratch;
    out.assign(whole.substr(0, head_end));
    if (keep_format && !selection.empty()) {
        std::vector<std::uint32_t>& ends = impl_->sample_ends;
        ends.assign(1, head_end);
        for (std::size_t at = whole.find('\t', head_end + 1); at != std::string_view::npos;
             at = whole.find('\t', at + 1))
            ends.push_back(static_cast<std::uint32_t>(at));
        ends.push_back(row.length);
        for (const std::int32_t sample : selection) {
            const auto index = static_cast<std::size_t>(sample);
            out += whole.substr(ends[index], ends[index + 1] - ends[index]);
        }
    }
    const auto length = static_cast<std::uint32_t>(out.size());
    out += has_return ? "\r\n" : "\n";
    row.begin = arena_.copy(out).data();
    row.length = length;
    row.stored = static_cast<std::uint32_t>(out.size());
    row.column_end[detail::format] = std::min(row.column_end[detail::format], length);
}

void RecordBatch::index_bcf_rows() {
    const char* at = transport.raw.data() + transport.begin;
    const char* const end = transport.raw.data() + transport.end;
    std::int64_t number = transport.first_record;
    while (at < end) {  // frame() has checked the lengths
        const std::size_t size = BcfRecord::length_bytes + detail::load<std::uint32_t>(at) +
                                 detail::load<std::uint32_t>(at + 4);
        sources_.emplace_back();
        Source& row = sources_.back();
        row.begin = at;
        row.length = row.stored = static_cast<std::uint32_t>(size);
        row.number = number++;
        row.backing = Backing::bcf;
        at += size;
        const auto id = static_cast<RowId>(sources_.size() - 1);
        order_.push_back(id);
        try {
            const BcfRecord record{raw_bytes(id)};
            const auto rid = static_cast<std::size_t>(record.contig);
            if (record.contig < 0 || rid >= impl_->contig_of_rid.size())
                throw bad_row(fmt::format("the header has no contig number {}", record.contig));
            if (record.n_samples != schema_->n_input_samples())
                throw bad_row(fmt::format(
                    "the record has {} samples but the header {}",
                    record.n_samples,
                    schema_->n_input_samples()));
            row.contig = impl_->contig_of_rid[rid];
            row.pos = record.pos;
            if (schema_->selected_samples())
                select_bcf_samples(row);
        } catch (Error& error) {
            fail(id, std::move(error));
        }
    }
}

void RecordBatch::select_bcf_samples(Source& row) {
    const std::vector<std::int32_t>& selection = *schema_->selected_samples();
    const BcfRecord record{{row.begin, row.stored}};
    const std::size_t n_shared = detail::load<std::uint32_t>(row.begin);
    const bool keep_format = schema_->has_format_column() && !selection.empty();
    std::string& out = impl_->scratch;
    out.assign(row.begin, BcfRecord::length_bytes + n_shared);
    if (keep_format) {
        detail::BcfReader reader{
            record.samples.data(), record.samples.data() + record.samples.size()};
        for (std::uint32_t field = 0; field < record.n_format; ++field) {
            const char* const begin = reader.at();
            static_cast<void>(reader.key());
            const detail::BcfVector values = reader.vector(record.n_samples);
            out.append(begin, values.data);
            for (const std::int32_t sample : selection)
                out.append(
                    values.data + static_cast<std::size_t>(sample) * values.bytes(),
                    values.bytes());
        }
    }
    const std::uint32_t n_format = keep_format ? record.n_format : 0;
    const auto n_samples = static_cast<std::uint32_t>(selection.size());
    const std::uint32_t formats_and_samples = n_format << 24 | n_samples;
    const auto n_individual =
        static_cast<std::uint32_t>(out.size() - BcfRecord::length_bytes - n_shared);
    std::memcpy(out.data() + 4, &n_individual, sizeof n_individual);
    std::memcpy(
        out.data() + BcfRecord::length_bytes + 20,
        &formats_and_samples,
        sizeof formats_and_samples);
    row.begin = arena_.copy(out).data();
    row.length = row.stored = static_cast<std::uint32_t>(out.size());
}

}  // namespace genostrat

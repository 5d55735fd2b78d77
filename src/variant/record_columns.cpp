// SPDX-License-Identifier: MIT
// The columns of a row that every row has, and INFO.
#include "record_state.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat {

using detail::BcfReader;
using detail::BcfRecord;
using detail::BcfType;
using detail::BcfVector;
using detail::InfoField;

namespace {

BcfReader variable_part(const BcfRecord& record) {
    return {record.variable.data(), record.variable.data() + record.variable.size()};
}

/// The reader behind ID and the alleles.
BcfReader filters_of(const BcfRecord& record) {
    BcfReader reader = variable_part(record);
    for (std::uint32_t vector = 0; vector < 1 + record.n_alleles; ++vector)
        static_cast<void>(reader.vector());
    return reader;
}

/// The value of a key among entries `;KEY=VALUE;KEY`; empty for a flag.
std::optional<std::string_view> find_added(std::string_view entries, std::string_view key) {
    while (!entries.empty()) {
        entries.remove_prefix(1);
        const std::string_view entry = entries.substr(0, entries.find(';'));
        if (entry.starts_with(key) && (entry.size() == key.size() || entry[key.size()] == '='))
            return entry.substr(std::min(key.size() + 1, entry.size()));
        entries.remove_prefix(entry.size());
    }
    return std::nullopt;
}

}  // namespace

std::optional<float> detail::parse_extreme_float(std::string_view text) noexcept {
    double value{};
    const char* const end = text.data() + text.size();
    const auto [stop, status] = std::from_chars(text.data(), end, value);
    if (stop != end || status == std::errc::invalid_argument)
        return std::nullopt;
    if (status == std::errc{})
        return static_cast<float>(value);
    // Beyond a double, too: a negative exponent, or digits behind a zero, make it small.
    const bool is_negative = text.front() == '-';
    const std::string_view digits = text.substr(is_negative ? 1 : 0);
    const std::size_t exponent = digits.find_first_of("eE");
    const bool is_small =
        exponent == std::string_view::npos ? digits.starts_with('0') : digits[exponent + 1] == '-';
    const float size = is_small ? 0.0F : std::numeric_limits<float>::infinity();
    return is_negative ? -size : size;
}

RecordBatch::Decoded& RecordBatch::decoded(RowId row) const {
    Source& own = sources_[static_cast<std::size_t>(row)];
    if (own.decoded < 0) {
        own.decoded = static_cast<std::int32_t>(impl_->decoded.size());
        impl_->decoded.emplace_back();
    }
    return impl_->decoded[static_cast<std::size_t>(own.decoded)];
}

const RecordBatch::Edit* RecordBatch::find_edit(RowId row) const noexcept {
    const std::int32_t edit = source(row).edit;
    return edit < 0 ? nullptr : &impl_->edits[static_cast<std::size_t>(edit)];
}

std::string_view RecordBatch::contig_name(RowId row) const noexcept {
    const Source& own = source(row);
    if (own.backing == Backing::text)
        return column(own, detail::chrom);
    return own.contig == unknown_contig ? std::string_view{} : schema_->contigs().name(own.contig);
}

std::string_view RecordBatch::ref(RowId row) const noexcept {
    if (const Edit* const edit = find_edit(row); edit != nullptr && edit->ref)
        return *edit->ref;
    const Source& own = source(row);
    if (own.backing == Backing::text)
        return column(own, detail::reference);
    const BcfRecord record{raw_bytes(row)};
    BcfReader reader = variable_part(record);
    static_cast<void>(reader.vector());
    return record.n_alleles == 0 ? std::string_view{"."} : reader.vector().text();
}

std::span<const std::string_view> RecordBatch::alts(RowId row) const {
    if (const Edit* const edit = find_edit(row); edit != nullptr && edit->ref)
        return edit->alts;
    Decoded& views = decoded(row);
    if (views.alts)
        return *views.alts;
    std::span<std::string_view> out;
    if (source(row).backing == Backing::text) {
        const std::string_view text = column(source(row), detail::alternate);
        if (text.size() == 1 && text != ".") {  // a SNP, mostly
            out = arena_.make<std::string_view>(1);
            out[0] = text;
        } else if (text != "." && !text.empty()) {
            out = arena_.make<std::string_view>(
                1 + static_cast<std::size_t>(std::ranges::count(text, ',')));
            std::size_t alt = 0;
            for_each_piece(text, ',', [&](std::string_view piece) { out[alt++] = piece; });
        }
    } else {
        const BcfRecord record{raw_bytes(row)};
        BcfReader reader = variable_part(record);
        out = arena_.make<std::string_view>(std::max(record.n_alleles, 1U) - 1);
        static_cast<void>(reader.vector());
        static_cast<void>(reader.vector());
        for (std::string_view& alt : out)
            alt = reader.vector().text();
        if (out.size() == 1 && out.front() == ".")
            out = {};
    }
    views.alts = out;
    return out;
}

std::string_view RecordBatch::id(RowId row) const {
    if (const Edit* const edit = find_edit(row); edit != nullptr && edit->id)
        return *edit->id;
    const Source& own = source(row);
    if (own.backing == Backing::text)
        return column(own, detail::id);
    const BcfRecord record{raw_bytes(row)};
    const BcfVector text = variable_part(record).vector();
    return text.used() == 0 ? std::string_view{"."} : std::string_view{text.data, text.used()};
}

std::optional<float> RecordBatch::qual(RowId row) const {
    const Edit* const edit = find_edit(row);
    const Source& own = source(row);
    if (own.backing == Backing::bcf && (edit == nullptr || !edit->qual)) {
        const float value = BcfRecord{raw_bytes(row)}.qual;
        return is_missing(value) ? std::nullopt : std::optional{value};
    }
    const std::string_view text =
        edit != nullptr && edit->qual ? *edit->qual : column(own, detail::quality);
    if (text == ".")
        return std::nullopt;
    const auto value = detail::parse_value<float>(text);
    if (!value)
        fail(
            row,
            Error{ErrorKind::bad_data, fmt::format("QUAL is '{}' but must be a number", text)});
    return value;
}

std::string_view RecordBatch::filter(RowId row) const {
    if (const Edit* const edit = find_edit(row); edit != nullptr && edit->filter)
        return *edit->filter;
    const Source& own = source(row);
    if (own.backing == Backing::text)
        return column(own, detail::filter);
    const BcfVector filters = filters_of(BcfRecord{raw_bytes(row)}).vector();
    if (filters.count == 0)
        return ".";
    if (filters.count == 1)
        return detail::tag_name(hts_header(), filters.integer(0));
    std::string joined;
    for (std::uint32_t filter = 0; filter < filters.count; ++filter) {
        joined += filter > 0 ? ";" : "";
        joined += detail::tag_name(hts_header(), filters.integer(filter));
    }
    return arena_.copy(joined);
}

std::span<const InfoField> RecordBatch::info_fields(RowId row) const {
    Decoded& views = decoded(row);
    if (views.info)
        return *views.info;
    std::span<InfoField> out;
    if (source(row).backing == Backing::text) {
        const std::string_view text = column(source(row), detail::info);
        if (text != "." && !text.empty()) {
            out =
                arena_.make<InfoField>(1 + static_cast<std::size_t>(std::ranges::count(text, ';')));
            std::size_t n = 0;
            for_each_piece(text, ';', [&](std::string_view piece) {
                if (piece.empty())
                    return;
                const std::size_t equals = piece.find('=');
                const bool has_value = equals != std::string_view::npos;
                out[n++] = InfoField{
                    piece.substr(0, equals),
                    has_value ? piece.substr(equals + 1) : std::string_view{},
                    has_value,
                    {}};
            });
            out = out.first(n);
        }
    } else {
        const BcfRecord record{raw_bytes(row)};
        BcfReader reader = filters_of(record);
        static_cast<void>(reader.vector());
        out = arena_.make<InfoField>(record.n_info);
        for (InfoField& field : out) {
            const std::int32_t key = reader.key();
            const BcfVector values = reader.vector();
            field = InfoField{detail::tag_name(hts_header(), key), {}, values.count > 0, values};
        }
    }
    views.info = out;
    return out;
}

const InfoField* RecordBatch::find_field(RowId row, std::string_view key) const {
    for (const InfoField& field : info_fields(row))
        if (field.key == key)
            return &field;
    return nullptr;
}

std::vector<std::pair<std::string_view, bool>> RecordBatch::info_keys(RowId row) const {
    std::vector<std::pair<std::string_view, bool>> keys;
    for (const InfoField& field : info_fields(row))
        keys.emplace_back(field.key, field.has_value);
    return keys;
}

std::optional<std::string_view> RecordBatch::info_text(RowId row, InfoId id) const {
    if (const Edit* const edit = find_edit(row)) {
        for (const detail::InfoEdit& change : edit->info)
            if (change.id == id)
                return change.text;
        if (const auto added = find_added(edit->added_info, schema_->info(id).id))
            return added;
    }
    const InfoField* const field = find_field(row, schema_->info(id).id);
    if (field == nullptr)
        return std::nullopt;
    if (source(row).backing == Backing::text || !field->has_value)
        return field->text;
    std::string text;
    detail::append_bcf_values(field->packed, FloatText::exact, text);
    return arena_.copy(text);
}

template <typename T>
std::span<const T>
RecordBatch::parse_values(RowId row, std::string_view text, std::string_view name) const {
    const std::span<T> out =
        arena_.make<T>(1 + static_cast<std::size_t>(std::ranges::count(text, ',')));
    std::size_t n = 0;
    bool is_bad = false;
    for_each_piece(text, ',', [&](std::string_view piece) {
        const auto value = piece == "." ? std::optional{detail::missing_value<T>()}
                                        : detail::parse_value<T>(piece);
        is_bad = is_bad || !value;
        out[n++] = value.value_or(detail::missing_value<T>());
    });
    if (!is_bad)
        return out;
    fail(
        row, Error{ErrorKind::bad_data, fmt::format("{} is '{}' but must be numeric", name, text)});
    return {};
}

std::span<const std::int32_t> RecordBatch::info_integers(RowId row, InfoId id) const {
    const InfoField* const field =
        find_edit(row) == nullptr && is_bcf(row) ? find_field(row, schema_->info(id).id) : nullptr;
    if (field != nullptr && field->packed.type <= BcfType::int32) {
        const std::span<std::int32_t> out = arena_.make<std::int32_t>(field->packed.used());
        for (std::size_t index = 0; index < out.size(); ++index)
            out[index] = field->packed.integer(index);
        return out;
    }
    const std::optional<std::string_view> text = info_text(row, id);
    if (!text || text->empty())
        return {};
    return parse_values<std::int32_t>(row, *text, "INFO/" + schema_->info(id).id);
}

std::span<const float> RecordBatch::info_floats(RowId row, InfoId id) const {
    const InfoField* const field =
        find_edit(row) == nullptr && is_bcf(row) ? find_field(row, schema_->info(id).id) : nullptr;
    if (field != nullptr && field->packed.type == BcfType::floating) {
        const std::span<float> out = arena_.make<float>(field->packed.used());
        std::memcpy(out.data(), field->packed.data, out.size_bytes());
        return out;
    }
    const std::optional<std::string_view> text = info_text(row, id);
    if (!text || text->empty())
        return {};
    return parse_values<float>(row, *text, "INFO/" + schema_->info(id).id);
}

Interval RecordBatch::span(RowId row) const {
    const std::int64_t begin = pos(row);
    if (is_bcf(row) && !is_edited(row))
        return {begin, begin + BcfRecord{raw_bytes(row)}.length};
    const auto length = static_cast<std::int64_t>(ref(row).size());
    if (const InfoField* const field = find_field(row, "END")) {
        const std::optional<std::int64_t> end =
            is_bcf(row) ? std::int64_t{field->packed.count > 0 ? field->packed.integer(0) : -1}
                        : parse_number<std::int64_t>(field->text);
        if (end && *end > begin)
            return {begin, *end};
    }
    return {begin, begin + length};
}

// FORMAT columns use the same parser.
template std::span<const std::int32_t>
    RecordBatch::parse_values<std::int32_t>(RowId, std::string_view, std::string_view) const;
template std::span<const float>
    RecordBatch::parse_values<float>(RowId, std::string_view, std::string_view) const;

}  // namespace genostrat

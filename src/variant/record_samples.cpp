// SPDX-License-Identifier: MIT
// FORMAT and the sample columns of a row.
#include "genotype_text.hpp"
#include "record_state.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat {

using detail::BcfReader;
using detail::BcfRecord;
using detail::BcfType;
using detail::BcfVector;

namespace {

std::string_view field_of(std::string_view sample, std::size_t field) {
    for (; field > 0; --field) {
        const std::size_t colon = sample.find(':');
        if (colon == std::string_view::npos)
            return {};  // trailing fields may be dropped
        sample.remove_prefix(colon + 1);
    }
    return sample.substr(0, sample.find(':'));
}

}  // namespace

std::string_view RecordBatch::samples_text(const Source& row) const noexcept {
    const std::size_t begin = std::size_t{row.column_end[detail::format]} + 1;
    return begin >= row.length ? std::string_view{}
                               : std::string_view{row.begin + begin, row.length - begin};
}

std::span<const std::string_view> RecordBatch::format_keys(RowId row) const {
    Decoded& views = decoded(row);
    if (views.format_keys)
        return *views.format_keys;
    std::span<std::string_view> out;
    if (source(row).backing == Backing::text) {
        const std::string_view text = column(source(row), detail::format);
        if (text != "." && !text.empty()) {
            out = arena_.make<std::string_view>(
                1 + static_cast<std::size_t>(std::ranges::count(text, ':')));
            std::size_t key = 0;
            for_each_piece(text, ':', [&](std::string_view piece) { out[key++] = piece; });
        }
    } else {
        const BcfRecord record{raw_bytes(row)};
        BcfReader reader{record.samples.data(), record.samples.data() + record.samples.size()};
        out = arena_.make<std::string_view>(record.n_format);
        for (std::string_view& key : out) {
            key = detail::tag_name(hts_header(), reader.key());
            static_cast<void>(reader.vector(record.n_samples));
        }
    }
    views.format_keys = out;
    return out;
}

bool RecordBatch::has_format(RowId row, FormatId id) const {
    if (const Edit* const edit = find_edit(row))
        for (const detail::FormatEdit& change : edit->format)
            if (change.id == id)
                return true;
    return std::ranges::find(format_keys(row), schema_->format(id).id) != format_keys(row).end();
}

std::optional<BcfVector> RecordBatch::packed_format(RowId row, std::string_view key) const {
    const BcfRecord record{raw_bytes(row)};
    BcfReader reader{record.samples.data(), record.samples.data() + record.samples.size()};
    for (std::uint32_t field = 0; field < record.n_format; ++field) {
        const std::string_view name = detail::tag_name(hts_header(), reader.key());
        const BcfVector values = reader.vector(record.n_samples);
        if (name == key)
            return values;
    }
    return std::nullopt;
}

std::span<const std::string_view> RecordBatch::sample_texts(RowId row, std::string_view key) const {
    const std::span<const std::string_view> keys = format_keys(row);
    const auto found = std::ranges::find(keys, key);
    if (found == keys.end())
        return {};
    const std::span<std::string_view> out = arena_.make<std::string_view>(n_samples_);
    if (source(row).backing == Backing::text) {
        const auto field = static_cast<std::size_t>(found - keys.begin());
        std::string_view rest = samples_text(source(row));
        for (std::string_view& text : out) {
            const std::size_t tab = rest.find('\t');
            text = field_of(rest.substr(0, tab), field);
            if (text.empty())
                text = ".";
            rest.remove_prefix(tab == std::string_view::npos ? rest.size() : tab + 1);
        }
        return out;
    }
    BcfVector values = packed_format(row, key).value();
    std::string text;
    for (std::string_view& own : out) {
        text.clear();
        if (key == "GT")
            detail::append_genotype(values, text);
        else
            detail::append_bcf_values(values, FloatText::exact, text);
        own = text.empty() ? "." : arena_.copy(text);
        values.data += values.bytes();
    }
    return out;
}

std::span<const std::string_view> RecordBatch::format_strings(RowId row, FormatId id) const {
    if (const Edit* const edit = find_edit(row))
        for (const detail::FormatEdit& change : edit->format)
            if (change.id == id)
                return change.texts;
    return sample_texts(row, schema_->format(id).id);
}

template <typename T>
FormatValues<T> RecordBatch::format_values(RowId row, std::string_view key) const {
    const auto id = schema_->find_format(key);
    const std::span<const std::string_view> texts =
        id ? format_strings(row, *id) : sample_texts(row, key);
    if (texts.empty())
        return {};
    std::size_t width = 1;
    for (const std::string_view text : texts)
        width = std::max(width, 1 + static_cast<std::size_t>(std::ranges::count(text, ',')));
    const std::span<T> out = arena_.make<T>(texts.size() * width);
    std::ranges::fill(out, detail::end_of_vector_value<T>());
    T* next = out.data();
    for (const std::string_view text : texts) {
        T* value = next;
        bool is_bad = false;
        for_each_piece(text, ',', [&](std::string_view piece) {
            const auto number = piece == "." ? std::optional{detail::missing_value<T>()}
                                             : detail::parse_value<T>(piece);
            is_bad = is_bad || !number;
            *value++ = number.value_or(detail::missing_value<T>());
        });
        if (is_bad) {
            fail(
                row,
                Error{
                    ErrorKind::bad_data,
                    fmt::format("FORMAT/{} is '{}' but must be numeric", key, text)});
            return {};
        }
        next += width;
    }
    return {out, width};
}

FormatValues<std::int32_t> RecordBatch::format_integers(RowId row, FormatId id) const {
    const std::string_view key = schema_->format(id).id;
    if (!is_bcf(row) || is_edited(row))
        return format_values<std::int32_t>(row, key);
    const std::optional<BcfVector> packed = packed_format(row, key);
    if (!packed)
        return {};
    if (packed->type > BcfType::int32)
        return format_values<std::int32_t>(row, key);
    const std::span<std::int32_t> out = arena_.make<std::int32_t>(n_samples_ * packed->count);
    for (std::size_t index = 0; index < out.size(); ++index)
        out[index] = packed->integer(index);
    return {out, packed->count};
}

FormatValues<float> RecordBatch::format_floats(RowId row, FormatId id) const {
    const std::string_view key = schema_->format(id).id;
    if (!is_bcf(row) || is_edited(row))
        return format_values<float>(row, key);
    const std::optional<BcfVector> packed = packed_format(row, key);
    if (!packed)
        return {};
    if (packed->type != BcfType::floating)
        return format_values<float>(row, key);
    const std::span<float> out = arena_.make<float>(n_samples_ * packed->count);
    std::memcpy(out.data(), packed->data, out.size_bytes());
    return {out, packed->count};
}

Genotypes RecordBatch::genotypes(RowId row) const {
    if (is_bcf(row) && !is_edited(row)) {
        const std::optional<BcfVector> packed = packed_format(row, "GT");
        if (!packed || packed->type == BcfType::missing || packed->type > BcfType::int32)
            return {};
        const auto width = static_cast<Genotypes::Width>(packed->type);
        return {packed->data, n_samples_, packed->count, width};
    }
    const std::optional<FormatId> id = schema_->find_format("GT");
    const Edit* const edit = find_edit(row);
    const bool is_plain = !is_bcf(row) && (edit == nullptr || edit->format.empty());
    const std::span<const std::string_view> keys = format_keys(row);
    if (is_plain && !keys.empty() && keys.front() == "GT" && n_samples_ > 0) {
        const std::span<std::int8_t> calls = arena_.make<std::int8_t>(2 * n_samples_);
        if (detail::pack_diploid_genotypes(samples_text(source(row)), n_samples_, calls.data()))
            return {calls.data(), n_samples_, 2, Genotypes::Width::int8};
    }
    const std::span<const std::string_view> texts =
        id ? format_strings(row, *id) : sample_texts(row, "GT");
    if (texts.empty())
        return {};
    std::vector<std::vector<std::int32_t>> samples(n_samples_);
    std::size_t ploidy = 1;
    for (std::size_t sample = 0; sample < n_samples_; ++sample) {
        if (!detail::parse_genotype(texts[sample], samples[sample])) {
            fail(
                row, Error{ErrorKind::bad_data, fmt::format("'{}' is no genotype", texts[sample])});
            return {};
        }
        ploidy = std::max(ploidy, samples[sample].size());
    }
    const std::span<std::int32_t> calls = arena_.make<std::int32_t>(n_samples_ * ploidy);
    std::ranges::fill(calls, end_of_vector_integer);
    for (std::size_t sample = 0; sample < n_samples_; ++sample)
        std::ranges::copy(
            samples[sample], calls.begin() + static_cast<std::ptrdiff_t>(sample * ploidy));
    return {calls.data(), n_samples_, ploidy, Genotypes::Width::int32};
}

}  // namespace genostrat

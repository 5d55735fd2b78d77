// SPDX-License-Identifier: MIT
#include "row_reader.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <genostrat/core/text.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat::qc::detail {

namespace {

std::optional<InfoId> find_integers(const Schema& schema, std::string_view id) {
    const std::optional<InfoId> found = schema.find_info(id);
    return found && schema.info(*found).type == ColumnType::integer ? found : std::nullopt;
}

std::optional<FormatId> find_sample_integers(const Schema& schema, std::string_view id) {
    const std::optional<FormatId> found = schema.find_format(id);
    return found && schema.format(*found).type == ColumnType::integer ? found : std::nullopt;
}

/// Takes the text up to a separator off the front.
std::string_view take(std::string_view& text, char separator) noexcept {
    const std::size_t at = text.find(separator);
    const std::string_view piece = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return piece;
}

/// The same for pieces of a few letters, which a search by vectors does not make faster.
std::string_view take_short(std::string_view& text, char separator) noexcept {
    std::size_t at = 0;
    while (at < text.size() && text[at] != separator)
        ++at;
    const std::string_view piece = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return piece;
}

/// A number of few digits off the front; false where it is none, or longer.
bool read_digits(const char*& at, const char* end, std::int32_t& value) noexcept {
    constexpr std::ptrdiff_t most_digits = 9;  // always fit
    const char* const begin = at;
    std::int32_t number = 0;
    while (at != end && *at >= '0' && *at <= '9' && at - begin < most_digits)
        number = number * 10 + (*at++ - '0');
    value = number;
    return at != begin && (at == end || *at < '0' || *at > '9');
}

/// A number such as 50, 0.25 or 1234.5, or else what parse_number makes of the text. Up to seven
/// digits and a power of ten up to ten are exact floats, so that one division rounds as it should.
std::optional<float> read_decimal(std::string_view text) noexcept {
    constexpr std::array<float, 11> powers{
        1, 1e1F, 1e2F, 1e3F, 1e4F, 1e5F, 1e6F, 1e7F, 1e8F, 1e9F, 1e10F};
    constexpr std::size_t most_letters = 8;
    if (text.empty() || text.size() > most_letters)
        return parse_number<float>(text);
    std::int32_t digits = 0;
    std::size_t n_digits = 0;
    std::size_t n_decimals = 0;
    bool has_point = false;
    for (const char letter : text) {
        if (letter >= '0' && letter <= '9') {
            digits = digits * 10 + (letter - '0');
            ++n_digits;
            n_decimals += has_point ? 1 : 0;
        } else if (letter == '.' && !has_point) {
            has_point = true;
        } else {
            return parse_number<float>(text);
        }
    }
    if (n_digits == 0 || n_digits > 7)
        return parse_number<float>(text);
    return static_cast<float>(digits) / powers[n_decimals];
}

/// Calls `visit(field)` for the pieces of INFO until it returns false.
template <typename Visit>
void for_each_field(std::string_view info, Visit visit) {
    std::size_t begin = 0;
    std::size_t at = 0;
#ifdef __SSE2__
    const __m128i separator = _mm_set1_epi8(';');
    for (; at + 16 <= info.size(); at += 16) {
        __m128i bytes;
        std::memcpy(&bytes, info.data() + at, sizeof bytes);
        auto found =
            static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, separator)));
        for (; found != 0; found &= found - 1) {
            const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(found));
            if (!visit(info.substr(begin, end - begin)))
                return;
            begin = end + 1;
        }
    }
#endif
    for (; at < info.size(); ++at)
        if (info[at] == ';') {
            if (!visit(info.substr(begin, at - begin)))
                return;
            begin = at + 1;
        }
    visit(info.substr(begin));
}

/// The two letters of a key as one number, which is quicker to compare.
constexpr unsigned key_code(char first, char second) noexcept {
    return static_cast<unsigned char>(first) << 8U | static_cast<unsigned char>(second);
}

/// Numbers between commas off the front, up to what is neither; false if a number is none.
bool read_numbers(const char*& at, const char* end, std::vector<std::int32_t>& out) {
    out.clear();
    for (;; ++at) {
        std::int32_t value = missing_integer;
        if (at != end && *at == '.') {
            ++at;
        } else if (const char* const begin = at; !read_digits(at, end, value)) {
            const auto [stop, status] = std::from_chars(begin, end, value);
            if (status != std::errc{})
                return false;
            at = stop;
        }
        out.push_back(value);
        if (at == end || *at != ',')
            return true;
    }
}

/// A sample's value is over at a colon.
bool ends_value(const char* at, const char* end) noexcept {
    return at == end || *at == ':';
}

/// A genotype of two alleles of one digit, or missing ones, off the front.
bool read_diploid(const char*& at, const char* end, std::array<std::int8_t, 2>& calls) noexcept {
    if (end - at < 3 || (at[1] != '/' && at[1] != '|') || !ends_value(at + 3, end))
        return false;
    const auto code = [](char allele) {
        return allele == '.' ? 0 : allele >= '0' && allele <= '9' ? (allele - '0' + 1) << 1 : -1;
    };
    const int first = code(at[0]);
    const int second = code(at[2]);
    calls = {static_cast<std::int8_t>(first), static_cast<std::int8_t>(second)};
    at += 3;
    return first >= 0 && second >= 0;
}

}  // namespace

QcColumns::QcColumns(const Schema& schema)
    : allele_count{find_integers(schema, "AC")}, allele_number{find_integers(schema, "AN")},
      site_depth{find_integers(schema, "DP")}, depth{find_sample_integers(schema, "DP")},
      allele_depth{find_sample_integers(schema, "AD")}, quality{
                                                            find_sample_integers(schema, "GQ")} {
}

RowReader::RowReader(const QcColumns& columns, const Schema& schema)
    : columns_{columns}, has_plain_frequency_{
                             !columns.frequency || schema.info(*columns.frequency).id == "AF"} {
}

const QcRow& RowReader::read(const RecordBatch& batch, RowId row) {
    row_ = {};
    const bool is_plain = batch.n_samples() == 1 && !batch.is_bcf(row) && !batch.is_edited(row) &&
                          !batch.schema().selected_samples() && has_plain_frequency_;
    if (!is_plain || !read_line(batch, row)) {
        row_ = {};
        read_columns(batch, row);
    }
    return row_;
}

bool RowReader::read_line(const RecordBatch& batch, RowId row) {
    std::string_view line = batch.raw_bytes(row);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    // The batch knows where REF and FILTER stand in the line.
    row_.ref = batch.ref(row);
    const std::string_view filter = batch.filter(row);
    const auto behind = [&line](std::string_view column) {
        return static_cast<std::size_t>(column.data() + column.size() + 1 - line.data());
    };
    std::string_view between = line.substr(
        behind(row_.ref), static_cast<std::size_t>(filter.data() - line.data()) - behind(row_.ref));
    line.remove_prefix(behind(filter));
    alts_.clear();
    if (const std::string_view alts = take_short(between, '\t'); alts != ".")
        for_each_piece(alts, ',', [this](std::string_view alt) { alts_.push_back(alt); });
    row_.alts = alts_;
    if (const std::string_view quality = take_short(between, '\t'); quality != ".") {
        row_.quality = read_decimal(quality);
        if (!row_.quality)
            return false;
    }
    row_.passed = filter == "PASS" || filter == ".";
    const std::string_view info = take(line, '\t');
    const std::string_view format = take_short(line, '\t');
    return read_info(info) && read_sample(format, line);
}

bool RowReader::read_info(std::string_view info) {
    enum : unsigned { allele_count = 1, allele_number = 2, site_depth = 4, frequency = 8 };

    unsigned wanted = (columns_.allele_count ? allele_count : 0U) |
                      (columns_.allele_number ? allele_number : 0U) |
                      (columns_.site_depth ? site_depth : 0U) |
                      (columns_.frequency && row_.alts.size() == 1 ? frequency : 0U);
    bool is_good = true;
    const auto take_numbers =
        [&](unsigned which, std::string_view text, std::size_t place, auto& out) {
            if ((wanted & which) == 0)
                return;
            wanted &= ~which;
            const char* at = text.data();
            const char* const end = at + text.size();
            is_good = is_good && read_numbers(at, end, numbers_[place]) && at == end;
            out = numbers_[place];
        };
    for_each_field(info, [&](std::string_view field) {
        if (field.size() < 4 || field[2] != '=')
            return true;
        const std::string_view value = field.substr(3);
        switch (key_code(field[0], field[1])) {
        case key_code('A', 'C'):
            take_numbers(allele_count, value, 0, row_.allele_count);
            break;
        case key_code('A', 'N'):
            take_numbers(allele_number, value, 1, row_.allele_number);
            break;
        case key_code('D', 'P'):
            take_numbers(site_depth, value, 2, row_.site_depth);
            break;
        case key_code('A', 'F'):
            if ((wanted & frequency) != 0 && value != ".")
                row_.frequency = read_decimal(value);
            wanted &= ~frequency;
            break;
        default:
            break;
        }
        return wanted != 0;
    });
    return is_good;
}

void RowReader::learn(std::string_view format) {
    format_.text = format;
    format_.keys.clear();
    for_each_piece(format, ':', [&](std::string_view key) {
        format_.keys.push_back(
            key == "GT"                            ? SampleKey::genotype
            : key == "DP" && columns_.depth        ? SampleKey::depth
            : key == "AD" && columns_.allele_depth ? SampleKey::allele_depth
            : key == "GQ" && columns_.quality      ? SampleKey::quality
                                                   : SampleKey::other);
    });
    while (!format_.keys.empty() && format_.keys.back() == SampleKey::other)
        format_.keys.pop_back();
}

bool RowReader::read_sample(std::string_view format, std::string_view sample) {
    if (format != format_.text)
        learn(format);
    const char* at = sample.data();
    const char* const end = at + sample.size();
    const auto read = [&](std::size_t place, auto& values, std::size_t& width) {
        std::vector<std::int32_t>& own = numbers_[place];
        if (ends_value(at, end))
            own.assign(1, missing_integer);
        else if (!read_numbers(at, end, own))
            return false;
        values = own;
        width = own.size();
        return true;
    };
    const auto read_value = [&](SampleKey key) {
        switch (key) {
        case SampleKey::genotype:
            row_.genotypes = {calls_.data(), 1, 2, Genotypes::Width::int8};
            return read_diploid(at, end, calls_);
        case SampleKey::depth:
            return read(3, row_.depths.depths, row_.depths.depth_width);
        case SampleKey::allele_depth:
            return read(4, row_.depths.allele_depths, row_.depths.allele_width);
        case SampleKey::quality:
            return read(5, row_.depths.qualities, row_.depths.quality_width);
        case SampleKey::other:
            at = std::find(at, end, ':');
            return true;
        }
        return false;
    };
    for (const SampleKey key : format_.keys) {
        if (!read_value(key) || !ends_value(at, end))
            return false;
        at += at == end ? 0 : 1;
    }
    return true;
}

void RowReader::read_columns(const RecordBatch& batch, RowId row) {
    row_.ref = batch.ref(row);
    row_.alts = batch.alts(row);
    row_.quality = batch.qual(row);
    const std::string_view filter = batch.filter(row);
    row_.passed = filter == "PASS" || filter == ".";
    const auto read = [&](std::optional<InfoId> id, std::span<const std::int32_t>& out) {
        if (id)
            out = batch.info_integers(row, *id);
    };
    read(columns_.allele_count, row_.allele_count);
    read(columns_.allele_number, row_.allele_number);
    read(columns_.site_depth, row_.site_depth);
    if (columns_.frequency && row_.alts.size() == 1) {
        const auto values = batch.info_floats(row, *columns_.frequency);
        if (values.size() == 1 && !is_missing(values[0]))
            row_.frequency = values[0];
    }
    if (batch.n_samples() == 0)
        return;
    row_.genotypes = batch.genotypes(row);
    const auto read_samples =
        [&](std::optional<FormatId> id, std::span<const std::int32_t>& values, std::size_t& width) {
            if (!id)
                return;
            const FormatValues<std::int32_t> found = batch.format_integers(row, *id);
            values = found.values;
            width = found.width;
        };
    read_samples(columns_.depth, row_.depths.depths, row_.depths.depth_width);
    read_samples(columns_.allele_depth, row_.depths.allele_depths, row_.depths.allele_width);
    read_samples(columns_.quality, row_.depths.qualities, row_.depths.quality_width);
}

}  // namespace genostrat::qc::detail

// SPDX-License-Identifier: MIT
#include "annotate/block_codec.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <unordered_map>

#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

// Codes of every encoding: what follows from `first_value` on is a value.
constexpr std::uint32_t absent_code = 0;
constexpr std::uint32_t missing_code = 1;
constexpr std::uint32_t first_value = 2;
constexpr std::size_t max_shapes = 60'000;

std::uint32_t special_code(std::string_view value) noexcept {
    return is_absent(value) ? absent_code : value == "." ? missing_code : first_value;
}

std::uint32_t to_u32(std::size_t value) noexcept {
    return static_cast<std::uint32_t>(value);
}

/// A canonical whole number: what std::to_string would print.
bool parse_canonical(std::string_view text, std::int64_t& value) noexcept {
    const auto parsed = parse_number<std::int64_t>(text);
    if (!parsed)
        return false;
    const bool is_negative = text.front() == '-';
    const std::string_view digits = text.substr(is_negative ? 1 : 0);
    if (digits.size() > 1 && digits.front() == '0')
        return false;
    if (is_negative && *parsed == 0)
        return false;
    value = *parsed;
    return true;
}

bool encode_integers(std::span<const std::string_view> values, ByteWriter& writer) {
    std::vector<std::int64_t> numbers(values.size());
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (std::size_t site = 0; site < values.size(); ++site) {
        if (special_code(values[site]) != first_value)
            continue;
        if (!parse_canonical(values[site], numbers[site]))
            return false;
        least = std::min(least, numbers[site]);
        most = std::max(most, numbers[site]);
    }
    if (least > most)
        least = most = 0;
    constexpr std::int64_t reach = 0xFFFFFFF0;
    if (least < -reach * 1000 || most > reach * 1000 || most - least > reach)
        return false;
    std::vector<std::uint32_t> codes(values.size());
    for (std::size_t site = 0; site < values.size(); ++site) {
        codes[site] = special_code(values[site]);
        if (codes[site] == first_value)
            codes[site] = static_cast<std::uint32_t>(numbers[site] - least) + first_value;
    }
    writer.put(Encoding::integers);
    writer.put(least);
    writer.put_planes(codes);
    return true;
}

void put_shape(const DecimalShape& shape, ByteWriter& writer) {
    writer.put(shape.n_decimals);
    writer.put(shape.n_exponent_digits);
    writer.put(shape.exponent);
    writer.put(static_cast<std::uint8_t>(
        (shape.is_negative ? 1 : 0) | (shape.has_upper_case_exponent ? 2 : 0) |
        (shape.has_exponent_plus ? 4 : 0) | (shape.has_no_leading_zero ? 8 : 0)));
}

DecimalShape take_shape(ByteReader& reader) {
    DecimalShape shape;
    shape.n_decimals = reader.take<std::uint8_t>();
    shape.n_exponent_digits = reader.take<std::uint8_t>();
    shape.exponent = reader.take<std::int16_t>();
    const auto flags = reader.take<std::uint8_t>();
    shape.is_negative = (flags & 1) != 0;
    shape.has_upper_case_exponent = (flags & 2) != 0;
    shape.has_exponent_plus = (flags & 4) != 0;
    shape.has_no_leading_zero = (flags & 8) != 0;
    return shape;
}

bool encode_decimals(std::span<const std::string_view> values, ByteWriter& writer) {
    std::map<DecimalShape, std::uint32_t> ids;
    std::vector<DecimalShape> shapes;
    std::vector<std::uint32_t> codes(values.size());
    std::vector<std::uint32_t> digits(values.size());
    for (std::size_t site = 0; site < values.size(); ++site) {
        codes[site] = special_code(values[site]);
        if (codes[site] != first_value)
            continue;
        const auto decimal = parse_decimal(values[site]);
        if (!decimal)
            return false;
        const auto [found, is_new] = ids.try_emplace(decimal->shape, to_u32(shapes.size()));
        if (is_new)
            shapes.push_back(decimal->shape);
        codes[site] = found->second + first_value;
        digits[site] = decimal->digits;
    }
    if (shapes.size() > max_shapes)
        return false;
    writer.put(Encoding::decimals);
    writer.put(to_u32(shapes.size()));
    for (const DecimalShape& shape : shapes)
        put_shape(shape, writer);
    writer.put_planes(codes);
    writer.put_planes(digits);
    return true;
}

void put_texts(std::span<const std::string_view> texts, ByteWriter& writer) {
    std::vector<std::uint32_t> lengths;
    lengths.reserve(texts.size());
    for (const std::string_view text : texts)
        lengths.push_back(to_u32(text.size()));
    writer.put(to_u32(texts.size()));
    writer.put_planes(lengths);
    for (const std::string_view text : texts)
        writer.put_text(text);
}

void encode_dictionary(std::span<const std::string_view> values, ByteWriter& writer) {
    std::unordered_map<std::string_view, std::uint32_t> ids;
    std::vector<std::string_view> texts;
    std::vector<std::uint32_t> codes(values.size());
    for (std::size_t site = 0; site < values.size(); ++site) {
        codes[site] = special_code(values[site]);
        if (codes[site] != first_value)
            continue;
        const auto [found, is_new] = ids.try_emplace(values[site], to_u32(texts.size()));
        if (is_new)
            texts.push_back(values[site]);
        codes[site] = found->second + first_value;
    }
    writer.put(Encoding::dictionary);
    put_texts(texts, writer);
    writer.put_planes(codes);
}

bool encode_quotients(
    std::span<const std::string_view> values,
    const QuotientOf& quotient,
    std::span<const std::string_view> numerators,
    std::span<const std::string_view> denominators,
    ByteWriter& writer) {
    std::vector<std::uint32_t> sites;
    std::vector<std::uint32_t> codes;
    std::vector<std::string_view> texts;
    std::string printed;
    for (std::size_t site = 0; site < values.size(); ++site) {
        std::uint32_t numerator{};
        std::uint32_t denominator{};
        printed.clear();
        if (parse_count(numerators[site], numerator) &&
            parse_count(denominators[site], denominator) && denominator > 0)
            append_quotient(numerator, denominator, quotient.format, printed);
        if (!is_absent(values[site]) && values[site] == printed)
            continue;
        sites.push_back(to_u32(site));
        codes.push_back(special_code(values[site]));
        texts.push_back(codes.back() == first_value ? values[site] : std::string_view{});
    }
    if (sites.size() > values.size() / 4)
        return false;
    writer.put(Encoding::quotients);
    writer.put(to_u32(quotient.numerator));
    writer.put(to_u32(quotient.denominator));
    writer.put(quotient.format.kind);
    writer.put(quotient.format.precision);
    put_texts(texts, writer);
    writer.put_planes(sites);
    writer.put_planes(codes);
    return true;
}

}  // namespace

bool parse_count(std::string_view text, std::uint32_t& value) noexcept {
    std::int64_t number{};
    if (text.empty() || !parse_canonical(text, number) || number < 0 ||
        number > std::numeric_limits<std::uint32_t>::max())
        return false;
    value = static_cast<std::uint32_t>(number);
    return true;
}

std::string encode_keys(const BlockKeys& keys) {
    ByteWriter writer;
    std::vector<std::uint32_t> steps(keys.positions.size());
    std::uint32_t last = keys.positions.empty() ? 0 : keys.positions.front();
    for (std::size_t site = 0; site < steps.size(); ++site) {
        steps[site] = keys.positions[site] - last;
        last = keys.positions[site];
    }
    writer.put(keys.positions.empty() ? 0U : keys.positions.front());
    writer.put_planes(steps);
    // The long-allele bit goes low, so that SNPs stay one byte.
    std::vector<std::uint32_t> codes(keys.codes.size());
    for (std::size_t site = 0; site < codes.size(); ++site)
        codes[site] = std::rotl(keys.codes[site], 1);
    writer.put_planes(codes);
    const std::vector<std::string_view> texts{keys.long_alleles.begin(), keys.long_alleles.end()};
    put_texts(texts, writer);
    return writer.bytes();
}

void decode_keys(std::string_view bytes, std::size_t n_sites, BlockKeys& keys) {
    ByteReader reader{bytes};
    auto position = reader.take<std::uint32_t>();
    reader.take_planes(n_sites, keys.positions);
    for (std::uint32_t& step : keys.positions) {
        if (step > std::numeric_limits<std::uint32_t>::max() - position)
            throw_damaged("positions overflow");
        position += step;
        step = position;
    }
    reader.take_planes(n_sites, keys.codes);
    const auto n_texts = reader.take<std::uint32_t>();
    std::vector<std::uint32_t> lengths;
    if (n_texts > n_sites)
        throw_damaged("more long alleles than sites");
    reader.take_planes(n_texts, lengths);
    keys.long_alleles.resize(n_texts);
    for (std::size_t text = 0; text < n_texts; ++text) {
        keys.long_alleles[text].assign(reader.take_text(lengths[text]));
        if (keys.long_alleles[text].find('\t') == std::string::npos)
            throw_damaged("a long allele has no REF and ALT");
    }
    for (AlleleCode& code : keys.codes) {
        code = std::rotr(code, 1);
        if (code >= long_allele_code && code - long_allele_code >= n_texts)
            throw_damaged("a long allele is not there");
    }
}

void BlockColumn::decode_shapes(ByteReader& reader) {
    const auto n_shapes = reader.take<std::uint32_t>();
    if (n_shapes > max_shapes)
        throw_damaged("too many number shapes");
    shapes_.clear();
    for (std::uint32_t shape = 0; shape < n_shapes; ++shape)
        shapes_.push_back(take_shape(reader));
}

void BlockColumn::decode_texts(ByteReader& reader, std::size_t n_texts) {
    reader.take_planes(n_texts, text_ends_);
    std::uint64_t end = 0;
    for (std::uint32_t& length : text_ends_) {
        end += length;
        if (end > std::numeric_limits<std::uint32_t>::max())
            throw_damaged("texts overflow");
        length = static_cast<std::uint32_t>(end);
    }
    text_bytes_.assign(reader.take_text(end));
}

void BlockColumn::decode(std::string_view bytes, std::size_t n_sites, std::size_t n_columns) {
    ByteReader reader{bytes};
    encoding_ = reader.take<Encoding>();
    std::size_t n_values = std::numeric_limits<std::uint32_t>::max();
    switch (encoding_) {
    case Encoding::integers:
        bias_ = reader.take<std::int64_t>();
        reader.take_planes(n_sites, codes_);
        if (bias_ < -(std::int64_t{1} << 50) || bias_ > (std::int64_t{1} << 50))
            throw_damaged("a number is out of range");
        return;
    case Encoding::decimals:
        decode_shapes(reader);
        reader.take_planes(n_sites, codes_);
        reader.take_planes(n_sites, digits_);
        n_values = shapes_.size();
        break;
    case Encoding::dictionary: {
        const auto n_texts = reader.take<std::uint32_t>();
        if (n_texts > n_sites)
            throw_damaged("more texts than sites");
        decode_texts(reader, n_texts);
        reader.take_planes(n_sites, codes_);
        n_values = n_texts;
        break;
    }
    case Encoding::quotients: {
        quotient_.numerator = reader.take<std::uint32_t>();
        quotient_.denominator = reader.take<std::uint32_t>();
        quotient_.format.kind = reader.take<QuotientFormat::Kind>();
        quotient_.format.precision = reader.take<std::uint8_t>();
        if (quotient_.numerator >= n_columns || quotient_.denominator >= n_columns ||
            quotient_.format.kind > QuotientFormat::Kind::fixed || quotient_.format.precision < 1 ||
            quotient_.format.precision > 9)
            throw_damaged("a quotient of columns that are not there");
        const auto n_texts = reader.take<std::uint32_t>();
        if (n_texts > n_sites)
            throw_damaged("more texts than sites");
        decode_texts(reader, n_texts);
        reader.take_planes(n_texts, digits_);  // the sites
        reader.take_planes(n_texts, codes_);
        if (!std::is_sorted(digits_.begin(), digits_.end()))
            throw_damaged("sites are not in order");
        n_values = 1;
        break;
    }
    default:
        throw_damaged("unknown encoding");
    }
    for (const std::uint32_t code : codes_)
        if (code >= first_value && code - first_value >= n_values)
            throw_damaged("a value is not there");
}

BlockColumn::State BlockColumn::state(std::size_t site) const noexcept {
    const std::uint32_t code = codes_[site];
    return code == absent_code    ? State::absent
           : code == missing_code ? State::missing
                                  : State::value;
}

bool BlockColumn::integer(std::size_t site, std::uint32_t& value) const noexcept {
    if (encoding_ != Encoding::integers || codes_[site] < first_value)
        return false;
    const std::int64_t number = bias_ + static_cast<std::int64_t>(codes_[site] - first_value);
    if (number < 0 || number > std::numeric_limits<std::uint32_t>::max())
        return false;
    value = static_cast<std::uint32_t>(number);
    return true;
}

void BlockColumn::append_text(std::size_t site, std::string& out) const {
    const std::uint32_t code = codes_[site] - first_value;
    switch (encoding_) {
    case Encoding::integers:
        append_number(out, bias_ + static_cast<std::int64_t>(code));
        return;
    case Encoding::decimals:
        append_decimal({shapes_[code], digits_[site]}, out);
        return;
    case Encoding::dictionary: {
        const std::uint32_t begin = code == 0 ? 0 : text_ends_[code - 1];
        out.append(text_bytes_, begin, text_ends_[code] - begin);
        return;
    }
    case Encoding::quotients:
        return;
    }
}

bool BlockColumn::exception(std::size_t site, std::string_view& text) const noexcept {
    const auto found = std::lower_bound(digits_.begin(), digits_.end(), site);
    if (found == digits_.end() || *found != site)
        return false;
    const auto index = static_cast<std::size_t>(found - digits_.begin());
    if (codes_[index] == absent_code) {
        text = absent_value;
    } else if (codes_[index] == missing_code) {
        text = ".";
    } else {
        const std::uint32_t begin = index == 0 ? 0 : text_ends_[index - 1];
        text = std::string_view{text_bytes_}.substr(begin, text_ends_[index] - begin);
    }
    return true;
}

std::string encode_column(
    std::span<const std::string_view> values,
    const QuotientOf* quotient,
    std::span<const std::string_view> numerators,
    std::span<const std::string_view> denominators) {
    ByteWriter writer;
    if (quotient != nullptr &&
        encode_quotients(values, *quotient, numerators, denominators, writer))
        return writer.bytes();
    if (!encode_integers(values, writer) && !encode_decimals(values, writer))
        encode_dictionary(values, writer);
    return writer.bytes();
}

}  // namespace genostrat::annotate

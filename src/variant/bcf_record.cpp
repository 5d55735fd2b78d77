// SPDX-License-Identifier: MIT
#include "bcf_record.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/genotypes.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat::detail {

namespace {

[[noreturn]] void throw_damaged(std::string_view what) {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("the BCF record is damaged: {}", what),
        {},
        "write the file again from its source"};
}

template <typename T>
std::int32_t widen(const char* bytes, std::size_t index) noexcept {
    const T value = load<T>(bytes + index * sizeof(T));
    if (value == std::numeric_limits<T>::min())
        return missing_integer;
    if (value == std::numeric_limits<T>::min() + 1)
        return end_of_vector_integer;
    return value;
}

/// As HTSlib's `kputd` (kstring.c): from 0.0001 to 999,999 what lies half-way between two texts of
/// six digits becomes the larger one, where printf takes the even one; outside it is printf's %g.
void append_six_digits(float value, std::string& out) {
    const double size = std::abs(double{value});
    if (!(size >= 0.0001 && size <= 999'999)) {
        std::array<char, 32> digits{};
        const auto [end, status] = std::to_chars(
            digits.data(), digits.data() + digits.size(), value, std::chars_format::general, 6);
        out.append(digits.data(), end);
        return;
    }
    constexpr std::array<double, 10> powers{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    std::size_t decimals = powers.size() - 1;
    // These products are exact: a float has 24 bits, 10^9 has 21 besides its powers of two.
    while (decimals > 0 && size * powers[decimals] >= 1e6)
        --decimals;
    auto digits = static_cast<std::uint64_t>(size * powers[decimals] + 0.5);
    while (decimals > 0 && digits % 10 == 0) {
        digits /= 10;
        --decimals;
    }
    if (std::signbit(value))
        out += '-';
    const auto scale = static_cast<std::uint64_t>(powers[decimals]);
    append_number(out, static_cast<std::int64_t>(digits / scale));
    if (decimals == 0)
        return;
    out += '.';
    for (std::uint64_t place = scale / 10; place > 0; place /= 10)
        out += static_cast<char>('0' + digits / place % 10);
}

}  // namespace

std::int32_t BcfVector::integer(std::size_t index) const noexcept {
    switch (type) {
    case BcfType::int8:
        return widen<std::int8_t>(data, index);
    case BcfType::int16:
        return widen<std::int16_t>(data, index);
    case BcfType::int32:
        return widen<std::int32_t>(data, index);
    default:
        return missing_integer;
    }
}

std::uint32_t BcfVector::used() const noexcept {
    std::uint32_t n = count;
    if (type == BcfType::text) {
        while (n > 0 && data[n - 1] == '\0')
            --n;
    } else if (type == BcfType::floating) {
        while (n > 0 && is_end_of_vector(load<float>(data + std::size_t{n - 1} * 4)))
            --n;
    } else if (type != BcfType::missing) {
        while (n > 0 && is_end_of_vector(integer(n - 1)))
            --n;
    }
    return n;
}

const char* BcfReader::take(std::size_t n_bytes) {
    if (static_cast<std::size_t>(end_ - at_) < n_bytes)
        throw_damaged("a value reaches past its end");
    const char* const taken = at_;
    at_ += n_bytes;
    return taken;
}

BcfVector BcfReader::vector(std::size_t n_copies) {
    const auto descriptor = static_cast<unsigned char>(*take(1));
    BcfVector out{static_cast<BcfType>(descriptor & 0xf), std::uint32_t{descriptor} >> 4, nullptr};
    if (out.count == 15) {  // the count did not fit: an integer follows
        const std::int32_t count = key();
        if (count < 0)
            throw_damaged("a vector of negative length");
        out.count = static_cast<std::uint32_t>(count);
    }
    const auto code = static_cast<unsigned>(out.type);
    if (code > 7 || code == 4 || code == 6)
        throw_damaged(fmt::format("there is no value type {}", code));
    out.data = take(out.bytes() * n_copies);
    return out;
}

std::int32_t BcfReader::key() {
    const auto descriptor = static_cast<unsigned char>(*take(1));
    const BcfVector one{static_cast<BcfType>(descriptor & 0xf), 1, nullptr};
    if (descriptor >> 4 != 1 || one.type == BcfType::missing || size_of(one.type) == 0 ||
        static_cast<unsigned>(one.type) > 3)
        throw_damaged("a key is no single integer");
    return BcfVector{one.type, 1, take(one.bytes())}.integer(0);
}

BcfRecord::BcfRecord(std::string_view bytes) {
    if (bytes.size() < length_bytes + fixed_bytes)
        throw_damaged("it is shorter than its fixed part");
    const std::size_t n_shared = load<std::uint32_t>(bytes.data());
    const std::size_t n_individual = load<std::uint32_t>(bytes.data() + 4);
    if (n_shared < fixed_bytes || length_bytes + n_shared + n_individual != bytes.size())
        throw_damaged("its lengths do not add up");
    const char* const fixed = bytes.data() + length_bytes;
    contig = load<std::int32_t>(fixed);
    pos = load<std::int32_t>(fixed + 4);
    length = load<std::int32_t>(fixed + 8);
    qual = load<float>(fixed + 12);
    const auto alleles_and_info = load<std::uint32_t>(fixed + 16);
    const auto formats_and_samples = load<std::uint32_t>(fixed + 20);
    n_alleles = alleles_and_info >> 16;
    n_info = alleles_and_info & 0xffff;
    n_format = formats_and_samples >> 24;
    n_samples = formats_and_samples & 0xffffff;
    variable = {fixed + fixed_bytes, n_shared - fixed_bytes};
    samples = {fixed + n_shared, n_individual};
}

std::string_view tag_name(const bcf_hdr_t& header, std::int32_t key) {
    if (key < 0 || key >= header.n[BCF_DT_ID] || header.id[BCF_DT_ID][key].key == nullptr)
        throw_damaged(fmt::format("the header has no tag number {}", key));
    return header.id[BCF_DT_ID][key].key;
}

void append_float(float value, FloatText floats, std::string& out) {
    if (is_missing(value)) {
        out += '.';
        return;
    }
    if (floats == FloatText::exact) {
        append_number(out, value);
        return;
    }
    append_six_digits(value, out);
}

void append_bcf_values(const BcfVector& values, FloatText floats, std::string& out) {
    if (values.count == 0) {
        out += '.';
        return;
    }
    if (values.type == BcfType::text) {
        for (const char letter : values.text()) {
            if (letter == '\0')
                return;
            out += letter == bcf_str_missing ? '.' : letter;
        }
        return;
    }
    for (std::uint32_t index = 0; index < values.count; ++index) {
        if (values.type == BcfType::floating) {
            const float value = load<float>(values.data + std::size_t{index} * 4);
            if (is_end_of_vector(value))
                return;
            out += index > 0 ? "," : "";
            append_float(value, floats, out);
        } else {
            const std::int32_t value = values.integer(index);
            if (is_end_of_vector(value))
                return;
            out += index > 0 ? "," : "";
            if (is_missing(value))
                out += '.';
            else
                append_number(out, std::int64_t{value});
        }
    }
}

}  // namespace genostrat::detail

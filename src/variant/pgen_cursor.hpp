// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>

// Reading the parts of a .pgen's record (PLINK 2 File Format Specification, section 2.3).
namespace genostrat::detail {

[[noreturn]] inline void throw_damaged_pgen(std::string_view what) {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("the variant's record is damaged: {}", what),
        {},
        "fetch the .pgen again, or make it again from its source"};
}

/// Walks through a record.
class PgenCursor {
public:
    explicit PgenCursor(std::string_view bytes) : at_{bytes.data()}, end_{at_ + bytes.size()} {}

    std::string_view take(std::size_t n_bytes) {
        if (static_cast<std::size_t>(end_ - at_) < n_bytes)
            throw_damaged_pgen("it ends too early");
        const std::string_view taken{at_, n_bytes};
        at_ += n_bytes;
        return taken;
    }

    std::uint8_t byte() { return static_cast<std::uint8_t>(take(1)[0]); }

    std::uint32_t varint() {
        // Most numbers of a list are steps that fit a byte.
        if (at_ != end_ && static_cast<std::uint8_t>(*at_) < 0x80)
            return static_cast<std::uint8_t>(*at_++);
        return long_varint();
    }

    std::uint32_t little_endian(std::size_t n_bytes) {
        std::uint32_t value = 0;
        const std::string_view bytes = take(n_bytes);
        for (std::size_t at = n_bytes; at-- > 0;)
            value = (value << 8) | static_cast<std::uint8_t>(bytes[at]);
        return value;
    }

private:
    std::uint32_t long_varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 35; shift += 7) {
            const std::uint8_t piece = byte();
            value |= std::uint64_t{piece & 0x7fU} << shift;
            if (piece < 0x80) {
                if (value > std::numeric_limits<std::uint32_t>::max())
                    break;
                return static_cast<std::uint32_t>(value);
            }
        }
        throw_damaged_pgen("a number is too large");
    }

    const char* at_;
    const char* end_;
};

inline bool bit_of(std::string_view bits, std::size_t at) noexcept {
    return ((static_cast<std::uint8_t>(bits[at / 8]) >> (at % 8)) & 1U) != 0;
}

inline std::size_t bytes_of_bits(std::size_t n_bits) noexcept {
    return (n_bits + 7) / 8;
}

/// An entry of a packed array whose width divides 8, or is whole bytes.
inline std::uint32_t
packed_value(std::string_view packed, std::size_t at, std::size_t width) noexcept {
    if (width == 0)
        return 0;
    if (width >= 8) {
        std::uint32_t value = 0;
        for (std::size_t byte = width / 8; byte-- > 0;)
            value = (value << 8) | static_cast<std::uint8_t>(packed[at * (width / 8) + byte]);
        return value;
    }
    const std::size_t bit = at * width;
    return (static_cast<std::uint32_t>(static_cast<std::uint8_t>(packed[bit / 8])) >> (bit % 8)) &
           ((1U << width) - 1);
}

inline constexpr std::size_t ids_per_group = 64;  // of a difflist

inline std::size_t bytes_of_id(std::size_t n_samples) noexcept {
    return n_samples <= 0x100 ? 1 : n_samples <= 0x10000 ? 2 : n_samples <= 0x1000000 ? 3 : 4;
}

enum class Values : std::uint8_t { none, categories };

/// Calls `visit(sample, category)` for the entries of a difflist, in ascending order of samples.
template <typename Visit>
void for_each_difference(PgenCursor& cursor, std::size_t n_samples, Values values, Visit visit) {
    const std::size_t n = cursor.varint();
    if (n == 0)
        return;
    if (n > n_samples)
        throw_damaged_pgen("a list names more samples than there are");
    const std::size_t n_groups = (n + ids_per_group - 1) / ids_per_group;
    const std::size_t id_bytes = bytes_of_id(n_samples);
    PgenCursor first_ids{cursor.take(n_groups * id_bytes)};
    static_cast<void>(cursor.take(n_groups - 1));  // sizes of the groups: only for random access
    const std::string_view categories =
        values == Values::categories ? cursor.take((n + 3) / 4) : std::string_view{};
    std::uint64_t sample = 0;
    const auto check = [&](bool ascends) {
        if (sample >= n_samples || !ascends)
            throw_damaged_pgen(
                "a list of samples is not in ascending order, or names one too many");
    };
    const auto visit_at = [&](std::size_t at) {
        visit(
            static_cast<std::size_t>(sample),
            values == Values::categories ? packed_value(categories, at, 2) : 0U);
    };
    for (std::size_t begin = 0; begin < n; begin += ids_per_group) {
        const std::uint64_t last = sample;
        sample = first_ids.little_endian(id_bytes);
        check(begin == 0 || sample > last);
        visit_at(begin);
        const std::size_t end = std::min(n, begin + ids_per_group);
        for (std::size_t at = begin + 1; at < end; ++at) {
            const std::uint32_t step = cursor.varint();
            sample += step;
            check(step > 0);
            visit_at(at);
        }
    }
}

}  // namespace genostrat::detail

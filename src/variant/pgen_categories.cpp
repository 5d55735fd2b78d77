// SPDX-License-Identifier: MIT
#include "pgen_cursor.hpp"
#include "pgen_record.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <genostrat/variant/packed_codes.hpp>

namespace genostrat::detail {

namespace {

void set_category(PackedCategories& packed, std::size_t sample, unsigned category) noexcept {
    std::uint8_t& byte = packed[sample / 4];
    const auto shift = static_cast<unsigned>(2 * (sample % 4));
    byte = static_cast<std::uint8_t>((byte & ~(3U << shift)) | (category << shift));
}

/// Changes the samples of a difflist.
void apply_differences(PgenCursor& cursor, std::size_t n_samples, PackedCategories& out) {
    for_each_difference(
        cursor, n_samples, Values::categories, [&](std::size_t sample, unsigned category) {
            set_category(out, sample, category);
        });
}

/// Each of 32 bits becomes two: 01 where it is set.
std::uint64_t spread_bits(std::uint64_t bits) noexcept {
    bits = (bits | bits << 16) & 0x0000ffff0000ffff;
    bits = (bits | bits << 8) & 0x00ff00ff00ff00ff;
    bits = (bits | bits << 4) & 0x0f0f0f0f0f0f0f0f;
    bits = (bits | bits << 2) & 0x3333333333333333;
    return (bits | bits << 1) & 0x5555555555555555;
}

void decode_one_bit(PgenCursor& cursor, std::size_t n_samples, PackedCategories& out) {
    const unsigned code = cursor.byte();

    struct Pair {
        unsigned code, low, high;
    };

    static constexpr std::array<Pair, 6> pairs{
        {{1, 0, 1}, {2, 0, 2}, {3, 0, 3}, {5, 1, 2}, {6, 1, 3}, {9, 2, 3}}};
    const Pair* const pair = std::ranges::find(pairs, code, &Pair::code);
    if (pair == pairs.end())
        throw_damaged_pgen(fmt::format("there is no pair of categories {}", code));
    const std::string_view bits = cursor.take(bytes_of_bits(n_samples));
    const std::uint64_t all_low = std::uint64_t{pair->low} * low_bits_of_codes;
    const unsigned change = pair->low ^ pair->high;
    const auto spread = [&](std::uint32_t own) { return all_low ^ spread_bits(own) * change; };
    constexpr std::size_t at_once = sizeof(std::uint64_t);
    const std::size_t n_whole = out.size() / at_once;
    for (std::size_t word = 0; word < n_whole; ++word) {
        std::uint32_t own = 0;
        std::memcpy(&own, bits.data() + word * sizeof own, sizeof own);
        const std::uint64_t categories = spread(own);
        std::memcpy(out.data() + word * at_once, &categories, at_once);
    }
    if (const std::size_t n_left = out.size() % at_once; n_left > 0) {
        std::uint32_t own = 0;
        const std::string_view rest = bits.substr(n_whole * sizeof own);
        std::memcpy(&own, rest.data(), rest.size());
        const std::uint64_t categories = spread(own);
        std::memcpy(out.data() + n_whole * at_once, &categories, n_left);
    }
    apply_differences(cursor, n_samples, out);
}

/// All samples have the usual category but for those of a difflist.
void decode_sparse(
    PgenCursor& cursor, std::size_t n_samples, unsigned usual, PackedCategories& out) {
    std::ranges::fill(out, static_cast<std::uint8_t>(usual * 0x55));
    // A list names a sample once.
    for_each_difference(
        cursor, n_samples, Values::categories, [&](std::size_t sample, unsigned category) {
            out[sample / 4] = static_cast<std::uint8_t>(
                out[sample / 4] ^ (category ^ usual) << (2 * (sample % 4)));
        });
}

void decode_main_track(
    PgenCursor& cursor,
    PgenType type,
    std::size_t n_samples,
    std::span<const std::uint8_t> base,
    PackedCategories& out) {
    const std::size_t n_bytes = (n_samples + 3) / 4;
    out.resize(n_bytes);
    switch (type.compression()) {
    case 0:
        std::memcpy(out.data(), cursor.take(n_bytes).data(), n_bytes);
        return;
    case 1:
        decode_one_bit(cursor, n_samples, out);
        return;
    case 4:
    case 6:
    case 7:
        decode_sparse(cursor, n_samples, type.compression() - 4, out);
        return;
    case 2:
    case 3:
        break;
    default:
        throw_damaged_pgen(fmt::format("there is no compression {}", type.compression()));
    }
    if (base.size() != n_bytes)
        throw_damaged_pgen("it refers to an earlier variant, and there is none");
    std::ranges::copy(base, out.begin());
    apply_differences(cursor, n_samples, out);
    if (type.compression() == 2)
        return;
    // Inverted with its differences: 0 and 2 change places, which is the high bit where the low
    // one is 0.
    for (std::uint8_t& byte : out)
        byte = static_cast<std::uint8_t>(byte ^ (~byte & 0x55U) << 1);
}

}  // namespace

void decode_pgen_categories(
    std::string_view bytes,
    PgenType type,
    std::size_t n_samples,
    std::span<const std::uint8_t> base,
    PackedCategories& out) {
    PgenCursor cursor{bytes};
    decode_main_track(cursor, type, n_samples, base, out);
}

void decode_bed_categories(std::string_view bytes, std::size_t n_samples, PackedCategories& out) {
    const std::size_t n_bytes = (n_samples + 3) / 4;
    if (bytes.size() != n_bytes)
        throw_damaged_pgen("it ends too early");
    out.resize(n_bytes);
    for (std::size_t at = 0; at < n_bytes; ++at) {
        // PLINK 1 has 0 ALT/ALT, 1 missing, 2 REF/ALT, 3 REF/REF.
        const unsigned own = static_cast<std::uint8_t>(bytes[at]);
        const unsigned low = own & 0x55U;
        const unsigned high = (own >> 1) & 0x55U;
        const unsigned new_high = ~high & 0x55U;
        const unsigned new_low = (low ^ high);
        out[at] = static_cast<std::uint8_t>((new_high << 1) | new_low);
    }
}

}  // namespace genostrat::detail

// SPDX-License-Identifier: MIT
#include "pgen_record.hpp"

#include "pgen_cursor.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>

namespace genostrat::detail {

namespace {

constexpr float dosage_unit = 1.0F / 16384.0F;
constexpr std::uint32_t missing_dosage_code = 65535;

/// Samples of one category whose genotype is not the category's usual one.
std::vector<std::uint32_t> patched_samples(
    PgenCursor& cursor,
    unsigned format,
    const PackedCategories& categories,
    std::size_t n_samples,
    unsigned category) {
    std::vector<std::uint32_t> out;
    if (format == 15)
        return out;
    if (format == 1) {
        for_each_difference(cursor, n_samples, Values::none, [&](std::size_t sample, unsigned) {
            out.push_back(static_cast<std::uint32_t>(sample));
        });
        return out;
    }
    if (format != 0)
        throw_damaged_pgen(
            fmt::format("there is no format {} of genotypes with further ALTs", format));
    std::vector<std::uint32_t> own;
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        if (category_of(categories, sample) == category)
            own.push_back(static_cast<std::uint32_t>(sample));
    const std::string_view bits = cursor.take(bytes_of_bits(own.size()));
    for (std::size_t at = 0; at < own.size(); ++at)
        if (bit_of(bits, at))
            out.push_back(own[at]);
    return out;
}

/// Bits of an ALT's number in the patches of category 1.
std::size_t het_width(std::size_t n_alts) noexcept {
    return n_alts <= 2       ? 0
           : n_alts == 3     ? 1
           : n_alts <= 5     ? 2
           : n_alts <= 17    ? 4
           : n_alts <= 257   ? 8
           : n_alts <= 65537 ? 16
                             : 24;
}

/// The same for each of the two ALTs in the patches of category 2.
std::size_t alt_width(std::size_t n_alts) noexcept {
    return n_alts <= 4 ? 2 : n_alts <= 16 ? 4 : n_alts <= 256 ? 8 : n_alts <= 65536 ? 16 : 24;
}

std::int32_t checked_alt(std::uint32_t alt, std::size_t n_alts) {
    if (alt > n_alts)
        throw_damaged_pgen(fmt::format("a genotype has ALT {} of {}", alt, n_alts));
    return static_cast<std::int32_t>(alt);
}

void decode_more_alts(
    PgenCursor& cursor, std::size_t n_samples, std::size_t n_alts, PgenGenotypes& out) {
    if (n_alts < 2)
        throw_damaged_pgen("its genotypes have more ALTs than the variant");
    const unsigned formats = cursor.byte();
    const auto hets = patched_samples(cursor, formats & 15U, out.categories, n_samples, 1);
    const std::size_t width = het_width(n_alts);
    const std::string_view het_alts = cursor.take(bytes_of_bits(hets.size() * width));
    for (std::size_t at = 0; at < hets.size(); ++at)
        out.patches.push_back(
            {hets[at], 0, checked_alt(packed_value(het_alts, at, width) + 2, n_alts)});
    const auto alts = patched_samples(cursor, formats >> 4, out.categories, n_samples, 2);
    if (n_alts == 2) {
        const std::string_view bits = cursor.take(bytes_of_bits(alts.size()));
        for (std::size_t at = 0; at < alts.size(); ++at)
            out.patches.push_back({alts[at], bit_of(bits, at) ? 2 : 1, 2});
    } else {
        const std::size_t each = alt_width(n_alts);
        const std::string_view pairs = cursor.take(bytes_of_bits(alts.size() * 2 * each));
        for (std::size_t at = 0; at < alts.size(); ++at)
            out.patches.push_back(
                {alts[at],
                 checked_alt(packed_value(pairs, 2 * at, each) + 1, n_alts),
                 checked_alt(packed_value(pairs, 2 * at + 1, each) + 1, n_alts)});
    }
    std::ranges::sort(out.patches, {}, &PgenGenotypes::Patch::sample);
}

/// Samples with two different alleles, ascending.
std::vector<std::uint32_t> heterozygous(std::size_t n_samples, const PgenGenotypes& genotypes) {
    constexpr std::uint64_t low_bits = 0x5555555555555555;
    constexpr std::size_t samples_per_word = 32;
    std::vector<std::uint32_t> out;
    const PackedCategories& categories = genotypes.categories;
    for (std::size_t begin = 0; begin < categories.size(); begin += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(
            &word, categories.data() + begin, std::min(sizeof word, categories.size() - begin));
        // Category 1: the low bit without the high one.
        for (std::uint64_t hets = word & ~(word >> 1) & low_bits; hets != 0; hets &= hets - 1) {
            const auto at = static_cast<std::size_t>(std::countr_zero(hets)) / 2;
            const std::size_t sample = begin / sizeof word * samples_per_word + at;
            if (sample < n_samples)
                out.push_back(static_cast<std::uint32_t>(sample));
        }
    }
    if (genotypes.patches.empty())
        return out;
    // Patches of category 1 stay heterozygous; those of category 2 are if their alleles differ.
    for (const PgenGenotypes::Patch& patch : genotypes.patches)
        if (patch.first > 0 && patch.first != patch.second)
            out.push_back(patch.sample);
    std::ranges::sort(out);
    return out;
}

void decode_phase(PgenCursor& cursor, std::size_t n_samples, PgenGenotypes& out) {
    const std::vector<std::uint32_t> hets = heterozygous(n_samples, out);
    out.is_phased = true;
    // Bit 0 tells whether the next n bits say which heterozygous genotypes are phased.
    const std::string_view present = cursor.take(bytes_of_bits(hets.size() + 1));
    if (!bit_of(present, 0)) {
        for (std::size_t at = 0; at < hets.size(); ++at)
            if (bit_of(present, at + 1))
                out.swapped.push_back(hets[at]);
        return;
    }
    std::vector<std::uint32_t> phased;
    for (std::size_t at = 0; at < hets.size(); ++at)
        (bit_of(present, at + 1) ? phased : out.unphased).push_back(hets[at]);
    const std::string_view info = cursor.take(bytes_of_bits(phased.size()));
    for (std::size_t at = 0; at < phased.size(); ++at)
        if (bit_of(info, at))
            out.swapped.push_back(phased[at]);
}

void decode_dosages(PgenCursor& cursor, PgenType type, std::size_t n_samples, PgenGenotypes& out) {
    constexpr float missing = std::numeric_limits<float>::quiet_NaN();
    constexpr std::array<float, 4> of_category{0.0F, 1.0F, 2.0F, missing};
    out.dosages.resize(n_samples);
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        out.dosages[sample] = of_category[category_of(out.categories, sample)];
    std::vector<std::uint32_t> samples;
    const unsigned kind = (type.bits >> 5) & 3U;
    if (kind == 1) {
        for_each_difference(cursor, n_samples, Values::none, [&](std::size_t sample, unsigned) {
            samples.push_back(static_cast<std::uint32_t>(sample));
        });
    } else {
        const std::string_view bits =
            kind == 3 ? cursor.take(bytes_of_bits(n_samples)) : std::string_view{};
        for (std::uint32_t sample = 0; sample < n_samples; ++sample)
            if (kind == 2 || bit_of(bits, sample))
                samples.push_back(sample);
    }
    for (const std::uint32_t sample : samples) {
        const std::uint32_t value = cursor.little_endian(2);
        if (value > 32768 && value != missing_dosage_code)
            throw_damaged_pgen(fmt::format("a dosage is {}, expected 0 to 32768", value));
        out.dosages[sample] =
            value == missing_dosage_code ? missing : static_cast<float>(value) * dosage_unit;
    }
}

}  // namespace

void decode_pgen_record(
    std::string_view bytes,
    PgenType type,
    std::size_t n_samples,
    std::size_t n_alts,
    std::span<const std::uint8_t> base,
    PgenGenotypes& out) {
    out.patches.clear();
    out.is_phased = false;
    out.unphased.clear();
    out.swapped.clear();
    out.dosages.clear();
    PgenCursor cursor{bytes};
    decode_main_track(cursor, type, n_samples, base, out.categories);
    if (type.has_more_alts())
        decode_more_alts(cursor, n_samples, n_alts, out);
    if (type.has_phase())
        decode_phase(cursor, n_samples, out);
    if (!type.has_dosages())
        return;
    if (n_alts > 1)
        throw Error{
            ErrorKind::unsupported,
            "dosages of a variant with several ALTs cannot be read from a .pgen",
            {},
            "split the variant: plink2 --make-pgen multiallelics=-"};
    decode_dosages(cursor, type, n_samples, out);
}

void decode_bed_record(std::string_view bytes, std::size_t n_samples, PgenGenotypes& out) {
    out.patches.clear();
    out.is_phased = false;
    out.unphased.clear();
    out.swapped.clear();
    out.dosages.clear();
    decode_bed_categories(bytes, n_samples, out.categories);
}

void fill_genotypes(
    const PgenGenotypes& genotypes, std::size_t n_samples, std::span<std::int8_t> out) noexcept {
    using Calls = std::array<std::int8_t, 8>;
    static const auto tables = [] {
        constexpr std::array<std::array<std::int8_t, 2>, 4> calls{{{2, 2}, {2, 4}, {4, 4}, {}}};
        std::array<std::array<Calls, 256>, 2> made{};
        for (unsigned byte = 0; byte < 256; ++byte)
            for (std::size_t at = 0; at < 4; ++at) {
                const unsigned category = (byte >> (2 * at)) & 3U;
                for (unsigned phased = 0; phased < 2; ++phased) {
                    made[phased][byte][2 * at] = calls[category][0];
                    made[phased][byte][2 * at + 1] = static_cast<std::int8_t>(
                        calls[category][1] | (category == 3 ? 0U : phased));
                }
            }
        return made;
    }();
    const std::array<Calls, 256>& table = tables[genotypes.is_phased ? 1 : 0];
    const std::size_t n_whole = n_samples / 4;
    for (std::size_t at = 0; at < n_whole; ++at)
        std::memcpy(out.data() + 8 * at, table[genotypes.categories[at]].data(), 8);
    if (n_samples % 4 != 0)
        std::memcpy(
            out.data() + 8 * n_whole,
            table[genotypes.categories[n_whole]].data(),
            2 * (n_samples % 4));
    const int phased = genotypes.is_phased ? 1 : 0;
    for (const PgenGenotypes::Patch& patch : genotypes.patches) {
        const std::size_t at = std::size_t{2} * patch.sample;
        out[at] = static_cast<std::int8_t>((patch.first + 1) << 1);
        out[at + 1] = static_cast<std::int8_t>((patch.second + 1) << 1 | phased);
    }
    for (const std::size_t sample : genotypes.unphased)
        out[2 * sample + 1] = static_cast<std::int8_t>(out[2 * sample + 1] & ~1);
    for (const std::size_t sample : genotypes.swapped) {
        const auto second = static_cast<std::int8_t>(out[2 * sample + 1] & ~1);
        out[2 * sample + 1] = static_cast<std::int8_t>(out[2 * sample] | 1);
        out[2 * sample] = second;
    }
}

}  // namespace genostrat::detail

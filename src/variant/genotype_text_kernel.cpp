// SPDX-License-Identifier: MIT
#include "genotype_text.hpp"

#include <array>
#include <bit>
#include <cstring>

#include <genostrat/core/clones.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat::detail {

namespace {

/// Packed allele for a digit or dot, 0x80 for other characters.
constexpr std::array<std::uint8_t, 256> allele_codes = [] {
    std::array<std::uint8_t, 256> codes{};
    codes.fill(0x80);
    for (unsigned digit = 0; digit < 10; ++digit)
        codes['0' + digit] = static_cast<std::uint8_t>((digit + 1) << 1);
    codes['.'] = 0;
    return codes;
}();

/// Phase bit of the separator; 0x80 for other characters.
constexpr std::array<std::uint8_t, 256> phase_codes = [] {
    std::array<std::uint8_t, 256> codes{};
    codes.fill(0x80);
    codes['/'] = 0;
    codes['|'] = 1;
    return codes;
}();

/// Samples of four bytes each, as in `0|1` and a tab: selects on 32-bit lanes, so that it
/// vectorises.
/// @return false where one of them is not an allele of one digit or dot, a phase, another allele
///         and a tab
GENOSTRAT_CLONES
bool pack_fixed_stride(const char* text, std::size_t n_samples, std::int8_t* out) noexcept {
    // From the dot: 0 for `.`, 1 for `/`, which is no allele, 2 to 11 for digits.
    constexpr std::uint32_t slash = 1;
    constexpr std::uint32_t last_digit = 11;
    std::uint32_t bad = 0;
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, text + 4 * sample, sizeof bytes);
        const std::uint32_t first = (bytes & 0xff) - '.';
        const std::uint32_t phase = bytes >> 8 & 0xff;
        const std::uint32_t second = (bytes >> 16 & 0xff) - '.';
        const std::uint32_t is_phased = phase == '|' ? 1U : 0U;
        bad |= first > last_digit || first == slash ? 1U : 0U;
        bad |= second > last_digit || second == slash ? 1U : 0U;
        bad |= phase != '|' && phase != '/' ? 1U : 0U;
        bad |= bytes >> 24 != '\t' ? 1U : 0U;
        const std::uint32_t first_call = first == 0 ? 0U : (first - 1) << 1;
        const std::uint32_t second_call = (second == 0 ? 0U : (second - 1) << 1) | is_phased;
        const auto calls = static_cast<std::uint16_t>(first_call | second_call << 8);
        std::memcpy(out + 2 * sample, &calls, sizeof calls);
    }
    return bad == 0;
}

unsigned byte_at(const char* text) noexcept {
    return static_cast<unsigned char>(*text);
}

}  // namespace

void append_genotype(const BcfVector& calls, std::string& out) {
    const std::uint32_t n = calls.type == BcfType::missing ? 0 : calls.used();
    if (n == 0) {
        out += '.';
        return;
    }
    for (std::uint32_t copy = 0; copy < n; ++copy) {
        const std::int32_t raw = calls.integer(copy);
        const std::int32_t call = is_missing(raw) ? 0 : raw;
        if (copy > 0)
            out += (call & 1) != 0 ? '|' : '/';
        if (call >> 1 == 0)
            out += '.';
        else
            append_number(out, std::int64_t{(call >> 1) - 1});
    }
}

bool parse_genotype(std::string_view text, std::vector<std::int32_t>& out) {
    std::int32_t phased = 0;
    if (!text.empty() && (text.front() == '|' || text.front() == '/')) {  // VCF 4.4
        phased = text.front() == '|' ? 1 : 0;
        text.remove_prefix(1);
    }
    for (;;) {
        const std::size_t end = text.find_first_of("/|");
        const std::string_view allele = text.substr(0, end);
        if (allele == ".") {
            out.push_back(phased);
        } else {
            const auto index = parse_number<std::int32_t>(allele);
            if (!index || *index < 0 || *index > (1 << 29))
                return false;
            out.push_back((*index + 1) << 1 | phased);
        }
        if (end == std::string_view::npos)
            return true;
        phased = text[end] == '|' ? 1 : 0;
        text.remove_prefix(end + 1);
    }
}

bool pack_diploid_genotypes(
    std::string_view text, std::size_t n_samples, std::int8_t* out) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    std::size_t sample = 0;
    // Only GT in each sample: a fixed stride of four bytes, no search for the next tab.
    if (std::endian::native == std::endian::little && n_samples > 0 &&
        text.size() == 4 * n_samples - 1) {
        if (!pack_fixed_stride(at, n_samples - 1, out))
            return false;
        sample = n_samples - 1;
        at += 4 * sample;
    }
    for (; sample < n_samples; ++sample) {
        if (end - at < 3)
            return false;
        const unsigned first = allele_codes[byte_at(at)];
        const unsigned phase = phase_codes[byte_at(at + 1)];
        const unsigned second = allele_codes[byte_at(at + 2)];
        out[2 * sample] = static_cast<std::int8_t>(first);
        out[2 * sample + 1] = static_cast<std::int8_t>(second | phase);
        at += 3;
        if (((first | phase | second) & 0x80) != 0 || (at != end && *at != '\t' && *at != ':'))
            return false;
        if (at != end && *at == ':') {
            const void* const tab = std::memchr(at, '\t', static_cast<std::size_t>(end - at));
            at = tab == nullptr ? end : static_cast<const char*>(tab);
        }
        if (at != end)
            ++at;
        else if (sample + 1 < n_samples)
            return false;
    }
    return true;
}

}  // namespace genostrat::detail

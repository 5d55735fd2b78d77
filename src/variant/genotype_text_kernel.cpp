// SPDX-License-Identifier: MIT
#include "genotype_text.hpp"

#include <array>
#include <cstring>

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
    unsigned bad = 0;
    std::size_t sample = 0;
    // Only GT in each sample: a fixed stride of four bytes, no search for the next tab.
    if (text.size() == 4 * n_samples - 1) {
        for (; sample + 1 < n_samples; ++sample, at += 4) {
            const unsigned first = allele_codes[byte_at(at)];
            const unsigned phase = phase_codes[byte_at(at + 1)];
            const unsigned second = allele_codes[byte_at(at + 2)];
            bad |= first | phase | second | (at[3] == '\t' ? 0U : 0x80U);
            out[2 * sample] = static_cast<std::int8_t>(first);
            out[2 * sample + 1] = static_cast<std::int8_t>(second | phase);
        }
        if ((bad & 0x80) != 0)
            return false;
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

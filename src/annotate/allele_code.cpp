// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>

#include <genostrat/annotate/allele_code.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::annotate {

namespace {

constexpr std::size_t max_coded_bases = 11;
constexpr unsigned length_bits = 4;
constexpr unsigned base_bits = 2 * max_coded_bases;
constexpr std::string_view letters = "ACGT";

constexpr std::array<std::uint8_t, 256> make_base_table() {
    std::array<std::uint8_t, 256> table{};
    table.fill(4);
    for (std::size_t base = 0; base < letters.size(); ++base)
        table[static_cast<unsigned char>(letters[base])] = static_cast<std::uint8_t>(base);
    return table;
}

constexpr std::array<std::uint8_t, 256> base_table = make_base_table();

std::uint32_t base_of(char letter) noexcept {
    return base_table[static_cast<unsigned char>(letter)];
}

}  // namespace

// Layout of a code >= 16, from the high bits: 0, 0, ref length (4), alt length (4), bases (22).
AlleleCode encode_alleles(std::string_view ref, std::string_view alt) noexcept {
    if (ref.size() == 1 && alt.size() == 1) {
        const std::uint32_t from = base_of(ref.front());
        const std::uint32_t to = base_of(alt.front());
        return from < 4 && to < 4 ? from * 4 + to : long_allele_code;
    }
    if (ref.empty() || alt.empty() || ref.size() + alt.size() > max_coded_bases)
        return long_allele_code;
    std::uint32_t bases = 0;
    for (const std::string_view allele : {ref, alt}) {
        for (const char letter : allele) {
            const std::uint32_t base = base_of(letter);
            if (base > 3)
                return long_allele_code;
            bases = bases << 2 | base;
        }
    }
    return (static_cast<std::uint32_t>(ref.size()) << length_bits |
            static_cast<std::uint32_t>(alt.size()))
               << base_bits |
           bases;
}

bool decode_alleles(AlleleCode code, std::string& ref, std::string& alt) {
    ref.clear();
    alt.clear();
    if (code < 16) {
        ref += letters[code / 4];
        alt += letters[code % 4];
        return true;
    }
    const std::size_t n_ref = code >> (base_bits + length_bits);
    const std::size_t n_alt = (code >> base_bits) & 15U;
    if (n_ref == 0 || n_alt == 0 || n_ref + n_alt > max_coded_bases)
        return false;
    for (std::size_t base = n_ref + n_alt; base-- > 0;) {
        const std::size_t from_right = n_ref + n_alt - 1 - base;
        const char letter = letters[(code >> (2 * base)) & 3U];
        (from_right < n_ref ? ref : alt) += letter;
    }
    return true;
}

TrimmedAllele trim_allele(std::int64_t pos, std::string_view ref, std::string_view alt) noexcept {
    if ((ref.size() == 1 && alt.size() == 1) || !is_sequence(alt) || !is_sequence(ref))
        return {pos, ref, alt};
    while (ref.size() > 1 && alt.size() > 1 && ref.back() == alt.back()) {
        ref.remove_suffix(1);
        alt.remove_suffix(1);
    }
    while (ref.size() > 1 && alt.size() > 1 && ref.front() == alt.front()) {
        ref.remove_prefix(1);
        alt.remove_prefix(1);
        ++pos;
    }
    return {pos, ref, alt};
}

}  // namespace genostrat::annotate

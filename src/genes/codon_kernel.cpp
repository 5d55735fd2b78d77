// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>

#include <genostrat/genes/codon.hpp>

namespace genostrat::genes {
namespace {

// Codes T0 C1 A2 G3, the order of NCBI's tables; 4 and above: an IUPAC letter or no base at all.
constexpr std::uint8_t not_plain = 4;

constexpr std::array<std::uint8_t, 256> make_codes() {
    std::array<std::uint8_t, 256> codes{};
    for (std::uint8_t& code : codes)
        code = not_plain;
    const std::string_view letters = "TCAG";
    for (std::size_t code = 0; code < letters.size(); ++code) {
        const auto letter = static_cast<unsigned char>(letters[code]);
        codes[letter] = static_cast<std::uint8_t>(code);
        codes[letter + 32U] = static_cast<std::uint8_t>(code);
    }
    codes[static_cast<unsigned char>('U')] = 0;
    codes[static_cast<unsigned char>('u')] = 0;
    return codes;
}

constexpr std::array<std::uint8_t, 256> base_codes = make_codes();

constexpr std::uint8_t code_of(char base) noexcept {
    return base_codes[static_cast<unsigned char>(base)];
}

constexpr std::string_view standard_residues =
    "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
constexpr std::string_view mitochondrial_residues =
    "FFLLSSSSYY**CCWWLLLLPPPPHHQQRRRRIIMMTTTTNNKKSS**VVVVAAAADDEEGGGG";

constexpr std::string_view residues_of(CodonTable table) noexcept {
    return table == CodonTable::vertebrate_mitochondrial ? mitochondrial_residues
                                                         : standard_residues;
}

// Bit `code` is set for each base that an IUPAC letter stands for; 0 for no nucleotide letter.
constexpr std::uint8_t iupac_bits(char letter) noexcept {
    constexpr std::uint8_t t = 1;
    constexpr std::uint8_t c = 2;
    constexpr std::uint8_t a = 4;
    constexpr std::uint8_t g = 8;
    switch (letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter) {
    case 'A':
        return a;
    case 'C':
        return c;
    case 'G':
        return g;
    case 'T':
    case 'U':
        return t;
    case 'R':
        return a | g;
    case 'Y':
        return c | t;
    case 'S':
        return c | g;
    case 'W':
        return a | t;
    case 'K':
        return g | t;
    case 'M':
        return a | c;
    case 'B':
        return c | g | t;
    case 'D':
        return a | g | t;
    case 'H':
        return a | c | t;
    case 'V':
        return a | c | g;
    case 'N':
    case 'X':
        return a | c | g | t;
    default:
        return 0;
    }
}

char merge_residues(char one, char other) noexcept {
    if (one == other)
        return one;
    const auto both = [&](char first, char second, char either) {
        const auto fits = [&](char residue) {
            return residue == first || residue == second || residue == either;
        };
        return fits(one) && fits(other);
    };
    if (both('D', 'N', 'B'))
        return 'B';
    if (both('E', 'Q', 'Z'))
        return 'Z';
    if (both('I', 'L', 'J'))
        return 'J';
    return 'X';
}

template <typename Visit>
void for_each_expansion(std::string_view codon, Visit visit) {
    const std::array<std::uint8_t, 3> bits{
        iupac_bits(codon[0]), iupac_bits(codon[1]), iupac_bits(codon[2])};
    for (std::size_t index = 0; index < 64; ++index) {
        const auto has = [&](std::size_t place, std::size_t code) {
            return ((bits[place] >> code) & 1U) != 0;
        };
        if (has(0, index / 16) && has(1, index / 4 % 4) && has(2, index % 4))
            visit(index);
    }
}

char translate_ambiguous(std::string_view codon, CodonTable table) noexcept {
    char residue = '\0';
    for_each_expansion(codon, [&](std::size_t index) {
        const char next = residues_of(table)[index];
        residue = residue == '\0' ? next : merge_residues(residue, next);
    });
    return residue == '\0' ? 'X' : residue;
}

}  // namespace

char translate_codon(std::string_view codon, CodonTable table) noexcept {
    const std::uint8_t first = code_of(codon[0]);
    const std::uint8_t second = code_of(codon[1]);
    const std::uint8_t third = code_of(codon[2]);
    if ((first | second | third) < not_plain) [[likely]]
        return residues_of(table)[static_cast<std::size_t>(first * 16 + second * 4 + third)];
    return translate_ambiguous(codon, table);
}

void translate(std::string_view bases, CodonTable table, std::string& residues) {
    const std::size_t n_codons = bases.size() / 3;
    const std::size_t before = residues.size();
    residues.resize(before + n_codons);
    for (std::size_t codon = 0; codon < n_codons; ++codon)
        residues[before + codon] = translate_codon(bases.substr(3 * codon, 3), table);
}

bool can_start_translation(std::string_view codon) noexcept {
    bool can = false;
    for_each_expansion(codon, [&](std::size_t index) {
        // TTG, CTG and ATG as first * 16 + second * 4 + third
        can = can || index == 3 || index == 19 || index == 35;
    });
    return can;
}

namespace {

constexpr std::array<char, 256> make_complements() {
    std::array<char, 256> table{};
    for (std::size_t at = 0; at < table.size(); ++at)
        table[at] = static_cast<char>(at);
    const std::string_view from = "ACGTURYKMBVDHacgturykmbvdh";
    const std::string_view to = "TGCAAYRMKVBHDtgcaayrmkvbhd";
    for (std::size_t at = 0; at < from.size(); ++at)
        table[static_cast<unsigned char>(from[at])] = to[at];
    return table;
}

constexpr std::array<char, 256> complements = make_complements();

}  // namespace

char complement(char base) noexcept {
    return complements[static_cast<unsigned char>(base)];
}

void reverse_complement(std::string& bases) noexcept {
    std::reverse(bases.begin(), bases.end());
    for (char& base : bases)
        base = complement(base);
}

void append_reverse_complement(std::string_view bases, std::string& out) {
    const std::size_t before = out.size();
    out.resize(before + bases.size());
    for (std::size_t at = 0; at < bases.size(); ++at)
        out[before + at] = complement(bases[bases.size() - 1 - at]);
}

bool is_plain_dna(std::string_view bases) noexcept {
    return std::all_of(bases.begin(), bases.end(), [](char base) {
        return base == 'A' || base == 'C' || base == 'G' || base == 'T';
    });
}

std::string_view three_letter_name(char residue) noexcept {
    constexpr std::string_view names = "AlaAsxCysAspGluPheGlyHisIleXleLysLeuMetAsnPylProGlnArgSer"
                                       "ThrSecValTrpXaaTyrGlx";
    if (residue < 'A' || residue > 'Z')
        return "Ter";
    return names.substr(static_cast<std::size_t>(residue - 'A') * 3, 3);
}

}  // namespace genostrat::genes

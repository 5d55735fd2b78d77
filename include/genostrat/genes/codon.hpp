// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace genostrat::genes {

/// A genetic code, by its NCBI number (https://www.ncbi.nlm.nih.gov/Taxonomy/Utils/wprintgc.cgi).
enum class CodonTable : std::uint8_t { standard = 1, vertebrate_mitochondrial = 2 };

/// The residue of a codon, one letter, `*` for a stop.
///
/// A codon with IUPAC letters gives the residue that all its expansions share; B, Z or J where they
/// are D/N, E/Q or I/L; else `X`. Lower case counts as upper case; `U` as `T`.
/// @param codon  three letters
[[nodiscard]] char translate_codon(std::string_view codon, CodonTable table) noexcept;

/// Appends the residues of the whole codons of `bases`; one or two bases left over are ignored.
void translate(std::string_view bases, CodonTable table, std::string& residues);

/// True if some expansion of the codon is one of the table's alternative start codons that NCBI's
/// table 1 gives (TTG, CTG, ATG).
[[nodiscard]] bool can_start_translation(std::string_view codon) noexcept;

/// The other strand's letter of an IUPAC letter, case kept; other characters come back as they are.
[[nodiscard]] char complement(char base) noexcept;

/// Turns `bases` into its reverse complement, in place.
void reverse_complement(std::string& bases) noexcept;

/// Appends the reverse complement of `bases`.
void append_reverse_complement(std::string_view bases, std::string& out);

/// True if every character is A, C, G or T (upper case).
[[nodiscard]] bool is_plain_dna(std::string_view bases) noexcept;

/// The three-letter name of a residue (`Ala`, `Ter` for `*`, `Sec` for U, `Xaa` for X).
[[nodiscard]] std::string_view three_letter_name(char residue) noexcept;

}  // namespace genostrat::genes

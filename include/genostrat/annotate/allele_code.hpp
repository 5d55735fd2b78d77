// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace genostrat::annotate {

/// A pair of alleles in 32 bits, exact both ways: a SNP of A, C, G, T is 0..15; other alleles of
/// these letters with at most 11 bases in sum carry their lengths and bases; the rest (longer,
/// other letters, symbols) have no code and are kept as text.
using AlleleCode = std::uint32_t;

/// Marks a pair that is kept as text.
inline constexpr AlleleCode long_allele_code = 0x80000000U;

/// The code of two alleles in upper case, or long_allele_code.
[[nodiscard]] AlleleCode encode_alleles(std::string_view ref, std::string_view alt) noexcept;

/// Sets ref and alt. @return false if no alleles have this code
bool decode_alleles(AlleleCode code, std::string& ref, std::string& alt);

/// One ALT and its REF cut to what differs: shared bases are taken off on the right, then on the
/// left, one base stays. Views into the given texts. Alleles that are no sequences stay whole.
struct TrimmedAllele {
    std::int64_t pos{};
    std::string_view ref{};
    std::string_view alt{};
};

[[nodiscard]] TrimmedAllele
trim_allele(std::int64_t pos, std::string_view ref, std::string_view alt) noexcept;

}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/interval.hpp>

namespace genostrat {

/// What an ALT allele is, compared with REF; the values are bits, so that a row's types can be
/// joined with `|`. The classes are those of bcftools' TYPE (HTSlib 1.16, bcf_get_variant_types).
enum class AlleleType : std::uint8_t {
    ref = 0,       ///< the same bases, `.`, `<*>`, `<X>` or `<NON_REF>`
    snp = 1,       ///< one base differs
    mnp = 2,       ///< several bases, same length
    indel = 4,     ///< bases inserted or deleted, nothing else
    other = 8,     ///< complex, or symbolic (`<DEL>`)
    bnd = 16,      ///< breakend
    overlap = 32,  ///< `*`: lost in an upstream deletion
};

[[nodiscard]] constexpr std::uint8_t bits(AlleleType type) noexcept {
    return static_cast<std::uint8_t>(type);
}

/// `REF`, `SNP`, `MNP`, `INDEL`, `OTHER`, `BND`, `OVERLAP`, as bcftools prints them.
[[nodiscard]] std::string_view to_string(AlleleType type) noexcept;

/// Type and length of one ALT.
struct AlleleClass {
    AlleleType type{AlleleType::ref};
    /// Changed bases: 1 for a SNP, number of bases of an MNP, signed length difference of an
    /// indel, 0 for the others; as HTSlib's `var.n`
    std::int32_t n_bases{};
};

/// Classifies one ALT against its REF, as bcftools 1.16 does.
///
/// Bases compare without regard to case, except that a REF and ALT of one letter each must be equal
/// to count as `ref` (so does HTSlib). A breakend whose joined base differs from REF is `other`.
[[nodiscard]] AlleleClass classify_allele(std::string_view ref, std::string_view alt) noexcept;

/// True if the text holds bases only (IUPAC letters): no symbol, breakend, `*` or `.`.
[[nodiscard]] bool is_sequence(std::string_view allele) noexcept;

/// True for A, C, G, T and N only, in either case.
[[nodiscard]] bool is_plain_sequence(std::string_view allele) noexcept;

/// A place and its alleles as owned text; memory is reused from call to call.
struct AlleleSet {
    std::int64_t pos{};                  ///< 0-based position of the first REF base
    std::vector<std::string> alleles{};  ///< REF, then the ALTs

    /// Copies the alleles in upper case.
    void
    assign(std::int64_t position, std::string_view ref, std::span<const std::string_view> alts);

    friend bool operator==(const AlleleSet&, const AlleleSet&) = default;
};

/// Removes bases that all alleles share, first on the right, then on the left; every allele keeps
/// at least one base. Needs no reference; does not left-align.
///
/// @return true if anything was removed
/// @pre    all alleles are sequences of at least one base, in one case
bool trim(AlleleSet& set);

/// Bases of the row's contig, upper case, in [begin, end), which lies within the contig.
using FetchBases = std::function<void(Interval where, std::string& bases)>;

/// Left-aligns and trims (Tan, Abecasis and Kang 2015, doi:10.1093/bioinformatics/btv112), as
/// `bcftools norm -f` does: while all alleles end in the same base it is cut off, an allele that
/// became empty is padded from the left with the reference; then shared bases on the left are cut
/// off but for one.
///
/// @param set    in place; upper case
/// @param fetch  asked only where an allele became empty
/// @return true if place or alleles changed
/// @pre    all alleles are sequences; at least one ALT differs from REF
bool left_align(AlleleSet& set, const FetchBases& fetch);

/// True if `left_align` could change these alleles: they share their last base, or all have more
/// than one base and share the first. Cheap; a row for which it is false need not be copied.
[[nodiscard]] bool
may_be_unnormalised(std::string_view ref, std::span<const std::string_view> alts) noexcept;

}  // namespace genostrat

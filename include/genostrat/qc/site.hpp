// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <genostrat/variant/alleles.hpp>

namespace genostrat::qc {

/// What an allele is to REF, as the per-sample counts of `bcftools stats` tell alleles apart.
enum class AlleleKind : std::uint8_t {
    reference,     ///< REF itself, or an ALT that says the same (`<NON_REF>`)
    transition,    ///< of the row's first bases, as bcftools compares them
    transversion,  ///< likewise; also where the first bases are the same
    snv,           ///< one base differs, and ALT begins with none of A, C, G, T
    insertion,
    deletion,
    other  ///< MNP, complex, symbolic, breakend, `*`
};

inline constexpr std::size_t n_allele_kinds = 7;

[[nodiscard]] constexpr bool is_snv(AlleleKind kind) noexcept {
    return kind >= AlleleKind::transition && kind <= AlleleKind::snv;
}

/// Shown as a difference of one base, or none: what bcftools' nHets and nNonRefHom count.
[[nodiscard]] constexpr bool is_snv_or_reference(AlleleKind kind) noexcept {
    return kind <= AlleleKind::snv;
}

[[nodiscard]] constexpr bool is_indel(AlleleKind kind) noexcept {
    return kind == AlleleKind::insertion || kind == AlleleKind::deletion;
}

/// The alleles of a row, classified; memory is reused from row to row.
struct Site {
    std::vector<AlleleKind> kinds{};      ///< of REF and the ALTs
    std::vector<std::int32_t> lengths{};  ///< signed length of an indel, else as AlleleClass
    std::vector<std::int8_t> bases{};     ///< first base of each allele: 0..3 for A, C, G, T, or -1
    std::uint8_t types{};                 ///< joined bits of the ALTs' AlleleType

    [[nodiscard]] std::size_t n_alleles() const noexcept { return kinds.size(); }

    [[nodiscard]] bool has(AlleleType type) const noexcept { return (types & bits(type)) != 0; }

    void assign(std::string_view ref, std::span<const std::string_view> alts);
};

}  // namespace genostrat::qc

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The words of bcftools csq: what INFO/BCSQ is made of (bcftools 1.21, csq.c and gff.c).
namespace genostrat::consequence {

/// A set of csq's consequence types, one bit each.
using BcsqTerms = std::uint32_t;

namespace bcsq {
inline constexpr BcsqTerms printed_upstream = 1U << 0;  ///< only `@POS` of the row that tells all
inline constexpr BcsqTerms synonymous = 1U << 1;
inline constexpr BcsqTerms missense = 1U << 2;
inline constexpr BcsqTerms stop_lost = 1U << 3;
inline constexpr BcsqTerms stop_gained = 1U << 4;
inline constexpr BcsqTerms inframe_deletion = 1U << 5;
inline constexpr BcsqTerms inframe_insertion = 1U << 6;
inline constexpr BcsqTerms frameshift = 1U << 7;
inline constexpr BcsqTerms splice_acceptor = 1U << 8;
inline constexpr BcsqTerms splice_donor = 1U << 9;
inline constexpr BcsqTerms start_lost = 1U << 10;
inline constexpr BcsqTerms splice_region = 1U << 11;
inline constexpr BcsqTerms stop_retained = 1U << 12;
inline constexpr BcsqTerms five_prime_utr = 1U << 13;
inline constexpr BcsqTerms three_prime_utr = 1U << 14;
inline constexpr BcsqTerms non_coding = 1U << 15;
inline constexpr BcsqTerms intron = 1U << 16;
inline constexpr BcsqTerms inframe_altering = 1U << 18;
inline constexpr BcsqTerms upstream_stop = 1U << 19;   ///< prints `*` in front
inline constexpr BcsqTerms incomplete_cds = 1U << 20;  ///< takes start and stop terms away
inline constexpr BcsqTerms coding_sequence = 1U << 21;
inline constexpr BcsqTerms feature_elongation = 1U << 22;
inline constexpr BcsqTerms start_retained = 1U << 23;
inline constexpr BcsqTerms feature_truncation = 1U << 24;

/// Judged by the sequence of a whole haplotype, told in one row.
inline constexpr BcsqTerms compound = synonymous | missense | stop_lost | stop_gained |
                                      inframe_deletion | inframe_insertion | frameshift |
                                      start_lost | stop_retained | inframe_altering |
                                      incomplete_cds | upstream_stop | start_retained;
inline constexpr BcsqTerms start_or_stop =
    stop_lost | stop_gained | stop_retained | start_lost | start_retained;
inline constexpr BcsqTerms splice = splice_acceptor | splice_donor | splice_region;
inline constexpr BcsqTerms inframe = inframe_deletion | inframe_insertion | inframe_altering;
/// All that is printed with a transcript id.
inline constexpr BcsqTerms with_transcript = ~(intron | non_coding);
}  // namespace bcsq

/// Appends the names of the terms, joined with `&`, with `*` in front where a stop lies upstream.
void append_bcsq_terms(BcsqTerms terms, std::string& out);

/// A biotype that csq knows.
struct BcsqBiotype {
    std::string_view name{};  ///< as csq prints it: `NMD` for nonsense_mediated_decay
    bool coding{};
    bool nmd{};

    friend bool operator==(const BcsqBiotype&, const BcsqBiotype&) = default;
};

/// The biotype by its name in the annotation; nothing for one that csq leaves out.
[[nodiscard]] std::optional<BcsqBiotype> find_bcsq_biotype(std::string_view name) noexcept;

}  // namespace genostrat::consequence

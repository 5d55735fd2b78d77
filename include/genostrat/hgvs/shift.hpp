// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/core/interval.hpp>
#include <genostrat/genes/genome_view.hpp>

namespace genostrat::hgvs {

/// How far an inserted or deleted sequence can be moved towards higher coordinates without changing
/// the result.
///
/// @param span    deleted bases, or the empty interval at the insertion point
/// @param moving  the inserted or deleted letters, forward strand, not empty
/// @param limit   largest count of bases to move, plus one
/// @param buffer  scratch
[[nodiscard]] std::int64_t count_right_shift(
    const genes::GenomeView& genome,
    genes::ContigPlace contig,
    Interval span,
    std::string_view moving,
    std::int64_t limit,
    std::string& buffer);

/// The same towards lower coordinates.
[[nodiscard]] std::int64_t count_left_shift(
    const genes::GenomeView& genome,
    genes::ContigPlace contig,
    Interval span,
    std::string_view moving,
    std::int64_t limit,
    std::string& buffer);

/// Appends `moving` after a move of `n` bases to the right (negative: to the left): its letters
/// rotated.
void append_rotated(std::string_view moving, std::int64_t n, std::string& out);

/// Ensembl VEP's flank: an allele of `length` letters is moved at most `flank - length + 1` bases.
[[nodiscard]] constexpr std::int64_t shift_limit(std::int64_t flank, std::int64_t length) noexcept {
    return flank - length < 0 ? flank + 1 : flank - length + 1;
}

}  // namespace genostrat::hgvs

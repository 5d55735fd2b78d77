// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/consequence/bcsq_transcript.hpp>

namespace genostrat::consequence {

/// One ALT as the row writes it.
struct SiteAlleles {
    std::int64_t pos{};  ///< 0-based
    std::string_view ref{};
    std::string_view alt{};

    [[nodiscard]] std::int64_t ref_length() const noexcept {
        return static_cast<std::int64_t>(ref.size());
    }

    [[nodiscard]] std::int64_t alt_length() const noexcept {
        return static_cast<std::int64_t>(alt.size());
    }
};

/// What is looked at when an allele meets a stretch (CDS row, UTR, exon or transcript).
struct BoundaryOptions {
    bool splice_sites{};  ///< donor and acceptor
    bool start{};         ///< the stretch begins (on its strand) with the start codon
    bool stop{};          ///< it ends with the stop codon
    bool low_region{};    ///< there is an intron at its low end
    bool high_region{};
    bool utr{};      ///< a UTR beside it takes what reaches out
    bool alleles{};  ///< cut the alleles to the stretch, and compare sequences
    BcsqTerms terms{};
};

/// Where an allele lies relative to a stretch, by the bases that it changes.
enum class BoundaryPlace : std::uint8_t {
    no_change,  ///< REF and ALT are the same
    outside,
    inside,
    overlapping  ///< reaches over the border: no sequence to be judged
};

struct BoundaryFindings {
    BoundaryPlace place{};
    BcsqTerms terms{};
    std::int64_t begin{};  ///< of the cut alleles
    std::string ref{};     ///< cut alleles; with BoundaryOptions::alleles only
    std::string alt{};
    std::array<BcsqTerms, 3> told{};  ///< what is to be told by itself, in this order
    std::size_t n_told{};

    void tell(BcsqTerms one) noexcept {
        if (one != 0 && n_told < told.size())
            told[n_told++] = one;
    }
};

/// How an allele lies on a stretch of a transcript, by the rules of bcftools csq: alleles are
/// trimmed from the right, then from the left; an insertion touches the base on either side; what
/// changes bases 1-2 of an intron is donor or acceptor, bases 3-8 and the outer three bases of the
/// exon are splice region.
[[nodiscard]] BoundaryFindings check_boundary(
    const genes::GeneModel& model,
    const BcsqTranscript& transcript,
    const SiteAlleles& alleles,
    Interval stretch,
    const BoundaryOptions& options);

}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/bcsq_transcript.hpp>
#include <genostrat/consequence/boundary_check.hpp>

// Haplotypes of one coding transcript: the variants of each chromosome copy in a row, shared by all
// copies that have the same ones, cut into groups that change the protein together.
namespace genostrat::consequence {

/// An allele on a haplotype.
struct HaplotypeVariant {
    std::int32_t parent{-1};  ///< the variant before it on the haplotype; -1: the first
    std::size_t row{};        ///< the caller's number of its VCF row
    std::int32_t allele{};    ///< index of the ALT, from 1
    std::size_t piece{};      ///< CDS row in which it lies
    BcsqTerms terms{};        ///< what its place alone tells
    std::int64_t begin{};     ///< genomic place of the cut REF allele
    std::int64_t ref_length{};
    std::int64_t spliced_begin{};
    std::int64_t delta{};     ///< letters of ALT minus letters of REF
    std::string sequence{};   ///< CDS from the end of the parent to the end of this ALT
    std::string change{};     ///< `REF>ALT` as the row has them
    std::int64_t n_copies{};  ///< chromosome copies whose last variant this is
};

/// Why an allele is not on a haplotype.
enum class Placement : std::uint8_t {
    added,
    beside,      ///< at a border: told by its place, the sequence stays as it was
    overlapped,  ///< it overlaps the variant before it
    nothing      ///< changes nothing here
};

/// The haplotypes of one transcript.
class HaplotypeTree {
public:
    static constexpr std::int32_t root = -1;

    HaplotypeTree(const genes::GeneModel& model, const BcsqTranscript& transcript) noexcept
        : model_{&model}, transcript_{&transcript} {}

    struct Extension {
        Placement placement{};
        std::int32_t variant{root};   ///< where `added`
        BoundaryFindings boundary{};  ///< `told` is to be told in any case
    };

    /// Adds an allele behind `parent`, or finds the one that another copy added. Rows come by
    /// position.
    /// @param row     number of the row; told back in HaplotypeVariant::row
    /// @param allele  index of the ALT
    [[nodiscard]] Extension extend(
        std::int32_t parent,
        std::size_t row,
        std::int32_t allele,
        const SiteAlleles& alleles,
        std::size_t piece);

    [[nodiscard]] const HaplotypeVariant& variant(std::int32_t id) const noexcept {
        return variants_[static_cast<std::size_t>(id)];
    }

    /// One more (or fewer) chromosome copy ends in a variant.
    void count_end(std::int32_t id, std::int64_t change) noexcept {
        if (id != root)
            variants_[static_cast<std::size_t>(id)].n_copies += change;
    }

    /// Number of variants; ids run from 0.
    [[nodiscard]] std::int32_t size() const noexcept {
        return static_cast<std::int32_t>(variants_.size());
    }

    /// Variants from the first to `id`.
    [[nodiscard]] std::vector<std::int32_t> path_to(std::int32_t id) const;

    [[nodiscard]] const BcsqTranscript& transcript() const noexcept { return *transcript_; }

private:
    [[nodiscard]] std::optional<std::int32_t>
    known_child(std::int32_t parent, std::size_t row, std::int32_t allele) const noexcept;
    [[nodiscard]] bool append_between(
        std::int32_t parent, std::size_t piece, std::int64_t until, std::string& out) const;

    const genes::GeneModel* model_;
    const BcsqTranscript* transcript_;
    std::vector<HaplotypeVariant> variants_;
};

/// How an allele lies in a CDS row, with the checks that csq makes there.
[[nodiscard]] BoundaryFindings check_coding_piece(
    const genes::GeneModel& model,
    const BcsqTranscript& transcript,
    const SiteAlleles& alleles,
    std::size_t piece);

/// Neighbouring variants of a haplotype that are in one codon, or between which the reading frame
/// is broken.
struct HaplotypeGroup {
    std::size_t first{};  ///< index into the path, genomic order
    std::size_t last{};
    std::int64_t delta{};  ///< letters gained
    bool has_indel{};
    bool has_sequence{};  ///< some letters of the haplotype are left, from its first variant on
    std::int64_t ref_begin{};  ///< on the spliced CDS, genomic direction
    std::int64_t ref_end{};
    std::int64_t alt_begin{};  ///< likewise on the haplotype
    std::int64_t alt_end{};
    std::int64_t alt_length{};  ///< of the haplotype's whole CDS
    std::string_view bases{};   ///< of the haplotype between alt_begin and alt_end
};

/// Cuts a haplotype into groups, in the order of translation.
/// @param path      variants from HaplotypeTree::path_to
/// @param sequence  scratch that the groups' `bases` view
[[nodiscard]] std::vector<HaplotypeGroup> group_variants(
    const HaplotypeTree& tree, std::span<const std::int32_t> path, std::string& sequence);

/// A stretch of a CDS, reference or haplotype, to be translated.
struct CodingStretch {
    std::string_view bases{};  ///< forward strand
    std::int64_t begin{};      ///< of `bases` on its own spliced CDS
    std::int64_t length{};     ///< of that CDS
    std::int64_t ref_begin{};  ///< what `bases` replace on the reference CDS
    std::int64_t ref_end{};
};

/// Residues of the codons that a stretch touches, completed from the reference CDS; with
/// `to_the_end` all codons behind it as well (a broken frame). `?` where it is empty.
void translate_stretch(
    const BcsqTranscript& transcript,
    const CodingStretch& stretch,
    bool to_the_end,
    std::string& residues);

}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/alignment/record.hpp>
#include <genostrat/pileup/evidence.hpp>

namespace genostrat::pileup {

/// Which reads and bases count; the defaults are those of `bcftools mpileup -B -Q 13`.
struct PileupOptions {
    std::vector<std::string> paths{};  ///< BAM or CRAM with index, one a sample
    std::string reference{};           ///< FASTA; needed for CRAM without embedded reference
    int min_mapping_quality{};
    int min_base_quality{13};
    std::uint16_t exclude_flags{
        alignment::flag::unmapped | alignment::flag::secondary | alignment::flag::qc_fail |
        alignment::flag::duplicate};
    bool count_orphans{};   ///< also reads of pairs that are not proper
    bool count_overlaps{};  ///< both mates where they overlap
    int ploidy{2};
    int threads{1};
};

/// Reads sites from a VCF or BCF, or from a text file (`.tsv`, `.txt`) of the columns contig,
/// position (1-based), REF, ALT (several with commas). Symbolic alleles are left out.
/// @throws Error{missing_input, bad_data}
[[nodiscard]] std::vector<Site> read_sites(const std::string& path);

/// Evidence of every sample at every site.
struct PileupResult {
    std::vector<std::string> samples{};
    std::vector<std::pair<std::string, std::int64_t>>
        contigs{};                         ///< names and lengths, header's order
    std::vector<Site> sites{};             ///< sorted as the header's contigs are
    std::vector<SiteEvidence> evidence{};  ///< shape [n_sites * n_samples], site by site
    int ploidy{2};
};

/// Looks at the reads over the sites. Overlapping mates are resolved as HTSlib's pileup does: where
/// they agree one of them counts, with both qualities; where not, the better one with 0.8 of its
/// quality. Reads at insertions and deletions must reach behind the repeat they stand in, as far as
/// the reference tells; without it, one base behind the alleles.
/// @throws Error{missing_input} for a file or index; Error{bad_data} for damaged files, files whose
///         headers differ or whose sample is the same, a site's REF that is not the reference's
///         base, or a site that is on none of the header's contigs (by any of their names)
[[nodiscard]] PileupResult pile_up(const PileupOptions& options, std::vector<Site> sites);

/// The result as VCF text: GT, GQ, DP, AD, ADF, ADR and PL of each sample.
[[nodiscard]] std::string to_vcf(const PileupResult& result, bool with_version);

}  // namespace genostrat::pileup

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace genostrat::simulate {

/// How large a simulated world is.
struct WorldOptions {
    std::uint64_t seed{1};
    int n_contigs{4};                ///< 1..23; the last of two or more is chrX
    std::int64_t n_records{20'000};  ///< variants of the cohort
    int n_samples{200};              ///< people of the cohort
    int n_genes{120};
    int n_families{5};        ///< of four people; each in turn has another mode of inheritance
    std::int64_t n_wgs{0};    ///< variants of a further, single genome; 0: no such file
    std::int64_t n_known{0};  ///< known variants that nobody here carries
    std::int64_t n_score_rows{600};  ///< rows of each scoring file
    std::int64_t contig_length{0};   ///< in bases; 0: as the other numbers need
};

/// Writes a small world into a folder, which is made where it is not there: `reference.fa` (and
/// `.fai`), `genes.gff3.gz`, `cohort.vcf.gz`, `cohort.ped`, `patient.vcf.gz`, `patient.truth.tsv`,
/// `known.vcf.gz`, `scores/SIM….txt.gz`, `risk-model.yaml`; with families `families.vcf.gz`,
/// `families.ped`, `families.truth.tsv`; with n_wgs `wgs.vcf.gz`. VCF files get a tabix index.
///
/// The content depends on nothing but the options: the same on every machine.
/// @throws Error{usage} for numbers out of range, or contigs too short for so many sites or genes;
///         Error{system} where the folder cannot be written
void simulate_world(const std::string& folder, const WorldOptions& options = {});

}  // namespace genostrat::simulate

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <genostrat/coverage/callable.hpp>
#include <genostrat/pileup/evidence.hpp>

namespace genostrat::cli {

/// Sites that databases, scores and pharmacogenes give to the commands about reads.

/// The pathogenic and likely pathogenic alleles of ClinVar: a VCF, BCF or archive (.gsa) with
/// CLNSIG, or tables of its XML with CLINICAL_SIGNIFICANCE. Conflicting classifications are left
/// out.
/// @throws Error{missing_input} if it has neither; Error{usage} for an archive that is not keyed
///         by alleles
[[nodiscard]] std::vector<coverage::ClinicalSite> clinical_sites(const std::string& path);

/// The places of scoring files, or of packed weights; groups are the scores.
/// @throws Error{bad_data} if no row has a position
[[nodiscard]] std::vector<coverage::Target> score_targets(const std::vector<std::string>& paths);

/// The places of the named alleles in a directory of PharmCAT-format data; groups are the genes.
[[nodiscard]] std::vector<coverage::Target> pgx_targets(const std::string& directory);

/// The alleles of an archive, or what pileup::read_sites reads.
[[nodiscard]] std::vector<pileup::Site> pileup_sites(const std::string& path);

}  // namespace genostrat::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/evidence/reference_rows.hpp>
#include <genostrat/score/collector.hpp>
#include <genostrat/score/genotype_reader.hpp>

namespace genostrat::score {

/// Which FORMAT field gives the copies of an allele.
enum class DosageField : std::uint8_t {
    automatic,  ///< GT (DS where the input's genotypes are dosages); without it DS, then GP
    gt,
    ds,
    gp
};

/// What is known about sites where no row names the alleles.
struct InferenceOptions {
    std::string reference{};  ///< FASTA: tells which allele is REF; checks the input's REF
    std::string callable{};   ///< BED of regions where what is not there is reference
    bool assume_reference{};  ///< what is not there is reference, everywhere
    bool blocks{true};        ///< gVCF blocks tell
    std::int32_t block_quality{evidence::default_block_quality};
    bool trusts_table{};  ///< the weights' own column `ref` counts, whatever the genome says

    /// True if sites can be inferred where the input has no block.
    [[nodiscard]] bool beyond_blocks() const noexcept {
        return assume_reference || !callable.empty();
    }
};

struct ScoreOptions {
    std::vector<std::string> weights{};  ///< scoring files, or one packed file
    WeightOptions reading{};
    CollectOptions collecting{};
    HaploidX haploid_x{HaploidX::single};
    DosageField dosages{DosageField::automatic};
    bool haplotypes{};               ///< score each of a sample's two haplotypes apart
    bool leads_with_dosages{};       ///< `automatic` takes DS before GT
    std::string samples_file{};      ///< sexes: .psam, .fam or a table; empty: GT's own ploidy
    std::string frequencies_file{};  ///< plink2 .afreq or a table of ID, REF, ALT, frequency
    std::string build{};             ///< build of the genomes; empty: from the header
    std::string extract_file{};      ///< ids of the variants to score, one a line; empty: all
    /// INFO column of imputation quality; empty: R2, DR2 or INFO, whichever there is.
    std::string imputation_quality{};
    double least_imputation_quality{};      ///< variants below are left out; 0: none
    std::int32_t least_genotype_quality{};  ///< genotypes with GQ below are missing; 0: none
    InferenceOptions inference{};
    bool may_match_nothing{};  ///< that no row of the weights is there is no error
};

}  // namespace genostrat::score

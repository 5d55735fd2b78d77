// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <genostrat/variant/genotypes.hpp>

namespace genostrat::qc {

/// What one sample's genotype is; the classes of HTSlib's bcf_gt_type.
enum class CallClass : std::uint8_t {
    missing,      ///< no allele, or one of them missing
    reference,    ///< two or more copies, all REF
    ref_and_alt,  ///< REF and at least one ALT
    alternate,    ///< one ALT only
    two_alts,     ///< different ALTs, no REF
    haploid_reference,
    haploid_alternate
};

/// A genotype and its ALT alleles: `first` the one of the lowest index, `second` another one; 0
/// where there is none.
struct GenotypeCall {
    CallClass type{CallClass::missing};
    std::int32_t first{};
    std::int32_t second{};

    [[nodiscard]] bool is_diploid() const noexcept {
        return type >= CallClass::reference && type <= CallClass::two_alts;
    }

    [[nodiscard]] bool is_heterozygous() const noexcept {
        return type == CallClass::ref_and_alt || type == CallClass::two_alts;
    }
};

[[nodiscard]] GenotypeCall genotype_call(const Genotypes& genotypes, std::size_t sample) noexcept;

}  // namespace genostrat::qc

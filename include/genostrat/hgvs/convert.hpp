// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/genes/genome_view.hpp>
#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {

/// Alleles as VCF writes them: left-aligned, with the base before an insertion or deletion.
struct VcfAlleles {
    std::string contig{};
    std::int64_t pos{};  ///< 0-based
    std::string ref{};
    std::string alt{};

    friend bool operator==(const VcfAlleles&, const VcfAlleles&) = default;
};

/// The alleles, or why there are none.
struct Conversion {
    std::optional<VcfAlleles> alleles{};
    std::string reason{};  ///< `there is no transcript NM_1`, `the genome has G at this place`
};

/// How coding positions are numbered.
enum class CodingNumbers : std::uint8_t {
    nomenclature,  ///< c.1 is the first base of the CDS
    /// As Ensembl VEP 115 writes substitutions: on transcripts that begin inside a codon c.1 is the
    /// first base of that codon, whether it is there or not (consequence::Rules::snv_numbering).
    vep115
};

/// The alleles of a DNA expression. Transcripts and contigs are found by the model.
[[nodiscard]] Conversion to_vcf(
    const genes::GenomeView& genome,
    const DnaExpression& expression,
    CodingNumbers numbers = CodingNumbers::nomenclature);

/// The names of VCF alleles: `g.` and one `c.` or `n.` for each transcript that they lie in.
[[nodiscard]] std::vector<std::string>
to_names(const genes::GenomeView& genome, const VcfAlleles& alleles);

}  // namespace genostrat::hgvs

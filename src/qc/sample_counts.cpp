// SPDX-License-Identifier: MIT
#include <genostrat/qc/sample_counts.hpp>

namespace genostrat::qc {

void SampleCounts::add(const SampleCounts& other) noexcept {
    for (const auto member :
         {&SampleCounts::reference,
          &SampleCounts::haploid_reference,
          &SampleCounts::haploid_alternate,
          &SampleCounts::missing,
          &SampleCounts::singletons,
          &SampleCounts::transitions,
          &SampleCounts::transversions,
          &SampleCounts::heterozygous,
          &SampleCounts::homozygous,
          &SampleCounts::snv_heterozygous,
          &SampleCounts::snv_homozygous,
          &SampleCounts::indels,
          &SampleCounts::insertion_het,
          &SampleCounts::deletion_het,
          &SampleCounts::insertion_hom,
          &SampleCounts::deletion_hom,
          &SampleCounts::missing_polymorphic})
        this->*member += other.*member;
    missing_expected_hom += other.missing_expected_hom;
}

void add_kinds(const KindCounts& kinds, SampleCounts& counts) noexcept {
    for (std::size_t at = 0; at < n_allele_kinds; ++at) {
        const auto kind = static_cast<AlleleKind>(at);
        const std::int64_t het = kinds.heterozygous[at];
        const std::int64_t hom = kinds.homozygous[at];
        counts.heterozygous += het;
        counts.homozygous += hom;
        counts.transitions += kind == AlleleKind::transition ? het + hom : 0;
        counts.transversions += kind == AlleleKind::transversion ? het + hom : 0;
        if (is_snv_or_reference(kind)) {
            counts.snv_heterozygous += het;
            counts.snv_homozygous += hom;
        }
        counts.indels += is_indel(kind) ? het + hom : 0;
        if (kind == AlleleKind::insertion) {
            counts.insertion_het += het;
            counts.insertion_hom += hom;
        } else if (kind == AlleleKind::deletion) {
            counts.deletion_het += het;
            counts.deletion_hom += hom;
        }
    }
}

}  // namespace genostrat::qc

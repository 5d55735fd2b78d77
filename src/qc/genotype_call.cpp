// SPDX-License-Identifier: MIT
#include <genostrat/qc/genotype_call.hpp>

namespace genostrat::qc {

GenotypeCall genotype_call(const Genotypes& genotypes, std::size_t sample) noexcept {
    GenotypeCall call;
    std::size_t n_copies = 0;
    bool has_ref = false;
    for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
        const std::int32_t value = genotypes.at(sample, copy);
        if (Genotypes::is_filling(value))
            break;
        const std::int32_t allele = Genotypes::allele_of(value);
        if (allele < 0)
            return {};
        ++n_copies;
        if (allele == 0) {
            has_ref = true;
        } else if (call.first == 0) {
            call.first = allele;
        } else if (allele < call.first) {
            call.second = call.first;
            call.first = allele;
        } else if (allele > call.first) {
            call.second = allele;
        }
    }
    if (n_copies == 0)
        return {};
    const bool has_alt = call.first != 0;
    if (n_copies == 1)
        call.type = has_ref ? CallClass::haploid_reference : CallClass::haploid_alternate;
    else if (has_ref)
        call.type = has_alt ? CallClass::ref_and_alt : CallClass::reference;
    else
        call.type = call.second != 0 ? CallClass::two_alts : CallClass::alternate;
    return call;
}

}  // namespace genostrat::qc

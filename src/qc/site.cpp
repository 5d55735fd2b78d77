// SPDX-License-Identifier: MIT
#include <genostrat/qc/site.hpp>

namespace genostrat::qc {

namespace {

std::int8_t base_code(std::string_view allele) noexcept {
    switch (allele.empty() ? '.' : allele.front()) {
    case 'A':
    case 'a':
        return 0;
    case 'C':
    case 'c':
        return 1;
    case 'G':
    case 'g':
        return 2;
    case 'T':
    case 't':
        return 3;
    default:
        return -1;
    }
}

AlleleKind kind_of(const AlleleClass& allele, std::int8_t ref_base, std::int8_t alt_base) noexcept {
    switch (allele.type) {
    case AlleleType::ref:
        return AlleleKind::reference;
    case AlleleType::snp: {
        if (alt_base < 0)
            return AlleleKind::snv;
        const int distance = ref_base - alt_base;  // A and G, C and T are two apart
        return distance == 2 || distance == -2 ? AlleleKind::transition : AlleleKind::transversion;
    }
    case AlleleType::indel:
        return allele.n_bases < 0 ? AlleleKind::deletion : AlleleKind::insertion;
    default:
        return AlleleKind::other;
    }
}

}  // namespace

void Site::assign(std::string_view ref, std::span<const std::string_view> alts) {
    kinds.assign(1, AlleleKind::reference);
    lengths.assign(1, 0);
    bases.assign(1, base_code(ref));
    types = 0;
    for (const std::string_view alt : alts) {
        const AlleleClass allele = classify_allele(ref, alt);
        types |= bits(allele.type);
        lengths.push_back(allele.n_bases);
        bases.push_back(base_code(alt));
        kinds.push_back(kind_of(allele, bases.front(), bases.back()));
    }
}

}  // namespace genostrat::qc

// SPDX-License-Identifier: MIT
#include <array>

#include <genostrat/qc/site.hpp>

namespace genostrat::qc {

namespace {

/// 0 to 3 for A, C, G and T, else -1. A table, since a branch on a base is guessed wrongly so
/// often.
constexpr std::array<std::int8_t, 256> base_codes = [] {
    std::array<std::int8_t, 256> codes{};
    codes.fill(-1);
    constexpr std::string_view bases = "ACGTacgt";
    for (std::size_t at = 0; at < bases.size(); ++at)
        codes[static_cast<unsigned char>(bases[at])] = static_cast<std::int8_t>(at % 4);
    return codes;
}();

std::int8_t base_code(std::string_view allele) noexcept {
    return allele.empty() ? std::int8_t{-1} : base_codes[static_cast<unsigned char>(allele[0])];
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

// SPDX-License-Identifier: MIT
#include "normalize/bases.hpp"

#include <algorithm>

#include <genostrat/normalize/set_reference.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

namespace {

/// Letters other than A, C, G, T, N become N. @return true if there were any
bool blank_codes(std::string& allele) {
    bool changed = false;
    for (char& base : allele)
        if (!is_plain_sequence({&base, 1})) {
            base = 'N';
            changed = true;
        }
    return changed;
}

/// An N of REF becomes the reference's base, likewise in ALTs. @return true if there were any
bool fill_unknown(std::vector<std::string>& alleles, std::string_view bases) {
    bool changed = false;
    std::string& ref = alleles.front();
    for (std::size_t at = 0; at < std::min(ref.size(), bases.size()); ++at) {
        if ((ref[at] != 'N' && ref[at] != 'n') || bases[at] == 'N')
            continue;
        for (std::string& allele : alleles)
            if (is_sequence(allele) && at < allele.size() &&
                (&allele == &ref || allele[at] == 'N' || allele[at] == 'n'))
                allele[at] = bases[at];
        changed = true;
    }
    return changed;
}

}  // namespace

ReferenceSet set_reference(
    std::string_view ref, std::span<const std::string_view> alts, std::string_view bases) {
    using Change = ReferenceSet::Change;
    const auto fits = [&](std::string_view allele) {
        return equals_ignoring_case(allele, bases.substr(0, allele.size()));
    };
    if (fits(ref))
        return {};
    ReferenceSet result{.change = Change::set};
    std::vector<std::string>& alleles = result.alleles;
    alleles.emplace_back(ref);
    for (const std::string_view alt : alts)
        alleles.emplace_back(alt);
    if (ref == ".") {
        alleles.front() = std::string{bases.substr(0, 1)};
        return result;
    }
    for (std::string& allele : alleles)
        if (is_sequence(allele))
            blank_codes(allele);
    if (fits(alleles.front()))
        return result;
    if (fill_unknown(alleles, bases) && fits(alleles.front()))
        return result;
    const auto swapped = std::find_if(alleles.begin() + 1, alleles.end(), fits);
    if (swapped == alleles.end()) {
        alleles.front() = std::string{bases.substr(0, ref.size())};
        return result;
    }
    result.change = Change::swapped;
    result.swapped_with = static_cast<std::size_t>(swapped - alleles.begin());
    std::swap(alleles.front(), *swapped);
    return result;
}

}  // namespace genostrat::normalize

// SPDX-License-Identifier: MIT
#include "strand_names.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace genostrat::pgx {

std::string partial_name(
    const GeneModel& model,
    const UndocumentedAlleles& undocumented,
    LocusIndex index,
    AlleleCode code) {
    const Locus& locus = model.definition.loci[index];
    const std::int64_t pos1 = locus.pos0 + 1;
    if (code == partial_code)
        return fmt::format("g.{}?", pos1);
    if (code == reference_code)
        return fmt::format("g.{}=", pos1);
    const auto position = static_cast<std::size_t>(code);
    if (position <= locus.alts.size() && position <= locus.hgvs.size())
        return locus.hgvs[position - 1];
    const auto& codes = model.loci[index].codes;
    const std::string& text = position < codes.size()
                                  ? codes[position]
                                  : undocumented.at(index).at(position - codes.size());
    return fmt::format("g.{}{}>{}", pos1, locus.ref, text);
}

HaplotypeName name_of(const GeneModel& model, AlleleIndex allele) {
    return {.alleles = {model.allele(allele).name}, .partials = {}};
}

HaplotypeName name_of(
    const GeneModel& model,
    const UndocumentedAlleles& undocumented,
    const StrandHaplotype& haplotype) {
    HaplotypeName name;
    for (const AlleleIndex allele : haplotype.alleles)
        name.alleles.push_back(model.allele(allele).name);
    for (const auto& [locus, code] : haplotype.partials)
        name.partials.push_back(partial_name(model, undocumented, locus, code));
    if (name.n_components() == 0)
        name.alleles.push_back(model.allele(model.reference).name);
    return name;
}

Diplotype make_diplotype(HaplotypeName one, HaplotypeName other, int score) {
    if (compare_haplotypes(other, one) < 0)
        std::swap(one, other);
    return {.first = std::move(one), .second = std::move(other), .score = score};
}

void sort_diplotypes(std::vector<Diplotype>& diplotypes) {
    std::ranges::stable_sort(diplotypes, [](const Diplotype& one, const Diplotype& other) {
        if (one.score != other.score)
            return one.score > other.score;
        if (const auto order = compare_haplotypes(one.first, other.first); order != 0)
            return order < 0;
        return compare_haplotypes(one.second, other.second) < 0;
    });
}

void add_pairs(
    const std::vector<NamedStrand>& first,
    const std::vector<NamedStrand>& second,
    bool is_one_sequence,
    std::vector<Diplotype>& diplotypes) {
    for (std::size_t one = 0; one < first.size(); ++one)
        for (std::size_t other = is_one_sequence ? one : 0; other < second.size(); ++other) {
            Diplotype diplotype = make_diplotype(
                first[one].name, second[other].name, first[one].score + second[other].score);
            const auto is_same = [&](const Diplotype& known) {
                return known.first == diplotype.first && known.second == diplotype.second;
            };
            if (first[one].is_plain && second[other].is_plain &&
                std::ranges::any_of(diplotypes, is_same))
                continue;
            diplotypes.push_back(std::move(diplotype));
        }
}

}  // namespace genostrat::pgx

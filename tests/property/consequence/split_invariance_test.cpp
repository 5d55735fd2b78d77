// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

#include <algorithm>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace genostrat::consequence {
namespace {

constexpr std::string_view fields = "Allele,Consequence,Feature,EXON,INTRON,HGVSc,HGVSp,cDNA_"
                                    "position,CDS_position,Protein_position,"
                                    "Amino_acids,Codons,DISTANCE,HGVS_OFFSET,HGVSg,NMD";

std::string random_bases() {
    return *rc::gen::container<std::string>(
        *rc::gen::inRange<std::size_t>(1, 5), rc::gen::elementOf(std::string{"ACGT"}));
}

// Under the default rules an ALT means the same in a row of several as in a row of its own.
RC_GTEST_PROP(Consequences, do_not_depend_on_the_other_alts, ()) {
    static const test::ToyModel toy;
    static const std::string bases = test::ToyModel::genome();
    const auto begin = *rc::gen::inRange<std::size_t>(5, 290);
    const std::string ref = bases.substr(begin, *rc::gen::inRange<std::size_t>(1, 6));
    std::vector<std::string> alts;
    for (int alt = 0; alt < 3; ++alt)
        alts.push_back(
            *rc::gen::arbitrary<bool>() ? ref.substr(0, 1) + random_bases() : random_bases());
    const std::vector<std::string_view> together(alts.begin(), alts.end());
    const auto pos1 = static_cast<std::int64_t>(begin) + 1;
    std::vector<std::string> apart;
    for (const std::string_view alt : together) {
        RC_PRE(alt != ref);
        for (std::string& row : effects_of(toy.model(), pos1, ref, {alt}, fields))
            apart.push_back(std::move(row));
    }
    RC_ASSERT(effects_of(toy.model(), pos1, ref, together, fields) == apart);
}

// A substitution and its mirror image on the other strand do the same. (Insertions and deletions
// are judged where they are written, which repeats make another place on the other strand.)
RC_GTEST_PROP(Consequences, are_the_same_on_both_strands, ()) {
    static const test::ToyModel toy;
    const std::string gene{test::ToyModel::gene};
    const auto begin = *rc::gen::inRange<std::size_t>(1, 72);
    const std::string ref = gene.substr(begin, *rc::gen::inRange<std::size_t>(1, 4));
    const std::string alt =
        *rc::gen::container<std::string>(ref.size(), rc::gen::elementOf(std::string{"ACGT"}));
    RC_PRE(alt != ref);
    std::string minus_ref;
    std::string minus_alt;
    genes::append_reverse_complement(ref, minus_ref);
    genes::append_reverse_complement(alt, minus_alt);
    const auto plus_pos = static_cast<std::int64_t>(begin) + 11;
    const auto minus_pos = 281 - static_cast<std::int64_t>(begin + ref.size());
    constexpr std::string_view same = "Consequence,EXON,INTRON,cDNA_position,CDS_position,Protein_"
                                      "position,Amino_acids,Codons,NMD";
    RC_ASSERT(
        effects_of(toy.model(), plus_pos, ref, {alt}, same, "T1") ==
        effects_of(toy.model(), minus_pos, minus_ref, {minus_alt}, same, "T2"));
}

}  // namespace
}  // namespace genostrat::consequence

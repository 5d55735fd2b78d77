// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <genostrat/hgvs/convert.hpp>
#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {
namespace {

// A deletion or insertion, written at any of the places where it gives the same sequence, has one
// set of names; and each name leads back to the same alleles. (An allele that is written across the
// edge of a transcript has no c. name, as in VEP.)
RC_GTEST_PROP(HgvsNames, do_not_depend_on_where_an_allele_is_written, ()) {
    static const test::ToyModel toy;
    static const std::string bases = test::ToyModel::genome();
    const genes::GenomeView genome{toy.model()};
    const auto begin = *rc::gen::inRange<std::size_t>(12, 275);
    const auto length = *rc::gen::inRange<std::size_t>(1, 5);
    const bool deletion = *rc::gen::arbitrary<bool>();
    // All one-base steps to the right that leave the result as it is.
    std::vector<VcfAlleles> written;
    std::string moving = bases.substr(begin, length);  // a copy of what follows moves, too
    for (std::size_t at = begin; at + length < bases.size(); ++at) {
        for (const std::size_t edge : {10U, 90U, 200U, 280U})
            RC_PRE(edge < at || edge > at + length);
        const std::string before = bases.substr(at - 1, 1);
        written.push_back(
            {"c1",
             static_cast<std::int64_t>(at) - 1,
             deletion ? before + moving : before,
             deletion ? before : before + moving});
        const char next = bases[at + (deletion ? length : 0)];
        if (next != moving.front())
            break;
        moving = moving.substr(1) + next;
    }
    const std::vector<std::string> names = to_names(genome, written.front());
    const VcfAlleles leftmost =
        to_vcf(genome, parse_expression(names.at(0)).dna.value()).alleles.value();
    for (const VcfAlleles& alleles : written)
        RC_ASSERT(to_names(genome, alleles) == names);
    for (const std::string& name : names)
        RC_ASSERT(to_vcf(genome, parse_expression(name).dna.value()).alleles.value() == leftmost);
}

}  // namespace
}  // namespace genostrat::hgvs

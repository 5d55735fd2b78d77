// SPDX-License-Identifier: MIT
#include "../../../src/pgx/strand_names.hpp"
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/match.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

GeneModel gene() {
    return compile(test::small_definition(
        "GEN1",
        {"100 C T", "200 A G", "300 G A", "400 T C"},
        {"*1 C A G T", "*2 T . . .", "*3 . G . .", "*4 T G . .", "*5 . G A ."}));
}

std::vector<std::string>
explain(const std::vector<AlleleCode>& strand, CombinationRules rules = {}) {
    const GeneModel model = gene();
    std::vector<std::string> out;
    for (const StrandHaplotype& haplotype : combine_strand(model, strand, rules))
        out.push_back(name_of(model, {}, haplotype).text() + " " + std::to_string(haplotype.score));
    return out;
}

TEST(CombineStrand, gives_the_reference_where_nothing_differs) {
    EXPECT_THAT(explain({0, 0, 0, 0}), ElementsAre("*1 4"));
}

TEST(CombineStrand, adds_variants_without_an_allele) {
    EXPECT_THAT(explain({0, 0, 0, 1}), ElementsAre("g.400T>C 3"));
    EXPECT_THAT(explain({1, 0, 0, 1}), ElementsAre("[*2 + g.400T>C] 0"));
    EXPECT_THAT(explain({1, 0, 0, partial_code}), ElementsAre("[*2 + g.400?] 0"));
}

TEST(CombineStrand, prefers_larger_alleles_and_drops_their_parts) {
    EXPECT_THAT(explain({1, 1, 0, 0}), ElementsAre("*4 2"));
}

TEST(CombineStrand, keeps_two_overlapping_alleles_of_one_size_apart) {
    EXPECT_THAT(explain({1, 1, 1, 0}), ElementsAre("[*4 + g.300G>A] 1", "[*2 + *5] 3"));
}

TEST(CombineStrand, leaves_out_what_is_not_complete_if_told_so) {
    EXPECT_THAT(explain({1, 0, 0, 1}, {.with_partials = false}), IsEmpty());
}

TEST(StrandPairs, turns_every_block_but_the_first) {
    const auto calls = test::genotypes({"0/1", "0/1", "1/1", "-"});
    const PhasedSample sample = phase(calls);
    ASSERT_EQ(n_strand_pairs(sample), 2U);
    EXPECT_THAT(strand_pair(calls, sample, 0).first, ElementsAre(0, 0, 1, missing_code));
    EXPECT_THAT(strand_pair(calls, sample, 1).first, ElementsAre(0, 1, 1, missing_code));
    EXPECT_THAT(strand_pair(calls, sample, 1).second, ElementsAre(1, 0, 1, missing_code));
}

}  // namespace
}  // namespace genostrat::pgx

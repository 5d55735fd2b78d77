// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/match.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string>
pairs(const GeneModel& model, std::initializer_list<std::string_view> genotypes) {
    const auto calls = test::genotypes(genotypes);
    std::vector<std::string> out;
    for (const AllelePair& pair : match_pairs(model, calls, phase(calls))) {
        std::string text = model.allele(pair.first).name;
        if (pair.second != no_named_allele)
            text += "/" + model.allele(pair.second).name;
        out.push_back(text + " " + std::to_string(pair.score));
    }
    return out;
}

GeneModel three_loci() {
    return compile(test::small_definition(
        "GEN1",
        {"100 C T", "200 A G", "300 G A"},
        {"*1 C A G", "*2 T . .", "*3 . G .", "*4 T G ."}));
}

TEST(MatchPairs, finds_both_ways_to_turn_unphased_loci) {
    EXPECT_THAT(pairs(three_loci(), {"0/1", "0/1", "0/0"}), ElementsAre("*1/*4 5", "*2/*3 2"));
}

TEST(MatchPairs, keeps_what_the_phase_allows) {
    EXPECT_THAT(pairs(three_loci(), {"0|1", "0|1", "0|0"}), ElementsAre("*1/*4 5"));
    EXPECT_THAT(pairs(three_loci(), {"0|1:1", "1|0:1", "0/0"}), ElementsAre("*2/*3 2"));
    EXPECT_THAT(pairs(three_loci(), {"0|1:1", "1|0:2", "0/0"}), ElementsAre("*1/*4 5", "*2/*3 2"));
}

TEST(MatchPairs, scores_by_the_loci_that_are_present) {
    EXPECT_THAT(
        pairs(three_loci(), {"1/1", "-", "0/0"}), ElementsAre("*2/*2 2", "*2/*4 2", "*4/*4 2"));
}

TEST(MatchPairs, gives_single_alleles_of_a_haploid_sample) {
    EXPECT_THAT(pairs(three_loci(), {"1", "1", "0"}), ElementsAre("*4 2"));
}

TEST(MatchPairs, finds_nothing_where_no_allele_has_the_variant) {
    EXPECT_THAT(pairs(three_loci(), {"0/0", "0/0", "0/1"}), IsEmpty());
}

TEST(MatchPairs, takes_off_iupac_cells_that_are_reference) {
    const GeneModel model =
        compile(test::small_definition("GEN1", {"100 C T", "200 A G"}, {"*1 C A", "*2 T R"}));
    EXPECT_THAT(pairs(model, {"1/1", "1/1"}), ElementsAre("*2/*2 4"));
    EXPECT_THAT(pairs(model, {"1/1", "0/0"}), ElementsAre("*2/*2 2"));
    EXPECT_THAT(pairs(model, {"1/1", "0/1"}), ElementsAre("*2/*2 3"));
    EXPECT_THAT(pairs(model, {"0/1", "0/0"}), ElementsAre("*1/*2 3"));
}

}  // namespace
}  // namespace genostrat::pgx

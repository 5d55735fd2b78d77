// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <set>
#include <string>
#include <vector>

#include <genostrat/inheritance/rules.hpp>

namespace genostrat::inheritance {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Gender = cohort::Pedigree::Gender;
using Phenotype = cohort::Pedigree::Phenotype;

Call call(int alts, double ref_reads, double alt_reads, double gq = 50) {
    return {
        .state = alts == 0   ? Call::State::hom_ref
                 : alts == 1 ? Call::State::het
                             : Call::State::hom_alt,
        .alts = alts,
        .gq = gq,
        .ref_reads = ref_reads,
        .alt_reads = alt_reads};
}

const Call ref = call(0, 30, 0);
const Call het = call(1, 15, 15);
const Call hom = call(2, 0, 30);

std::set<std::string> modes(const Trio& trio, Region region = Region::autosome) {
    std::set<std::string> out;
    const std::uint32_t found = modes_of(trio, region, {});
    for (std::size_t mode = 0; mode < n_modes; ++mode)
        if ((found >> mode & 1U) != 0)
            out.emplace(to_string(static_cast<Mode>(mode)));
    return out;
}

TEST(IsGood, asks_for_quality_depth_and_balance) {
    const Thresholds thresholds;
    EXPECT_TRUE(is_good(het, thresholds));
    EXPECT_TRUE(is_good(call(1, 15, 15, 20), thresholds));
    EXPECT_FALSE(is_good(call(1, 15, 15, 19), thresholds));
    EXPECT_TRUE(is_good(call(1, 3, 3), thresholds));
    EXPECT_FALSE(is_good(call(1, 3, 2), thresholds));
    EXPECT_TRUE(is_good(call(1, 80, 20), thresholds));
    EXPECT_FALSE(is_good(call(1, 81, 19), thresholds));
    EXPECT_FALSE(is_good(call(1, 19, 81), thresholds));
    EXPECT_TRUE(is_good(call(0, 99, 1), thresholds));
    EXPECT_FALSE(is_good(call(0, 98, 2), thresholds));
    EXPECT_TRUE(is_good(call(2, 1, 99), thresholds));
    EXPECT_FALSE(is_good(call(2, 2, 98), thresholds));
    EXPECT_FALSE(is_good({}, thresholds));
    EXPECT_FALSE(is_good(call(1, -1, -1), thresholds));
    EXPECT_TRUE(is_good(call(1, -1, -1), thresholds, {.has_reads = false}));
    EXPECT_TRUE(is_good(call(1, 15, 15, -1), thresholds, {.has_gq = false}));
}

TEST(ModesOf, finds_de_novo_and_recessive) {
    EXPECT_THAT(modes({.child = het, .mother = ref, .father = ref}), ElementsAre("DE_NOVO"));
    EXPECT_THAT(
        modes({.child = het, .mother = call(0, 99, 1), .father = call(0, 99, 1)}), IsEmpty());
    EXPECT_THAT(
        modes({.child = het, .mother = call(0, 99, 1), .father = ref}), ElementsAre("DE_NOVO"));
    EXPECT_THAT(
        modes({.child = hom, .mother = het, .father = het}), ElementsAre("AUTOSOMAL_RECESSIVE"));
    EXPECT_THAT(modes({.child = hom, .mother = het, .father = ref}), IsEmpty());
    EXPECT_THAT(
        modes({.child = het, .mother = het, .father = ref}), ElementsAre("COMPOUND_HET_SIDE"));
    EXPECT_THAT(modes({.child = het, .mother = het, .father = het}), IsEmpty());
    EXPECT_THAT(modes({.child = het, .mother = het, .father = hom}), IsEmpty());
    EXPECT_THAT(modes({.child = ref, .mother = het, .father = ref}), IsEmpty());
    EXPECT_THAT(modes({.child = het, .mother = {}, .father = ref}), IsEmpty());
}

TEST(ModesOf, knows_sons_and_daughters_on_x) {
    const auto on_x = [](const Call& child, const Call& mother, const Call& father, Gender gender) {
        return modes(
            {.child = child, .mother = mother, .father = father, .child_gender = gender},
            Region::x);
    };
    EXPECT_THAT(on_x(hom, ref, ref, Gender::male), ElementsAre("X_DE_NOVO"));
    EXPECT_THAT(on_x(het, ref, ref, Gender::male), ElementsAre("X_DE_NOVO"));
    EXPECT_THAT(on_x(call(1, 75, 25), ref, ref, Gender::male), IsEmpty());
    EXPECT_THAT(on_x(hom, het, ref, Gender::male), ElementsAre("X_RECESSIVE"));
    EXPECT_THAT(on_x(call(1, 21, 79), het, ref, Gender::male), ElementsAre("X_RECESSIVE"));
    EXPECT_THAT(on_x(het, het, ref, Gender::male), IsEmpty());
    EXPECT_THAT(on_x(hom, het, hom, Gender::male), IsEmpty());
    EXPECT_THAT(on_x(het, ref, ref, Gender::female), ElementsAre("X_DE_NOVO"));
    EXPECT_THAT(on_x(hom, het, hom, Gender::female), ElementsAre("X_RECESSIVE"));
    EXPECT_THAT(on_x(hom, het, ref, Gender::female), IsEmpty());
    EXPECT_THAT(modes({.child = het, .mother = ref, .father = ref}, Region::y), IsEmpty());
}

TEST(SegregatesDominantly, wants_an_affected_parent_and_clean_relatives) {
    const auto family =
        [](const Call& father_call, const Call& mother_call, const Call& child_call) {
            return std::vector<Member>{
                {.call = father_call, .gender = Gender::male, .phenotype = Phenotype::affected},
                {.call = mother_call, .gender = Gender::female, .phenotype = Phenotype::unaffected},
                {.call = child_call,
                 .gender = Gender::female,
                 .phenotype = Phenotype::affected,
                 .father = 0,
                 .mother = 1}};
        };
    EXPECT_TRUE(segregates_dominantly(family(het, ref, het), Region::autosome, {}));
    EXPECT_FALSE(segregates_dominantly(family(het, het, het), Region::autosome, {}));
    EXPECT_FALSE(segregates_dominantly(family(ref, ref, het), Region::autosome, {}));
    EXPECT_FALSE(segregates_dominantly(family(het, ref, hom), Region::autosome, {}));
    EXPECT_TRUE(segregates_dominantly(family(hom, ref, het), Region::x, {}));
    std::vector<Member> son = family(hom, ref, hom);
    son[2].gender = Gender::male;
    EXPECT_FALSE(segregates_dominantly(son, Region::x, {}));  // a son has his father's Y
    std::vector<Member> alone = family(ref, ref, het);
    alone[0].phenotype = Phenotype::unaffected;
    EXPECT_FALSE(segregates_dominantly(alone, Region::autosome, {}));  // de novo, not handed on
}

TEST(AreCompoundHet, needs_one_variant_of_each_parent_or_a_de_novo) {
    const auto side = [](int mother, int father) {
        return Side{.child = het, .mother = call(mother, 1, 1), .father = call(father, 1, 1)};
    };
    EXPECT_TRUE(are_compound_het(side(1, 0), side(0, 1)));
    EXPECT_FALSE(are_compound_het(side(1, 0), side(1, 0)));
    EXPECT_FALSE(are_compound_het(side(1, 1), side(0, 1)));
    EXPECT_TRUE(are_compound_het(side(0, 0), side(0, 1)));
    EXPECT_FALSE(are_compound_het(side(0, 0), side(0, 0)));
    EXPECT_FALSE(are_compound_het({.child = het}, side(0, 1)));
    EXPECT_FALSE(are_compound_het({.child = hom, .mother = het, .father = ref}, side(0, 1)));
}

TEST(AreCompoundHet, trusts_phase_before_parents) {
    const auto phased = [](int haplotype, std::int64_t set) {
        Call child = het;
        child.haplotype = haplotype;
        child.phase_set = set;
        return Side{.child = child, .mother = het, .father = het};
    };
    EXPECT_TRUE(are_compound_het(phased(0, 7), phased(1, 7)));
    EXPECT_FALSE(are_compound_het(phased(1, 7), phased(1, 7)));
    EXPECT_FALSE(are_compound_het(phased(0, 7), phased(1, 8)));
}

TEST(RegionOf, takes_what_everybody_has_twice_for_an_autosome) {
    using cohort::GenomePart;
    EXPECT_EQ(region_of(GenomePart::autosome), Region::autosome);
    EXPECT_EQ(region_of(GenomePart::pseudo_autosome), Region::autosome);
    EXPECT_EQ(region_of(GenomePart::other), Region::autosome);
    EXPECT_EQ(region_of(GenomePart::x), Region::x);
    EXPECT_EQ(region_of(GenomePart::y), Region::y);
    EXPECT_EQ(region_of(GenomePart::mitochondrion), Region::mitochondrion);
}

}  // namespace

}  // namespace genostrat::inheritance

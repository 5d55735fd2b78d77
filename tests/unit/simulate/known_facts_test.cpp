// SPDX-License-Identifier: MIT
#include "simulate/known_facts.hpp"
#include "test_support.hpp"

namespace genostrat::simulate {
namespace {

using ::testing::ElementsAre;

const Gene gene{
    .id = "G",
    .name = "SIM1",
    .transcripts = {{.exons = {{100, 200}, {300, 400}}, .cds = {150, 350}}}};

TEST(KnownFactsMaker, follows_frequency_and_gene) {
    KnownFactsMaker maker{std::span{&gene, 1}, {}, Random{1}};
    const std::uint64_t half = 0xffffffff;
    const auto common = maker.facts_of({.pos = 160, .alts = {"A"}, .carriers = {half, 0}});
    EXPECT_THAT(common.significance, ElementsAre("Benign"));
    EXPECT_EQ(common.gene, "SIM1");
    EXPECT_GE(common.allele_counts[0], 45'000);
    EXPECT_LE(common.allele_counts[0], 50'000);
    const auto intronic = maker.facts_of({.pos = 250, .alts = {"A"}, .carriers = {half, 0}});
    EXPECT_THAT(intronic.significance, ElementsAre("."));
    const auto rare = maker.facts_of({.pos = 390, .alts = {"A"}, .private_haplotype = 1});
    EXPECT_LE(rare.allele_counts[0], 30);
    EXPECT_EQ(maker.facts_of({.pos = 900, .alts = {"A"}}).gene, ".");
}

TEST(KnownFactsMaker, tells_what_was_planted) {
    const PlantedEvent event{
        .variant = {.gene = "SIM1"}, .known_count = 3, .significance = "Pathogenic"};
    KnownFactsMaker maker{std::span{&gene, 1}, std::span{&event, 1}, Random{1}};
    const auto facts = maker.facts_of({.pos = 160, .alts = {"A"}, .planted = 0});
    EXPECT_THAT(facts.significance, ElementsAre("Pathogenic"));
    EXPECT_THAT(facts.allele_counts, ElementsAre(3));
    EXPECT_EQ(facts.condition, "Simulated_condition_of_SIM1");
}

}  // namespace
}  // namespace genostrat::simulate

// SPDX-License-Identifier: MIT
#include "simulate/individuals.hpp"
#include "test_support.hpp"

namespace genostrat::simulate {
namespace {

using ::testing::ElementsAre;

TEST(Genotyper, follows_the_segments) {
    std::vector<Individual> people(1);
    people[0].haplotypes[0].segments = {{0, 1}, {100, 2}};
    people[0].haplotypes[1].segments = {{0, 2}};
    Genotyper genotyper{people};
    std::vector<Call> calls;
    genotyper.call({.pos = 50, .carriers = {0b010, 0b100}}, calls);
    EXPECT_THAT(calls, ElementsAre(Call{1, 2}));
    genotyper.call({.pos = 100, .carriers = {0b010, 0b100}}, calls);
    EXPECT_THAT(calls, ElementsAre(Call{2, 2}));
}

TEST(Genotyper, gives_private_and_planted_variants_to_their_owners) {
    std::vector<Individual> people(2);
    for (Individual& person : people) {
        for (Haplotype& haplotype : person.haplotypes)
            haplotype.segments = {{0, 0}};
    }
    people[0].haplotypes[1].planted = {7};
    std::vector<Call> calls;
    Genotyper genotyper{people, 10};
    genotyper.call({.pos = 5, .private_haplotype = 12}, calls);
    EXPECT_THAT(calls, ElementsAre(Call{0, 0}, Call{1, 0}));
    genotyper.call({.pos = 6, .planted = 7}, calls);
    EXPECT_THAT(calls, ElementsAre(Call{0, 1}, Call{0, 0}));
}

TEST(DrawIndividual, has_one_chr_x_if_male) {
    const GenomeContig x{.name = "chrX", .bases = std::string(500'000, 'A')};
    const Individual son = draw_individual("s", Sex::male, x, Random{1});
    const Individual daughter = draw_individual("d", Sex::female, x, Random{1});
    EXPECT_TRUE(son.is_haploid());
    EXPECT_FALSE(daughter.is_haploid());
    EXPECT_GT(daughter.haplotypes[0].segments.size(), 3U);
    std::vector<Call> calls;
    const std::vector<Individual> people{son};
    Genotyper{people}.call({.pos = 5}, calls);
    EXPECT_THAT(calls, ElementsAre(Call{0, no_allele}));
}

TEST(Transmit, crosses_over_once) {
    Individual parent;
    parent.haplotypes[0] = {.segments = {{0, 1}, {60, 2}}, .planted = {0, 1}};
    parent.haplotypes[1] = {.segments = {{0, 3}, {80, 4}}, .planted = {2}};
    const std::vector<std::int64_t> places{10, 70, 90};
    const Transmission transmission{.first = 0, .crossing = 50};
    EXPECT_EQ(transmission.source_at(49), 0U);
    EXPECT_EQ(transmission.source_at(50), 1U);
    const Haplotype child = transmit(parent, transmission, 100, places);
    ASSERT_EQ(child.segments.size(), 3U);
    EXPECT_EQ(child.segments[0].founder, 1U);
    EXPECT_EQ(child.segments[1].founder, 3U);
    EXPECT_EQ(child.segments[1].begin, 50);
    EXPECT_EQ(child.segments[2].founder, 4U);
    EXPECT_THAT(child.planted, ElementsAre(0, 2));
}

}  // namespace
}  // namespace genostrat::simulate

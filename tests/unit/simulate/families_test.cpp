// SPDX-License-Identifier: MIT
#include "simulate/families.hpp"
#include "test_support.hpp"

namespace genostrat::simulate {
namespace {

using ::testing::ElementsAre;

/// Genotypes of father, mother and proband at the first event, for many seeds: always the same.
std::vector<std::string> genotypes(Inheritance mode, std::string_view contig_name, unsigned seed) {
    const GenomeContig contig{.name = std::string{contig_name}, .bases = std::string(300'000, 'A')};
    const std::vector<std::int64_t> places{100'000, 200'000};
    const std::vector<std::int32_t> events = mode == Inheritance::compound_heterozygous
                                                 ? std::vector<std::int32_t>{0, 1}
                                                 : std::vector<std::int32_t>{0};
    const Family family = make_family(0, mode, contig, events, places, Random{seed});
    EXPECT_TRUE(is_affected(family, 2, events));
    std::vector<std::string> found;
    for (std::size_t member = 0; member < 3; ++member) {
        std::string text;
        for (const std::int32_t event : events)
            text += (text.empty() ? "" : " ") + planted_genotype(family.members[member], event);
        found.push_back(text);
    }
    return found;
}

TEST(MakeFamily, follows_the_mode_of_inheritance) {
    for (unsigned seed = 0; seed < 50; ++seed) {
        EXPECT_THAT(
            genotypes(Inheritance::de_novo, "chr1", seed), ElementsAre("0/0", "0/0", "0/1"));
        EXPECT_THAT(
            genotypes(Inheritance::autosomal_recessive, "chr1", seed),
            ElementsAre("0/1", "0/1", "1/1"));
        EXPECT_THAT(
            genotypes(Inheritance::compound_heterozygous, "chr1", seed),
            ElementsAre("0/1 0/0", "0/0 0/1", "0/1 0/1"));
        EXPECT_THAT(
            genotypes(Inheritance::x_linked_recessive, "chrX", seed), ElementsAre("0", "0/1", "1"));
        EXPECT_THAT(
            genotypes(Inheritance::autosomal_dominant, "chr1", seed),
            ElementsAre("0/1", "0/0", "0/1"));
    }
}

TEST(MakeFamily, obeys_mendel_everywhere) {
    const GenomeContig contig{.name = "chr1", .bases = std::string(900'000, 'A')};
    const Family family = make_family(0, Inheritance::de_novo, contig, {}, {}, Random{7});
    Genotyper genotyper{family.members};
    std::vector<Call> calls;
    Random random{8};
    for (std::int64_t pos = 0; pos < 900'000; pos += 1000) {
        genotyper.call({.pos = pos, .carriers = {random.next(), 0}}, calls);
        for (const std::size_t child : {2UL, 3UL}) {
            const bool from_father =
                calls[child][0] == calls[0][0] || calls[child][0] == calls[0][1];
            const bool from_mother =
                calls[child][1] == calls[1][0] || calls[child][1] == calls[1][1];
            EXPECT_TRUE(from_father && from_mother) << pos;
        }
    }
}

TEST(ModeOfFamily, takes_turns) {
    EXPECT_EQ(mode_of_family(0, true), Inheritance::de_novo);
    EXPECT_EQ(mode_of_family(3, true), Inheritance::x_linked_recessive);
    EXPECT_EQ(mode_of_family(3, false), Inheritance::autosomal_recessive);
    EXPECT_EQ(mode_of_family(5, true), Inheritance::de_novo);
}

TEST(PedigreeRows, name_parents_sex_and_disease) {
    const std::array<bool, 4> affected{false, false, true, false};
    const std::string rows = pedigree_rows(1, Inheritance::x_linked_recessive, affected);
    EXPECT_THAT(rows, ::testing::HasSubstr("F2\tF2_proband\tF2_father\tF2_mother\t1\t2\n"));
    EXPECT_THAT(rows, ::testing::StartsWith("F2\tF2_father\t0\t0\t1\t1\n"));
}

}  // namespace
}  // namespace genostrat::simulate

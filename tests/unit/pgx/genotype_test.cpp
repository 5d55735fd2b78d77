// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/genotype.hpp>

namespace genostrat::pgx {
namespace {

TEST(Phase, makes_a_block_of_each_unphased_locus) {
    const PhasedSample sample = phase(test::genotypes({"0/1", "1/1", "0/1", "-"}));
    EXPECT_EQ(sample.blocks.size(), 2U);
    EXPECT_EQ(sample.homozygous.size(), 1U);
    EXPECT_EQ(sample.n_present, 3U);
    EXPECT_FALSE(sample.is_phased);
    EXPECT_FALSE(sample.is_effectively_phased());
}

TEST(Phase, joins_loci_phased_together_and_those_of_one_phase_set) {
    const PhasedSample sample = phase(test::genotypes({"0|1", "1|0", "0|1:5", "1|0:5", "0|1:9"}));
    ASSERT_EQ(sample.blocks.size(), 3U);
    EXPECT_EQ(sample.blocks[0].size(), 2U);
    EXPECT_EQ(sample.blocks[1].size(), 2U);
    EXPECT_TRUE(sample.is_phased);
    EXPECT_TRUE(sample.uses_phase_sets);
}

TEST(Phase, is_effectively_phased_with_one_heterozygous_locus) {
    EXPECT_TRUE(phase(test::genotypes({"0/1", "0/0"})).is_effectively_phased());
}

TEST(Phase, is_haploid_only_if_every_locus_is) {
    EXPECT_TRUE(phase(test::genotypes({"1", "0", "-"})).is_haploid);
    const PhasedSample mixed = phase(test::genotypes({"1", "0/0"}));
    EXPECT_FALSE(mixed.is_haploid);
    EXPECT_EQ(mixed.blocks.size(), 1U);  // the other strand of the first locus is not known
}

}  // namespace
}  // namespace genostrat::pgx

// SPDX-License-Identifier: MIT
#include "simulate/genome.hpp"
#include "test_support.hpp"

#include <algorithm>

namespace genostrat::simulate {
namespace {

using ::testing::ElementsAre;

TEST(ContigNames, end_with_chr_x) {
    EXPECT_THAT(contig_names(1), ElementsAre("chr1"));
    EXPECT_THAT(contig_names(3), ElementsAre("chr1", "chr2", "chrX"));
}

TEST(MakeContig, has_telomeres_repeats_and_about_41_percent_gc) {
    const GenomeContig contig = make_contig("chr1", 500'000, Random{1});
    ASSERT_EQ(contig.length(), 500'000);
    EXPECT_EQ(contig.bases.find_first_not_of('N'), 1000U);
    EXPECT_EQ(contig.bases.find_last_not_of('N'), 498'999U);
    const std::string inside = contig.stretch(1000, 499'000);
    EXPECT_EQ(inside.find_first_not_of("ACGT"), std::string::npos);
    const auto gc = std::count_if(
        inside.begin(), inside.end(), [](char base) { return base == 'G' || base == 'C'; });
    EXPECT_NEAR(static_cast<double>(gc) / static_cast<double>(inside.size()), 0.41, 0.01);
    const auto masked = std::count_if(
        contig.bases.begin(), contig.bases.end(), [](char base) { return base >= 'a'; });
    EXPECT_GT(masked, 2000);
}

TEST(MakeContig, is_the_same_for_the_same_seed) {
    EXPECT_EQ(make_contig("a", 5000, Random{3}).bases, make_contig("a", 5000, Random{3}).bases);
    EXPECT_NE(make_contig("a", 5000, Random{3}).bases, make_contig("a", 5000, Random{4}).bases);
}

TEST(ReverseComplement, pairs_bases) {
    EXPECT_EQ(reverse_complement("AACGTN"), "NACGTT");
}

}  // namespace
}  // namespace genostrat::simulate

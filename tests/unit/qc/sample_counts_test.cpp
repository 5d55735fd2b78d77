// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <genostrat/qc/sample_counts.hpp>

namespace genostrat::qc {
namespace {

TEST(ClassifyAllele, tells_snvs_from_indels_and_symbols) {
    EXPECT_EQ(classify_allele("A", "g"), AlleleClass::transition);
    EXPECT_EQ(classify_allele("C", "A"), AlleleClass::transversion);
    EXPECT_EQ(classify_allele("AC", "A"), AlleleClass::indel);
    EXPECT_EQ(classify_allele("AC", "AT"), AlleleClass::transition);
    EXPECT_EQ(classify_allele("AC", "GT"), AlleleClass::other);
    EXPECT_EQ(classify_allele("A", "*"), AlleleClass::other);
    EXPECT_EQ(classify_allele("A", "<DEL>"), AlleleClass::other);
}

/// BCF's packed value of an allele.
constexpr std::int8_t packed(int allele) {
    return static_cast<std::int8_t>((allele + 1) << 1);
}

TEST(CountSite, counts_each_kind_of_call) {
    constexpr std::int8_t end = -127;
    // 0/0 0/1 1/1 1/2 ./. 1 0 (the last two haploid)
    const std::array<std::int8_t, 14> calls{
        packed(0),
        packed(0),
        packed(0),
        packed(1),
        packed(1),
        packed(1),
        packed(1),
        packed(2),
        0,
        0,
        packed(1),
        end,
        packed(0),
        end};
    const Genotypes genotypes{calls.data(), 7, 2, Genotypes::Width::int8};
    const std::array classes{AlleleClass::transition, AlleleClass::indel};
    const std::array<std::int32_t, 7> depths{10, 20, -1, 0, 0, 0, 0};
    std::array<SampleCounts, 7> counts{};
    count_site(genotypes, classes, depths, counts);
    EXPECT_EQ(counts[0].reference_homozygous, 1);
    EXPECT_EQ(counts[0].indels, 0);
    EXPECT_EQ(counts[1].heterozygous, 1);
    EXPECT_EQ(counts[1].transitions, 1);
    EXPECT_EQ(counts[1].mean_depth(), 20);
    EXPECT_EQ(counts[2].alternate_homozygous, 1);
    EXPECT_TRUE(std::isnan(counts[2].mean_depth()));
    EXPECT_EQ(counts[3].heterozygous, 1);
    EXPECT_EQ(counts[3].indels, 1);
    EXPECT_EQ(counts[4].missing, 1);
    EXPECT_EQ(counts[5].haploid_alternate, 1);
    EXPECT_EQ(counts[6].haploid_reference, 1);
    EXPECT_EQ(counts[1].singletons, 0);
}

TEST(CountSite, gives_the_only_carrier_a_singleton) {
    const std::array<std::int8_t, 4> calls{packed(0), packed(0), packed(0), packed(1)};
    const Genotypes genotypes{calls.data(), 2, 2, Genotypes::Width::int8};
    const std::array classes{AlleleClass::transversion};
    std::array<SampleCounts, 2> counts{};
    count_site(genotypes, classes, {}, counts);
    EXPECT_EQ(counts[0].singletons, 0);
    EXPECT_EQ(counts[1].singletons, 1);
    EXPECT_EQ(counts[1].transversions, 1);
}

}  // namespace
}  // namespace genostrat::qc

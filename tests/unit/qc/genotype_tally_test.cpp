// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <genostrat/qc/genotype_call.hpp>
#include <genostrat/qc/genotype_tally.hpp>
#include <genostrat/qc/sample_counts.hpp>
#include <genostrat/qc/site.hpp>

namespace genostrat::qc {
namespace {

constexpr std::int8_t end = -127;

/// BCF's packed value of an allele; -1 is missing.
constexpr std::int8_t packed(int allele) {
    return static_cast<std::int8_t>((allele + 1) << 1);
}

Genotypes diploid(const std::vector<std::int8_t>& calls) {
    return {calls.data(), calls.size() / 2, 2, Genotypes::Width::int8};
}

Site site(std::string_view ref, const std::vector<std::string_view>& alts) {
    Site made;
    made.assign(ref, alts);
    return made;
}

TEST(Site, tells_kinds_as_the_samples_of_bcftools_stats_do) {
    const Site mixed = site("A", {"g", "C", "AT", "*", "<DEL>", "<NON_REF>", "N"});
    EXPECT_EQ(
        mixed.kinds,
        (std::vector{
            AlleleKind::reference,
            AlleleKind::transition,
            AlleleKind::transversion,
            AlleleKind::insertion,
            AlleleKind::other,
            AlleleKind::other,
            AlleleKind::reference,
            AlleleKind::snv}));
    EXPECT_EQ(site("ACT", {"A"}).kinds[1], AlleleKind::deletion);
    EXPECT_EQ(site("ACT", {"A"}).lengths[1], -2);
    EXPECT_EQ(site("AC", {"GT"}).kinds[1], AlleleKind::other);  // MNP
    // The first bases are compared: bcftools 1.16 counts AC>AT as a transversion of the sample.
    EXPECT_EQ(site("AC", {"AT"}).kinds[1], AlleleKind::transversion);
}

TEST(GenotypeCall, has_the_classes_of_htslib) {
    const std::array<std::int8_t, 15> calls{
        packed(0),
        packed(0),
        packed(0),  // triploid reference
        packed(2),
        packed(1),
        packed(2),  // 2/1/2
        packed(1),
        end,
        end,  // haploid
        packed(0),
        packed(3),
        end,  // 0/3
        packed(1),
        packed(-1),
        end};  // 1/.
    const Genotypes genotypes{calls.data(), 5, 3, Genotypes::Width::int8};
    EXPECT_EQ(genotype_call(genotypes, 0).type, CallClass::reference);
    const GenotypeCall two = genotype_call(genotypes, 1);
    EXPECT_EQ(two.type, CallClass::two_alts);
    EXPECT_EQ(two.first, 1);
    EXPECT_EQ(two.second, 2);
    EXPECT_EQ(genotype_call(genotypes, 2).type, CallClass::haploid_alternate);
    EXPECT_EQ(genotype_call(genotypes, 3).first, 3);
    EXPECT_EQ(genotype_call(genotypes, 4).type, CallClass::missing);
}

TEST(GenotypeTally, counts_a_biallelic_site_by_sample_and_over_all) {
    // 0/0 0|1 1/1 ./. ./1 0 1 (the last two haploid)
    const std::vector<std::int8_t> calls{
        packed(0),
        packed(0),
        packed(0),
        static_cast<std::int8_t>(packed(1) | 1),
        packed(1),
        packed(1),
        packed(-1),
        packed(-1),
        packed(-1),
        packed(1),
        packed(0),
        end,
        packed(1),
        end};
    GenotypeTally tally{7};
    const SiteGenotypes& counted = tally.add(diploid(calls), site("A", {"G"}));
    EXPECT_EQ(counted.diploid, 3);
    EXPECT_EQ(counted.haploid, 2);
    EXPECT_EQ(counted.missing, 2);
    EXPECT_EQ(counted.heterozygous(), 1);
    EXPECT_EQ(counted.carriers, 2);
    EXPECT_EQ(counted.alleles[1].homozygous, 1);
    EXPECT_EQ(counted.alleles[1].copies, 5);                // 0|1, 1/1, ./1 and 1
    EXPECT_DOUBLE_EQ(counted.frequency(1, 2), 5.0 / 10.0);  // haploid as if 1/1, ./1 missing
    EXPECT_DOUBLE_EQ(counted.frequency(1, 1), 4.0 / 8.0);
    std::vector<SampleCounts> samples(7);
    tally.take(samples);
    EXPECT_EQ(samples[0].reference, 1);
    EXPECT_EQ(samples[1].snv_heterozygous, 1);
    EXPECT_EQ(samples[1].transitions, 1);
    EXPECT_EQ(samples[2].snv_homozygous, 1);
    EXPECT_EQ(samples[3].missing, 1);
    EXPECT_EQ(samples[4].missing, 1);
    EXPECT_EQ(samples[5].haploid_reference, 1);
    EXPECT_EQ(samples[6].haploid_alternate, 1);
    EXPECT_TRUE(tally.empty());
}

TEST(GenotypeTally, finds_who_alone_has_an_allele) {
    const std::vector<std::int8_t> calls{packed(0), packed(0), packed(1), packed(0)};
    GenotypeTally tally{2};
    tally.add(diploid(calls), site("A", {"AT"}));
    std::vector<SampleCounts> samples(2);
    tally.take(samples);
    EXPECT_EQ(samples[0].singletons, 0);
    EXPECT_EQ(samples[1].singletons, 1);
    EXPECT_EQ(samples[1].insertion_het, 1);
    EXPECT_EQ(samples[1].snv_heterozygous, 0);
}

TEST(GenotypeTally, counts_several_alts_as_bcftools_does) {
    // 1/2, 0/2, 2/2 of a deletion and an SNV
    const std::vector<std::int8_t> calls{
        packed(1), packed(2), packed(0), packed(2), packed(2), packed(2)};
    GenotypeTally tally{3};
    const SiteGenotypes& counted = tally.add(diploid(calls), site("AC", {"A", "GC"}));
    EXPECT_EQ(counted.alleles[2].homozygous, 1);
    EXPECT_EQ(counted.alleles[2].heterozygous, 2);
    EXPECT_EQ(counted.ref_and_alt, 1);
    std::vector<SampleCounts> samples(3);
    tally.take(samples);
    EXPECT_EQ(samples[0].snv_heterozygous, 1);
    EXPECT_EQ(samples[0].deletion_het, 1);
    EXPECT_EQ(samples[0].transitions, 0);  // only the first ALT of a genotype counts
    EXPECT_EQ(samples[1].transitions, 1);
    EXPECT_EQ(samples[2].snv_homozygous, 1);
}

/// The vectorised way and the one by one give the same: a second ALT that nobody has forces the
/// latter.
TEST(GenotypeTally, is_the_same_for_any_number_of_samples) {
    for (const std::size_t n_samples : {1U, 15U, 16U, 17U, 100U, 40'000U}) {
        std::vector<std::int8_t> calls;
        std::uint32_t state = 7;
        const std::array<std::int8_t, 5> alleles{packed(0), packed(1), packed(-1), end, 3};
        for (std::size_t at = 0; at < 2 * n_samples; ++at) {
            state = state * 1664525U + 1013904223U;
            const std::int8_t first = alleles[(state >> 16U) % 5];
            calls.push_back(at % 2 == 0 && first == end ? packed(0) : first);
        }
        GenotypeTally quick{n_samples};
        GenotypeTally slow{n_samples};
        const SiteGenotypes one = quick.add(diploid(calls), site("C", {"T"}));
        const SiteGenotypes other = slow.add(diploid(calls), site("C", {"T", "G"}));
        EXPECT_EQ(one.diploid, other.diploid);
        EXPECT_EQ(one.missing, other.missing);
        EXPECT_EQ(one.alleles[1].copies, other.alleles[1].copies);
        std::vector<SampleCounts> quick_counts(n_samples);
        std::vector<SampleCounts> slow_counts(n_samples);
        quick.take(quick_counts);
        slow.take(slow_counts);
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            EXPECT_EQ(quick_counts[sample].called(), slow_counts[sample].called());
            EXPECT_EQ(quick_counts[sample].missing, slow_counts[sample].missing);
            EXPECT_EQ(quick_counts[sample].transitions, slow_counts[sample].transitions);
            EXPECT_EQ(quick_counts[sample].singletons, slow_counts[sample].singletons);
        }
    }
}

TEST(GenotypeTally, counts_more_rows_than_16_bits_hold) {
    const std::vector<std::int8_t> calls{packed(0), packed(1)};
    GenotypeTally tally{1};
    const Site snv = site("A", {"G"});
    for (int row = 0; row < 70'000; ++row)
        tally.add(diploid(calls), snv);
    std::vector<SampleCounts> samples(1);
    tally.take(samples);
    EXPECT_EQ(samples[0].heterozygous, 70'000);
}

}  // namespace
}  // namespace genostrat::qc

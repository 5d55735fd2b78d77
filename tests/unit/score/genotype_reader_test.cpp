// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/genotype_reader.hpp>

namespace genostrat::score {
namespace {

constexpr std::int8_t call(int allele) {
    return static_cast<std::int8_t>((allele + 1) << 1);
}

constexpr std::int8_t missing = 0;
constexpr std::int8_t filling = -127;

struct Read {
    MatchedBatch batch;
    GenotypeColumn column;

    [[nodiscard]] std::vector<int> codes(std::size_t n) const {
        std::vector<int> out;
        for (std::size_t sample = 0; sample < n; ++sample)
            out.push_back(code_at(batch.codes_of(column, n), sample));
        return out;
    }

    [[nodiscard]] std::vector<int> ploidies(std::size_t n) const {
        std::vector<int> out;
        for (std::size_t sample = 0; sample < n; ++sample)
            out.push_back(batch.ploidy_of(column, sample));
        return out;
    }
};

Genotypes diploid(const std::vector<std::int8_t>& calls) {
    return {
        .data = calls.data(),
        .n_samples = calls.size() / 2,
        .ploidy = 2,
        .width = Genotypes::Width::int8};
}

Read read(const std::vector<std::int8_t>& calls, ContigKind contig, const PloidyRules& rules = {}) {
    Read out;
    out.column = read_genotypes(diploid(calls), 1, contig, rules, out.batch);
    return out;
}

const std::vector<std::int8_t> male_and_female{call(1), filling, call(0), call(1)};

TEST(ReadGenotypes, counts_a_haploid_call_once_or_doubled) {
    const Read single = read(male_and_female, ContigKind::x);
    EXPECT_EQ(single.codes(2), (std::vector<int>{1, 1}));
    EXPECT_EQ(single.ploidies(2), (std::vector<int>{1, 2}));
    const Read doubled = read(male_and_female, ContigKind::x, {.haploid_x = HaploidX::doubled});
    EXPECT_EQ(doubled.codes(2), (std::vector<int>{2, 1}));
    EXPECT_EQ(doubled.column.counts.n_not_diploid, 0);
}

TEST(ReadGenotypes, halves_males_that_are_written_as_diploid) {
    const PloidyRules rules{.sexes = {cohort::Sex::male, cohort::Sex::female}, .has_sexes = true};
    const Read homozygous = read({call(1), call(1), call(1), call(1)}, ContigKind::x, rules);
    EXPECT_EQ(homozygous.codes(2), (std::vector<int>{1, 2}));
    const Read heterozygous = read({call(0), call(1), call(0), call(1)}, ContigKind::x, rules);
    ASSERT_NE(heterozygous.column.dosages, GenotypeColumn::none);
    EXPECT_EQ(heterozygous.batch.dosages, (std::vector<float>{0.5F, 1.0F}));
    const Read autosomal = read({call(1), call(1), call(1), call(1)}, ContigKind::autosome, rules);
    EXPECT_EQ(autosomal.codes(2), (std::vector<int>{2, 2}));
}

TEST(ReadGenotypes, takes_a_single_dot_as_diploid_on_autosomes) {
    const Read autosomal = read({missing, filling, call(1), call(1)}, ContigKind::autosome);
    EXPECT_EQ(autosomal.codes(2), (std::vector<int>{3, 2}));
    EXPECT_EQ(autosomal.column.counts.n_not_diploid, 0);
    EXPECT_EQ(
        read({missing, filling, call(1), call(1)}, ContigKind::x).column.counts.n_not_diploid, 1);
}

/// A phased call, as BCF packs it.
constexpr std::int8_t phased(int allele) {
    return static_cast<std::int8_t>(call(allele) | 1);
}

Read haplotypes(const std::vector<std::int8_t>& calls, ContigKind contig, PloidyRules rules = {}) {
    Read out;
    out.column = read_haplotypes(diploid(calls), 1, contig, rules, out.batch);
    return out;
}

TEST(ReadHaplotypes, tells_the_alleles_of_phased_and_of_homozygous_genotypes_apart) {
    const Read read = haplotypes(
        {call(0),
         phased(1),
         call(1),
         phased(0),
         call(1),
         call(1),
         call(0),
         call(1),
         call(1),
         missing},
        ContigKind::autosome);
    EXPECT_EQ(read.codes(10), (std::vector<int>{0, 1, 1, 0, 1, 1, 3, 3, 3, 3}));
    EXPECT_EQ(read.ploidies(10), std::vector<int>(10, 1));
}

TEST(ReadHaplotypes, knows_one_haplotype_of_haploid_genotypes_and_of_males_on_x) {
    const Read haploid = haplotypes({call(1), filling}, ContigKind::autosome);
    EXPECT_EQ(haploid.codes(2), (std::vector<int>{1, 0}));
    EXPECT_EQ(haploid.ploidies(2), (std::vector<int>{1, 0}));
    const PloidyRules rules{.sexes = {cohort::Sex::male, cohort::Sex::female}, .has_sexes = true};
    const Read on_x = haplotypes({call(1), phased(1), call(0), phased(1)}, ContigKind::x, rules);
    EXPECT_EQ(on_x.codes(4), (std::vector<int>{1, 0, 0, 1}));
    EXPECT_EQ(on_x.ploidies(4), (std::vector<int>{1, 0, 1, 1}));
}

TEST(ReadCalls, keeps_fractions_and_missing_values) {
    MatchedBatch batch;
    const std::vector<AlleleCall> calls{{0.25F, 2}, {std::nanf(""), 2}, {2.0F, 2}};
    const GenotypeColumn column = read_calls(calls, false, ContigKind::autosome, {}, batch);
    ASSERT_NE(column.dosages, GenotypeColumn::none);
    EXPECT_EQ(batch.dosages[0], 0.25F);
    EXPECT_TRUE(std::isnan(batch.dosages[1]));
}

TEST(ContigKind, knows_the_sex_chromosomes) {
    EXPECT_EQ(contig_kind("chrX"), ContigKind::x);
    EXPECT_EQ(contig_kind("24"), ContigKind::y);
    EXPECT_EQ(contig_kind("chrM"), ContigKind::mitochondrion);
    EXPECT_EQ(contig_kind("2"), ContigKind::autosome);
}

TEST(IsPseudoAutosomal, depends_on_the_build) {
    EXPECT_TRUE(is_pseudo_autosomal("GRCh38", 2781478));
    EXPECT_FALSE(is_pseudo_autosomal("GRCh38", 2781479));
    EXPECT_FALSE(is_pseudo_autosomal("GRCh37", 2781478));
    EXPECT_FALSE(is_pseudo_autosomal("", 100000));
}

}  // namespace
}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <genostrat/filter/genotype_classes.hpp>

namespace genostrat::filter {

namespace {

using ::testing::ElementsAre;

constexpr std::int8_t filling = -127;

/// (allele + 1) << 1 | phased; -1 is a missing allele.
constexpr std::int8_t call(int allele, bool phased = false) {
    return static_cast<std::int8_t>(((allele + 1) << 1) | (phased ? 1 : 0));
}

Genotypes packed(const std::vector<std::int8_t>& calls, std::size_t ploidy) {
    return {
        .data = calls.data(),
        .n_samples = calls.size() / ploidy,
        .ploidy = ploidy,
        .width = Genotypes::Width::int8};
}

std::set<std::string> classes_of(const std::vector<std::int32_t>& calls) {
    std::set<std::string> out;
    for (const std::string keyword :
         {"hom", "het", "hap", "ref", "alt", "mis", "RR", "RA", "AA", "aA", "R", "A"})
        if (is_of_class(calls, *genotype_class(keyword)))
            out.insert(keyword);
    return out;
}

TEST(GenotypeClasses, follow_the_manual) {
    EXPECT_THAT(classes_of({2, 2}), ElementsAre("RR", "hom", "ref"));
    EXPECT_THAT(classes_of({2, 4}), ElementsAre("RA", "alt", "het"));
    EXPECT_THAT(classes_of({4, 4}), ElementsAre("AA", "alt", "hom"));
    EXPECT_THAT(classes_of({4, 6}), ElementsAre("aA", "alt", "het"));
    EXPECT_THAT(classes_of({2}), ElementsAre("R", "hap", "ref"));
    EXPECT_THAT(classes_of({4}), ElementsAre("A", "alt", "hap"));
    EXPECT_THAT(classes_of({0, 4}), ElementsAre("mis"));
    EXPECT_THAT(classes_of({0}), ElementsAre("mis"));
    EXPECT_THAT(classes_of({2, 4, 4}), ElementsAre("RA", "alt", "het"));
}

TEST(GenotypeClasses, read_case_where_it_matters) {
    EXPECT_EQ(genotype_class("Aa"), GenotypeClass::alt_other_alt);
    EXPECT_EQ(genotype_class("aa"), GenotypeClass::alt_alt);
    EXPECT_EQ(genotype_class("HET"), GenotypeClass::heterozygous);
    EXPECT_EQ(genotype_class("0/1"), std::nullopt);
}

TEST(GenotypeTest, finds_keywords_literals_and_patterns) {
    const std::vector<std::int8_t> calls{
        call(0), call(1), call(0), call(1, true), call(-1), call(-1), call(1), filling};
    const Genotypes genotypes = packed(calls, 2);
    const auto passing = [&](std::string_view constant, Operator op) {
        std::vector<std::uint8_t> out(4);
        GenotypeTest test{constant, op};
        const bool any = test.run(genotypes, {}, out);
        EXPECT_EQ(any, test.any(genotypes, {}));
        return out;
    };
    EXPECT_THAT(passing("het", Operator::equal), ElementsAre(1, 1, 0, 0));
    EXPECT_THAT(passing("het", Operator::not_equal), ElementsAre(0, 0, 1, 1));
    EXPECT_THAT(passing("0/1,1", Operator::equal), ElementsAre(1, 0, 0, 1));
    EXPECT_THAT(passing("0/1", Operator::not_equal), ElementsAre(0, 1, 1, 1));
    EXPECT_THAT(passing("|", Operator::like), ElementsAre(0, 1, 0, 0));
    EXPECT_THAT(passing("\\.", Operator::not_like), ElementsAre(1, 1, 0, 1));
}

TEST(GenotypeTest, looks_at_selected_samples_only) {
    const std::vector<std::int8_t> calls{call(0), call(1), call(1), call(1)};
    const std::array<std::uint8_t, 2> selected{0, 1};
    std::array<std::uint8_t, 2> passing{};
    GenotypeTest test{"het", Operator::equal};
    EXPECT_FALSE(test.run(packed(calls, 2), selected, passing));
    EXPECT_FALSE(test.any(packed(calls, 2), selected));
    EXPECT_THAT(passing, ElementsAre(0, 0));
}

TEST(GenotypeTest, gives_wide_and_packed_columns_the_same) {
    const std::vector<std::int8_t> narrow{call(0), call(2), call(1), filling, call(-1), call(2)};
    std::vector<std::int32_t> wide;
    for (const std::int8_t value : narrow)
        wide.push_back(value == filling ? -2147483647 : value);
    const Genotypes wide_genotypes{
        .data = wide.data(), .n_samples = 3, .ploidy = 2, .width = Genotypes::Width::int32};
    for (const std::string keyword : {"het", "hap", "mis", "0/2", "./2"}) {
        GenotypeTest test{keyword, Operator::equal};
        std::array<std::uint8_t, 3> from_narrow{};
        std::array<std::uint8_t, 3> from_wide{};
        static_cast<void>(test.run(packed(narrow, 2), {}, from_narrow));
        static_cast<void>(test.run(wide_genotypes, {}, from_wide));
        EXPECT_EQ(from_narrow, from_wide) << keyword;
    }
}

TEST(AppendGenotype, writes_vcf) {
    std::string out;
    append_genotype(out, std::vector<std::int32_t>{2, 5, 0});
    EXPECT_EQ(out, "0|1/.");
    out.clear();
    append_genotype(out, {});
    EXPECT_EQ(out, ".");
}

TEST(CountAlleles, counts_called_alleles_of_half_missing_and_haploid_genotypes) {
    const std::vector<std::int8_t> calls{
        call(0), call(1), call(-1), call(2), call(1), filling, call(-1), call(-1, true)};
    std::array<std::int64_t, 3> counts{};
    EXPECT_EQ(count_alleles(packed(calls, 2), counts), 4);
    EXPECT_THAT(counts, ElementsAre(1, 2, 1));
}

TEST(CountMissingGenotypes, sees_phased_missing_alleles_by_the_rules) {
    const std::vector<std::int8_t> calls{
        call(0), call(-1, true), call(-1), call(1), call(0), filling};
    EXPECT_EQ(count_missing_genotypes(packed(calls, 2), true), 2);
    EXPECT_EQ(count_missing_genotypes(packed(calls, 2), false), 1);
}

}  // namespace

}  // namespace genostrat::filter

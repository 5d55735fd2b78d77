// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <vector>

#include <genostrat/inheritance/mendel.hpp>

namespace genostrat::inheritance {

namespace {

using Alleles = std::vector<std::int32_t>;
using Gender = cohort::Pedigree::Gender;
using enum Consistency;

Consistency autosome(const Alleles& child, const Alleles& mother, const Alleles& father) {
    return mendelian_consistency(child, mother, father, Region::autosome, Gender::unknown);
}

TEST(MendelianConsistency, takes_one_allele_of_each_parent) {
    EXPECT_EQ(autosome({0, 1}, {0, 1}, {0, 0}), consistent);
    EXPECT_EQ(autosome({1, 1}, {0, 1}, {0, 0}), inconsistent);
    EXPECT_EQ(autosome({0, 1}, {0, 0}, {0, 0}), inconsistent);
    EXPECT_EQ(autosome({0, 0}, {1, 1}, {0, 1}), inconsistent);
    EXPECT_EQ(autosome({1, 2}, {0, 2}, {0, 1}), consistent);
    EXPECT_EQ(autosome({1, 2}, {1, 2}, {0, 0}), inconsistent);
}

// bcftools 1.16 +mendelian: child 0/0 of ./. and 1/1 is an error, of ./. and 0/1 is none.
TEST(MendelianConsistency, takes_missing_parents_for_any) {
    EXPECT_EQ(autosome({0, -1}, {0, 1}, {0, 0}), not_assessed);
    EXPECT_EQ(autosome({0, 0}, {1, 1}, {-1, -1}), inconsistent);
    EXPECT_EQ(autosome({0, 0}, {0, 1}, {-1, -1}), consistent);
    EXPECT_EQ(autosome({1, 1}, {}, {}), consistent);
    EXPECT_EQ(autosome({1}, {0, 1}, {0, 0}), not_assessed);
}

TEST(MendelianConsistency, knows_sex_chromosomes_and_mitochondria) {
    const auto judge = [](const Alleles& child,
                          const Alleles& mother,
                          const Alleles& father,
                          Region region,
                          Gender gender) {
        return mendelian_consistency(child, mother, father, region, gender);
    };
    EXPECT_EQ(judge({1}, {0, 1}, {0}, Region::x, Gender::male), consistent);
    EXPECT_EQ(judge({1, 1}, {0, 1}, {0}, Region::x, Gender::male), consistent);
    EXPECT_EQ(judge({0, 1}, {0, 1}, {0}, Region::x, Gender::male), inconsistent);
    EXPECT_EQ(judge({1}, {0, 0}, {1}, Region::x, Gender::male), inconsistent);
    EXPECT_EQ(judge({0, 1}, {0, 0}, {1}, Region::x, Gender::female), consistent);
    EXPECT_EQ(judge({1}, {}, {1}, Region::y, Gender::male), consistent);
    EXPECT_EQ(judge({1}, {}, {1}, Region::y, Gender::female), not_assessed);
    EXPECT_EQ(judge({1}, {1}, {0}, Region::mitochondrion, Gender::male), consistent);
    EXPECT_EQ(judge({0}, {1}, {0}, Region::mitochondrion, Gender::female), inconsistent);
}

}  // namespace

}  // namespace genostrat::inheritance

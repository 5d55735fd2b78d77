// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/genotype_value.hpp>

namespace genostrat::score {
namespace {

using Values = std::array<double, 4>;

TEST(GenotypeModel, counts_copies_and_twice_the_frequency_when_missing) {
    EXPECT_EQ((GenotypeModel{.frequency = 0.25}.code_values()), (Values{0, 1, 2, 0.5}));
    EXPECT_EQ((GenotypeModel{.frequency = 0.25}.missing_value(1)), 0.25);
}

TEST(GenotypeModel, has_dominant_and_recessive_means_of_their_own) {
    const GenotypeModel dominant{.type = EffectType::dominant, .frequency = 0.5};
    EXPECT_EQ(dominant.code_values(), (Values{0, 1, 1, 0.75}));  // 1 - (1-p)^2
    const GenotypeModel recessive{.type = EffectType::recessive, .frequency = 0.5};
    EXPECT_EQ(recessive.code_values(), (Values{0, 0, 1, 0.25}));  // p^2
    EXPECT_EQ(recessive.missing_value(1), 0.0);
}

TEST(GenotypeModel, takes_a_weight_for_each_dosage) {
    const GenotypeModel model{
        .type = EffectType::by_dosage, .dosage_weights = {-1, 3, 5}, .frequency = 0.5};
    EXPECT_EQ(model.code_values(), (Values{-1, 3, 5, 2.5}));
    EXPECT_DOUBLE_EQ(model.called(0.5), 1.0);
    EXPECT_DOUBLE_EQ(model.called(1.5), 4.0);
}

TEST(GenotypeModel, skips_missing_genotypes_or_takes_them_as_reference) {
    const GenotypeModel skip{.frequency = 0.5, .missing = MissingPolicy::skip};
    EXPECT_EQ(skip.code_values()[3], 0.0);
    EXPECT_FALSE(skip.counts_missing());
    const GenotypeModel ref{.missing = MissingPolicy::ref, .effect_is_ref = true};
    EXPECT_EQ(ref.code_values()[3], 2.0);
    EXPECT_TRUE(ref.counts_missing());
    const GenotypeModel unknown{};
    EXPECT_EQ(unknown.code_values()[3], 0.0);
    EXPECT_FALSE(unknown.counts_missing()) << "no frequency: as skip";
}

TEST(GenotypeModel, centers_and_standardises) {
    const GenotypeModel center{.frequency = 0.5, .scaling = Scaling::center};
    EXPECT_EQ(center.code_values(), (Values{-1, 0, 1, 0}));
    EXPECT_EQ(center.called(1, 1), 0.5);
    const GenotypeModel scaled{.frequency = 0.5, .scaling = Scaling::variance_standardize};
    EXPECT_DOUBLE_EQ(scaled.code_values()[2], std::sqrt(2.0));
    const GenotypeModel fixed{.frequency = 1.0, .scaling = Scaling::variance_standardize};
    EXPECT_EQ(fixed.code_values()[0], 0.0) << "no variance, no contribution";
}

}  // namespace
}  // namespace genostrat::score

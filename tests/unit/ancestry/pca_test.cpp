// SPDX-License-Identifier: MIT
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <genostrat/ancestry/pca.hpp>

namespace genostrat::ancestry {
namespace {

/// Two groups of samples with other frequencies.
std::vector<std::int8_t> two_groups(std::size_t n_variants, std::size_t n_samples) {
    std::mt19937 random{7};
    std::vector<std::int8_t> copies;
    for (std::size_t variant = 0; variant < n_variants; ++variant)
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            const unsigned limit = sample % 2 == 0 ? 25 : 75;
            copies.push_back(
                static_cast<std::int8_t>((random() % 100 < limit) + (random() % 100 < limit)));
        }
    return copies;
}

TEST(ScaleOf, of_called_samples_only) {
    const std::vector<std::int8_t> copies{0, 2, missing_copies, 1, 1};
    const VariantScale scale = scale_of(copies);
    EXPECT_DOUBLE_EQ(scale.mean, 1);
    EXPECT_DOUBLE_EQ(scale.sd, std::sqrt(0.5));
    EXPECT_EQ(scale.value(missing_copies), 0);
    EXPECT_EQ(scale_of(std::vector<std::int8_t>{2, 2}).sd, 1);
}

TEST(Decompose, first_component_parts_the_groups) {
    const std::vector<std::int8_t> copies = two_groups(200, 30);
    for (const Solver solver : {Solver::exact, Solver::randomised}) {
        const Decomposition own = decompose({copies, 30}, 3, solver);
        ASSERT_EQ(own.samples.size(), 90U);
        for (std::size_t sample = 2; sample < 30; ++sample) {
            const bool same = own.samples[sample * 3] * own.samples[0] > 0;
            EXPECT_EQ(same, sample % 2 == 0) << sample;
        }
        EXPECT_GT(own.singular[0], 2 * own.singular[1]);
        // Right vectors are of length 1.
        double length = 0;
        for (std::size_t sample = 0; sample < 30; ++sample)
            length += own.samples[sample * 3] * own.samples[sample * 3];
        EXPECT_NEAR(length, 1, 1e-9);
    }
    EXPECT_EQ(decompose({copies, 30}, 100).n_components, 30U);
    EXPECT_EQ(decompose({{}, 0}, 3).n_components, 0U);
}

TEST(Project, a_sample_of_the_panel_lands_near_its_place) {
    const std::vector<std::int8_t> copies = two_groups(400, 40);
    const ProjectionBasis basis = basis_of(decompose({copies, 40}, 8), 2);
    const std::vector<double> pcs = basis.reference_pcs();
    std::vector<std::int8_t> own;
    for (std::size_t variant = 0; variant < 400; ++variant)
        own.push_back(copies[variant * 40]);
    std::vector<double> place(2);
    project(basis, own, place);
    EXPECT_NEAR(place[0] / pcs[0], 1, 0.1);
}

}  // namespace
}  // namespace genostrat::ancestry

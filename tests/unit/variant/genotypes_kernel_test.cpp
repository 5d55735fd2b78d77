// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <random>

#include <genostrat/variant/genotypes.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;

constexpr std::int8_t filling = -127;

Genotypes of(std::span<const std::int8_t> calls, std::size_t ploidy) {
    return {calls.data(), calls.size() / ploidy, ploidy, Genotypes::Width::int8};
}

TEST(AlleleDosages, counts_an_allele_and_knows_missing_and_haploid) {
    //                                      0/1   1|1   ./1   1   ./.   2/1
    const std::array<std::int8_t, 12> calls{2, 4, 4, 5, 0, 4, 4, filling, 0, 0, 6, 4};
    std::array<std::int8_t, 6> out{};
    allele_dosages(of(calls, 2), 1, out);
    EXPECT_THAT(out, ElementsAre(1, 2, -1, 1, -1, 1));
    allele_dosages(of(calls, 2), 0, out);
    EXPECT_THAT(out, ElementsAre(1, 0, -1, 0, -1, 0));
}

TEST(AlleleDosages, fast_path_equals_the_general_one) {
    std::mt19937 generator{5};
    std::vector<std::int8_t> calls(2 * 1000);
    for (std::size_t at = 0; at < calls.size(); ++at) {
        calls[at] = static_cast<std::int8_t>(generator() % 8);
        if (at % 2 == 1 && generator() % 10 == 0)
            calls[at] = filling;
    }
    const std::vector<std::int16_t> wide = [&] {
        std::vector<std::int16_t> out;
        for (const std::int8_t call : calls)
            out.push_back(call == filling ? std::int16_t{-32767} : std::int16_t{call});
        return out;
    }();
    std::vector<std::int8_t> fast(1000);
    std::vector<std::int8_t> slow(1000);
    for (std::int32_t allele = 0; allele < 3; ++allele) {
        allele_dosages(of(calls, 2), allele, fast);
        allele_dosages({wide.data(), 1000, 2, Genotypes::Width::int16}, allele, slow);
        EXPECT_EQ(fast, slow) << allele;
    }
}

TEST(Genotypes, widens_calls) {
    const std::array<std::int16_t, 4> calls{600, 601, 0, -32767};
    const Genotypes genotypes{calls.data(), 2, 2, Genotypes::Width::int16};
    EXPECT_EQ(Genotypes::allele_of(genotypes.at(0, 0)), 299);
    EXPECT_TRUE(Genotypes::is_phased(genotypes.at(0, 1)));
    EXPECT_EQ(Genotypes::allele_of(genotypes.at(1, 0)), -1);
    EXPECT_TRUE(Genotypes::is_filling(genotypes.at(1, 1)));
    EXPECT_EQ(genotypes.ploidy_of(1), 1U);
}

}  // namespace
}  // namespace genostrat

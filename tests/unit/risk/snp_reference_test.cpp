// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/risk/snp_reference.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

TEST(ScoreVariance, adds_up_binomial_variances) {
    const std::vector<Snp> snps{{"a", 0.5, 0.5}, {"b", -1, 0.1}};
    EXPECT_NEAR(score_variance(snps), 0.25 * 0.5 + 0.18, 1e-15);
}

TEST(DrawGenotypes, follows_hardy_weinberg_and_relatives_carry_more) {
    const std::vector<Snp> snps{{"a", std::log(4.0), 0.3}};
    constexpr std::size_t n = 40'000;
    RandomStream stream{StreamKind::own, 3};
    const auto mean_copies = [&](double family_history) {
        std::vector<std::int8_t> copies(n);
        draw_genotypes(snps, std::vector<double>(n, family_history), n, stream, copies);
        double sum = 0;
        for (const std::int8_t own : copies)
            sum += own;
        return sum / double{n};
    };
    EXPECT_NEAR(mean_copies(0), 0.6, 0.01);
    // Shares 0.49, 0.42 * 2, 0.09 * 4: mean (0.84 + 2 * 0.36) / 1.69.
    EXPECT_NEAR(mean_copies(1), 1.56 / 1.69, 0.01);
}

TEST(ReadSnps, names_what_is_wrong) {
    const test::TempDir folder;
    const auto refused = [&](const std::string& rows, const std::string& message) {
        test::write_file(folder / "snps.csv", "snp_name,snp_odds_ratio,snp_freq\n" + rows);
        EXPECT_ERROR(
            read_snps((folder / "snps.csv").string()), ErrorKind::bad_data, HasSubstr(message));
    };
    refused("a,0,0.1\n", "no odds ratio");
    refused("a,1.1,1.2\n", "no frequency");
    refused("a,1.1,0.2\na,1.1,0.2\n", "given twice");
    test::write_file(folder / "snps.csv", "snp_name,snp_odds_ratio,snp_freq\nrs1,2,0.25\n");
    const std::vector<Snp> snps = read_snps((folder / "snps.csv").string());
    ASSERT_EQ(snps.size(), 1U);
    EXPECT_DOUBLE_EQ(snps[0].log_odds, std::log(2.0));
}

}  // namespace
}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include <genostrat/io/data_table.hpp>
#include <genostrat/risk/snp_reference.hpp>

namespace genostrat::risk {

namespace {

using Shares = std::array<double, 3>;

Shares hardy_weinberg(double frequency) noexcept {
    const double other = 1 - frequency;
    return {other * other, 2 * frequency * other, frequency * frequency};
}

Shares of_relatives(const Shares& shares, double log_odds) noexcept {
    Shares own{};
    double sum = 0;
    for (std::size_t copies = 0; copies < own.size(); ++copies) {
        own[copies] = shares[copies] * std::exp(log_odds * static_cast<double>(copies) / 2);
        sum += own[copies];
    }
    for (double& share : own)
        share /= sum;
    return own;
}

}  // namespace

std::vector<Snp> read_snps(const std::string& path) {
    const io::DataTable table = io::DataTable::read(path);
    const std::size_t name = table.column("snp_name");
    const std::size_t odds = table.column("snp_odds_ratio");
    const std::size_t frequency = table.column("snp_freq");
    std::vector<Snp> snps;
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
        Snp snp{.name = std::string{table.text(row, name)}};
        if (std::ranges::find(snps, snp.name, &Snp::name) != snps.end())
            table.fail(row, name, "is given twice");
        const std::optional<double> ratio = table.number(row, odds);
        if (!ratio || !(*ratio > 0) || !std::isfinite(*ratio))
            table.fail(row, odds, "is no odds ratio: it has to be greater than 0");
        const std::optional<double> share = table.number(row, frequency);
        if (!share || !(*share >= 0 && *share <= 1))
            table.fail(row, frequency, "is no frequency: it lies in 0..1");
        snp.log_odds = std::log(*ratio);
        snp.frequency = *share;
        snps.push_back(std::move(snp));
    }
    return snps;
}

double score_variance(std::span<const Snp> snps) noexcept {
    double variance = 0;
    for (const Snp& snp : snps)
        variance += snp.log_odds * snp.log_odds * 2 * snp.frequency * (1 - snp.frequency);
    return variance;
}

void draw_genotypes(
    std::span<const Snp> snps,
    std::span<const double> family_history,
    std::size_t n_people,
    RandomStream& stream,
    std::span<std::int8_t> out) {
    std::size_t at = 0;
    for (const Snp& snp : snps) {
        const Shares shares = hardy_weinberg(snp.frequency);
        const Shares relatives = of_relatives(shares, snp.log_odds);
        for (std::size_t person = 0; person < n_people; ++person) {
            const bool has_relative = !family_history.empty() && family_history[person] == 1;
            const Shares& own = has_relative ? relatives : shares;
            const double drawn = stream.next();
            out[at++] = static_cast<std::int8_t>((drawn > own[0]) + (drawn > own[0] + own[1]));
        }
    }
}

}  // namespace genostrat::risk

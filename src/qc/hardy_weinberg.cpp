// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>

#include <genostrat/qc/hardy_weinberg.hpp>

namespace genostrat::qc {

namespace {

/// Sums of chances relative to that of the observed number of heterozygotes.
struct Sums {
    long double as_rare{1};
    long double all{1};

    void add(long double chance) noexcept {
        // As likely as the observed one, but for rounding.
        constexpr long double slack = 1.0L + 1e-10L;
        all += chance;
        as_rare += chance <= slack ? chance : 0;
    }
};

/// Further terms shrink by at least this factor each step once they are past the top.
bool is_negligible(long double chance, long double before, const Sums& sums) noexcept {
    return chance < before && chance < sums.as_rare * 1e-18L;
}

}  // namespace

double hardy_weinberg_p(
    std::int64_t heterozygous, std::int64_t homozygous, std::int64_t other_homozygous) noexcept {
    Sums sums;
    const auto walk = [&sums](long double het, long double one, long double other, bool fewer) {
        long double chance = 1;
        for (;;) {
            const long double before = chance;
            if (fewer) {
                chance *= het * (het - 1) / (4 * (one + 1) * (other + 1));
                het -= 2, one += 1, other += 1;
            } else {
                chance *= 4 * one * other / ((het + 2) * (het + 1));
                het += 2, one -= 1, other -= 1;
            }
            if (chance <= 0 || is_negligible(chance, before, sums))
                return;
            sums.add(chance);
        }
    };
    const auto het = static_cast<long double>(heterozygous);
    const auto one = static_cast<long double>(std::min(homozygous, other_homozygous));
    const auto other = static_cast<long double>(std::max(homozygous, other_homozygous));
    walk(het, one, other, true);
    walk(het, one, other, false);
    const auto p = static_cast<double>(sums.as_rare / sums.all);
    return p < std::numeric_limits<double>::min() ? 0 : p;
}

}  // namespace genostrat::qc

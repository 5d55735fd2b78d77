// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <genostrat/core/distributions.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/risk/statistics.hpp>
#include <genostrat/risk/validation.hpp>

namespace genostrat::risk {

namespace {

constexpr double z_of_95 = 1.96;  // as iCARE has it

/// Values of one group (cases or controls) in rising order, with cumulated weights.
class Ranked {
public:
    Ranked(const FollowedPeople& people, std::span<const double> weights, double outcome) {
        for (std::size_t person = 0; person < people.outcomes.size(); ++person)
            if (people.outcomes[person] == outcome)
                order_.push_back(person);
        std::ranges::sort(
            order_, {}, [&](std::size_t person) { return people.predictors[person]; });
        cumulated_.push_back(0);
        for (const std::size_t person : order_) {
            values_.push_back(people.predictors[person]);
            cumulated_.push_back(cumulated_.back() + weights[person]);
        }
    }

    [[nodiscard]] const std::vector<std::size_t>& people() const noexcept { return order_; }

    [[nodiscard]] double total() const noexcept { return cumulated_.back(); }

    /// Weight of all below `value`.
    [[nodiscard]] double below(double value) const {
        const auto place = std::ranges::lower_bound(values_, value) - values_.begin();
        return cumulated_[static_cast<std::size_t>(place)];
    }

    /// Weight of all above `value`.
    [[nodiscard]] double above(double value) const {
        const auto place = std::ranges::upper_bound(values_, value) - values_.begin();
        return cumulated_.back() - cumulated_[static_cast<std::size_t>(place)];
    }

private:
    std::vector<std::size_t> order_;
    std::vector<double> values_;
    std::vector<double> cumulated_;
};

/// A group's part of the AUC's variance, from the share of the other group each one is ranked
/// right against.
double placement_variance(
    std::span<const double> placements,
    std::span<const double> weights,
    std::span<const double> sampling) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double mean = weighted_mean(placements, weights);
    double squares = 0;
    double missed = 0;
    for (std::size_t at = 0; at < placements.size(); ++at) {
        const double square = (placements[at] - mean) * (placements[at] - mean);
        squares += weights[at] * square;
        if (!sampling.empty())
            missed += weights[at] * square * (1 - sampling[at]) / sampling[at];
    }
    return (squares / (total - 1) + missed / total) / total;
}

Interval95 area_under_curve(const FollowedPeople& people, std::span<const double> weights) {
    const Ranked cases{people, weights, 1};
    const Ranked controls{people, weights, 0};
    constexpr double tie = 1e-9;
    double pairs = 0;
    std::vector<double> placements[2];
    std::vector<double> own_weights[2];
    std::vector<double> own_sampling[2];
    const auto note = [&](int group, std::size_t person, double placement) {
        placements[group].push_back(placement);
        own_weights[group].push_back(weights[person]);
        if (!people.sampling.empty())
            own_sampling[group].push_back(people.sampling[person]);
    };
    for (const std::size_t person : cases.people()) {
        const double own = people.predictors[person];
        const double clear = controls.below(own - tie);
        const double tied = controls.total() - clear - controls.above(own + tie);
        pairs += weights[person] * (clear + tied / 2);
        note(0, person, controls.below(own) / controls.total());
    }
    for (const std::size_t person : controls.people())
        note(1, person, cases.above(people.predictors[person]) / cases.total());
    const double auc = pairs / cases.total() / controls.total();
    const double variance = placement_variance(placements[0], own_weights[0], own_sampling[0]) +
                            placement_variance(placements[1], own_weights[1], own_sampling[1]);
    const double margin = z_of_95 * std::sqrt(variance);
    return {auc, auc - margin, auc + margin};
}

/// Weighted shares of some people, and the variance of the share of cases.
RiskDecile share_of(
    const FollowedPeople& people,
    std::span<const double> weights,
    std::span<const std::size_t> members) {
    RiskDecile out;
    for (const std::size_t person : members) {
        out.n += weights[person];
        out.expected += weights[person] * people.risks[person];
        out.observed += weights[person] * people.outcomes[person];
    }
    out.expected /= out.n;
    out.observed /= out.n;
    out.variance = out.observed * (1 - out.observed);
    if (!people.sampling.empty()) {
        double missed = 0;
        for (const std::size_t person : members) {
            const double difference = people.outcomes[person] - out.observed;
            const double sampling = people.sampling[person];
            missed += difference * difference * (1 - sampling) / (sampling * sampling);
        }
        out.variance += missed / out.n;
    }
    out.variance /= out.n;
    return out;
}

/// The number that 15 significant digits of it give.
double to_15_digits(double value) {
    std::array<char, 40> text{};
    const auto written = std::to_chars(
        text.data(), text.data() + text.size(), value, std::chars_format::general, 15);
    std::from_chars(text.data(), written.ptr, value);
    return value;
}

/// Deciles of the predictor; weighted ones by interpolation of the cumulated weight.
std::vector<double> decile_borders(
    const FollowedPeople& people,
    std::span<const double> weights,
    std::span<const std::size_t> order) {
    std::vector<double> borders;
    if (people.sampling.empty()) {
        std::vector<double> sorted;
        for (const std::size_t person : order)
            sorted.push_back(people.predictors[person]);
        for (int tenth = 0; tenth <= 10; ++tenth)
            borders.push_back(quantile(sorted, tenth / 10.0));
        return borders;
    }
    std::vector<double> values;
    std::vector<double> cumulated;
    double total = 0;
    for (const std::size_t person : order) {
        const double value = to_15_digits(people.predictors[person]);
        total += weights[person];
        if (values.empty()) {
            values = {value, value};
            cumulated = {0, total};
        } else if (value == values.back()) {
            cumulated.back() = total;
        } else {
            values.push_back(value);
            cumulated.push_back(total);
        }
    }
    for (int tenth = 0; tenth <= 10; ++tenth) {
        const double wanted = tenth / 10.0 * total;
        const auto upper = std::clamp<std::ptrdiff_t>(
            std::ranges::lower_bound(cumulated, wanted) - cumulated.begin(),
            1,
            static_cast<std::ptrdiff_t>(cumulated.size()) - 1);
        const auto at = static_cast<std::size_t>(upper);
        const double part = (wanted - cumulated[at - 1]) / (cumulated[at] - cumulated[at - 1]);
        borders.push_back(
            values[at - 1] + std::clamp(part, 0.0, 1.0) * (values[at] - values[at - 1]));
    }
    return borders;
}

std::vector<RiskDecile>
deciles_of(const FollowedPeople& people, std::span<const double> weights, LowestValue lowest) {
    std::vector<std::size_t> order(people.risks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, {}, [&](std::size_t person) { return people.predictors[person]; });
    const std::vector<double> borders = decile_borders(people, weights, order);
    auto begin = order.begin();
    if (lowest == LowestValue::excluded)
        begin = std::ranges::find_if(order, [&](std::size_t person) {
            return people.predictors[person] - people.predictors[order.front()] > 1e-9;
        });
    std::vector<RiskDecile> deciles;
    for (std::size_t decile = 1; decile < borders.size(); ++decile) {
        // Right-closed; the last takes all that is left, whatever its border was rounded to.
        const auto end = decile + 1 == borders.size()
                             ? order.end()
                             : std::find_if(begin, order.end(), [&](std::size_t person) {
                                   return people.predictors[person] > borders[decile];
                               });
        if (begin != end)
            deciles.push_back(share_of(people, weights, {begin, end}));
        begin = end;
    }
    return deciles;
}

ChiSquareTest test_of(double statistic, int df) {
    return {statistic, df, chi_square_share_above(statistic, df)};
}

/// A decile without cases, or with nothing else, has no variance to measure by.
constexpr ChiSquareTest not_possible{
    std::numeric_limits<double>::quiet_NaN(), 0, std::numeric_limits<double>::quiet_NaN()};

ChiSquareTest hosmer_lemeshow(std::span<const RiskDecile> deciles) {
    double statistic = 0;
    for (const RiskDecile& decile : deciles) {
        if (!(decile.variance > 0))
            return not_possible;
        const double difference = decile.observed - decile.expected;
        statistic += difference * difference / decile.variance;
    }
    return test_of(statistic, static_cast<int>(deciles.size()));
}

/// Compares log risks relative to the mean over deciles; the last is left out, as it follows from
/// the others.
ChiSquareTest relative_risk(std::span<const RiskDecile> deciles) {
    const auto n = static_cast<Eigen::Index>(deciles.size());
    const auto has_variance = [](const RiskDecile& decile) {
        return decile.variance > 0 && decile.observed > 0 && decile.expected > 0;
    };
    if (n < 2 || !std::ranges::all_of(deciles, has_variance))
        return not_possible;
    double mean_observed = 0;
    double mean_expected = 0;
    for (const RiskDecile& decile : deciles) {
        mean_observed += decile.observed / static_cast<double>(n);
        mean_expected += decile.expected / static_cast<double>(n);
    }
    Eigen::VectorXd difference{n - 1};
    Eigen::VectorXd variance{n};
    Eigen::MatrixXd slope =
        Eigen::MatrixXd::Constant(n - 1, n, -1 / (static_cast<double>(n) * mean_observed));
    for (Eigen::Index at = 0; at < n; ++at) {
        const RiskDecile& decile = deciles[static_cast<std::size_t>(at)];
        variance(at) = decile.variance;
        if (at + 1 == n)
            continue;
        difference(at) =
            std::log(decile.observed / mean_observed) - std::log(decile.expected / mean_expected);
        slope(at, at) += 1 / decile.observed;
    }
    const Eigen::MatrixXd covariance = slope * variance.asDiagonal() * slope.transpose();
    return test_of(difference.dot(covariance.ldlt().solve(difference)), static_cast<int>(n - 1));
}

}  // namespace

Validation validate(const FollowedPeople& people, LowestValue lowest) {
    const std::size_t n = people.risks.size();
    Validation out{.n = n};
    out.n_cases = static_cast<std::size_t>(std::ranges::count(people.outcomes, 1.0));
    if (out.n_cases == 0 || out.n_cases == n)
        throw Error{
            ErrorKind::bad_data,
            out.n_cases == 0 ? "nobody with an outcome became a case"
                             : "everybody with an outcome became a case",
            {},
            "calibration needs people of both kinds"};
    std::vector<double> weights(n, 1);
    for (std::size_t person = 0; person < people.sampling.size(); ++person)
        weights[person] = 1 / people.sampling[person];
    std::vector<std::size_t> all(n);
    std::iota(all.begin(), all.end(), std::size_t{0});
    const RiskDecile whole = share_of(people, weights, all);
    out.expected = whole.expected;
    out.observed = whole.observed;
    const double ratio = whole.expected / whole.observed;
    const double factor = std::exp(z_of_95 * std::sqrt(whole.variance) / whole.observed);
    out.eo = {ratio, ratio / factor, ratio * factor};
    out.auc = area_under_curve(people, weights);
    std::vector<double> squares(n);
    for (std::size_t person = 0; person < n; ++person)
        squares[person] = std::pow(people.risks[person] - people.outcomes[person], 2);
    out.brier = weighted_mean(squares, weights);
    out.deciles = deciles_of(people, weights, lowest);
    out.hosmer_lemeshow = hosmer_lemeshow(out.deciles);
    out.relative_risk = relative_risk(out.deciles);
    return out;
}

}  // namespace genostrat::risk

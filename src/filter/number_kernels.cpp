// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>

#include <htslib/kfunc.h>

#include <genostrat/filter/number_kernels.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat::filter {

namespace {

constexpr double exact_in_float = 16777216;  // 2^24: above, whole numbers need double precision

template <Operator Op, typename Number>
[[nodiscard]] constexpr bool holds(Number left, Number right) noexcept {
    if constexpr (Op == Operator::equal)
        return left == right;
    else if constexpr (Op == Operator::not_equal)
        return left != right;
    else if constexpr (Op == Operator::less)
        return left < right;
    else if constexpr (Op == Operator::less_equal)
        return left <= right;
    else if constexpr (Op == Operator::greater)
        return left > right;
    else
        return left >= right;
}

template <Operator Op>
struct Comparison {
    [[nodiscard]] bool operator()(double left, double right) const noexcept {
        const int n_missing = is_missing_number(left) + is_missing_number(right);
        const bool exact = left > exact_in_float || right > exact_in_float;
        const bool result = exact ? holds<Op>(left, right)
                                  : holds<Op>(static_cast<float>(left), static_cast<float>(right));
        const bool if_missing = Op == Operator::equal       ? n_missing == 2
                                : Op == Operator::not_equal ? n_missing == 1
                                                            : false;
        return n_missing > 0 ? if_missing : result;
    }
};

/// Calls `visit` with the comparison as a type, so that loops hold no branch on it.
template <typename Visit>
auto with_comparison(Operator op, Visit visit) {
    switch (op) {
    case Operator::equal:
        return visit(Comparison<Operator::equal>{});
    case Operator::not_equal:
        return visit(Comparison<Operator::not_equal>{});
    case Operator::less:
        return visit(Comparison<Operator::less>{});
    case Operator::less_equal:
        return visit(Comparison<Operator::less_equal>{});
    case Operator::greater:
        return visit(Comparison<Operator::greater>{});
    default:
        return visit(Comparison<Operator::greater_equal>{});
    }
}

[[nodiscard]] std::span<const double> or_missing(std::span<const double> values) noexcept {
    return values.empty() ? std::span<const double>{&missing_number, 1} : values;
}

}  // namespace

bool compare(double left, double right, Operator op) noexcept {
    return with_comparison(op, [&](auto holds) { return holds(left, right); });
}

bool compare_any(
    std::span<const double> left, std::span<const double> right, Operator op) noexcept {
    left = or_missing(left);
    right = or_missing(right);
    return with_comparison(op, [&](auto holds) {
        for (const double value : left)
            for (const double other : right)
                if (holds(value, other))
                    return true;
        return false;
    });
}

bool compare_groups(
    std::span<const double> left,
    std::size_t width,
    std::span<const double> right,
    Operator op,
    std::span<std::uint8_t> passing) noexcept {
    right = or_missing(right);
    return with_comparison(op, [&](auto holds) {
        std::uint8_t any = 0;
        if (width == 1 && right.size() == 1) {
            const double constant = right.front();
            for (std::size_t group = 0; group < passing.size(); ++group) {
                const auto passes = static_cast<std::uint8_t>(holds(left[group], constant));
                passing[group] = passes;
                any |= passes;
            }
            return any != 0;
        }
        for (std::size_t group = 0; group < passing.size(); ++group) {
            std::uint8_t passes = 0;
            for (const double value : left.subspan(group * width, width))
                for (const double other : right)
                    passes |= static_cast<std::uint8_t>(holds(value, other));
            passing[group] = passes;
            any |= passes;
        }
        return any != 0;
    });
}

bool compare_pairs(
    std::span<const double> left,
    std::size_t left_width,
    std::span<const double> right,
    std::size_t right_width,
    Operator op,
    std::span<std::uint8_t> passing) noexcept {
    return with_comparison(op, [&](auto holds) {
        std::uint8_t any = 0;
        const std::size_t width = std::max(left_width, right_width);
        for (std::size_t group = 0; group < passing.size(); ++group) {
            std::uint8_t passes = 0;
            for (std::size_t at = 0; at < width; ++at) {
                const double value = left[group * left_width + (left_width == 1 ? 0 : at)];
                const double other = right[group * right_width + (right_width == 1 ? 0 : at)];
                passes |= static_cast<std::uint8_t>(holds(value, other));
            }
            passing[group] = passes;
            any |= passes;
        }
        return any != 0;
    });
}

double calculate(double left, double right, Operator op) noexcept {
    if (is_missing_number(left) || is_missing_number(right))
        return missing_number;
    switch (op) {
    case Operator::add:
        return left + right;
    case Operator::subtract:
        return left - right;
    case Operator::multiply:
        return left * right;
    case Operator::divide:
        return left / right;
    default: {
        constexpr double limit = 9e18;  // within int64
        if (!(std::abs(left) < limit) || !(std::abs(right) < limit))
            return missing_number;
        const auto divisor = static_cast<std::int64_t>(right);
        if (divisor == 0)
            return missing_number;
        return static_cast<double>(static_cast<std::int64_t>(left) % divisor);
    }
    }
}

double
statistic_of(std::span<const double> values, Statistic statistic, std::span<double> scratch) {
    std::size_t n = 0;
    for (const double value : values)
        if (!is_missing_number(value))
            scratch[n++] = value;
    if (n == 0)
        return missing_number;
    const std::span<double> present = scratch.first(n);
    const auto sum = [&] {
        double total = 0;
        for (const double value : present)
            total += value;
        return total;
    };
    const auto count = static_cast<double>(n);
    switch (statistic) {
    case Statistic::max:
    case Statistic::min: {
        // A NaN never wins, as with bcftools' running comparison from minus (plus) infinity.
        const bool wants_max = statistic == Statistic::max;
        double best = wants_max ? -std::numeric_limits<double>::infinity()
                                : std::numeric_limits<double>::infinity();
        for (const double value : present)
            if (wants_max ? best < value : best > value)
                best = value;
        return best;
    }
    case Statistic::mean:
        return sum() / count;
    case Statistic::median: {
        std::ranges::sort(present);
        const std::size_t middle = n / 2;
        return n % 2 != 0 ? present[middle] : (present[middle - 1] + present[middle]) * 0.5;
    }
    case Statistic::deviation: {
        const double mean = sum() / count;
        double squares = 0;
        for (const double value : present)
            squares += (value - mean) * (value - mean);
        return n == 1 ? 0 : std::sqrt(squares / count);
    }
    case Statistic::sum:
        return sum();
    }
    return missing_number;
}

double binomial_test(double left, double right) noexcept {
    if (is_missing_number(left) || is_missing_number(right))
        return missing_number;
    left = std::trunc(left);  // reads are whole
    right = std::trunc(right);
    if (!(left >= 0) || !(right >= 0) || left + right == 0)
        return missing_number;
    if (left == right)
        return 1;
    const double smaller = std::min(left, right);
    const double larger = std::max(left, right);
    // P(X >= larger) of Binomial(smaller + larger, 1/2) is the regularised incomplete beta
    // function.
    return std::min(1.0, 2 * kf_betai(larger, smaller + 1, 0.5));
}

void widen(std::span<const std::int32_t> values, std::span<double> out) noexcept {
    for (std::size_t at = 0; at < values.size(); ++at) {
        const std::int32_t value = values[at];
        out[at] = value <= end_of_vector_integer ? missing_number : static_cast<double>(value);
    }
}

void widen(std::span<const float> values, std::span<double> out) noexcept {
    for (std::size_t at = 0; at < values.size(); ++at) {
        const float value = values[at];
        out[at] = is_missing(value) || is_end_of_vector(value) ? missing_number
                                                               : static_cast<double>(value);
    }
}

}  // namespace genostrat::filter

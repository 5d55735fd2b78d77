// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::risk {

/// What an expression may name.
struct ExpressionNames {
    /// Index of a value, or nothing if there is none of this name.
    std::function<std::optional<std::size_t>(std::string_view name)> find{};
    /// Number that stands for a level (`sex == "male"`), or nothing if the value has no such level.
    std::function<std::optional<double>(std::size_t value, std::string_view level)> level{};
    /// All names, to suggest the nearest.
    std::vector<std::string> known{};
};

/// A formula of a risk model: numbers, names, `+ - * / ^`, comparisons, `and`, `or`, `not`, and
/// the functions min, max, ln, exp, sqrt, abs. True is 1, false 0. A missing value (NaN) makes
/// everything computed from it missing. Owns its code; evaluation neither allocates nor throws.
/// @code
///   Expression treated = Expression::parse("max(sbp, 110) - 130", names);
///   treated.value(values);
/// @endcode
class Expression {
public:
    /// @throws Error{usage} without a place, saying what is wrong and where in the text; an unknown
    ///         name with the nearest known one
    [[nodiscard]] static Expression parse(std::string_view text, const ExpressionNames& names);

    /// @param values  by the indices that `find` gave
    [[nodiscard]] double value(std::span<const double> values) const noexcept;

    /// Indices of the values it names, each once.
    [[nodiscard]] const std::vector<std::size_t>& used() const noexcept { return used_; }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    /// How deep an expression may be nested.
    static constexpr std::size_t deepest = 64;

private:
    friend class ExpressionParser;

    enum class Operation : unsigned char {
        constant,
        value,
        add,
        subtract,
        multiply,
        divide,
        power,
        negate,
        less,
        less_equal,
        greater,
        greater_equal,
        equal,
        not_equal,
        logical_and,
        logical_or,
        logical_not,
        minimum,
        maximum,
        logarithm,
        exponential,
        root,
        absolute
    };

    struct Step {
        Operation operation{};
        double number{};
        std::size_t index{};
    };

    [[nodiscard]] static double combine(Operation operation, double left, double right) noexcept;

    std::string text_;
    std::vector<Step> steps_;  // in reverse Polish order
    std::vector<std::size_t> used_;
};

}  // namespace genostrat::risk

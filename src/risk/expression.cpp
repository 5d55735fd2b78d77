// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/risk/expression.hpp>

namespace genostrat::risk {

/// Recursive descent into reverse Polish steps; each level of precedence is a function.
class ExpressionParser {
public:
    using Operation = Expression::Operation;

    ExpressionParser(std::string_view text, const ExpressionNames& names)
        : text_{text}, names_{names} {
        out_.text_ = text;
    }

    Expression parse() {
        disjunction();
        skip_blanks();
        if (at_ != text_.size())
            fail("something stands behind its end");
        return std::move(out_);
    }

private:
    [[noreturn]] void fail(std::string_view what, std::string help = {}) const {
        const std::string_view rest = text_.substr(at_, 24);
        throw Error{
            ErrorKind::usage,
            fmt::format(
                "expression '{}': {}, at {}",
                text_,
                what,
                rest.empty() ? "its end" : fmt::format("'{}'", rest)),
            {},
            std::move(help)};
    }

    void skip_blanks() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
            ++at_;
    }

    static bool is_letter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               letter == '_';
    }

    static bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

    bool take(std::string_view sign) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(sign))
            return false;
        if (is_letter(sign.front())) {
            const std::size_t end = at_ + sign.size();
            if (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end])))
                return false;
        }
        at_ += sign.size();
        return true;
    }

    void add(Operation operation, double number = 0, std::size_t index = 0) {
        out_.steps_.push_back({operation, number, index});
        constexpr std::size_t most_steps = 10'000;
        if (out_.steps_.size() > most_steps)
            fail("it is too long");
    }

    struct Nested {
        explicit Nested(ExpressionParser& parser) : own{parser} {
            if (++own.depth_ > Expression::deepest)
                own.fail("it is nested too deeply");
        }

        ~Nested() { --own.depth_; }

        Nested(const Nested&) = delete;
        Nested& operator=(const Nested&) = delete;

        ExpressionParser& own;
    };

    void disjunction() {
        const Nested nested{*this};
        conjunction();
        while (take("or")) {
            conjunction();
            add(Operation::logical_or);
        }
    }

    void conjunction() {
        negation();
        while (take("and")) {
            negation();
            add(Operation::logical_and);
        }
    }

    void negation() {
        if (take("not")) {
            const Nested nested{*this};
            negation();
            add(Operation::logical_not);
        } else {
            comparison();
        }
    }

    void comparison() {
        static constexpr std::array<std::pair<std::string_view, Operation>, 6> signs{
            {{"<=", Operation::less_equal},
             {">=", Operation::greater_equal},
             {"==", Operation::equal},
             {"!=", Operation::not_equal},
             {"<", Operation::less},
             {">", Operation::greater}}};
        sum();
        for (const auto& [sign, operation] : signs) {
            if (!take(sign))
                continue;
            skip_blanks();
            if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\''))
                level();
            else
                sum();
            add(operation);
            return;
        }
    }

    /// The number behind a level of the value that was named just before.
    void level() {
        const char quote = text_[at_];
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos)
            fail("a quotation mark is not closed");
        const std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
        const Expression::Step before = out_.steps_.back();
        const std::optional<double> number = before.operation == Operation::value && names_.level
                                                 ? names_.level(before.index, name)
                                                 : std::nullopt;
        if (!number)
            fail("what is compared has no such level");
        at_ = end + 1;
        add(Operation::constant, *number);
    }

    void sum() {
        product();
        for (;;) {
            if (take("+")) {
                product();
                add(Operation::add);
            } else if (take("-")) {
                product();
                add(Operation::subtract);
            } else {
                return;
            }
        }
    }

    void product() {
        sign();
        for (;;) {
            if (take("*")) {
                sign();
                add(Operation::multiply);
            } else if (take("/")) {
                sign();
                add(Operation::divide);
            } else {
                return;
            }
        }
    }

    void sign() {
        if (take("-")) {
            const Nested nested{*this};
            sign();
            add(Operation::negate);
            return;
        }
        power();
    }

    void power() {
        atom();
        if (take("^")) {
            const Nested nested{*this};
            sign();
            add(Operation::power);
        }
    }

    void atom() {
        skip_blanks();
        if (take("(")) {
            disjunction();
            if (!take(")"))
                fail("a ')' is missing");
        } else if (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) {
            number();
        } else if (at_ < text_.size() && is_letter(text_[at_])) {
            name_or_function();
        } else {
            fail("a number, a name or a '(' is missing");
        }
    }

    void number() {
        std::size_t end = at_;
        while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.' ||
                                      text_[end] == 'e' || text_[end] == 'E' ||
                                      ((text_[end] == '-' || text_[end] == '+') && end > at_ &&
                                       (text_[end - 1] == 'e' || text_[end - 1] == 'E'))))
            ++end;
        const std::optional<double> value = parse_number<double>(text_.substr(at_, end - at_));
        if (!value)
            fail("this is no number");
        at_ = end;
        add(Operation::constant, *value);
    }

    void name_or_function() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_])))
            ++at_;
        const std::string_view name = text_.substr(begin, at_ - begin);
        if (take("(")) {
            call(name);
            return;
        }
        const std::optional<std::size_t> index = names_.find(name);
        if (!index) {
            at_ = begin;
            fail(fmt::format("there is no '{}'", name), suggest_name(name, names_.known));
        }
        if (std::ranges::find(out_.used_, *index) == out_.used_.end())
            out_.used_.push_back(*index);
        add(Operation::value, 0, *index);
    }

    void call(std::string_view name) {
        static constexpr std::array<std::pair<std::string_view, Operation>, 4> functions{
            {{"ln", Operation::logarithm},
             {"exp", Operation::exponential},
             {"sqrt", Operation::root},
             {"abs", Operation::absolute}}};
        disjunction();
        if (name == "min" || name == "max") {
            while (take(",")) {
                disjunction();
                add(name == "min" ? Operation::minimum : Operation::maximum);
            }
        } else {
            const auto function =
                std::ranges::find(functions, name, &std::pair<std::string_view, Operation>::first);
            if (function == functions.end())
                fail(
                    fmt::format("there is no function '{}'", name),
                    "known: min, max, ln, exp, sqrt, abs");
            add(function->second);
        }
        if (!take(")"))
            fail("a ')' is missing");
    }

    std::string_view text_;
    const ExpressionNames& names_;
    std::size_t at_{0};
    std::size_t depth_{0};
    Expression out_;
};

Expression Expression::parse(std::string_view text, const ExpressionNames& names) {
    return ExpressionParser{text, names}.parse();
}

double Expression::combine(Operation operation, double left, double right) noexcept {
    if (std::isnan(left) || std::isnan(right))
        return std::numeric_limits<double>::quiet_NaN();
    const auto truth = [](bool is_true) { return is_true ? 1.0 : 0.0; };
    switch (operation) {
    case Operation::add:
        return left + right;
    case Operation::subtract:
        return left - right;
    case Operation::multiply:
        return left * right;
    case Operation::divide:
        return left / right;
    case Operation::power:
        return std::pow(left, right);
    case Operation::less:
        return truth(left < right);
    case Operation::less_equal:
        return truth(left <= right);
    case Operation::greater:
        return truth(left > right);
    case Operation::greater_equal:
        return truth(left >= right);
    case Operation::equal:
        return truth(left == right);
    case Operation::not_equal:
        return truth(left != right);
    case Operation::logical_and:
        return truth(left != 0 && right != 0);
    case Operation::logical_or:
        return truth(left != 0 || right != 0);
    case Operation::minimum:
        return std::min(left, right);
    default:
        return std::max(left, right);
    }
}

double Expression::value(std::span<const double> values) const noexcept {
    // Each level of nesting holds at most six operands back (one a precedence).
    std::array<double, deepest * 8> stack{};
    std::size_t top = 0;
    for (const Step& step : steps_) {
        double& last = stack[top == 0 ? 0 : top - 1];
        switch (step.operation) {
        case Operation::constant:
            stack[top++] = step.number;
            break;
        case Operation::value:
            stack[top++] = values[step.index];
            break;
        case Operation::negate:
            last = -last;
            break;
        case Operation::logical_not:
            last = std::isnan(last) ? last : last == 0 ? 1 : 0;
            break;
        case Operation::logarithm:
            last = std::log(last);
            break;
        case Operation::exponential:
            last = std::exp(last);
            break;
        case Operation::root:
            last = std::sqrt(last);
            break;
        case Operation::absolute:
            last = std::abs(last);
            break;
        default:
            stack[top - 2] = combine(step.operation, stack[top - 2], last);
            --top;
            break;
        }
    }
    return stack[0];
}

}  // namespace genostrat::risk

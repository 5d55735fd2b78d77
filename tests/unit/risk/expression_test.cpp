// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <genostrat/risk/expression.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

/// age is value 0, sex value 1 with the levels male (0) and female (1).
ExpressionNames names() {
    return {
        .find = [](std::string_view name) -> std::optional<std::size_t> {
            if (name == "age")
                return 0;
            return name == "sex" ? std::optional<std::size_t>{1} : std::nullopt;
        },
        .level = [](std::size_t value, std::string_view level) -> std::optional<double> {
            if (value != 1 || (level != "male" && level != "female"))
                return std::nullopt;
            return level == "female" ? 1 : 0;
        },
        .known = {"age", "sex"}};
}

double value_of(std::string_view text, double age = 50, double sex = 1) {
    return Expression::parse(text, names()).value(std::array<double, 2>{age, sex});
}

TEST(Expression, computes_with_the_usual_precedence) {
    EXPECT_DOUBLE_EQ(value_of("1 + 2 * 3 ^ 2 - 4 / 2"), 17);
    EXPECT_DOUBLE_EQ(value_of("-2 ^ 2"), -4);
    EXPECT_DOUBLE_EQ(value_of("2 ^ -1 ^ 1"), 0.5);
    EXPECT_DOUBLE_EQ(value_of("(age - 55) / 10"), -0.5);
    EXPECT_DOUBLE_EQ(value_of("max(age, 60, 3) - min(age, 60)"), 10);
    EXPECT_DOUBLE_EQ(value_of("exp(ln(1.5e1)) + sqrt(4) + abs(-1)"), 18);
    EXPECT_DOUBLE_EQ(value_of("8 - 4 - 2"), 2);
}

TEST(Expression, compares_and_joins) {
    EXPECT_EQ(value_of("age >= 50 and sex == \"female\""), 1);
    EXPECT_EQ(value_of("age < 50 or not sex != 'male'"), 0);
}

TEST(Expression, a_missing_value_makes_the_result_missing) {
    EXPECT_TRUE(std::isnan(value_of("age * 0", std::nan(""))));
    EXPECT_TRUE(std::isnan(value_of("max(age, 1) > 2", std::nan(""))));
    EXPECT_EQ(value_of("sex", std::nan("")), 1);
    EXPECT_THAT(Expression::parse("sex + age * sex", names()).used(), testing::ElementsAre(1, 0));
}

TEST(Expression, says_what_is_wrong_and_where) {
    const auto refused = [](const std::string& text, const std::string& message) {
        EXPECT_ERROR(Expression::parse(text, names()), ErrorKind::usage, HasSubstr(message));
    };
    refused("agee + 1", "there is no 'agee'");
    refused("agee + 1", "did you mean 'age'");
    refused("age +", "is missing, at its end");
    refused("(age", "a ')' is missing");
    refused("age sex", "behind its end, at 'sex'");
    refused("sex == 'man'", "no such level");
    refused("age == 'male'", "no such level");
    refused("sin(age)", "no function 'sin'");
    refused("1.2.3", "no number");
    refused(std::string(200, '('), "too deeply");
    refused(std::string(200, '-') + "1", "too deeply");
}

}  // namespace
}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <genostrat/risk/design.hpp>

namespace genostrat::risk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names_of(std::string_view formula) {
    const Design design = Design::parse(formula, "f.txt");
    std::vector<std::string> names;
    for (std::size_t column = 0; column < design.columns().size(); ++column)
        names.push_back(design.column_name(column));
    return names;
}

TEST(Design, makes_columns_of_a_formula) {
    EXPECT_THAT(names_of("a + b + a"), ElementsAre("a", "b"));
    EXPECT_THAT(names_of("a * b"), ElementsAre("a", "b", "a:b"));
    EXPECT_THAT(names_of("(a + b):c"), ElementsAre("a:c", "b:c"));
    EXPECT_THAT(
        names_of("C(p, levels=['0', \"1\", 2]) * x\n"),
        ElementsAre("p=1", "p=2", "x", "p=1:x", "p=2:x"));
}

TEST(Design, encodes_a_row_with_what_is_missing) {
    const Design design = Design::parse("C(p, levels=['low', '1']) * x", "f.txt");
    const io::DataTable table =
        io::DataTable::parse("x,p\n3,1.0\n3,low\nNA,1\n2,\n5,high\n", "people.csv");
    const std::vector<std::size_t> places = design.find_variables(table);
    std::array<double, 3> row{};
    const auto encode = [&](std::size_t person) {
        design.encode(design.read_variables(table, person, places), row);
    };
    encode(0);
    EXPECT_THAT(row, ElementsAre(1, 3, 3));
    encode(1);
    EXPECT_THAT(row, ElementsAre(0, 3, 0));
    encode(2);
    EXPECT_EQ(row[0], 1);
    EXPECT_TRUE(std::isnan(row[1]) && std::isnan(row[2]));
    encode(3);
    EXPECT_TRUE(std::isnan(row[0]) && std::isnan(row[2]));
    EXPECT_ERROR(
        encode(4),
        ErrorKind::bad_data,
        HasSubstr("people.csv:6: column p: 'high' is no level of p"));
}

TEST(Design, matches_effects_in_any_order_of_parts) {
    const Design design = Design::parse("C(p, levels=['a:b', 'c']):x + x", "f.txt");
    const std::vector<double> effects =
        design.effects(R"J({"x": 2, "x:C(p, levels=['a:b', 'c'])[T.c]": 3})J", "e.json");
    EXPECT_THAT(effects, ElementsAre(3, 2));
    const auto refused = [&](std::string_view json, const std::string& message) {
        EXPECT_ERROR(design.effects(json, "e.json"), ErrorKind::bad_data, HasSubstr(message));
    };
    refused(R"({"x": 2})", "no effect of 'p=c:x'");
    refused(R"({"x": 2, "x:C(p)[T.c]": 3, "y": 1})", "no column for the effect 'y'");
    refused(R"({"x": "2"})", "is no number");
    refused("[1]", "no JSON object");
}

TEST(Design, says_where_a_formula_goes_wrong) {
    const auto refused = [](std::string_view formula, const std::string& message) {
        EXPECT_ERROR(Design::parse(formula, "f.txt"), ErrorKind::bad_data, HasSubstr(message));
    };
    refused("", "a name is missing, at its end");
    refused("a + ", "a name is missing");
    refused("a b", "behind the end of a term, at 'b'");
    refused("C(a)", "the levels of a are missing");
    refused("C(a, levels=['x])", "not closed");
    refused("C(a, levels=['x', 'x'])", "there twice");
    refused("(a", "')' is missing");
    refused(std::string(300, '('), "too deep");
}

}  // namespace
}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/operation.hpp>

namespace genostrat::annotate {
namespace {

using testing::HasSubstr;
using Values = std::vector<std::string_view>;

std::string reduced(std::string_view operation, const Values& values, char separator = ',') {
    std::string out;
    return reduce(parse_operation(operation).value(), values, separator, out) ? out : "nothing";
}

TEST(Reduce, makes_one_value_of_many) {
    const Values values{"0.5", ".", "2", "0.50", "2", ""};
    EXPECT_EQ(reduced("first", values), "0.5");
    EXPECT_EQ(reduced("min", values), "0.5");
    EXPECT_EQ(reduced("max", values), "2");
    EXPECT_EQ(reduced("sum", values), "5");
    EXPECT_EQ(reduced("mean", values), "1.25");
    EXPECT_EQ(reduced("count", values), "4");
    EXPECT_EQ(reduced("concat", values), "0.5,2,0.50,2");
    EXPECT_EQ(reduced("uniq", values), "0.5,2,0.50");
    EXPECT_EQ(reduced("uniq", values, '|'), "0.5|2|0.50");
    EXPECT_EQ(reduced("self", values), "0.5,2,0.50,2");
    EXPECT_EQ(reduced("flag", values), "1");
}

TEST(Reduce, keeps_whole_numbers_exact) {
    EXPECT_EQ(reduced("sum", {"16777217", "16777217"}), "33554434");  // more than a float holds
    EXPECT_EQ(reduced("mean", {"1", "2"}), "1.5");
    EXPECT_EQ(reduced("sum", {"-3", "1"}), "-2");
    EXPECT_EQ(reduced("sum", {"1", "0.25"}), "1.25");
}

TEST(Reduce, prints_extremes_as_the_source_did) {
    EXPECT_EQ(reduced("max", {"1.00e-03", "9.9e-04"}), "1.00e-03");
    EXPECT_EQ(reduced("min", {"-0.10", "0.2"}), "-0.10");
}

TEST(Reduce, has_nothing_to_say_without_values) {
    for (const std::string& name : operation_names())
        EXPECT_EQ(reduced(name, {".", ""}), name == "count" ? "0" : "nothing") << name;
}

TEST(Reduce, names_a_text_where_numbers_are_needed) {
    for (const std::string_view name : {"mean", "min", "max", "sum"})
        EXPECT_ERROR(reduced(name, {"1", "high"}), ErrorKind::bad_data, HasSubstr("'high'"));
    EXPECT_EQ(reduced("uniq", {"high", "low", "high"}), "high,low");
}

TEST(ResultShape, follows_operation_and_source) {
    const ColumnShape counts{ColumnType::integer, "A"};
    const ColumnShape scores{ColumnType::floating, "1"};
    const ColumnShape names{ColumnType::string, "1"};
    EXPECT_EQ(result_shape(Operation::self, counts), counts);
    EXPECT_EQ(result_shape(Operation::max, counts), (ColumnShape{ColumnType::integer, "1"}));
    EXPECT_EQ(result_shape(Operation::max, scores), (ColumnShape{ColumnType::floating, "1"}));
    EXPECT_EQ(result_shape(Operation::mean, counts), (ColumnShape{ColumnType::floating, "1"}));
    EXPECT_EQ(result_shape(Operation::count, names), (ColumnShape{ColumnType::integer, "1"}));
    EXPECT_EQ(result_shape(Operation::uniq, names), (ColumnShape{ColumnType::string, "."}));
    EXPECT_EQ(result_shape(Operation::flag, names), (ColumnShape{ColumnType::flag, "0"}));
}

TEST(ParseOperation, knows_its_names_only) {
    EXPECT_EQ(parse_operation("mean"), Operation::mean);
    EXPECT_EQ(parse_operation("Mean"), std::nullopt);
    EXPECT_EQ(parse_operation("lua:x"), std::nullopt);
}

}  // namespace
}  // namespace genostrat::annotate

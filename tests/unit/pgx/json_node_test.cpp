// SPDX-License-Identifier: MIT
#include "../../../src/pgx/json_node.hpp"
#include "test_support.hpp"

namespace genostrat::pgx {
namespace {

using testing::HasSubstr;

TEST(ParseJson, names_the_line_of_a_damaged_text) {
    EXPECT_ERROR(
        parse_json("{\n\"a\": 1,\n]", "x.json"), ErrorKind::bad_data, HasSubstr("x.json:3"));
}

TEST(ParseJson, names_a_number_that_no_double_holds) {
    EXPECT_ERROR(
        parse_json(R"({"a": 1e999})", "x.json"), ErrorKind::bad_data, HasSubstr("too large"));
}

TEST(JsonNode, names_the_path_of_a_missing_field) {
    const std::string file = "x.json";
    const auto document = parse_json(R"({"a": [{"b": 1}, {}]})", file);
    int sum = 0;
    const auto read = [&] {
        JsonNode{document, file}.at("a").each(
            [&](const JsonNode& node) { sum += static_cast<int>(node.at("b").integer()); });
    };
    EXPECT_ERROR(read(), ErrorKind::bad_data, HasSubstr("a[1] has no field 'b'"));
    EXPECT_EQ(sum, 1);
}

TEST(JsonNode, reads_whole_numbers_however_they_are_written) {
    const std::string file = "x.json";
    const auto document = parse_json(R"({"a": 2.0, "b": 2.5, "c": 1e300})", file);
    const JsonNode node{document, file};
    EXPECT_EQ(node.at("a").integer(), 2);
    EXPECT_ERROR(node.at("b").integer(), ErrorKind::bad_data, HasSubstr("must be a whole number"));
    EXPECT_ERROR(node.at("c").integer(), ErrorKind::bad_data, HasSubstr("must be a whole number"));
}

TEST(JsonNode, names_the_type_that_it_found) {
    const std::string file = "x.json";
    const auto document = parse_json(R"({"a": 3})", file);
    EXPECT_ERROR(
        JsonNode(document, file).at("a").text(),
        ErrorKind::bad_data,
        HasSubstr("a is number but must be a text"));
}

}  // namespace
}  // namespace genostrat::pgx

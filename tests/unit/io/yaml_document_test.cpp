// SPDX-License-Identifier: MIT
#include "io/yaml_document.hpp"
#include "test_support.hpp"

namespace genostrat::io {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::string_view example = R"(name: "1e3"
mean: -0.25
n: 12
on: true
nothing:
tiers:
  - {label: low, below: 0.2}
  - label: high
    colour: red
)";

TEST(Yaml, gives_typed_values) {
    const YamlNode model = parse_yaml(example, "m.yaml");
    EXPECT_EQ(model.at("name").text(), "1e3");
    EXPECT_EQ(model.at("mean").number(), -0.25);
    EXPECT_EQ(model.at("n").integer(), 12);
    EXPECT_TRUE(model.at("on").boolean());
    EXPECT_TRUE(model.at("nothing").is_null());
    ASSERT_EQ(model.at("tiers").items().size(), 2U);
    EXPECT_EQ(model.at("tiers").items()[1].at("label").text(), "high");
    EXPECT_EQ(model.at("tiers").items()[1].where().line, 8);
}

TEST(Yaml, gives_the_default_where_a_key_is_absent_or_empty) {
    const YamlNode model = parse_yaml(example, "m.yaml");
    EXPECT_EQ(model.number_or("mean", 9), -0.25);
    EXPECT_EQ(model.number_or("absent", 9), 9);
    EXPECT_EQ(model.text_or("nothing", "x"), "x");
    EXPECT_EQ(model.integer_or("n", 1), 12);
    EXPECT_TRUE(model.boolean_or("absent", true));
    EXPECT_EQ(model.find("absent"), nullptr);
}

TEST(Yaml, names_file_line_and_key_of_a_wrong_type) {
    const YamlNode model = parse_yaml(example, "m.yaml");
    EXPECT_ERROR(
        model.at("tiers").items()[1].at("label").number(),
        ErrorKind::usage,
        HasSubstr("m.yaml:8: 'tiers[2].label' is 'high', a number is needed"));
    EXPECT_ERROR(model.at("name").number(), ErrorKind::usage, HasSubstr("m.yaml:1:"));
    EXPECT_ERROR(model.at("mean").integer(), ErrorKind::usage, HasSubstr("a whole number"));
    EXPECT_ERROR(model.at("n").boolean(), ErrorKind::usage, HasSubstr("true or false"));
    EXPECT_ERROR(model.at("n").items(), ErrorKind::usage, HasSubstr("a list is needed"));
    EXPECT_ERROR(model.at("tiers").text(), ErrorKind::usage, HasSubstr("is a list"));
    EXPECT_ERROR(
        model.at("nothing").text(), ErrorKind::usage, HasSubstr("m.yaml:5: 'nothing' is empty"));
    EXPECT_ERROR(
        parse_yaml("a: .inf\n", "m").at("a").number(), ErrorKind::usage, HasSubstr("a number"));
}

TEST(Yaml, names_the_nearest_of_the_valid_keys) {
    const YamlNode model = parse_yaml(example, "m.yaml");
    const YamlNode& tier = model.at("tiers").items()[1];
    EXPECT_ERROR(
        (tier.allow_keys({"label", "color"}), 0),
        ErrorKind::usage,
        AllOf(HasSubstr("m.yaml:9: unknown key 'colour' in 'tiers[2]'"), HasSubstr("'color'")));
    EXPECT_NO_THROW(tier.allow_keys({"label", "colour", "below"}));
}

TEST(Yaml, names_a_key_that_is_needed) {
    const YamlNode model = parse_yaml("nmae: x\n", "m.yaml");
    EXPECT_ERROR(
        model.at("name"),
        ErrorKind::usage,
        AllOf(HasSubstr("key 'name' is needed"), HasSubstr("'nmae'")));
}

TEST(Yaml, takes_one_value_for_a_list) {
    const YamlNode model = parse_yaml("a: x\nb: [y, z]\nc:\n", "m.yaml");
    EXPECT_EQ(model.at("a").items_or_self().at(0).text(), "x");
    EXPECT_EQ(model.at("b").items_or_self().size(), 2U);
    EXPECT_TRUE(model.at("c").items_or_self().empty());
}

TEST(Yaml, refuses_what_is_not_valid) {
    EXPECT_ERROR(parse_yaml("a: 1\nb: [1, 2\n", "m.yaml"), ErrorKind::usage, HasSubstr("m.yaml:"));
    EXPECT_ERROR(
        parse_yaml("a: 1\nb: 2\na: 3\n", "m.yaml"),
        ErrorKind::usage,
        HasSubstr("m.yaml:3: key 'a' is there twice"));
    EXPECT_ERROR(
        parse_yaml("a: 1\n---\nb: 2\n", "m.yaml"), ErrorKind::usage, HasSubstr("2 YAML documents"));
    EXPECT_TRUE(parse_yaml("", "m.yaml").is_null());
}

TEST(Yaml, does_not_follow_aliases_without_end) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 10; ++level) {
        const std::string above = "*a" + std::to_string(level - 1);
        bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
        for (int copy = 0; copy < 10; ++copy)
            bomb += (copy == 0 ? "" : ", ") + above;
        bomb += "]\n";
    }
    EXPECT_ERROR(parse_yaml(bomb, "m.yaml"), ErrorKind::usage, HasSubstr("more than a million"));
}

TEST(Yaml, refuses_an_alias_of_what_it_stands_in) {
    EXPECT_ERROR(parse_yaml("a: &a [*a]\n", "m.yaml"), ErrorKind::usage, HasSubstr("m.yaml:1: "));
    EXPECT_ERROR(
        parse_yaml(std::string(3000, '[') + std::string(3000, ']'), "m.yaml"),
        ErrorKind::usage,
        HasSubstr("m.yaml"));
}

TEST(Yaml, refuses_control_characters) {
    for (const char bad : {'\0', '\x04', '\x7f'})
        EXPECT_ERROR(
            parse_yaml(std::string{"a: 1\nb: x"} + bad + '\n', "m.yaml"),
            ErrorKind::usage,
            AllOf(HasSubstr("m.yaml:2: "), HasSubstr("control character 0x")));
    EXPECT_EQ(parse_yaml("a:\t1\r\n", "m.yaml").at("a").text(), "1");
}

TEST(LoadYaml, reads_a_file) {
    const test::TempDir folder;
    test::write_file(folder / "m.yaml", "a: 1\r\nb: x\r\n");
    EXPECT_EQ(load_yaml(folder / "m.yaml").at("b").text(), "x");
    EXPECT_ERROR(load_yaml(folder / "absent"), ErrorKind::missing_input, HasSubstr("absent"));
}

}  // namespace
}  // namespace genostrat::io

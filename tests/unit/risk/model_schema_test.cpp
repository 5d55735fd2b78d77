// SPDX-License-Identifier: MIT
// docs/risk-model.schema.json against the models of the project: what the program reads has to be
// what the schema describes.
#include "test_support.hpp"

#include <cmath>
#include <fstream>

#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/model.hpp>

namespace genostrat::risk {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

json to_json(const YAML::Node& node) {
    if (node.IsMap()) {
        json out = json::object();
        for (const auto& entry : node)
            out[entry.first.as<std::string>()] = to_json(entry.second);
        return out;
    }
    if (node.IsSequence()) {
        json out = json::array();
        for (const YAML::Node& entry : node)
            out.push_back(to_json(entry));
        return out;
    }
    if (node.IsNull())
        return nullptr;
    const auto text = node.as<std::string>();
    if (node.Tag() == "!")  // quoted
        return text;
    if (text == "true" || text == "false")
        return text == "true";
    const auto number = parse_number<double>(text);
    return number ? json(*number) : json(text);
}

bool has_type(const json& value, const std::string& type) {
    if (type == "integer")
        return value.is_number() && std::floor(value.get<double>()) == value.get<double>();
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "number" && value.is_number()) ||
           (type == "boolean" && value.is_boolean()) || (type == "null" && value.is_null());
}

/// The keywords of JSON Schema 2020-12 that the schema uses.
class Validator {
public:
    /// What is wrong, a line each: place and keyword.
    static std::vector<std::string> problems(const json& schema, const json& value) {
        Validator validator;
        validator.check(schema, value, "");
        return validator.problems_;
    }

private:
    void fail(const std::string& place, std::string_view keyword) {
        problems_.push_back(fmt::format("{}: {}", place, keyword));
    }

    void check(const json& schema, const json& value, const std::string& place) {
        if (schema.is_boolean()) {
            if (!schema.get<bool>())
                fail(place, "unknown key");
            return;
        }
        for (const auto& [keyword, rule] : schema.items())
            check_keyword(schema, keyword, rule, value, place);
    }

    void check_keyword(
        const json& schema,
        const std::string& keyword,
        const json& rule,
        const json& value,
        const std::string& place) {
        if (keyword == "type") {
            const json types = rule.is_array() ? rule : json::array({rule});
            if (!std::ranges::any_of(
                    types, [&](const json& type) { return has_type(value, type); }))
                fail(place, "type");
        } else if (keyword == "enum") {
            if (std::ranges::find(rule, value) == rule.end())
                fail(place, "enum");
        } else if (keyword == "anyOf") {
            if (!std::ranges::any_of(
                    rule, [&](const json& one) { return problems(one, value).empty(); }))
                fail(place, "anyOf");
        } else if (value.is_number()) {
            const auto number = value.get<double>();
            if ((keyword == "minimum" && number < rule) ||
                (keyword == "maximum" && number > rule) ||
                (keyword == "exclusiveMinimum" && number <= rule) ||
                (keyword == "exclusiveMaximum" && number >= rule))
                fail(place, keyword);
        } else if (value.is_array()) {
            if ((keyword == "minItems" && value.size() < rule) ||
                (keyword == "maxItems" && value.size() > rule))
                fail(place, keyword);
            for (std::size_t at = 0; keyword == "items" && at < value.size(); ++at)
                check(rule, value[at], fmt::format("{}[{}]", place, at));
        } else if (value.is_object()) {
            check_object(schema, keyword, rule, value, place);
        }
    }

    void check_object(
        const json& schema,
        const std::string& keyword,
        const json& rule,
        const json& value,
        const std::string& place) {
        if (keyword == "required")
            for (const json& key : rule)
                if (!value.contains(key))
                    fail(place, "required " + key.get<std::string>());
        const json known = schema.value("properties", json::object());
        for (const auto& [key, member] : value.items()) {
            if (keyword == "properties" && rule.contains(key))
                check(rule[key], member, place + "." + key);
            if (keyword == "additionalProperties" && !known.contains(key))
                check(rule, member, place + "." + key);
        }
    }

    std::vector<std::string> problems_;
};

json schema() {
    std::ifstream file{test::project() / "docs/risk-model.schema.json"};
    return json::parse(file);
}

std::vector<std::string> problems_of(const std::string& model) {
    return Validator::problems(schema(), to_json(YAML::Load(model)));
}

TEST(ModelSchema, describes_every_model_of_the_project) {
    int n_models = 0;
    for (const char* const folder : {"pipelines/models", "tests/fuzz/corpus/risk_model"})
        for (const auto& entry : std::filesystem::directory_iterator{test::project() / folder}) {
            if (entry.path().extension() != ".yaml")
                continue;
            ++n_models;
            EXPECT_THAT(problems_of(test::read_file(entry.path())), IsEmpty()) << entry.path();
        }
    EXPECT_GE(n_models, 10);
}

TEST(ModelSchema, refuses_what_the_program_refuses) {
    const std::string begin = "risks:\n  - trait: t\n    score: s\n";

    const struct {
        const char* rest;
        const char* problem;
    } cases[] = {
        {"    tires: []\n", ".risks[0].tires: unknown key"},
        {"    mean: 1\n    sd: 0\n    tiers: [{name: a}]\n", ".risks[0].sd: exclusiveMinimum"},
        {"    tiers: []\n", ".risks[0].tiers: minItems"},
        {"    tiers: [{name: a, level: huge}]\n", ".risks[0].tiers[0].level: enum"},
        {"    tiers: [{name: a, below_percentile: 120}, {name: b}]\n",
         ".risks[0].tiers[0].below_percentile: exclusiveMaximum"}};

    for (const auto& one : cases) {
        EXPECT_THAT(problems_of(begin + one.rest), ElementsAre(one.problem));
        EXPECT_THROW(static_cast<void>(parse_risk_model(begin + one.rest, "m.yaml")), Error)
            << one.rest;
    }
}

}  // namespace
}  // namespace genostrat::risk

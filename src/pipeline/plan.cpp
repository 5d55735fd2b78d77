// SPDX-License-Identifier: MIT
#include "io/yaml_document.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/pipeline/plan.hpp>

namespace genostrat {

namespace {

std::vector<std::string> names_of(const std::vector<PlanParameter>& parameters) {
    std::vector<std::string> names;
    for (const PlanParameter& parameter : parameters)
        names.push_back(parameter.name);
    return names;
}

std::vector<PlanParameter> read_parameters(const io::YamlNode& plan) {
    std::vector<PlanParameter> parameters;
    const io::YamlNode* const given = plan.find("parameters");
    if (given == nullptr || given->is_null())
        return parameters;
    for (const auto& [name, node] : given->entries()) {
        PlanParameter parameter{.name = name};
        if (node.is_map()) {
            node.allow_keys({"help", "default", "required"});
            parameter.help = node.text_or("help", "");
            parameter.default_value = node.text_or("default", "");
            parameter.is_required = node.boolean_or("required", false);
        } else if (!node.is_null()) {
            parameter.default_value = node.text();
        }
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

/// Parameters with their values, and the replacing of `${name}`.
class Values {
public:
    Values(
        const std::vector<PlanParameter>& parameters, const PlanValues& given, const Where& where)
        : names_{names_of(parameters)} {
        for (const auto& [name, value] : given)
            if (std::ranges::find(names_, name) == names_.end())
                throw Error{
                    ErrorKind::usage,
                    fmt::format("the plan has no parameter '{}'", name),
                    where,
                    suggest_name(name, names_)};
        for (const PlanParameter& parameter : parameters) {
            const auto found = given.find(parameter.name);
            const bool is_given = found != given.end() && !found->second.empty();
            if (parameter.is_required && !is_given)
                throw Error{
                    ErrorKind::usage,
                    fmt::format("the plan needs a value for '{}'", parameter.name),
                    where,
                    fmt::format("--set {}=…  ({})", parameter.name, parameter.help)};
            values_[parameter.name] = is_given ? found->second : parameter.default_value;
        }
        // A default may name other parameters.
        for (auto& [name, value] : values_)
            value = replace(value, where);
    }

    [[nodiscard]] bool has(const std::string& name, const Where& where) const {
        return !at(name, where).empty();
    }

    [[nodiscard]] std::string replace(std::string_view text, const Where& where) const {
        std::string out;
        for (;;) {
            const std::size_t begin = text.find("${");
            out += text.substr(0, begin);
            if (begin == std::string_view::npos)
                return out;
            const std::size_t end = text.find('}', begin);
            if (end == std::string_view::npos)
                throw Error{
                    ErrorKind::usage, fmt::format("'${{' without '}}' in '{}'", text), where};
            out += at(std::string{text.substr(begin + 2, end - begin - 2)}, where);
            text.remove_prefix(end + 1);
        }
    }

private:
    [[nodiscard]] const std::string& at(const std::string& name, const Where& where) const {
        const auto found = values_.find(name);
        if (found == values_.end())
            throw Error{
                ErrorKind::usage,
                fmt::format("the plan has no parameter '{}'", name),
                where,
                suggest_name(name, names_)};
        return found->second;
    }

    std::vector<std::string> names_;
    std::map<std::string, std::string> values_;
};

/// Lists may be given in one parameter, separated by commas.
std::vector<std::string> option_values(const io::YamlNode& node, const Values& values) {
    std::vector<std::string> out;
    for (const io::YamlNode& item : node.items_or_self()) {
        const std::string text = values.replace(item.text(), item.where());
        const bool is_parameter = item.text().starts_with("${") && item.text().ends_with('}');
        if (node.is_sequence() && is_parameter && item.text().find("${", 1) == std::string::npos)
            for_each_piece(text, ',', [&](std::string_view piece) {
                if (!piece.empty())
                    out.emplace_back(piece);
            });
        else if (!text.empty() || !is_parameter)
            out.push_back(text);
    }
    return out;
}

std::vector<PlanStep>
read_steps(const io::YamlNode& plan, std::string_view key, const Values& values) {
    std::vector<PlanStep> steps;
    const io::YamlNode* const list = plan.find(key);
    if (list == nullptr || list->is_null())
        return steps;
    for (const io::YamlNode& item : list->items()) {
        PlanStep step{.where = item.where()};
        if (item.is_scalar()) {
            step.name = item.text();
            steps.push_back(std::move(step));
            continue;
        }
        bool is_wanted = true;
        for (const auto& [name, node] : item.entries()) {
            if (name == "when") {
                for (const io::YamlNode& parameter : node.items_or_self())
                    is_wanted = is_wanted && values.has(parameter.text(), parameter.where());
                continue;
            }
            if (name == "after_filter") {
                step.after_filter = node.boolean();
                continue;
            }
            if (!step.name.empty())
                throw node.error(
                    fmt::format("one step names two stages: {} and {}", step.name, name),
                    "begin each with a '-'");
            step.name = name;
            if (node.is_null())
                continue;
            for (const auto& [option, value] : node.entries()) {
                std::vector<std::string> texts = option_values(value, values);
                if (texts.empty())
                    continue;  // a parameter without a value: the option is not given
                step.options.emplace_back(option, std::move(texts));
                step.option_places.push_back(value.where());
            }
        }
        if (is_wanted)
            steps.push_back(std::move(step));
    }
    return steps;
}

Plan read_head(const io::YamlNode& document) {
    document.allow_keys({"name", "summary", "parameters", "input", "stages", "outputs"});
    return {
        .name = document.text_or("name", ""),
        .summary = document.text_or("summary", ""),
        .parameters = read_parameters(document)};
}

Plan read_plan(const io::YamlNode& document, const PlanValues& given) {
    Plan plan = read_head(document);
    const Values values{plan.parameters, given, document.where()};
    plan.input = values.replace(document.at("input").text(), document.at("input").where());
    plan.stages = read_steps(document, "stages", values);
    plan.outputs = read_steps(document, "outputs", values);
    return plan;
}

}  // namespace

Plan parse_plan(std::string_view yaml, const std::string& file, const PlanValues& values) {
    return read_plan(io::parse_yaml(yaml, file), values);
}

Plan load_plan(const std::string& path, const PlanValues& values) {
    return read_plan(io::load_yaml(path), values);
}

Plan describe_plan(const std::string& path) {
    return read_head(io::load_yaml(path));
}

}  // namespace genostrat

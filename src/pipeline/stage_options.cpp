// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/pipeline/stage_options.hpp>

namespace genostrat {

namespace {

bool is_of_type(std::string_view value, OptionType type) {
    switch (type) {
    case OptionType::number:
        return parse_number<double>(value).has_value();
    case OptionType::integer:
        return parse_number<std::int64_t>(value).has_value();
    case OptionType::boolean:
        return value == "true" || value == "false";
    case OptionType::text:
    case OptionType::path:
    case OptionType::list:
        break;
    }
    return true;
}

}  // namespace

std::string_view to_string(OptionType type) noexcept {
    switch (type) {
    case OptionType::path:
        return "path";
    case OptionType::number:
        return "number";
    case OptionType::integer:
        return "integer";
    case OptionType::boolean:
        return "true or false";
    case OptionType::list:
        return "list";
    case OptionType::text:
        break;
    }
    return "text";
}

StageOptions::StageOptions(std::string stage, std::vector<OptionInfo> infos)
    : stage_{std::move(stage)}, infos_{std::move(infos)} {
}

const OptionInfo& StageOptions::info(std::string_view name, const Where& where) const {
    const auto found = std::ranges::find(infos_, name, &OptionInfo::name);
    if (found != infos_.end())
        return *found;
    std::vector<std::string> names;
    for (const OptionInfo& option : infos_)
        names.push_back(option.name);
    throw Error{
        ErrorKind::usage,
        fmt::format("the stage {} has no option '{}'", stage_, name),
        where,
        suggest_name(name, names)};
}

void StageOptions::set(std::string_view name, std::vector<std::string> values, const Where& where) {
    const OptionInfo& option = info(name, where);
    if (option.type != OptionType::list && values.size() != 1)
        throw Error{
            ErrorKind::usage,
            fmt::format("{}.{} takes one value but has {}", stage_, name, values.size()),
            where};
    for (const std::string& value : values)
        if (!is_of_type(value, option.type))
            throw Error{
                ErrorKind::usage,
                fmt::format(
                    "{}.{} is '{}' but must be of type {}",
                    stage_,
                    name,
                    value,
                    to_string(option.type)),
                where};
    values_[option.name] = std::move(values);
    where_ = where;
}

void StageOptions::check_required(const Where& where) const {
    for (const OptionInfo& option : infos_)
        if (option.is_required && !has(option.name))
            throw Error{
                ErrorKind::usage,
                fmt::format("the stage {} needs the option '{}'", stage_, option.name),
                where,
                option.help};
}

bool StageOptions::has(std::string_view name) const {
    const auto found = values_.find(name);
    return found != values_.end() && !found->second.empty();
}

std::string StageOptions::text(std::string_view name) const {
    const OptionInfo& option = info(name, where_);
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? option.default_value
                                                           : found->second.front();
}

double StageOptions::number(std::string_view name) const {
    return parse_number<double>(text(name)).value_or(0.0);
}

std::int64_t StageOptions::integer(std::string_view name) const {
    return parse_number<std::int64_t>(text(name)).value_or(0);
}

bool StageOptions::boolean(std::string_view name) const {
    return text(name) == "true";
}

std::vector<std::string> StageOptions::list(std::string_view name) const {
    const OptionInfo& option = info(name, where_);
    const auto found = values_.find(name);
    if (found != values_.end())
        return found->second;
    return option.default_value.empty() ? std::vector<std::string>{}
                                        : std::vector<std::string>{option.default_value};
}

std::string StageOptions::describe() const {
    std::string out;
    for (const OptionInfo& option : infos_)
        if (const auto found = values_.find(option.name); found != values_.end())
            out += fmt::format(
                "{}{}={}", out.empty() ? "" : " ", option.name, fmt::join(found->second, ","));
    return out;
}

}  // namespace genostrat

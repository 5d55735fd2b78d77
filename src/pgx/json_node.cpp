// SPDX-License-Identifier: MIT
#include "json_node.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace genostrat::pgx {

nlohmann::json parse_json(std::string_view text, const std::string& file) {
    try {
        return nlohmann::json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::parse_error& error) {
        const std::size_t byte = std::min(error.byte == 0 ? 0 : error.byte - 1, text.size());
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte), '\n');
        throw Error{
            ErrorKind::bad_data,
            fmt::format("not valid JSON at byte {}", byte + 1),
            {.file = file, .line = line},
            "get the file again from its source"};
    } catch (const nlohmann::json::out_of_range&) {
        throw Error{
            ErrorKind::bad_data,
            "has a number that is too large to be held",
            {.file = file},
            "get the file again from its source"};
    }
}

JsonNode JsonNode::at(const char* name) const {
    if (!value_->is_object())
        expected("an object");
    const auto found = value_->find(name);
    if (found == value_->end())
        fail(fmt::format("has no field '{}'", name));
    return {*found, *file_, path_.empty() ? name : path_ + "." + name};
}

std::optional<JsonNode> JsonNode::find(const char* name) const {
    if (!value_->is_object())
        expected("an object");
    const auto found = value_->find(name);
    if (found == value_->end() || found->is_null())
        return std::nullopt;
    return JsonNode{*found, *file_, path_.empty() ? name : path_ + "." + name};
}

const std::string& JsonNode::text() const {
    if (!value_->is_string())
        expected("a text");
    return value_->get_ref<const std::string&>();
}

std::string JsonNode::text_or(const char* name, std::string_view fallback) const {
    const auto member = find(name);
    return member ? member->text() : std::string{fallback};
}

std::int64_t JsonNode::integer() const {
    if (value_->is_number_float()) {  // tables write two copies as 2 or as 2.0
        const auto value = value_->get<double>();
        if (std::abs(value) < 1e15 && value == std::floor(value))
            return static_cast<std::int64_t>(value);
    }
    if (!value_->is_number_integer())
        expected("a whole number");
    return value_->get<std::int64_t>();
}

bool JsonNode::flag_or(const char* name, bool fallback) const {
    const auto member = find(name);
    if (!member)
        return fallback;
    if (!member->value_->is_boolean())
        member->expected("true or false");
    return member->value_->get<bool>();
}

std::size_t JsonNode::size() const {
    if (!value_->is_array())
        expected("a list");
    return value_->size();
}

JsonNode JsonNode::element(std::size_t index) const {
    return {(*value_)[index], *file_, fmt::format("{}[{}]", path_, index)};
}

void JsonNode::expected(const char* what) const {
    fail(fmt::format("is {} but must be {}", value_->type_name(), what));
}

void JsonNode::fail(const std::string& what) const {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("{} {}", path_.empty() ? "the document" : path_, what),
        {.file = *file_},
        "is this a file of the PharmCAT data of the kind that its place says?"};
}

}  // namespace genostrat::pgx

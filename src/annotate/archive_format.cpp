// SPDX-License-Identifier: MIT
#include "annotate/archive_format.hpp"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include <genostrat/core/error.hpp>

namespace genostrat::annotate {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> type_names{
    "Integer", "Float", "Flag", "Character", "String"};
constexpr std::array<std::string_view, 3> key_names{"alleles", "intervals", "genes"};

ArchiveKeys parse_keys(const std::string& name) {
    for (std::size_t keys = 0; keys < key_names.size(); ++keys)
        if (key_names[keys] == name)
            return static_cast<ArchiveKeys>(keys);
    throw Error{ErrorKind::bad_data, "the archive has keys of an unknown kind '" + name + "'"};
}

ColumnType parse_type(const std::string& name) {
    for (std::size_t type = 0; type < type_names.size(); ++type)
        if (type_names[type] == name)
            return static_cast<ColumnType>(type);
    throw Error{ErrorKind::bad_data, "the archive has a column of unknown type '" + name + "'"};
}

Json to_json(const ArchiveColumn& column) {
    Json json{
        {"name", column.name},
        {"source", column.source},
        {"type", to_string(column.type)},
        {"number", column.number},
        {"description", column.description}};
    if (column.absent)
        json["absent"] = *column.absent;
    if (column.missing)
        json["missing"] = *column.missing;
    if (column.significant_digits > 0) {
        json["significant_digits"] = column.significant_digits;
        json["max_relative_error"] = column.max_relative_error;
    }
    return json;
}

ArchiveColumn to_column(const Json& json) {
    ArchiveColumn column{
        .source = json.at("source"),
        .name = json.at("name"),
        .type = parse_type(json.at("type")),
        .number = json.at("number"),
        .description = json.at("description"),
        .significant_digits = json.value("significant_digits", 0),
        .max_relative_error = json.value("max_relative_error", 0.0)};
    if (json.contains("absent"))
        column.absent = json.at("absent");
    if (json.contains("missing"))
        column.missing = json.at("missing");
    return column;
}

}  // namespace

std::string_view to_string(ArchiveKeys keys) noexcept {
    return key_names[static_cast<std::size_t>(keys)];
}

std::string_view to_string(ColumnType type) noexcept {
    return type_names[static_cast<std::size_t>(type)];
}

std::string about_text(const ArchiveInfo& info) {
    Json json{
        {"keys", to_string(info.keys)},
        {"source", info.source},
        {"source_version", info.source_version},
        {"build", info.build},
        {"left_aligned", info.is_left_aligned},
        {"n_sites", info.n_sites},
        {"n_duplicates", info.n_duplicates},
        {"contigs", info.contigs},
        {"columns", Json::array()}};
    for (const ArchiveColumn& column : info.columns)
        json["columns"].push_back(to_json(column));
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

ArchiveInfo parse_about(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        ArchiveInfo info{
            .keys = parse_keys(json.at("keys")),
            .contigs = json.at("contigs"),
            .source = json.at("source"),
            .source_version = json.at("source_version"),
            .build = json.at("build"),
            .is_left_aligned = json.at("left_aligned"),
            .n_sites = json.at("n_sites"),
            .n_duplicates = json.at("n_duplicates")};
        for (const Json& column : json.at("columns"))
            info.columns.push_back(to_column(column));
        return info;
    } catch (const Json::exception& error) {
        throw Error{
            ErrorKind::bad_data,
            std::string{"the archive's description is damaged: "} + error.what()};
    }
}

}  // namespace genostrat::annotate

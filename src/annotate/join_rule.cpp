// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/annotate/field_request.hpp>
#include <genostrat/annotate/join_rule.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

[[noreturn]] void fail_rule(std::string_view text, const std::string& what) {
    throw Error{
        ErrorKind::usage,
        "--match " + std::string{text} + ": " + what,
        {},
        "allele, overlap, overlap=0.5, reciprocal=0.5, sv=0.5:100 or ends=100"};
}

double parse_share(std::string_view text, std::string_view whole) {
    const auto share = parse_number<double>(text);
    if (!share || !(*share >= 0 && *share <= 1))
        fail_rule(whole, "'" + std::string{text} + "' is no share of 0..1");
    return *share;
}

std::int64_t parse_distance(std::string_view text, std::string_view whole) {
    const auto distance = parse_number<std::int64_t>(text);
    if (!distance || *distance < 0)
        fail_rule(whole, "'" + std::string{text} + "' is no distance in bases");
    return *distance;
}

}  // namespace

JoinRule JoinRule::parse(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const bool has_value = equals != std::string_view::npos;
    const std::string_view value = has_value ? text.substr(equals + 1) : std::string_view{};
    JoinRule rule;
    if (name == "allele" && !has_value)
        return rule;
    if (name == "overlap") {
        rule.kind = Kind::overlap;
        rule.min_share = has_value ? parse_share(value, text) : 0;
        return rule;
    }
    if (name == "reciprocal") {
        rule.kind = Kind::overlap;
        rule.min_reciprocal = parse_share(has_value ? value : "0.5", text);
        return rule;
    }
    rule.kind = Kind::structural;
    if (name == "sv") {
        const std::size_t colon = value.find(':');
        if (has_value)
            rule.structural.min_reciprocal = parse_share(value.substr(0, colon), text);
        if (colon != std::string_view::npos)
            rule.structural.max_distance = parse_distance(value.substr(colon + 1), text);
        return rule;
    }
    if (name == "ends" && has_value) {
        rule.structural.compares_ends = true;
        rule.structural.max_distance = parse_distance(value, text);
        return rule;
    }
    fail_rule(text, "there is no such rule");
}

bool JoinRule::takes(Interval row, Interval source) const noexcept {
    if (min_share > 0) {
        const auto shared = static_cast<double>(row.intersection(source).length());
        if (shared < min_share * static_cast<double>(row.length()))
            return false;
    }
    return min_reciprocal <= 0 || reciprocal_overlap(row, source) >= min_reciprocal;
}

JoinField JoinField::parse(std::string_view text) {
    std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() > 3)
        throw Error{
            ErrorKind::usage,
            "'" + std::string{text} + "' is no field: SRC[:DST[:OPERATION]] is expected"};
    JoinField field;
    if (parts.size() == 3) {
        field.operation = parse_operation(parts[2]);
        if (!field.operation)
            throw Error{
                ErrorKind::usage,
                "'" + std::string{text} + "' has an unknown operation '" + std::string{parts[2]} +
                    "'",
                {},
                suggest_name(parts[2], operation_names())};
        text = text.substr(0, text.rfind(':'));
        if (parts[1].empty())
            text.remove_suffix(1);
    }
    const FieldRequest request = FieldRequest::parse(text);
    field.source = request.source;
    field.name = request.name;
    return field;
}

std::vector<JoinField> JoinField::parse_list(std::string_view text) {
    std::vector<JoinField> fields;
    for_each_piece(text, ',', [&](std::string_view one) { fields.push_back(parse(one)); });
    return fields;
}

}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#include "filter/compiler.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace genostrat::filter {

namespace {

[[nodiscard]] std::string lower(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return out;
}

[[nodiscard]] std::optional<Statistic> statistic_named(std::string_view name) noexcept {
    constexpr std::array<std::pair<std::string_view, Statistic>, 7> names{
        {{"max", Statistic::max},
         {"min", Statistic::min},
         {"avg", Statistic::mean},
         {"mean", Statistic::mean},
         {"median", Statistic::median},
         {"stdev", Statistic::deviation},
         {"sum", Statistic::sum}}};
    for (const auto& [text, statistic] : names)
        if (text == name)
            return statistic;
    return std::nullopt;
}

}  // namespace

void Compiler::only_argument(std::size_t node) const {
    if (at(node).children.size() != 1)
        throw fail(node, "'" + at(node).text + "' takes one argument");
}

Operand Compiler::call(std::size_t node) {
    const std::string function = lower(at(node).text);
    if (const auto found = statistic_named(function))
        return statistic(node, *found, false);
    for (const std::string_view prefix : {"smpl_", "s"})
        if (function.starts_with(prefix))
            if (const auto found =
                    statistic_named(std::string_view{function}.substr(prefix.size())))
                return statistic(node, *found, true);
    if (function == "count")
        return count(node);
    if (function == "n_pass" || function == "f_pass")
        return passing(node, function == "f_pass");
    if (function == "strlen")
        return text_length(node);
    if (function == "abs")
        return shape_keeping(node, Code::absolute);
    if (function == "phred")
        return shape_keeping(node, Code::phred);
    if (function == "binom")
        return binomial(node);
    if (rules_.extensions && (function == "any" || function == "all" || function == "pick"))
        return entries_condition(node, function);
    throw fail(
        node,
        "there is no function '" + at(node).text + "'",
        suggest_name(at(node).text, {"MAX",     "MIN",    "AVG",   "MEAN",   "MEDIAN", "STDEV",
                                     "SUM",     "ABS",    "COUNT", "STRLEN", "N_PASS", "F_PASS",
                                     "binom",   "phred",  "sMAX",  "sMIN",   "sAVG",   "sMEAN",
                                     "sMEDIAN", "sSTDEV", "sSUM"}));
}

Operand Compiler::statistic(std::size_t node, Statistic statistic, bool is_each) {
    only_argument(node);
    const Operand argument = as_number(value(at(node).children[0]));
    Shape shape = Shape::site;
    if (is_each && argument.shape != Shape::site)
        shape = argument.shape;
    else if (
        is_each && rules_.site_statistics_are_means && statistic != Statistic::max &&
        statistic != Statistic::min)
        statistic = Statistic::mean;
    Operand out = calculated(
        {.code = shape == Shape::site ? Code::statistic : Code::statistic_each,
         .left_shape = argument.shape,
         .left = argument.reg,
         .table = static_cast<std::uint32_t>(statistic)},
        shape,
        argument.mask,
        node);
    out.has_no_value = argument.has_no_value;
    return out;
}

Operand Compiler::count(std::size_t node) {
    only_argument(node);
    const std::size_t child = at(node).children[0];
    const NodeKind kind = at(child).kind;
    const bool is_condition =
        kind == NodeKind::negation || kind == NodeKind::membership ||
        (kind == NodeKind::binary && (is_logical(at(child).op) || is_comparison(at(child).op)));
    if (is_condition)
        return passing(node, false);
    const Operand argument = as_text(value(child));
    Step step{.left_shape = argument.shape, .left = argument.reg};
    if (argument.type == Type::text) {
        if (argument.shape == Shape::samples && !rules_.extensions)
            throw fail(node, "COUNT does not count the texts of a FORMAT tag");
        if (argument.is_constant)
            step.left = text_register(argument, true);
        step.code = Code::count_elements;
        step.op = Operator::like;  // counts texts
    } else {
        as_number(argument);
        step.code = argument.shape == Shape::site ? Code::count_elements : Code::count_values;
    }
    return calculated(step, Shape::site, argument.mask, node);
}

Operand Compiler::passing(std::size_t node, bool is_fraction) {
    only_argument(node);
    const std::size_t child = at(node).children[0];
    const bool is_count = lower(at(node).text) == "count";
    Operand argument;
    if (rules_.valueless_nodes && at(child).kind == NodeKind::name) {
        argument = value(child);  // N_PASS(DP): accepted, never a value
        argument.has_no_value = true;
    } else {
        ++n_enclosing_;
        argument = condition(child, true);
        --n_enclosing_;
    }
    if (argument.shape == Shape::site && !is_count)
        throw fail(node, "'" + at(node).text + "' needs a condition on samples");
    if (argument.shape == Shape::site && !rules_.valueless_nodes)
        throw fail(node, "COUNT of a condition needs one on samples or annotation entries");
    Operand out = calculated(
        {.code = is_fraction ? Code::fraction_passing : Code::count_passing,
         .left_shape = argument.shape,
         .left = argument.reg},
        Shape::site,
        argument.mask,
        node);
    out.has_no_value = argument.has_no_value;
    return out;
}

Operand Compiler::text_length(std::size_t node) {
    only_argument(node);
    const Operand argument = as_text(value(at(node).children[0]));
    if (argument.type != Type::text)
        throw fail(node, "STRLEN needs text");
    const bool is_vector = argument.is_column_value && argument.name < program_.names.size() &&
                           program_.info_is_vector[argument.name];
    Operand out = calculated(
        {.code = Code::text_length,
         .left_shape = argument.shape,
         .left = argument.is_constant ? text_register(argument, true) : argument.reg,
         .table = is_vector ? 1U : 0U},
        rules_.first_sample_length ? Shape::site : argument.shape,
        argument.mask,
        node);
    out.has_no_value = argument.is_id && rules_.valueless_nodes;
    return out;
}

Operand Compiler::shape_keeping(std::size_t node, Code code) {
    only_argument(node);
    const Operand argument = as_number(value(at(node).children[0]));
    if (code == Code::phred && argument.shape == Shape::site && !rules_.extensions)
        throw fail(node, "phred needs a FORMAT tag");
    Operand out = calculated(
        {.code = code, .left_shape = argument.shape, .left = argument.reg},
        argument.shape,
        argument.mask,
        node);
    out.has_no_value = argument.has_no_value;
    return out;
}

Operand Compiler::binomial(std::size_t node) {
    const std::vector<std::size_t>& arguments = at(node).children;
    if (arguments.size() > 2)
        throw fail(node, "binom takes one or two arguments");
    for (const std::size_t argument : arguments)
        if (at(argument).kind != NodeKind::name)
            throw fail(argument, "binom takes tags only");
    const Operand left = as_number(value(arguments[0]));
    if (arguments.size() == 1) {
        if (left.shape == Shape::samples && !schema_.find_format("GT"))
            throw fail(node, "binom of one FORMAT tag needs FORMAT/GT to choose its values");
        return calculated(
            {.code = left.shape == Shape::samples ? Code::binomial_genotype : Code::binomial_site,
             .left_shape = left.shape,
             .left = left.reg},
            left.shape,
            left.mask,
            node);
    }
    const Operand right = as_number(value(arguments[1]));
    if (left.shape != right.shape)
        throw fail(node, "binom needs two tags of one kind");
    return calculated(
        {.code = Code::binomial_pair,
         .left_shape = left.shape,
         .right_shape = right.shape,
         .left = left.reg,
         .right = right.reg},
        left.shape,
        joint_mask(left.mask, right.mask),
        node);
}

Operand Compiler::entries_condition(std::size_t node, std::string_view function) {
    only_argument(node);
    ++n_enclosing_;
    const Operand argument = condition(at(node).children[0], true);
    --n_enclosing_;
    if (argument.shape == Shape::site || (function == "pick" && argument.shape != Shape::entries))
        throw fail(
            node,
            "'" + std::string{function} + "' needs a condition on the entries of an annotation",
            "for example " + std::string{function} + "(CSQ.IMPACT = \"HIGH\")");
    Step step{
        .code = function == "any"   ? Code::any_passes
                : function == "all" ? Code::all_pass
                                    : Code::picked_passes,
        .left_shape = argument.shape,
        .left = argument.reg,
        .right = argument.reg};
    if (function == "pick") {
        // The entry that VEP flagged with PICK, else the first.
        const Name* field = nullptr;
        for (const Name& name : program_.names)
            if (name.meaning == Meaning::entry_field)
                field = &name;
        const std::vector<std::string> fields = entry_fields(schema_.info(field->info).description);
        const auto pick = std::ranges::find(fields, "PICK");
        if (pick != fields.end()) {
            Name name = *field;
            name.field = static_cast<std::size_t>(pick - fields.begin());
            program_.info_types.push_back(ColumnType::string);
            program_.info_is_vector.push_back(true);
            const std::uint32_t entry = append(program_.names, std::move(name));
            step.right = load(Code::load_entry_text, Type::text, Shape::entries, node, entry).reg;
        }
    }
    Operand out = truth(step, Shape::site, 0, node);
    return out;
}

}  // namespace genostrat::filter

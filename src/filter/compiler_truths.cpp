// SPDX-License-Identifier: MIT
#include "filter/compiler.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include <genostrat/filter/genotype_classes.hpp>
#include <genostrat/filter/text_match.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::filter {

namespace {

[[nodiscard]] Operator turned(Operator op) noexcept {
    switch (op) {
    case Operator::less:
        return Operator::greater;
    case Operator::less_equal:
        return Operator::greater_equal;
    case Operator::greater:
        return Operator::less;
    case Operator::greater_equal:
        return Operator::less_equal;
    default:
        return op;
    }
}

[[nodiscard]] bool is_match(Operator op) noexcept {
    return op == Operator::like || op == Operator::not_like;
}

[[nodiscard]] bool is_order(Operator op) noexcept {
    return is_comparison(op) && op != Operator::equal && op != Operator::not_equal && !is_match(op);
}

[[nodiscard]] std::set<std::string, std::less<>> read_list(std::string path) {
    if (path.starts_with("~/"))
        if (const char* const home = std::getenv("HOME"))
            path = home + path.substr(1);
    std::set<std::string, std::less<>> list;
    io::LineReader reader{path};
    for (std::string_view line; reader.next(line);) {
        line = line.substr(0, line.find_first_of(" \t"));
        if (!line.empty())
            list.emplace(line);
    }
    return list;
}

}  // namespace

Compiler::Compiler(const Syntax& syntax, const Schema& schema, Rules rules)
    : syntax_{syntax}, schema_{schema}, rules_{rules_of(rules)} {
    program_.text = syntax.text;
    program_.rules = rules_;
    program_.n_samples = schema.n_samples();
    const auto count = schema.find_info("AC");
    const auto number = schema.find_info("AN");
    if (count && number && schema.info(*count).type == ColumnType::integer &&
        schema.info(*number).type == ColumnType::integer)
        program_.allele_info = {*count, *number};
}

Program Compiler::run(Wants wants) {
    const Operand result = condition(syntax_.root, wants == Wants::samples);
    program_.result = result.reg;
    program_.result_shape = result.shape;
    return std::move(program_);
}

Operand Compiler::truth(Step step, Shape shape, std::uint32_t mask, std::size_t node) {
    step.out = new_register();
    step.shape = shape;
    step.mask = mask;
    program_.steps.push_back(step);
    return {.type = Type::truth, .shape = shape, .reg = step.out, .mask = mask, .node = node};
}

Operand Compiler::never(std::size_t node) {
    return truth({.code = Code::never}, Shape::site, 0, node);
}

Operand Compiler::condition(std::size_t node, bool wants_each) {
    const Node& here = at(node);
    switch (here.kind) {
    case NodeKind::binary:
        if (is_logical(here.op))
            return logic(node, wants_each);
        if (is_comparison(here.op))
            return comparison(node, wants_each);
        break;
    case NodeKind::negation:
        return negation(node, wants_each);
    case NodeKind::membership:
        return membership(node, wants_each);
    default:
        break;
    }
    const Operand operand = value(node);
    if (operand.type == Type::truth)
        return operand;
    if (rules_.valueless_nodes) {
        if (operand.type == Type::genotype || operand.type == Type::filter_column ||
            operand.type == Type::type_column || operand.type == Type::file)
            throw fail(node, "this must be compared with something");
        return never(node);
    }
    if (operand.is_flag)
        return truth({.code = Code::flag_truth, .left = operand.reg}, Shape::site, 0, node);
    throw fail(node, "this is a value, not a condition", "compare it with something");
}

Operand Compiler::comparison(std::size_t node, bool wants_each) {
    const Operator op = at(node).op;
    Operand left = value(at(node).children[0]);
    Operand right = value(at(node).children[1]);
    if (left.has_no_value || right.has_no_value)
        return never(node);
    const auto either = [&](Type type) { return left.type == type || right.type == type; };
    if (either(Type::truth))
        throw fail(node, "a condition cannot be compared");
    if (either(Type::file))
        return list_test(std::move(left), std::move(right), op, node, wants_each);
    if (either(Type::filter_column) || either(Type::type_column) || either(Type::genotype)) {
        const bool is_left = left.type == Type::filter_column || left.type == Type::type_column ||
                             left.type == Type::genotype;
        const Operand& column = is_left ? left : right;
        const Operand& constant = is_left ? right : left;
        if (!constant.is_constant || constant.type != Type::text)
            throw fail(
                node, "'" + at(column.node).text + "' can only be compared with a quoted constant");
        if (is_order(op))
            throw fail(node, "'" + at(column.node).text + "' knows no order", "use =, !=, ~ or !~");
        switch (column.type) {
        case Type::filter_column:
            return filter_test(constant, op, node);
        case Type::type_column:
            return type_test(constant, op, node);
        default:
            return genotype_test(column, constant, op, node, wants_each);
        }
    }
    if (is_match(op))
        return match(std::move(left), std::move(right), op, node, wants_each);
    // An annotation field takes the type of the other side; of two fields both are text.
    if (left.type == Type::entry_field)
        left = right.type == Type::number || is_order(op) ? as_number(left) : as_text(left);
    if (right.type == Type::entry_field)
        right = left.type == Type::number || is_order(op) ? as_number(right) : as_text(right);
    if (left.type == Type::number && right.type == Type::number)
        return compare_numbers(std::move(left), std::move(right), op, node, wants_each);
    if (left.type == Type::text && right.type == Type::text)
        return compare_texts(std::move(left), std::move(right), op, node, wants_each);
    // Number and text: only "." can be meant, the missing value.
    const Operand& number = left.type == Type::number ? left : right;
    const Operand& text = left.type == Type::number ? right : left;
    if (!text.is_missing_marker() || is_order(op) || number.is_constant || number.is_flag)
        throw fail(
            node,
            "a number and a text cannot be compared",
            text.is_constant ? "write the number without quotes" : "");
    if (rules_.missing_test_of_tags_only && !number.is_tag) {
        if (number.is_column_value)
            throw fail(node, "a computed number cannot be compared with \".\"");
        return never(node);
    }
    Operand missing = number_constant(missing_number, node);
    return compare_numbers(number, missing, op, node, wants_each);
}

Operand
Compiler::compare_numbers(Operand left, Operand right, Operator op, std::size_t node, bool each) {
    if (left.shape == Shape::site && right.shape != Shape::site) {
        std::swap(left, right);
        op = turned(op);
    }
    const Shape shape = joint_shape(left, right, node);
    const std::uint32_t mask =
        right.shape == Shape::site ? left.mask : joint_mask(left.mask, right.mask);
    Step step{
        .code = Code::compare_numbers,
        .op = op,
        .left_shape = left.shape,
        .right_shape = right.shape,
        .wants_each = each,
        .left = left.reg,
        .right = right.reg};
    if (right.shape == Shape::samples && left.shape == Shape::samples && left.mask != right.mask) {
        // Only samples that both sides select are compared; those of either are handed on.
        std::vector<std::uint8_t> both(program_.n_samples, 1);
        for (const std::uint32_t side : {left.mask, right.mask})
            for (std::size_t sample = 0; side != 0 && sample < both.size(); ++sample)
                both[sample] &= program_.masks[side][sample];
        step.table = append(program_.masks, std::move(both));
    } else {
        step.table = mask;
    }
    return truth(step, shape, mask, node);
}

Operand
Compiler::compare_texts(Operand left, Operand right, Operator op, std::size_t node, bool each) {
    if (is_order(op))
        throw fail(node, "texts know no order", "use = or !=");
    if (left.shape == Shape::samples && right.shape == Shape::samples && !rules_.extensions)
        throw fail(node, "two FORMAT texts cannot be compared");
    if (left.shape == Shape::site && right.shape != Shape::site)
        std::swap(left, right);
    const Shape shape = joint_shape(left, right, node);
    if (left.is_constant)
        left.reg = text_register(left, true);
    if (right.is_constant)
        right.reg = text_register(right, true);
    return truth(
        {.code = Code::compare_texts,
         .op = op,
         .left_shape = left.shape,
         .right_shape = right.shape,
         .wants_each = each,
         .left = left.reg,
         .right = right.reg},
        shape,
        left.mask,
        node);
}

Operand Compiler::match(Operand left, Operand right, Operator op, std::size_t node, bool each) {
    if (right.type != Type::text || !right.is_constant)
        throw fail(right.node, "the pattern must be a quoted constant");
    left = as_text(std::move(left));
    if (left.type != Type::text) {
        as_text(left);
        throw fail(left.node, "a pattern can only be sought in text");
    }
    try {
        const Pattern check{right.text};
    } catch (const std::invalid_argument& reason) {
        throw fail(right.node, std::string{"this is no regular expression: "} + reason.what());
    }
    if (left.is_constant)
        left.reg = text_register(left, true);
    return truth(
        {.code = Code::match_texts,
         .op = op,
         .left_shape = left.shape,
         .wants_each = each,
         .left = left.reg,
         .table = append(program_.patterns, right.text)},
        left.shape,
        left.mask,
        node);
}

Operand Compiler::filter_test(const Operand& constant, Operator op, std::size_t node) {
    std::vector<std::string> names;
    bool has_missing = false;
    for (const std::string_view name : split(constant.text, ';')) {
        if (name == ".")
            has_missing = true;
        else if (name != "PASS" && !schema_.has_filter(name))
            throw fail(
                constant.node,
                "the filter '" + std::string{name} + "' is not defined in the header",
                suggest_name(name, schema_.filter_names()));
        names.emplace_back(name);
    }
    if (has_missing && names.size() > 1)
        throw fail(constant.node, "\".\" cannot be joined with filter names");
    if (has_missing)
        names.clear();
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return truth(
        {.code = Code::filter_test,
         .op = op,
         .table = append(program_.filter_sets, std::move(names))},
        Shape::site,
        0,
        node);
}

Operand Compiler::type_test(const Operand& constant, Operator op, std::size_t node) {
    constexpr std::array<std::pair<std::string_view, AlleleType>, 10> types{
        {{"snp", AlleleType::snp},
         {"snps", AlleleType::snp},
         {"indel", AlleleType::indel},
         {"indels", AlleleType::indel},
         {"mnp", AlleleType::mnp},
         {"mnps", AlleleType::mnp},
         {"other", AlleleType::other},
         {"bnd", AlleleType::bnd},
         {"overlap", AlleleType::overlap},
         {"ref", AlleleType::ref}}};
    std::string wanted = constant.text;
    std::ranges::transform(wanted, wanted.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    for (const auto& [name, type] : types)
        if (name == wanted)
            return truth(
                {.code = Code::type_test, .op = op, .table = bits(type)}, Shape::site, 0, node);
    throw fail(
        constant.node,
        "there is no variant type '" + constant.text + "'",
        suggest_name(constant.text, {"snp", "indel", "mnp", "other", "bnd", "overlap", "ref"}));
}

Operand Compiler::genotype_test(
    const Operand& genotype,
    const Operand& constant,
    Operator op,
    std::size_t node,
    bool wants_each) {
    try {
        const GenotypeTest check{constant.text, op};
    } catch (const std::invalid_argument& reason) {
        throw fail(constant.node, std::string{"this is no regular expression: "} + reason.what());
    }
    return truth(
        {.code = Code::genotype_test,
         .op = op,
         .left_shape = Shape::samples,
         .wants_each = wants_each,
         .table = append(program_.genotype_constants, constant.text)},
        Shape::samples,
        genotype.mask,
        node);
}

Operand Compiler::list_test(Operand left, Operand right, Operator op, std::size_t node, bool each) {
    if (is_match(op))
        throw fail(node, "a list cannot be a pattern", "use = or !=");
    if (left.type == Type::file)
        std::swap(left, right);
    left = as_text(std::move(left));
    const bool takes_list = rules_.extensions ? left.type == Type::text : left.is_id;
    if (!takes_list || left.is_constant || is_order(op))
        throw fail(
            node,
            rules_.extensions ? "only text can be looked up in a list, by = or !="
                              : "only ID can be looked up in a list, by = or !=");
    try {
        program_.lists.push_back(read_list(right.text));
    } catch (Error& error) {
        throw fail(right.node, error.describe());
    }
    return truth(
        {.code = Code::id_list_test,
         .op = op,
         .left_shape = left.shape,
         .wants_each = each,
         .left = left.reg,
         .table = static_cast<std::uint32_t>(program_.lists.size() - 1)},
        left.shape,
        left.mask,
        node);
}

Operand Compiler::membership(std::size_t node, bool wants_each) {
    // x in {a, b}: any element of x equals a or b. Texts keep their commas.
    const std::vector<std::size_t>& children = at(node).children;
    const std::vector<std::size_t> members{children.begin() + 1, children.end()};
    const bool is_text = at(members.front()).kind == NodeKind::text;
    for (const std::size_t member : members)
        if ((at(member).kind == NodeKind::text) != is_text)
            throw fail(member, "a set holds either numbers or texts");
    Operand left = value(children.front());
    if (left.type == Type::filter_column || left.type == Type::type_column ||
        left.type == Type::genotype) {
        Operand result;
        for (const std::size_t member : members) {
            const Operand constant = value(member);
            if (!is_text)
                throw fail(member, "expected a quoted constant here");
            const Operand test = left.type == Type::filter_column
                                     ? filter_test(constant, Operator::equal, node)
                                 : left.type == Type::type_column
                                     ? type_test(constant, Operator::equal, node)
                                     : genotype_test(left, constant, Operator::equal, node, true);
            result = member == members.front() ? test
                                               : truth(
                                                     {.code = Code::logic,
                                                      .op = Operator::either,
                                                      .left_shape = result.shape,
                                                      .right_shape = test.shape,
                                                      .wants_each = true,
                                                      .left = result.reg,
                                                      .right = test.reg},
                                                     test.shape,
                                                     test.mask,
                                                     node);
        }
        return result;
    }
    left = is_text ? as_text(std::move(left)) : as_number(std::move(left));
    if (is_text && left.type != Type::text)
        throw fail(node, "a number is sought in a set of texts", "write numbers without quotes");
    Constant set{.out = new_register(), .is_text = is_text};
    for (const std::size_t member : members) {
        const Operand constant = value(member);
        if (is_text)
            set.items.push_back(constant.text);
        else if (constant.is_constant && constant.type == Type::number)
            set.numbers.push_back(constant.number);
        else
            throw fail(member, "a set holds constants only");
    }
    Step step{
        .code = is_text ? Code::compare_texts : Code::compare_numbers,
        .op = Operator::equal,
        .left_shape = left.shape,
        .wants_each = wants_each,
        .left = left.reg,
        .right = set.out};
    program_.constants.push_back(std::move(set));
    step.table = left.mask;
    return truth(step, left.shape, left.mask, node);
}

Operand Compiler::negation(std::size_t node, bool wants_each) {
    // Of the site: no sample satisfies it. Inside COUNT, N_PASS, all … each sample (entry) for
    // itself.
    const bool is_each = n_enclosing_ > 0;
    const Operand operand = condition(at(node).children[0], is_each || wants_each);
    return truth(
        {.code = is_each ? Code::negate_each : Code::negate,
         .left_shape = operand.shape,
         .wants_each = wants_each,
         .left = operand.reg},
        operand.shape,
        operand.mask,
        node);
}

Operand Compiler::logic(std::size_t node, bool wants_each) {
    const Operator op = at(node).op;
    const bool is_and = op == Operator::both || op == Operator::both_somewhere;
    std::vector<Step> before = std::exchange(program_.steps, {});
    // `&` joins the samples of both sides, whatever is wanted of the result.
    const bool child_wants_each = wants_each || op == Operator::both;
    Operand left = condition(at(node).children[0], child_wants_each);
    std::vector<Step> left_steps = std::exchange(program_.steps, {});
    Operand right = condition(at(node).children[1], child_wants_each);
    std::vector<Step> right_steps = std::exchange(program_.steps, {});
    // Both orders give the same; the side that looks at samples waits.
    if (left.shape != Shape::site && right.shape == Shape::site) {
        std::swap(left, right);
        std::swap(left_steps, right_steps);
    }
    Shape shape = left.shape;
    std::uint32_t mask = left.mask;
    if (left.shape == Shape::site) {
        shape = right.shape;
        mask = right.mask;
    } else if (right.shape == left.shape) {
        mask = joint_mask(left.mask, right.mask);
    } else if (right.shape == Shape::samples) {
        shape = right.shape;  // of entries and samples, the samples are handed on
        mask = right.mask;
    }
    program_.steps = std::move(before);
    program_.steps.insert(program_.steps.end(), left_steps.begin(), left_steps.end());
    Step join{
        .code = Code::logic,
        .op = op,
        .left_shape = left.shape,
        .right_shape = right.shape,
        .wants_each = wants_each,
        .left = left.reg,
        .right = right.reg};
    const Operand out = [&] {
        // (Entries are left alone: how many a row has is known only when they are read.)
        if (shape != Shape::entries && (is_and || !wants_each)) {
            // The verdict is known after a false (true) left side; a false node hands no samples
            // on.
            program_.steps.push_back(
                {.code = is_and ? Code::skip_if_false : Code::skip_if_true,
                 .shape = shape,
                 .out = program_.n_registers,
                 .left = left.reg,
                 .table = static_cast<std::uint32_t>(right_steps.size() + 1)});
        }
        program_.steps.insert(program_.steps.end(), right_steps.begin(), right_steps.end());
        return truth(join, shape, mask, node);
    }();
    return out;
}

Program compile(std::string_view expression, const Schema& schema, Rules rules, Wants wants) {
    const Syntax syntax = parse(expression, rules_of(rules));
    return Compiler{syntax, schema, rules}.run(wants);
}

}  // namespace genostrat::filter

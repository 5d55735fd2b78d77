// SPDX-License-Identifier: MIT
#include "filter/compiler.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace genostrat::filter {

Operand Compiler::load(Code code, Type type, Shape shape, std::size_t node, std::uint32_t table) {
    Operand out{.type = type, .shape = shape, .reg = new_register(), .node = node};
    out.is_column_value = true;
    // The same column read twice shares its register: the evaluator loads it once a row.
    for (const Step& step : program_.steps)
        if (step.code == code && step.table == table && code != Code::load_entry_numbers &&
            (code < Code::load_info_numbers || code > Code::load_format_text)) {
            out.reg = step.out;
            break;
        }
    program_.steps.push_back({.code = code, .shape = shape, .out = out.reg, .table = table});
    return out;
}

std::uint32_t Compiler::mask_of(const Name& name) {
    return name.samples.empty() ? 0 : append(program_.masks, name.samples);
}

Operand Compiler::number_constant(double number, std::size_t node) {
    Operand out{.type = Type::number, .reg = new_register(), .node = node, .is_constant = true};
    out.number = number;
    program_.constants.push_back({.out = out.reg, .numbers = {number}});
    return out;
}

std::uint32_t Compiler::text_register(const Operand& constant, bool is_split) {
    Constant entry{.out = new_register(), .is_text = true};
    if (is_split)
        for (const std::string_view item : split(constant.text, ','))
            entry.items.emplace_back(item);
    else
        entry.items.push_back(constant.text);
    program_.constants.push_back(std::move(entry));
    return program_.constants.back().out;
}

Operand Compiler::value(std::size_t node) {
    switch (at(node).kind) {
    case NodeKind::number:
        return number_constant(at(node).number, node);
    case NodeKind::text: {
        Operand out{.type = Type::text, .node = node, .is_constant = true};
        out.text = at(node).text;
        return out;
    }
    case NodeKind::file: {
        Operand out{.type = Type::file, .node = node};
        out.text = at(node).text;
        return out;
    }
    case NodeKind::name:
        return name(node);
    case NodeKind::call:
        return call(node);
    case NodeKind::minus:
        return minus(node);
    case NodeKind::binary:
        if (!is_logical(at(node).op) && !is_comparison(at(node).op))
            return arithmetic(node);
        break;
    case NodeKind::negation:
    case NodeKind::membership:
        break;
    }
    if (!rules_.valueless_nodes)
        throw fail(node, "this is a condition, where a value is expected");
    Operand out = condition(node, false);
    out.type = Type::number;
    out.has_no_value = true;
    return out;
}

Operand Compiler::name(std::size_t node) {
    Name found = find_name(syntax_, at(node), schema_, rules_);
    const auto number = [&](Code code, std::uint32_t table = 0) {
        return load(code, Type::number, Shape::site, node, table);
    };
    const auto text = [&](Code code) { return load(code, Type::text, Shape::site, node); };
    switch (found.meaning) {
    case Meaning::qual: {
        Operand out = number(Code::load_qual);
        out.is_tag = true;
        return out;
    }
    case Meaning::pos:
        return number(Code::load_pos);
    case Meaning::n_alt:
        return number(Code::load_n_alt);
    case Meaning::n_missing:
    case Meaning::f_missing:
        return number(Code::load_n_missing, found.meaning == Meaning::f_missing ? 1 : 0);
    case Meaning::n_samples: {
        Operand out = number_constant(static_cast<double>(program_.n_samples), node);
        out.is_constant = false;
        out.is_column_value = true;
        return out;
    }
    case Meaning::number:
        return number_constant(found.number, node);
    case Meaning::type:
        return {.type = Type::type_column, .node = node};
    case Meaning::filter:
        return {.type = Type::filter_column, .node = node};
    case Meaning::contig:
        return text(Code::load_contig);
    case Meaning::ref:
        return text(Code::load_ref);
    case Meaning::id: {
        Operand out = text(Code::load_id);
        out.is_id = true;
        return out;
    }
    default:
        return tag(node, std::move(found));
    }
}

Operand Compiler::tag(std::size_t node, Name name) {
    const Meaning meaning = name.meaning;
    const std::uint32_t mask = mask_of(name);
    const ColumnType type = meaning == Meaning::info || meaning == Meaning::entry_field
                                ? schema_.info(name.info).type
                            : meaning == Meaning::format ? schema_.format(name.format).type
                                                         : ColumnType::integer;
    if (meaning == Meaning::format && type == ColumnType::flag)
        throw fail(node, "a FORMAT tag cannot be a flag");
    const InfoId info = name.info;
    if (meaning == Meaning::info && schema_.info(info).number == "1")
        name.elements = {};  // Number=1: the subscript has nothing to pick from
    const bool is_text = type == ColumnType::string || type == ColumnType::character;
    program_.info_types.push_back(type);
    program_.info_is_vector.push_back(meaning == Meaning::info && schema_.info(info).number != "1");
    const std::uint32_t entry = append(program_.names, std::move(name));
    const auto made = [&](Code code, Type value_type, Shape shape) {
        Operand out = load(code, value_type, shape, node, entry);
        out.mask = mask;
        out.is_tag = value_type == Type::number && meaning != Meaning::length_change;
        out.name = entry;
        return out;
    };
    switch (meaning) {
    case Meaning::genotype: {
        Operand out{.type = Type::genotype, .shape = Shape::samples, .mask = mask, .node = node};
        return out;
    }
    case Meaning::entry_field: {
        if (!is_text)
            throw fail(node, "only text tags have fields");
        Operand out{.type = Type::entry_field, .shape = Shape::entries, .node = node};
        out.name = entry;
        return out;
    }
    case Meaning::alt:
        return made(Code::load_alt, Type::text, Shape::site);
    case Meaning::format:
        return is_text ? made(Code::load_format_text, Type::text, Shape::samples)
                       : made(Code::load_format_numbers, Type::number, Shape::samples);
    case Meaning::info: {
        if (type == ColumnType::flag) {
            Operand out = made(Code::load_flag, Type::number, Shape::site);
            out.is_flag = true;
            out.is_tag = false;
            return out;
        }
        return is_text ? made(Code::load_info_text, Type::text, Shape::site)
                       : made(Code::load_info_numbers, Type::number, Shape::site);
    }
    case Meaning::length_change:
        return made(Code::load_ilen, Type::number, Shape::site);
    default: {
        Operand out = made(Code::load_alleles, Type::number, Shape::site);
        out.is_tag = false;
        return out;
    }
    }
}

Operand Compiler::as_number(Operand operand) {
    if (operand.type == Type::number)
        return operand;
    if (operand.type == Type::entry_field) {
        // Fields that VEP fills with words or identifiers; the others may hold numbers.
        constexpr std::array<std::string_view, 22> words{"Allele",        "Consequence",
                                                         "IMPACT",        "SYMBOL",
                                                         "Gene",          "Feature_type",
                                                         "Feature",       "BIOTYPE",
                                                         "EXON",          "INTRON",
                                                         "HGVSc",         "HGVSp",
                                                         "Amino_acids",   "Codons",
                                                         "SYMBOL_SOURCE", "HGNC_ID",
                                                         "SIFT",          "PolyPhen",
                                                         "CANONICAL",     "CLIN_SIG",
                                                         "VARIANT_CLASS", "Existing_variation"};
        const Name& name = program_.names[operand.name];
        const std::string field = entry_fields(schema_.info(name.info).description)[name.field];
        if (std::ranges::find(words, field) != words.end())
            throw fail(operand.node, "'" + field + "' holds text, where a number is expected");
        const auto entry = static_cast<std::uint32_t>(operand.name);
        return load(Code::load_entry_numbers, Type::number, Shape::entries, operand.node, entry);
    }
    if (operand.type == Type::truth)
        throw fail(operand.node, "this is a condition, where a number is expected");
    throw fail(
        operand.node,
        operand.is_constant ? "this is text, where a number is expected"
                            : "'" + at(operand.node).text + "' is no number",
        operand.is_constant ? "write the number without quotes" : "");
}

Operand Compiler::as_text(Operand operand) {
    if (operand.type == Type::entry_field)
        return load(
            Code::load_entry_text,
            Type::text,
            Shape::entries,
            operand.node,
            static_cast<std::uint32_t>(operand.name));
    return operand;
}

Shape Compiler::joint_shape(const Operand& left, const Operand& right, std::size_t node) {
    if (left.shape == Shape::site)
        return right.shape;
    if (right.shape != Shape::site && right.shape != left.shape)
        throw fail(node, "values of samples cannot be combined with values of annotation entries");
    return left.shape;
}

std::uint32_t Compiler::joint_mask(std::uint32_t left, std::uint32_t right) {
    if (left == 0 || right == 0)
        return 0;
    if (left == right || program_.masks[left] == program_.masks[right])
        return left;
    std::vector<std::uint8_t> mask = program_.masks[left];
    for (std::size_t sample = 0; sample < mask.size(); ++sample)
        mask[sample] |= program_.masks[right][sample];
    return append(program_.masks, std::move(mask));
}

Operand Compiler::calculated(Step step, Shape shape, std::uint32_t mask, std::size_t node) {
    step.out = new_register();
    step.shape = shape;
    step.mask = mask;
    program_.steps.push_back(step);
    Operand out{.type = Type::number, .shape = shape, .reg = step.out, .mask = mask, .node = node};
    return out;
}

Operand Compiler::arithmetic(std::size_t node) {
    const Operand left = as_number(value(at(node).children[0]));
    const Operand right = as_number(value(at(node).children[1]));
    if (at(node).op == Operator::modulo && right.is_constant &&
        (std::abs(right.number) < 1 || std::isnan(right.number)))
        throw fail(right.node, "a division by zero");
    const Shape shape = joint_shape(left, right, node);
    // A constant or site operand selects no samples: the other side's selection holds.
    const std::uint32_t mask = left.shape == Shape::site    ? right.mask
                               : right.shape == Shape::site ? left.mask
                                                            : joint_mask(left.mask, right.mask);
    Operand out = calculated(
        {.code = Code::arithmetic,
         .op = at(node).op,
         .left_shape = left.shape,
         .right_shape = right.shape,
         .left = left.reg,
         .right = right.reg},
        shape,
        mask,
        node);
    out.has_no_value = left.has_no_value || right.has_no_value;
    return out;
}

Operand Compiler::minus(std::size_t node) {
    const Operand operand = as_number(value(at(node).children[0]));
    if (operand.is_constant)
        return number_constant(-operand.number, node);
    const Operand one = number_constant(-1, node);
    return calculated(
        {.code = Code::arithmetic,
         .op = Operator::multiply,
         .left_shape = Shape::site,
         .right_shape = operand.shape,
         .left = one.reg,
         .right = operand.reg},
        operand.shape,
        operand.mask,
        node);
}

}  // namespace genostrat::filter

// SPDX-License-Identifier: MIT
#pragma once

#include "filter/operand.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/filter/program.hpp>

namespace genostrat::filter {

/// Walks a syntax tree and emits steps. The members are spread over compiler_values.cpp (columns
/// and arithmetic), compiler_functions.cpp and compiler_truths.cpp (comparisons and logic).
class Compiler {
public:
    Compiler(const Syntax& syntax, const Schema& schema, Rules rules);

    Program run(Wants wants);

private:
    using Type = Operand::Type;

    // --- values ---
    Operand value(std::size_t node);
    Operand name(std::size_t node);
    Operand tag(std::size_t node, Name name);
    Operand load(Code code, Type type, Shape shape, std::size_t node, std::uint32_t table = 0);
    Operand arithmetic(std::size_t node);
    Operand minus(std::size_t node);
    Operand calculated(Step step, Shape shape, std::uint32_t mask, std::size_t node);
    Operand as_number(Operand operand);
    Operand as_text(Operand operand);
    Operand number_constant(double number, std::size_t node);
    std::uint32_t text_register(const Operand& constant, bool is_split);
    [[nodiscard]] Shape joint_shape(const Operand& left, const Operand& right, std::size_t node);
    std::uint32_t joint_mask(std::uint32_t left, std::uint32_t right);

    // --- functions ---
    Operand call(std::size_t node);
    Operand statistic(std::size_t node, Statistic statistic, bool is_each);
    Operand count(std::size_t node);
    Operand passing(std::size_t node, bool is_fraction);
    Operand text_length(std::size_t node);
    Operand shape_keeping(std::size_t node, Code code);
    Operand binomial(std::size_t node);
    Operand entries_condition(std::size_t node, std::string_view function);

    // --- truths ---
    Operand condition(std::size_t node, bool wants_each);
    Operand comparison(std::size_t node, bool wants_each);
    Operand membership(std::size_t node, bool wants_each);
    Operand logic(std::size_t node, bool wants_each);
    Operand negation(std::size_t node, bool wants_each);
    Operand truth(Step step, Shape shape, std::uint32_t mask, std::size_t node);
    Operand never(std::size_t node);
    Operand compare_numbers(Operand left, Operand right, Operator op, std::size_t node, bool each);
    Operand compare_texts(Operand left, Operand right, Operator op, std::size_t node, bool each);
    Operand match(Operand left, Operand right, Operator op, std::size_t node, bool each);
    Operand filter_test(const Operand& constant, Operator op, std::size_t node);
    Operand type_test(const Operand& constant, Operator op, std::size_t node);
    Operand genotype_test(
        const Operand& genotype,
        const Operand& constant,
        Operator op,
        std::size_t node,
        bool wants_each);
    Operand list_test(Operand left, Operand right, Operator op, std::size_t node, bool each);

    // --- helpers ---
    [[nodiscard]] const Node& at(std::size_t node) const noexcept { return syntax_.nodes[node]; }

    [[nodiscard]] Error fail(std::size_t node, std::string message, std::string help = {}) const {
        return error_at(syntax_.text, at(node).piece, std::move(message), std::move(help));
    }

    std::uint32_t new_register() noexcept { return program_.n_registers++; }

    void only_argument(std::size_t node) const;
    std::uint32_t mask_of(const Name& name);

    template <typename Table, typename Entry>
    static std::uint32_t append(Table& table, Entry entry) {
        table.push_back(std::move(entry));
        return static_cast<std::uint32_t>(table.size() - 1);
    }

    const Syntax& syntax_;
    const Schema& schema_;
    RuleSet rules_;
    Program program_;
    int n_enclosing_{};  ///< functions around that look at each sample or entry
};

}  // namespace genostrat::filter

// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/io/data_table.hpp>

namespace genostrat::risk {

/// A variable of a formula: numeric, or with levels of which the first is the reference.
struct DesignVariable {
    std::string name{};
    std::vector<std::string> levels{};  ///< empty: numeric

    bool operator==(const DesignVariable&) const = default;
};

/// A part of a design column: a numeric variable, or 1 where a variable has this level.
struct DesignFactor {
    std::size_t variable{};
    std::size_t level{};  ///< 0 for a numeric variable

    auto operator<=>(const DesignFactor&) const = default;
};

/// The columns that a formula makes of covariates: treatment coding without an intercept, one 0/1
/// column a level but the first, and their products for interactions. Owns everything.
///
/// Formulas are written as for py-icare: the right-hand side only, terms joined by `+`, `a:b`,
/// `a*b` (a + b + a:b) and parentheses; `C(name, levels=['x', 'y'])` for categories, a bare name
/// for numbers.
class Design {
public:
    /// @param file  named in errors
    /// @throws Error{bad_data} with what is wrong and where in the formula
    [[nodiscard]] static Design parse(std::string_view formula, const std::string& file);

    /// Columns, each a product of factors in rising order.
    [[nodiscard]] const std::vector<std::vector<DesignFactor>>& columns() const noexcept {
        return columns_;
    }

    [[nodiscard]] const std::vector<DesignVariable>& variables() const noexcept {
        return variables_;
    }

    /// `parity=2`, `height`, `a=1:b`: what a column is called in tables.
    [[nodiscard]] std::string column_name(std::size_t column) const;

    /// Effects in the order of the columns, from a JSON object of py-icare's keys
    /// (`C(parity, levels=['0', '1'])[T.1]`, parts of interactions joined by `:` in any order).
    /// @throws Error{bad_data} that names a column without an effect, or an effect without a column
    [[nodiscard]] std::vector<double> effects(std::string_view json, const std::string& file) const;

    /// Numbers of one row's variables: as they stand, or the index of the level; NaN where missing.
    /// @param places  column of each variable in the table (see find_variables)
    /// @throws Error{bad_data} for a level that the formula does not list
    [[nodiscard]] std::vector<double> read_variables(
        const io::DataTable& table, std::size_t row, std::span<const std::size_t> places) const;

    /// Writes the design columns of some variables' numbers; NaN where a variable is missing.
    /// @param out  shape [columns().size()]
    void encode(std::span<const double> variables, std::span<double> out) const noexcept;

    /// Columns of the variables in a table, in the order of variables().
    /// @throws Error{missing_input} naming the absent column and the nearest one
    [[nodiscard]] std::vector<std::size_t> find_variables(const io::DataTable& table) const;

private:
    std::vector<DesignVariable> variables_;
    std::vector<std::vector<DesignFactor>> columns_;
};

}  // namespace genostrat::risk

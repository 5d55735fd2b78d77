// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <genostrat/filter/program.hpp>

namespace genostrat::filter {

/// What the compiler knows of a part of an expression.
struct Operand {
    enum class Type : std::uint8_t {
        number,
        text,
        truth,
        filter_column,
        type_column,
        genotype,
        entry_field,  ///< becomes number or text with what it is compared with
        file
    };

    Type type{};
    Shape shape{};
    std::uint32_t reg{};
    std::uint32_t mask{};
    std::size_t node{};  ///< for errors
    bool is_constant{};
    std::string text{};      ///< of a text constant or file
    double number{};         ///< of a number constant
    bool is_tag{};           ///< QUAL or a typed tag: may be compared with "."
    bool is_column_value{};  ///< a column or computed value itself, no function or arithmetic
    bool is_id{};
    bool is_flag{};
    bool has_no_value{};  ///< bcftools: a comparison used as a value
    std::size_t name{};   ///< index in Program::names, of an entry_field or genotype

    [[nodiscard]] bool is_missing_marker() const noexcept {
        return is_constant && type == Type::text && text == ".";
    }
};

}  // namespace genostrat::filter

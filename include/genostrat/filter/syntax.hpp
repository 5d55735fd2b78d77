// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/filter/rules.hpp>

namespace genostrat::filter {

/// A piece of an expression: [at, at + length) of its text.
struct Piece {
    std::size_t at{};
    std::size_t length{};
};

/// An error in an expression: the message, then the expression with carets below the piece.
[[nodiscard]] Error
error_at(std::string_view expression, Piece piece, std::string message, std::string help = {});

enum class Operator : std::uint8_t {
    either,          ///< |
    either_sample,   ///< ||
    both,            ///< &  in one sample
    both_somewhere,  ///< && in any samples
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    like,
    not_like,
    add,
    subtract,
    multiply,
    divide,
    modulo
};

[[nodiscard]] constexpr bool is_logical(Operator op) noexcept {
    return op <= Operator::both_somewhere;
}

[[nodiscard]] constexpr bool is_comparison(Operator op) noexcept {
    return op >= Operator::equal && op <= Operator::not_like;
}

/// As written: `&&`, `!~`, …
[[nodiscard]] std::string_view to_string(Operator op) noexcept;

enum class NodeKind : std::uint8_t {
    number,     ///< a constant, `number`
    text,       ///< a quoted constant, `text` without its quotes
    file,       ///< `@text`
    name,       ///< a column or tag, `text` as written, with prefix, without `subscript`
    call,       ///< function `text` of its children
    binary,     ///< `op` of two children
    negation,   ///< `!` child
    minus,      ///< `-` child
    membership  ///< first child `in {` the others `}`
};

/// A node of the syntax tree; children are indices in Syntax::nodes.
struct Node {
    NodeKind kind{};
    Operator op{};
    Piece piece{};
    double number{};
    std::string text{};
    std::string subscript{};  ///< inside of `[…]`
    bool has_subscript{};
    bool quoted_name{};  ///< a backquoted name: no prefix, no sub-field, no column
    std::vector<std::size_t> children{};
};

/// An expression taken apart; knows nothing of a header yet.
struct Syntax {
    std::string text{};
    std::vector<Node> nodes{};
    std::size_t root{};
};

/// Takes an expression apart.
///
/// @throws Error{usage} with the place marked: an empty expression, a missing quote, operand or
///         parenthesis, an operator that is none; more than 1,000 nested parentheses
[[nodiscard]] Syntax parse(std::string_view expression, const RuleSet& rules);

/// The number that the whole text is: decimal, hexadecimal (`0x19`), `inf` or `nan`; false for
/// anything else and for numbers too large for a double. Never depends on the locale.
[[nodiscard]] bool read_number(std::string_view text, double& number) noexcept;

}  // namespace genostrat::filter

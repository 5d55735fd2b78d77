// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <genostrat/filter/syntax.hpp>

namespace genostrat::filter {

enum class TokenKind : std::uint8_t {
    word,         ///< tag, column, number: the binder decides
    quoted_word,  ///< `…` in backquotes
    text,         ///< "…" or '…'
    file,         ///< @…
    function,     ///< a word with its parenthesis right behind it; the parenthesis is a token, too
    op,
    open,
    close,
    comma,
    open_set,
    close_set,
    exclamation,
    end
};

/// A token; `text` is a view into the expression: without quotes, `@` or subscript.
struct Token {
    TokenKind kind{};
    Operator op{};
    Piece piece{};
    std::string_view text{};
    std::string_view subscript{};
    bool has_subscript{};
};

/// The tokens of an expression, the last one `end`. Views into `expression`.
/// @throws Error{usage} for a missing quote and `=>`, `=<`
[[nodiscard]] std::vector<Token> tokens_of(std::string_view expression, const RuleSet& rules);

}  // namespace genostrat::filter

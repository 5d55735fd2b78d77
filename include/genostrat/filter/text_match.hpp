// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/filter/syntax.hpp>

namespace genostrat::filter {

/// A POSIX basic regular expression with GNU's `\|` and `\+`, as bcftools takes it; `/i` at its end
/// ignores case. Plain text is searched for without the expression machine.
class Pattern {
public:
    /// @throws std::invalid_argument with the reason if it is no valid expression
    explicit Pattern(std::string_view pattern);
    ~Pattern();
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;

    /// True if the expression is found anywhere in the text. Not to be called by two threads at
    /// once.
    [[nodiscard]] bool found_in(std::string_view text) const;

    /// As written, with `/i`.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    struct Machine;
    std::string text_;
    std::string literal_;
    bool is_literal_{};
    bool at_begin_{};
    bool at_end_{};
    std::unique_ptr<Machine> machine_;
};

/// True if any pair of items satisfies `=` or `!=`. No items at all are equal to none and to items
/// with `.` among them.
[[nodiscard]] bool compare_items(
    std::span<const std::string_view> left,
    std::span<const std::string_view> right,
    Operator op) noexcept;

/// `~`: any item matches. `!~`: any item does not; the item `.` never matches here. Without items:
/// the pattern `.` stands for the missing value and matches it, as does a list like `a,.`; no other
/// does.
[[nodiscard]] bool
match_items(std::span<const std::string_view> items, const Pattern& pattern, Operator op);

}  // namespace genostrat::filter

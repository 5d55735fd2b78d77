// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/filter/text_match.hpp>

#include <regex.h>

namespace genostrat::filter {

struct Pattern::Machine {
    Machine(const std::string& pattern, int flags) {
        const int status = regcomp(&compiled, pattern.c_str(), flags);
        if (status == 0)
            return;
        std::array<char, 200> reason{};
        regerror(status, &compiled, reason.data(), reason.size());
        throw std::invalid_argument{reason.data()};
    }

    ~Machine() { regfree(&compiled); }

    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    regex_t compiled{};
};

Pattern::Pattern(std::string_view pattern) : text_{pattern} {
    int flags = REG_NOSUB;
    if (pattern.ends_with("/i")) {
        flags |= REG_ICASE;
        pattern.remove_suffix(2);
    }
    std::string_view inner = pattern;
    at_begin_ = inner.starts_with('^');
    if (at_begin_)
        inner.remove_prefix(1);
    at_end_ = inner.ends_with('$');
    if (at_end_)
        inner.remove_suffix(1);
    is_literal_ = (flags & REG_ICASE) == 0 && !inner.empty() &&
                  inner.find_first_of("\\.[]*^$") == std::string_view::npos;
    if (is_literal_)
        literal_ = inner;
    else
        machine_ = std::make_unique<Machine>(std::string{pattern}, flags);
}

Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::found_in(std::string_view text) const {
    if (is_literal_) {
        if (at_begin_ && at_end_)
            return text == literal_;
        if (at_begin_)
            return text.starts_with(literal_);
        if (at_end_)
            return text.ends_with(literal_);
        return text.find(literal_) != std::string_view::npos;
    }
    // The text is no C string: REG_STARTEND (GNU and BSD) takes its borders instead.
    regmatch_t borders{};
    borders.rm_so = 0;
    borders.rm_eo = static_cast<regoff_t>(text.size());
    return regexec(&machine_->compiled, text.data(), 1, &borders, REG_STARTEND) == 0;
}

bool compare_items(
    std::span<const std::string_view> left,
    std::span<const std::string_view> right,
    Operator op) noexcept {
    const bool wants_equal = op == Operator::equal;
    if (left.empty() || right.empty()) {
        const auto given = left.empty() ? right : left;
        const bool are_equal = given.empty() || std::ranges::find(given, ".") != given.end();
        return are_equal == wants_equal;
    }
    for (const std::string_view item : left)
        for (const std::string_view other : right)
            if ((item == other) == wants_equal)
                return true;
    return false;
}

bool match_items(std::span<const std::string_view> items, const Pattern& pattern, Operator op) {
    const bool wants_match = op == Operator::like;
    if (items.empty()) {
        const std::vector<std::string_view> wanted = split(pattern.text(), ',');
        return compare_items({}, wanted, wants_match ? Operator::equal : Operator::not_equal);
    }
    return std::ranges::any_of(items, [&](std::string_view item) {
        if (!wants_match && item == ".")
            return true;
        return pattern.found_in(item) == wants_match;
    });
}

}  // namespace genostrat::filter

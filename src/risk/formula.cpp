// SPDX-License-Identifier: MIT
#include "risk/formula.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::risk {

namespace {

using Terms = std::vector<std::set<std::size_t>>;

constexpr std::size_t most_terms = 5000;

bool is_name_character(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '.';
}

void add_terms(Terms& terms, Terms more) {
    for (std::set<std::size_t>& term : more)
        if (std::ranges::find(terms, term) == terms.end())
            terms.push_back(std::move(term));
}

Terms products(const Terms& left, const Terms& right) {
    Terms terms;
    for (const std::set<std::size_t>& one : left)
        for (const std::set<std::size_t>& other : right) {
            if (terms.size() > most_terms)
                return terms;
            std::set<std::size_t> both = one;
            both.insert(other.begin(), other.end());
            add_terms(terms, {std::move(both)});
        }
    return terms;
}

/// Recursive descent: sum = product {+ product}; product = interaction {* interaction};
/// interaction = atom {: atom}; atom = name | C(name, levels=[…]) | ( sum ).
class Parser {
public:
    Parser(std::string_view text, const std::string& file) : text_{text}, file_{file} {}

    Formula parse() {
        formula_.terms = sum(0);
        skip_blanks();
        if (at_ != text_.size())
            fail("something stands behind the end of a term");
        return std::move(formula_);
    }

private:
    static constexpr int deepest = 200;

    [[noreturn]] void fail(std::string_view what) const {
        const std::string_view rest = text_.substr(at_, 24);
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "formula: {}, at {}", what, rest.empty() ? "its end" : fmt::format("'{}'", rest)),
            {.file = file_},
            "terms are joined by + : and *; categories are C(name, levels=['a', 'b'])"};
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' ||
                                      text_[at_] == '\n' || text_[at_] == '\r'))
            ++at_;
    }

    bool take(char letter) {
        skip_blanks();
        if (at_ == text_.size() || text_[at_] != letter)
            return false;
        ++at_;
        return true;
    }

    void need(char letter) {
        if (!take(letter))
            fail(fmt::format("a '{}' is missing", letter));
    }

    std::string name() {
        skip_blanks();
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_name_character(text_[at_]))
            ++at_;
        if (begin == at_)
            fail("a name is missing");
        return std::string{text_.substr(begin, at_ - begin)};
    }

    Terms sum(int depth) {
        if (depth > deepest)
            fail("the parentheses are too deep");
        Terms terms = product(depth);
        while (take('+')) {
            add_terms(terms, product(depth));
            if (terms.size() > most_terms)
                fail(fmt::format("there are more than {} terms", most_terms));
        }
        return terms;
    }

    Terms product(int depth) {
        Terms terms = interaction(depth);
        while (take('*')) {
            const Terms right = interaction(depth);
            const Terms both = products(terms, right);
            add_terms(terms, right);
            add_terms(terms, both);
            if (terms.size() > most_terms)
                fail(fmt::format("there are more than {} terms", most_terms));
        }
        return terms;
    }

    Terms interaction(int depth) {
        Terms terms = atom(depth);
        while (take(':'))
            terms = products(terms, atom(depth));
        return terms;
    }

    Terms atom(int depth) {
        if (take('(')) {
            Terms terms = sum(depth + 1);
            need(')');
            return terms;
        }
        std::string first = name();
        if (first != "C" || !take('('))
            return {{variable({.name = std::move(first)})}};
        DesignVariable category{.name = name()};
        if (!take(','))
            fail(fmt::format("the levels of {} are missing", category.name));
        if (name() != "levels")
            fail("'levels=' is missing");
        need('=');
        category.levels = levels();
        need(')');
        return {{variable(std::move(category))}};
    }

    std::vector<std::string> levels() {
        need('[');
        std::vector<std::string> all;
        do {
            std::string_view rest = text_.substr(at_);
            std::string level;
            if (!take_level(rest, level))
                fail("a quotation mark is not closed");
            at_ = text_.size() - rest.size();
            if (std::ranges::find(all, level) != all.end())
                fail(fmt::format("the level '{}' is there twice", level));
            all.push_back(std::move(level));
        } while (take(','));
        need(']');
        if (all.size() < 2)
            fail("a category has at least two levels");
        return all;
    }

    std::size_t variable(DesignVariable wanted) {
        const auto known = std::ranges::find(formula_.variables, wanted);
        const auto index = static_cast<std::size_t>(known - formula_.variables.begin());
        if (known == formula_.variables.end())
            formula_.variables.push_back(std::move(wanted));
        return index;
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_{0};
    Formula formula_;
};

}  // namespace

bool take_level(std::string_view& text, std::string& level) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t' ||
                             text.front() == '\r'))
        text.remove_prefix(1);
    if (!text.empty() && (text.front() == '\'' || text.front() == '"')) {
        const std::size_t end = text.find(text.front(), 1);
        if (end == std::string_view::npos)
            return false;
        level = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        return true;
    }
    const std::size_t end = std::min(text.find_first_of(",]"), text.size());
    level = trim_blanks(text.substr(0, end));
    text.remove_prefix(end);
    return true;
}

Formula parse_formula(std::string_view text, const std::string& file) {
    return Parser{text, file}.parse();
}

}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include <genostrat/filter/lexer.hpp>

namespace genostrat::filter {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

[[nodiscard]] bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

[[nodiscard]] bool is_letter_or_digit(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

[[nodiscard]] bool same_letters(std::string_view left, std::string_view right) noexcept {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    };
    return std::ranges::equal(left, right, {}, lower, lower);
}

class Lexer {
public:
    Lexer(std::string_view expression, const RuleSet& rules) : text_{expression}, rules_{rules} {}

    std::vector<Token> run() {
        for (;;) {
            while (at_ < text_.size() && blanks.find(text_[at_]) != std::string_view::npos)
                ++at_;
            if (at_ == text_.size())
                break;
            next();
        }
        tokens_.push_back({.kind = TokenKind::end, .piece = {text_.size(), 1}});
        return std::move(tokens_);
    }

private:
    void next() {
        const char c = text_[at_];
        if (is_digit(c) || c == '.')
            if (const std::size_t length = number_length(); length > 0)
                return push(TokenKind::word, length);
        if (c == '"' || c == '\'')
            return quoted(TokenKind::text, c);
        if (c == '`' && rules_.extensions)
            return quoted(TokenKind::quoted_word, c);
        if (c == '@')
            return file();
        if (c == '%' && is_historic_prefix()) {
            ++at_;
            return word();
        }
        if (op() || punctuation())
            return;
        word();
    }

    /// Length of the number that stands here, 0 if it runs on into a word (`1000GAF`).
    [[nodiscard]] std::size_t number_length() const noexcept {
        std::size_t end = at_;
        const auto digits = [&](auto is_member) {
            const std::size_t begin = end;
            while (end < text_.size() && is_member(text_[end]))
                ++end;
            return end > begin;
        };
        const auto is_hex = [](char c) {
            return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        };
        if (text_.substr(at_, 2) == "0x" || text_.substr(at_, 2) == "0X") {
            end += 2;
            if (!digits(is_hex))
                return 0;
        } else {
            const bool whole = digits(is_digit);
            bool fraction = false;
            if (end < text_.size() && text_[end] == '.') {
                ++end;
                fraction = digits(is_digit);
            }
            if (!whole && !fraction)
                return 0;
            if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
                const std::size_t mantissa_end = end++;
                if (end < text_.size() && (text_[end] == '+' || text_[end] == '-'))
                    ++end;
                if (!digits(is_digit))
                    end = mantissa_end;
            }
        }
        const bool runs_on =
            end < text_.size() && (is_letter_or_digit(text_[end]) || text_[end] == '_');
        return runs_on ? 0 : end - at_;
    }

    void quoted(TokenKind kind, char quote) {
        const std::size_t close = text_.find(quote, at_ + 1);
        if (close == std::string_view::npos)
            throw error_at(
                text_, {at_, text_.size() - at_}, std::string{"missing closing quote "} + quote);
        const std::size_t length = close + 1 - at_;
        push(kind, length);
        tokens_.back().text = text_.substr(tokens_.back().piece.at + 1, length - 2);
    }

    void file() {
        const std::string_view stops = rules_.extensions ? " \t\r\n=!)&|" : " \t\r\n=!";
        const std::size_t end = std::min(text_.find_first_of(stops, at_), text_.size());
        push(TokenKind::file, end - at_);
        tokens_.back().text.remove_prefix(1);
    }

    [[nodiscard]] bool is_historic_prefix() const noexcept {
        const std::string_view rest = text_.substr(at_ + 1);
        const bool is_operand =
            !rules_.extensions || tokens_.empty() ||
            (tokens_.back().kind != TokenKind::word && tokens_.back().kind != TokenKind::close);
        constexpr std::array<std::string_view, 5> names{"MAX(", "MIN(", "AVG(", "SUM(", "ILEN"};
        return is_operand && std::ranges::any_of(names, [&](std::string_view name) {
                   return same_letters(rest.substr(0, name.size()), name);
               });
    }

    bool op() {
        using enum Operator;

        struct Spelling {
            std::string_view text;
            Operator op;
        };

        constexpr std::array<Spelling, 18> spellings{
            {{"==", equal},
             {"!=", not_equal},
             {"!~", not_like},
             {"<=", less_equal},
             {">=", greater_equal},
             {"&&", both_somewhere},
             {"||", either_sample},
             {"=", equal},
             {"<", less},
             {">", greater},
             {"~", like},
             {"&", both},
             {"|", either},
             {"+", add},
             {"-", subtract},
             {"*", multiply},
             {"/", divide},
             {"%", modulo}}};
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("=>") || rest.starts_with("=<"))
            throw error_at(
                text_,
                {at_, 2},
                "'" + std::string{rest.substr(0, 2)} + "' is no operator",
                std::string{"write "} + rest[1] + "=");
        for (const Spelling& spelling : spellings)
            if (rest.starts_with(spelling.text)) {
                push(TokenKind::op, spelling.text.size());
                tokens_.back().op = spelling.op;
                return true;
            }
        return false;
    }

    bool punctuation() {
        switch (text_[at_]) {
        case '(':
            push(TokenKind::open, 1);
            return true;
        case ')':
            push(TokenKind::close, 1);
            return true;
        case ',':
            push(TokenKind::comma, 1);
            return true;
        case '!':
            push(TokenKind::exclamation, 1);
            return true;
        case '{':
        case '}':
            if (!rules_.extensions)
                return false;
            push(text_[at_] == '{' ? TokenKind::open_set : TokenKind::close_set, 1);
            return true;
        default:
            return false;
        }
    }

    void word() {
        std::size_t end = at_;
        for (const std::string_view prefix : {"INFO/", "FORMAT/", "FMT/"})
            if (same_letters(text_.substr(at_, prefix.size()), prefix)) {
                end += prefix.size();
                break;
            }
        const std::string_view stops =
            rules_.extensions ? "\"'`<>=!&|()+-*/~%,{}[" : "\"'<>=!&|()+-*/~%,[";
        const auto ends_word = [&](char c) {
            return stops.find(c) != std::string_view::npos ||
                   blanks.find(c) != std::string_view::npos;
        };
        while (end < text_.size() && !ends_word(text_[end]))
            ++end;
        if (end == at_ && text_[end] != '[')
            throw error_at(
                text_, {at_, 1}, std::string{"unexpected '"} + text_[at_] + "' in the expression");
        const std::size_t name_end = end;
        bool has_subscript = false;
        std::string_view subscript;
        if (end < text_.size() && text_[end] == '[') {
            const std::size_t close = text_.find(']', end);
            if (close == std::string_view::npos)
                throw error_at(text_, {end, text_.size() - end}, "missing closing ']'");
            subscript = text_.substr(end + 1, close - end - 1);
            has_subscript = true;
            end = close + 1;
            if (end < text_.size() && (is_letter_or_digit(text_[end]) || text_[end] == '['))
                throw error_at(text_, {end, 1}, "unexpected text behind a subscript");
        }
        const bool is_call = !has_subscript && end < text_.size() && text_[end] == '(';
        const std::size_t begin = at_;
        push(is_call ? TokenKind::function : TokenKind::word, end - at_);
        tokens_.back().text = text_.substr(begin, name_end - begin);
        tokens_.back().subscript = subscript;
        tokens_.back().has_subscript = has_subscript;
    }

    void push(TokenKind kind, std::size_t length) {
        tokens_.push_back(
            {.kind = kind, .piece = {at_, length}, .text = text_.substr(at_, length)});
        at_ += length;
    }

    std::string_view text_;
    const RuleSet& rules_;
    std::size_t at_{};
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view expression, const RuleSet& rules) {
    return Lexer{expression, rules}.run();
}

}  // namespace genostrat::filter

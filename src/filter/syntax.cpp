// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

#include <genostrat/filter/lexer.hpp>
#include <genostrat/filter/syntax.hpp>

namespace genostrat::filter {

namespace {

constexpr std::size_t deepest_nesting = 200;

/// How tightly an operator binds; `|` and `||`, `&` and `&&` share a level.
[[nodiscard]] int level_of(Operator op) noexcept {
    using enum Operator;
    switch (op) {
    case either:
    case either_sample:
        return 0;
    case both:
    case both_somewhere:
        return 1;
    case add:
    case subtract:
        return 3;
    case multiply:
    case divide:
    case modulo:
        return 4;
    default:
        return 2;
    }
}

constexpr int comparison_level = 2;
constexpr int factor_level = 4;
constexpr int operand_level = 5;

class Parser {
public:
    Parser(std::string_view expression, const RuleSet& rules)
        : rules_{rules}, tokens_{tokens_of(expression, rules)} {
        syntax_.text = expression;
    }

    Syntax run() {
        if (here().kind == TokenKind::end)
            throw error_at(syntax_.text, {0, 1}, "the expression is empty");
        syntax_.root = binary(0);
        if (here().kind == TokenKind::close)
            throw fail("this ')' has no '('");
        if (here().kind != TokenKind::end)
            throw fail("expected an operator here", "join conditions by && or ||");
        return std::move(syntax_);
    }

private:
    [[nodiscard]] const Token& here() const noexcept { return tokens_[at_]; }

    [[nodiscard]] Error fail(std::string message, std::string help = {}) const {
        return error_at(syntax_.text, here().piece, std::move(message), std::move(help));
    }

    std::size_t add(Node node) {
        syntax_.nodes.push_back(std::move(node));
        return syntax_.nodes.size() - 1;
    }

    [[nodiscard]] Piece around(std::size_t left, std::size_t right) const noexcept {
        const Piece first = syntax_.nodes[left].piece;
        const Piece last = syntax_.nodes[right].piece;
        return {first.at, last.at + last.length - first.at};
    }

    std::size_t join(Operator op, std::size_t left, std::size_t right) {
        return add(
            {.kind = NodeKind::binary,
             .op = op,
             .piece = around(left, right),
             .children = {left, right}});
    }

    std::size_t binary(int level) {
        if (level == operand_level)
            return operand();
        std::size_t left = binary(level + 1);
        if (level == comparison_level && is_membership())
            return membership(left);
        bool is_chained = false;
        while (here().kind == TokenKind::op && level_of(here().op) == level) {
            if (level == comparison_level && is_chained)
                throw fail("comparisons cannot be chained", "write 1<X && X<9");
            is_chained = true;
            const Operator op = here().op;
            ++at_;
            if (rules_.groups_right) {
                const Depth depth{*this};
                return join(op, left, binary(level));
            }
            left = join(op, left, binary(level + 1));
        }
        return left;
    }

    [[nodiscard]] bool is_membership() const noexcept {
        return rules_.extensions && here().kind == TokenKind::word && here().text == "in" &&
               tokens_[at_ + 1].kind == TokenKind::open_set;
    }

    std::size_t membership(std::size_t member) {
        at_ += 2;
        Node node{.kind = NodeKind::membership, .children = {member}};
        for (;;) {
            const std::size_t value = operand();
            const NodeKind kind = syntax_.nodes[value].kind;
            if (kind != NodeKind::text && kind != NodeKind::name && kind != NodeKind::minus)
                throw error_at(
                    syntax_.text, syntax_.nodes[value].piece, "a set holds constants only");
            node.children.push_back(value);
            if (here().kind == TokenKind::close_set)
                break;
            if (here().kind != TokenKind::comma)
                throw fail("expected ',' or '}' here");
            ++at_;
        }
        const Piece first = syntax_.nodes[member].piece;
        node.piece = {first.at, here().piece.at + 1 - first.at};
        ++at_;
        return add(std::move(node));
    }

    std::size_t operand() {
        const Token token = here();
        const Depth depth{*this};
        switch (token.kind) {
        case TokenKind::open: {
            ++at_;
            const std::size_t inner = binary(0);
            if (here().kind != TokenKind::close)
                throw error_at(
                    syntax_.text,
                    here().kind == TokenKind::end ? token.piece : here().piece,
                    here().kind == TokenKind::end ? "this '(' has no ')'" : "expected ')' here");
            ++at_;
            return inner;
        }
        case TokenKind::exclamation:
            if (!rules_.extensions)
                throw fail("there is no unary '!' here", "exclude with -e, or use != and !~");
            ++at_;
            return unary(NodeKind::negation, token, operand());
        case TokenKind::op:
            if (token.op == Operator::subtract)
                return minus();
            throw fail("expected a value here, before '" + std::string{token.text} + "'");
        case TokenKind::function:
            return call();
        case TokenKind::word:
        case TokenKind::quoted_word:
            ++at_;
            return add(name_or_number(token));
        case TokenKind::text:
        case TokenKind::file:
            ++at_;
            return add(
                {.kind = token.kind == TokenKind::text ? NodeKind::text : NodeKind::file,
                 .piece = token.piece,
                 .text = std::string{token.text}});
        case TokenKind::end:
            throw fail("the expression ends where a value is expected");
        default:
            throw fail("expected a value here");
        }
    }

    [[nodiscard]] static Node name_or_number(const Token& token) {
        Node node{
            .kind = NodeKind::name,
            .piece = token.piece,
            .text = std::string{token.text},
            .subscript = std::string{token.subscript},
            .has_subscript = token.has_subscript,
            .quoted_name = token.kind == TokenKind::quoted_word};
        return node;
    }

    /// bcftools multiplies what follows by -1; otherwise the sign belongs to its operand.
    std::size_t minus() {
        const Token sign = here();
        ++at_;
        if (!rules_.groups_right)
            return unary(NodeKind::minus, sign, operand());
        const std::size_t one = add({.kind = NodeKind::number, .piece = sign.piece, .number = -1});
        return join(Operator::multiply, one, binary(factor_level));
    }

    std::size_t unary(NodeKind kind, const Token& sign, std::size_t child) {
        const Piece piece = syntax_.nodes[child].piece;
        return add(
            {.kind = kind,
             .piece = {sign.piece.at, piece.at + piece.length - sign.piece.at},
             .children = {child}});
    }

    std::size_t call() {
        const Token name = here();
        Node node{.kind = NodeKind::call, .piece = name.piece, .text = std::string{name.text}};
        at_ += 2;
        if (here().kind == TokenKind::close)
            throw fail("'" + node.text + "' needs an argument");
        for (;;) {
            node.children.push_back(binary(0));
            if (here().kind == TokenKind::close)
                break;
            if (here().kind != TokenKind::comma)
                throw fail("expected ')' here");
            ++at_;
        }
        node.piece.length = here().piece.at + 1 - name.piece.at;
        ++at_;
        return add(std::move(node));
    }

    /// Bounds recursion, so that hostile input cannot exhaust the stack.
    struct Depth {
        explicit Depth(Parser& owner) : parser{owner} {
            if (++owner.depth_ > deepest_nesting)
                throw owner.fail("the expression is nested too deeply");
        }

        ~Depth() { --parser.depth_; }

        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;

        Parser& parser;
    };

    const RuleSet& rules_;
    std::vector<Token> tokens_;
    Syntax syntax_;
    std::size_t at_{};
    std::size_t depth_{};
};

}  // namespace

Error error_at(std::string_view expression, Piece piece, std::string message, std::string help) {
    message += "\n  ";
    message += expression;
    message += "\n  ";
    // Carets stand below characters, not below the bytes of a UTF-8 sequence.
    const auto width = [&](std::size_t begin, std::size_t end) {
        const std::string_view part = expression.substr(std::min(begin, expression.size()));
        const std::string_view text = part.substr(0, end - begin);
        return static_cast<std::size_t>(std::ranges::count_if(
            text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    };
    message.append(width(0, piece.at), ' ');
    message.append(std::max<std::size_t>(1, width(piece.at, piece.at + piece.length)), '^');
    return Error{ErrorKind::usage, message, {}, std::move(help)};
}

std::string_view to_string(Operator op) noexcept {
    using enum Operator;
    switch (op) {
    case either:
        return "|";
    case either_sample:
        return "||";
    case both:
        return "&";
    case both_somewhere:
        return "&&";
    case equal:
        return "=";
    case not_equal:
        return "!=";
    case less:
        return "<";
    case less_equal:
        return "<=";
    case greater:
        return ">";
    case greater_equal:
        return ">=";
    case like:
        return "~";
    case not_like:
        return "!~";
    case add:
        return "+";
    case subtract:
        return "-";
    case multiply:
        return "*";
    case divide:
        return "/";
    case modulo:
        return "%";
    }
    return "?";
}

bool read_number(std::string_view text, double& number) noexcept {
    std::chars_format format = std::chars_format::general;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        text.remove_prefix(2);
        format = std::chars_format::hex;
    }
    if (text.empty() || text.front() == '-')
        return false;
    const char* const end = text.data() + text.size();
    const auto [stop, status] = std::from_chars(text.data(), end, number, format);
    return status == std::errc{} && stop == end;
}

Syntax parse(std::string_view expression, const RuleSet& rules) {
    return Parser{expression, rules}.run();
}

}  // namespace genostrat::filter

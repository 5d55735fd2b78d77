// SPDX-License-Identifier: MIT
#include "hgvs/protein_text.hpp"
#include "hgvs/text_cursor.hpp"

#include <algorithm>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {
namespace {

class DnaReader {
public:
    explicit DnaReader(std::string_view text, std::size_t offset) : cursor_{text, offset} {}

    [[nodiscard]] ParsedExpression read(std::string reference, char type);

private:
    [[nodiscard]] bool read_position(WrittenPosition& position);
    [[nodiscard]] bool read_edit(DnaExpression& expression);
    [[nodiscard]] bool read_letters_or_count(std::string& letters);

    void fault(std::string what, std::string likely = {}) {
        if (!fault_)
            fault_ = ExpressionFault{cursor_.at(), std::move(what), std::move(likely)};
    }

    TextCursor cursor_;
    std::optional<ExpressionFault> fault_;
};

bool DnaReader::read_position(WrittenPosition& position) {
    if (cursor_.take("?")) {
        position.unknown = true;
        return true;
    }
    if (cursor_.take("*"))
        position.region = WrittenPosition::Region::after_stop;
    else if (cursor_.take("-"))
        position.region = WrittenPosition::Region::before_start;
    const std::optional<std::int64_t> number = cursor_.take_number();
    if (!number || *number == 0) {
        fault(number ? "there is no base 0" : "a position was expected");
        return false;
    }
    position.number = *number;
    const bool plus = cursor_.take("+");
    if (!plus && !cursor_.take("-"))
        return true;
    const std::optional<std::int64_t> offset = cursor_.take_number();
    if (!offset) {
        fault("an intronic offset was expected");
        return false;
    }
    position.offset = plus ? *offset : -*offset;
    return true;
}

// The letters of an old form; a count (`del3`) says nothing more than the positions.
bool DnaReader::read_letters_or_count(std::string& letters) {
    letters = cursor_.take_bases();
    if (letters.empty())
        static_cast<void>(cursor_.take_number());
    return true;
}

bool DnaReader::read_edit(DnaExpression& expression) {
    if (cursor_.take("=")) {
        expression.kind = ChangeKind::none;
        return true;
    }
    if (cursor_.take("delins")) {
        expression.kind = ChangeKind::deletion_insertion;
        expression.alt = cursor_.take_bases();
        if (expression.alt.empty())
            fault("the inserted bases were expected");
        return !expression.alt.empty();
    }
    if (cursor_.take("del")) {
        expression.kind = ChangeKind::deletion;
        static_cast<void>(read_letters_or_count(expression.ref));
        if (!cursor_.take("ins"))
            return true;
        expression.kind = ChangeKind::deletion_insertion;
        expression.alt = cursor_.take_bases();
        if (expression.alt.empty())
            fault("the inserted bases were expected");
        return !expression.alt.empty();
    }
    if (cursor_.take("dup")) {
        expression.kind = ChangeKind::duplication;
        return read_letters_or_count(expression.ref);
    }
    if (cursor_.take("inv")) {
        expression.kind = ChangeKind::inversion;
        return read_letters_or_count(expression.ref);
    }
    if (cursor_.take("ins")) {
        expression.kind = ChangeKind::insertion;
        expression.alt = cursor_.take_bases();
        if (expression.alt.empty())
            fault("the inserted bases were expected");
        else if (expression.start == expression.end)
            fault("an insertion lies between two bases", "write both, as in c.76_77insT");
        return !fault_;
    }
    expression.ref = cursor_.take_bases();
    if (cursor_.take("=")) {
        expression.kind = ChangeKind::none;
        return true;
    }
    if (cursor_.take(">")) {
        expression.alt = cursor_.take_bases();
        expression.kind = ChangeKind::substitution;
        if (expression.ref.empty() || expression.alt.empty()) {
            fault("a base was expected on both sides of '>'");
            return false;
        }
        if (expression.ref.size() > 1 || expression.alt.size() > 1)
            expression.kind = ChangeKind::deletion_insertion;
        return true;
    }
    if (cursor_.take("[")) {
        const std::optional<std::int64_t> copies = cursor_.take_number();
        if (!copies || !cursor_.take("]")) {
            fault("a number of copies and ']' were expected");
            return false;
        }
        expression.repeats = *copies;
        expression.kind = ChangeKind::deletion_insertion;
        return true;
    }
    fault(
        "a change was expected: >, del, dup, ins, inv, delins or =",
        cursor_.rest().starts_with("con") ? "write a conversion as delins" : "");
    return false;
}

ParsedExpression DnaReader::read(std::string reference, char type) {
    DnaExpression expression;
    expression.reference = std::move(reference);
    expression.type = type;
    const bool bracketed = cursor_.take("(");
    bool good = true;
    if (cursor_.rest() == "=" || cursor_.rest() == "=)") {
        static_cast<void>(cursor_.take("="));
        expression.start.unknown = true;
        expression.end.unknown = true;
        expression.kind = ChangeKind::none;
    } else {
        good = read_position(expression.start);
        expression.end = expression.start;
        if (good && cursor_.take("_")) {
            expression.end = {};
            good = read_position(expression.end);
        }
        good = good && read_edit(expression);
    }
    if (good && bracketed && !cursor_.take(")"))
        fault("a closing bracket was expected");
    if (good && !cursor_.done())
        fault("nothing was expected behind the change");
    ParsedExpression parsed;
    if (fault_)
        parsed.fault = std::move(fault_);
    else
        parsed.dna = std::move(expression);
    return parsed;
}

ParsedExpression failed(std::size_t at, std::string what, std::string likely = {}) {
    ParsedExpression parsed;
    parsed.fault = ExpressionFault{at, std::move(what), std::move(likely)};
    return parsed;
}

void append(const WrittenPosition& position, std::string& out) {
    if (position.unknown) {
        out += '?';
        return;
    }
    if (position.region == WrittenPosition::Region::after_stop)
        out += '*';
    if (position.region == WrittenPosition::Region::before_start)
        out += '-';
    append_number(out, position.number);
    if (position.offset > 0)
        out += '+';
    if (position.offset != 0)
        append_number(out, position.offset);
}

}  // namespace

ParsedExpression parse_expression(std::string_view text) {
    const std::size_t size = text.size();
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    // The reference may hold a gene in brackets: NM_000059.3(BRCA2):c.1A>G.
    const std::size_t colon = text.find(':');
    const std::size_t begin = colon == std::string_view::npos ? 0 : colon + 1;
    const std::string_view change = text.substr(begin);
    std::string reference{text.substr(0, begin == 0 ? 0 : colon)};
    if (change.size() < 2 || change[1] != '.')
        return failed(
            std::min(begin, size),
            "a type was expected: c., n., g., m. or p.",
            change.find('>') != std::string_view::npos ? "c." + std::string{change} : "");
    switch (change.front()) {
    case 'c':
    case 'n':
    case 'g':
    case 'm':
        return DnaReader{change.substr(2), begin + 2}.read(std::move(reference), change.front());
    case 'p':
        return read_protein(change.substr(2), begin + 2, std::move(reference));
    case 'r':
        return failed(begin, "RNA names are not read", "name the change on the DNA (c.)");
    default:
        return failed(
            begin, "a type was expected: c., n., g., m. or p.", "letters of types are small");
    }
}

std::string to_string(const DnaExpression& expression) {
    std::string out = expression.reference;
    if (!out.empty())
        out += ':';
    out += expression.type;
    out += '.';
    if (expression.kind == ChangeKind::none && expression.start.unknown)
        return out + '=';
    append(expression.start, out);
    if (expression.end != expression.start) {
        out += '_';
        append(expression.end, out);
    }
    if (expression.repeats > 0) {
        out += expression.ref + '[';
        append_number(out, expression.repeats);
        return out + ']';
    }
    switch (expression.kind) {
    case ChangeKind::substitution:
        return out + expression.ref + '>' + expression.alt;
    case ChangeKind::deletion:
        return out + "del";
    case ChangeKind::duplication:
        return out + "dup";
    case ChangeKind::inversion:
        return out + "inv";
    case ChangeKind::insertion:
        return out + "ins" + expression.alt;
    case ChangeKind::none:
        return out + '=';
    case ChangeKind::deletion_insertion:
        break;
    }
    return out + "delins" + expression.alt;
}

std::string to_string(const ProteinExpression& expression) {
    std::string out = expression.reference;
    if (!out.empty())
        out += ':';
    return out +
           (expression.predicted ? "p.(" + expression.change + ')' : "p." + expression.change);
}

}  // namespace genostrat::hgvs

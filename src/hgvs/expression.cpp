// SPDX-License-Identifier: MIT
#include "hgvs/likely_expression.hpp"
#include "hgvs/protein_text.hpp"
#include "hgvs/text_cursor.hpp"
#include "hgvs/unread_form.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {
namespace {

using Region = WrittenPosition::Region;

constexpr std::int64_t largest_number = 999'999'999'999;  // no sequence is as long

// Places of one region by their order on the transcript.
std::int64_t signed_number(const WrittenPosition& place) noexcept {
    return place.region == Region::before_start ? -place.number : place.number;
}

// False only if it is sure: `76_75`, `-3_-5`, `*1_76`, `88+5_88+2`.
bool in_order(const WrittenPosition& first, const WrittenPosition& last) noexcept {
    if (first.unknown || last.unknown)
        return true;
    const auto rank = [](const WrittenPosition& place) {
        const int region = place.region == Region::before_start ? 0
                           : place.region == Region::plain      ? 1
                                                                : 2;
        return std::tuple{region, signed_number(place), place.offset};
    };
    return rank(first) <= rank(last);
}

// Bases from `first` to `last`, where no transcript is needed to count them.
std::optional<std::int64_t>
count_bases(const WrittenPosition& first, const WrittenPosition& last) noexcept {
    if (first.unknown || last.unknown)
        return std::nullopt;
    const bool start_between = first.region == Region::before_start && last.region == Region::plain;
    if (first.offset == 0 && last.offset == 0 && (first.region == last.region || start_between))
        return signed_number(last) - signed_number(first) + (start_between ? 0 : 1);
    if (first.region == last.region && first.number == last.number &&
        (first.offset > 0) == (last.offset > 0))
        return last.offset - first.offset + 1;
    return std::nullopt;
}

// The place `n` bases on, within an exon or as far as an intron's side goes.
WrittenPosition moved(WrittenPosition place, std::int64_t n) noexcept {
    if (place.offset > 0 || place.offset + n < 0) {
        place.offset += n;
        return place;
    }
    n += place.offset;
    place.offset = 0;
    if (place.region != Region::before_start) {
        place.number += n;
    } else if (n < place.number) {
        place.number -= n;
    } else {  // there is no base 0
        place.number = n - place.number + 1;
        place.region = Region::plain;
    }
    return place;
}

// The second place of `373_4`, `-675_674`, `568-19_-18` written in full.
std::optional<WrittenPosition>
completed(const WrittenPosition& first, const WrittenPosition& last) {
    WrittenPosition place = first;
    if (last.offset != 0 || last.unknown)
        return std::nullopt;
    if (first.offset < 0 && last.region == Region::before_start)
        place.offset = -last.number;
    else if (first.region == Region::before_start && last.region == Region::plain)
        place.number = last.number;
    else if (first.region == last.region && first.offset == 0 && last.number < first.number) {
        std::int64_t power = 1;
        while (power <= last.number)
            power *= 10;
        place.number = first.number / power * power + last.number;
    }
    return place != first && in_order(first, place) ? std::optional{place} : std::nullopt;
}

class DnaReader {
public:
    explicit DnaReader(std::string_view text, std::size_t offset) : cursor_{text, offset} {}

    [[nodiscard]] ParsedExpression read(std::string reference, char type);

private:
    [[nodiscard]] bool read_position(char type, WrittenPosition& position);
    [[nodiscard]] bool read_edit(DnaExpression& expression);
    [[nodiscard]] bool read_letters_or_count(std::string& letters);
    void check_places(DnaExpression& expression);

    void fault(std::string what, std::string likely = {}) {
        if (!fault_)
            fault_ = ExpressionFault{cursor_.at(), std::move(what), std::move(likely)};
    }

    void fault_at(std::size_t at, std::string what, const DnaExpression& likely) {
        fault(std::move(what), "probably " + to_string(likely));
        fault_->at = at;
    }

    TextCursor cursor_;
    std::size_t end_at_{};  // where the second place stands
    std::size_t edit_at_{};
    std::int64_t n_letters_{};  // written for the changed bases, as letters or as a number
    std::optional<ExpressionFault> fault_;
};

bool DnaReader::read_position(char type, WrittenPosition& position) {
    const std::size_t n_signs = cursor_.rest().find_first_not_of("*-");
    if ((type == 'g' || type == 'm') && n_signs != 0 && n_signs != std::string_view::npos) {
        fault(
            std::string{"places of "} + type + ". are plain numbers",
            "c. counts from the start codon");
        return false;
    }
    if (cursor_.take("?")) {
        position.unknown = true;
        return true;
    }
    if (cursor_.take("*"))
        position.region = WrittenPosition::Region::after_stop;
    else if (cursor_.take("-"))
        position.region = WrittenPosition::Region::before_start;
    const std::size_t at = cursor_.at();
    const std::optional<std::int64_t> number = cursor_.take_number();
    const std::string_view rest = cursor_.rest();
    if (number && *number > largest_number) {
        fault("the number is too large");
        fault_->at = at;
        return false;
    }
    if (!number || *number == 0) {
        if (number)
            fault("there is no base 0", "the base before c.1 is c.-1");
        else if (rest.starts_with("IVS") || rest.starts_with("ivs"))
            fault(
                "a position was expected, introns have no numbers of their own",
                "count from the exon's last or first base, as in c.88+1G>A");
        else
            fault("a position was expected");
        return false;
    }
    position.number = *number;
    const bool has_introns = type == 'c' || type == 'n';
    if (!has_introns && (cursor_.rest().starts_with('+') || cursor_.rest().starts_with('-'))) {
        fault(std::string{"a place of "} + type + ". has no offset");
        return false;
    }
    const bool plus = cursor_.take("+");
    if (!plus && !cursor_.take("-"))
        return true;
    const std::optional<std::int64_t> offset = cursor_.take_number();
    if (!offset || *offset == 0 || *offset > largest_number) {
        fault(
            !offset        ? "an intronic offset was expected"
            : *offset == 0 ? "there is no intronic base 0"
                           : "the number is too large");
        return false;
    }
    position.offset = plus ? *offset : -*offset;
    return true;
}

// The letters of an old form; a count (`del3`) says nothing more than the positions.
bool DnaReader::read_letters_or_count(std::string& letters) {
    letters = cursor_.take_bases();
    n_letters_ = letters.empty() ? cursor_.take_number().value_or(0)
                                 : static_cast<std::int64_t>(letters.size());
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
        return !fault_;
    }
    if (cursor_.rest().starts_with("con")) {
        fault("a conversion is not a change of its own", "write it as delins");
        return false;
    }
    expression.ref = cursor_.take_bases();
    if (cursor_.take("=")) {
        expression.kind = ChangeKind::none;
        return true;
    }
    n_letters_ = static_cast<std::int64_t>(expression.ref.size());
    if (cursor_.rest().starts_with('>') && expression.ref.empty()) {
        fault("a base was expected on both sides of '>'");
        return false;
    }
    if (cursor_.take(">")) {
        expression.alt = cursor_.take_bases();
        expression.kind = ChangeKind::substitution;
        if (expression.alt.empty()) {
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
        n_letters_ = 0;  // one unit of the repeat
        expression.repeats = *copies;
        expression.kind = ChangeKind::deletion_insertion;
        return true;
    }
    fault("a change was expected: >, del, dup, ins, inv, delins or =");
    return false;
}

void DnaReader::check_places(DnaExpression& expression) {
    DnaExpression likely = expression;
    const bool is_circular = expression.type == 'm';
    if (!is_circular && !in_order(expression.start, expression.end)) {
        if (const auto place = completed(expression.start, expression.end))
            likely.end = *place;
        else
            std::swap(likely.start, likely.end);
        if (likely.kind == ChangeKind::insertion &&
            count_bases(likely.start, likely.end).value_or(2) != 2)
            likely.kind = ChangeKind::deletion_insertion;
        return fault_at(end_at_, "the places are not in order", likely);
    }
    const std::optional<std::int64_t> n_bases = count_bases(expression.start, expression.end);
    if (expression.kind == ChangeKind::insertion) {
        if (expression.start == expression.end) {
            likely.end = moved(expression.start, 1);
            return fault_at(
                cursor_.at(), "an insertion lies between two bases, write both", likely);
        }
        if (n_bases && *n_bases != 2 && !is_circular) {
            const auto place = completed(expression.start, expression.end);
            if (place && count_bases(expression.start, *place) == 2)
                likely.end = *place;
            else
                likely.kind = ChangeKind::deletion_insertion;
            return fault_at(
                end_at_, "an insertion lies between two bases that are neighbours", likely);
        }
        return;
    }
    if (n_letters_ == 0 || expression.kind == ChangeKind::none)
        return;
    const WrittenPosition& start = expression.start;
    if (start == expression.end && start.offset < 0 && n_letters_ > 1 &&
        n_letters_ == 1 - start.offset - start.number) {  // c.557-559delCAA
        likely.start.offset = 0;
        likely.end = likely.start;
        likely.end.number = -start.offset;
        fault_at(edit_at_, "the places of a range are joined by '_'", likely);
    } else if (start == expression.end && n_letters_ <= largest_number) {  // c.76delATG
        const WrittenPosition end = moved(start, n_letters_ - 1);
        if (std::max(end.number, std::abs(end.offset)) > largest_number)
            fault("the number is too large");
        else if (!start.unknown)
            expression.end = end;
    } else if (start == expression.end) {
        fault("the number is too large");
    } else if (n_bases && *n_bases != n_letters_ && !is_circular) {
        if (expression.kind == ChangeKind::substitution)
            likely.end = likely.start;
        fault_at(
            edit_at_,
            "the places are " + std::to_string(*n_bases) + " bases, those given are " +
                std::to_string(n_letters_),
            likely);
    }
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
        good = read_position(type, expression.start);
        expression.end = expression.start;
        if (good && cursor_.take("_")) {
            end_at_ = cursor_.at();
            expression.end = {};
            good = read_position(type, expression.end);
        }
        edit_at_ = cursor_.at();
        good = good && read_edit(expression);
        if (good)
            check_places(expression);
    }
    if (good && !fault_ && bracketed && !cursor_.take(")"))
        fault("a closing bracket was expected");
    if (good && !fault_ && !cursor_.done())
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

ParsedExpression read_expression(std::string_view text) {
    const std::size_t size = text.size();
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    // The reference may hold a gene in brackets: NM_000059.3(BRCA2):c.1A>G.
    const std::size_t colon = text.find(':');
    const std::size_t begin = colon == std::string_view::npos ? 0 : colon + 1;
    const std::string_view change = text.substr(begin);
    std::string reference{text.substr(0, begin == 0 ? 0 : colon)};
    if (std::optional<ExpressionFault> unread = find_unread_form(change, begin)) {
        ParsedExpression parsed;
        parsed.fault = std::move(unread);
        return parsed;
    }
    if (begin == 1)
        return failed(0, "a reference was expected in front of ':'");
    const bool has_type = change.size() >= 2 && change[1] == '.';
    if (has_type && change.front() == 'p')
        return read_protein(change.substr(2), begin + 2, std::move(reference));
    if (has_type && std::string_view{"cngm"}.find(change.front()) != std::string_view::npos)
        return DnaReader{change.substr(2), begin + 2}.read(std::move(reference), change.front());
    return failed(std::min(begin, size), "a type was expected: c., n., g., m. or p.");
}

}  // namespace

ParsedExpression parse_expression(std::string_view text) {
    ParsedExpression parsed = read_expression(text);
    if (!parsed.fault || parsed.fault->is_valid_form || !parsed.fault->likely.empty())
        return parsed;
    const std::string likely = likely_expression(
        text, [](std::string_view other) { return !read_expression(other).fault; });
    if (!likely.empty()) {
        const ParsedExpression other = read_expression(likely);
        parsed.fault->likely =
            "probably " + (other.dna ? to_string(*other.dna) : to_string(*other.protein));
    }
    return parsed;
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

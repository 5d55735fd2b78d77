// SPDX-License-Identifier: MIT
#include "hgvs/protein_text.hpp"

#include "hgvs/text_cursor.hpp"

#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::hgvs {
namespace {

class ProteinReader {
public:
    ProteinReader(std::string_view text, std::size_t offset) noexcept : cursor_{text, offset} {}

    [[nodiscard]] ParsedExpression read(std::string reference);

private:
    [[nodiscard]] bool take_residue();
    [[nodiscard]] bool take_place(std::int64_t& number);
    [[nodiscard]] bool take_places();
    [[nodiscard]] bool take_change();
    [[nodiscard]] bool take_count_of_stop();
    [[nodiscard]] bool take_residues();
    [[nodiscard]] bool take_extension();

    bool fault(std::string what, std::string likely = {}) {
        if (!fault_)
            fault_ = ExpressionFault{cursor_.at(), std::move(what), std::move(likely)};
        return false;
    }

    TextCursor cursor_;
    std::string out_;
    std::int64_t first_{};  // residues
    std::int64_t last_{};
    std::optional<ExpressionFault> fault_;
};

// Three letters, one letter, `*` or `Ter`; appended in three letters.
bool ProteinReader::take_residue() {
    const std::string_view rest = cursor_.rest();
    if (rest.starts_with('*') || rest.starts_with("Ter")) {
        out_ += "Ter";
        cursor_.skip(rest.front() == '*' ? 1 : 3);
        return true;
    }
    for (char letter = 'A'; letter <= 'Z'; ++letter)
        if (rest.starts_with(genes::three_letter_name(letter))) {
            out_ += genes::three_letter_name(letter);
            cursor_.skip(3);
            return true;
        }
    const bool one_letter =
        !rest.empty() && rest.front() >= 'A' && rest.front() <= 'Z' &&
        (rest.size() == 1 || rest[1] < 'a' || rest[1] > 'z' || rest.substr(1).starts_with("fs") ||
         rest.substr(1).starts_with("del") || rest.substr(1).starts_with("dup") ||
         rest.substr(1).starts_with("ext") || rest.substr(1).starts_with("ins"));
    if (!one_letter)
        return false;
    out_ += rest.front() == 'X' ? std::string_view{"Ter"} : genes::three_letter_name(rest.front());
    cursor_.skip(1);
    return true;
}

bool ProteinReader::take_place(std::int64_t& number) {
    if (!take_residue())
        return fault("a residue was expected");
    const std::optional<std::int64_t> written = cursor_.take_number();
    if (!written || *written == 0)
        return fault(written ? "there is no residue 0" : "the number of a residue was expected");
    number = *written;
    append_number(out_, number);
    return true;
}

bool ProteinReader::take_places() {
    if (!take_place(first_))
        return false;
    last_ = first_;
    if (!cursor_.take("_"))
        return true;
    const std::string first = out_;
    out_.clear();
    const std::size_t at = cursor_.at();
    if (!take_place(last_))
        return false;
    if (last_ < first_) {
        fault_ = ExpressionFault{
            at, "the places are not in order", "probably p." + out_ + "_" + first + "..."};
        return false;
    }
    out_ = first + '_' + out_;
    return true;
}

bool ProteinReader::take_residues() {
    bool any = false;
    while (take_residue())
        any = true;
    if (any && cursor_.take("[")) {  // Xaa[5]
        const std::optional<std::int64_t> copies = cursor_.take_number();
        if (!copies || !cursor_.take("]"))
            return fault("a number of copies and ']' were expected");
        out_ += '[';
        append_number(out_, *copies);
        out_ += ']';
    }
    if (!any) {
        const std::optional<std::int64_t> count = cursor_.take_number();
        if (!count)
            return fault("residues were expected");
        append_number(out_, *count);
    }
    return true;
}

// Behind `fs` or `ext`: nothing, `Ter12`, `*12`, `Ter?`, `X12`.
bool ProteinReader::take_count_of_stop() {
    if (!cursor_.take("Ter") && !cursor_.take("*") && !cursor_.take("X"))
        return true;
    out_ += "Ter";
    if (cursor_.take("?")) {
        out_ += '?';
        return true;
    }
    const std::optional<std::int64_t> count = cursor_.take_number();
    if (!count)
        return fault("the distance to the stop was expected");
    append_number(out_, *count);
    return true;
}

bool ProteinReader::take_change() {
    for (const std::string_view last : {"=", "?", "%3D"})
        if (cursor_.take(last)) {
            out_ += last == "%3D" ? "=" : last;
            return true;
        }
    if (cursor_.take("delins")) {
        out_ += "delins";
        return take_residues();
    }
    for (const std::string_view whole : {"del", "dup"})
        if (cursor_.take(whole)) {
            out_ += whole;
            return true;
        }
    if (cursor_.take("ins")) {
        if (last_ != first_ + 1)
            return fault(
                last_ == first_ ? "an insertion lies between two residues, write both"
                                : "an insertion lies between two residues that are neighbours",
                last_ == first_ ? "as in p.Lys2_Met3insGln" : "replaced residues are delins");
        out_ += "ins";
        return take_residues();
    }
    if (cursor_.take("fs")) {
        out_ += "fs";
        return take_count_of_stop();
    }
    if (cursor_.take("[")) {
        const std::optional<std::int64_t> copies = cursor_.take_number();
        if (!copies || !cursor_.take("]"))
            return fault("a number of copies and ']' were expected");
        out_ += '[';
        append_number(out_, *copies);
        out_ += ']';
        return true;
    }
    if (cursor_.take("ext"))
        return take_extension();
    if (!take_residue())
        return fault("a residue or a change was expected");
    if (cursor_.take("fs")) {
        out_ += "fs";
        return take_count_of_stop();
    }
    return !cursor_.take("ext") || take_extension();
}

// Behind `ext`: a new start (`-5`), the distance to the new stop, or the residues up to it.
bool ProteinReader::take_extension() {
    out_ += "ext";
    if (cursor_.take("-")) {
        out_ += '-';
        const std::optional<std::int64_t> before = cursor_.take_number();
        if (!before)
            return fault("the new start was expected");
        append_number(out_, *before);
        return true;
    }
    const std::string_view rest = cursor_.rest();
    const bool is_count = rest.starts_with("Ter") || rest.starts_with('*') ||
                          rest.starts_with('X') || rest.empty() || rest.starts_with(')');
    return is_count ? take_count_of_stop() : take_residues();
}

ParsedExpression ProteinReader::read(std::string reference) {
    const bool bracketed = cursor_.take("(");
    bool good = true;
    const std::string_view rest = cursor_.rest();
    if (rest.starts_with('=') || rest.starts_with('?') || rest.starts_with('0')) {
        out_ += rest.front();
        cursor_.skip(1);
        if (cursor_.take("?"))
            out_ += '?';
    } else {
        good = take_places();
        const std::size_t n_place = out_.size();
        good = good && take_change();
        // p.Arg97Arg: the residue stays.
        if (good && first_ == last_ && out_.size() == n_place + 3 &&
            out_.compare(n_place, 3, out_, 0, 3) == 0)
            out_.replace(n_place, 3, "=");
    }
    if (good && bracketed && !cursor_.take(")"))
        good = fault("a closing bracket was expected");
    if (good && !cursor_.done())
        good = fault("nothing was expected behind the change");
    ParsedExpression parsed;
    if (!good)
        parsed.fault = std::move(fault_);
    else
        parsed.protein = ProteinExpression{std::move(reference), out_, bracketed};
    return parsed;
}

}  // namespace

ParsedExpression read_protein(std::string_view text, std::size_t offset, std::string reference) {
    return ProteinReader{text, offset}.read(std::move(reference));
}

}  // namespace genostrat::hgvs

// SPDX-License-Identifier: MIT
#include "hgvs/likely_expression.hpp"

#include <algorithm>
#include <utility>

#include <genostrat/genes/codon.hpp>

namespace genostrat::hgvs {
namespace {

constexpr std::string_view types = "cgnmp";
constexpr std::string_view bases = "ACGTUNacgtun";

bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}

bool is_letter(char letter) noexcept {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

char lower(char letter) noexcept {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
}

bool starts_with_word(std::string_view text, std::string_view word) noexcept {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char one, char other) {
               return lower(one) == lower(other);
           });
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// Where the change begins, behind `c.`; the text's end if there is no type.
std::size_t change_begin(std::string_view text) noexcept {
    const std::size_t colon = text.find(':');
    const std::size_t begin = colon == std::string_view::npos ? 0 : colon + 1;
    const bool has_type = begin + 1 < text.size() && text[begin + 1] == '.' &&
                          types.find(text[begin]) != std::string_view::npos;
    return has_type ? begin + 2 : text.size();
}

bool is_protein(std::string_view text) noexcept {
    const std::size_t begin = change_begin(text);
    return begin >= 2 && begin < text.size() && text[begin - 2] == 'p';
}

// Arrows, dashes and quotes of word processors and web pages.
std::string plain_signs(std::string text) {
    for (const std::string_view arrow : {"&gt;", "\xE2\x86\x92", "\xEF\xBC\x9E", "-->", "->", "=>"})
        replace_all(text, arrow, ">");
    for (const std::string_view dash :
         {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92"})
        replace_all(text, dash, "-");
    for (const std::string_view nothing :
         {"\"", "'", "`", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x8B", "\xC2\xA0"})
        replace_all(text, nothing, nothing == "\xC2\xA0" ? " " : "");
    return text;
}

// `NM_1.1 c.76A>C`, `NM_1.1c.76A>C`
std::string with_colon(std::string text) {
    if (text.find(':') != std::string::npos)
        return text;
    for (std::size_t at = 1; at + 2 < text.size(); ++at)
        if (types.find(lower(text[at])) != std::string_view::npos && text[at + 1] == '.' &&
            !is_letter(text[at - 1])) {
            const bool has_space = text[at - 1] == ' ' || text[at - 1] == ';';
            text.replace(has_space ? at - 1 : at, has_space ? 1 : 0, ":");
            break;
        }
    return text;
}

std::string without_spaces(std::string text) {
    std::erase_if(text, [](char letter) { return letter == ' ' || letter == '\t'; });
    return text;
}

std::string without_last_sign(std::string text) {
    while (!text.empty() && std::string_view{";,.:"}.find(text.back()) != std::string_view::npos)
        text.pop_back();
    return text;
}

// `C.76A>C`, `c76A>C`, `c,76A>C`, `76A>C`
std::string with_type(std::string text) {
    const std::size_t colon = text.find(':');
    const std::size_t begin = colon == std::string::npos ? 0 : colon + 1;
    if (change_begin(text) < text.size() || begin + 1 >= text.size())
        return text;
    const char type = lower(text[begin]);
    const char next = text[begin + 1];
    const bool is_type = types.find(type) != std::string_view::npos;
    if (is_type && std::string_view{".,:;"}.find(next) != std::string_view::npos)
        return text.replace(begin, 2, {type, '.'});
    const bool goes_on = is_digit(next) || next == '-' || next == '*' || next == '(';
    if (is_type && goes_on && text[begin] == type)
        return text.insert(begin + 1, ".");
    const std::string_view reference = std::string_view{text}.substr(0, begin);
    const bool names_protein =
        starts_with_word(reference, "NP_") || starts_with_word(reference, "XP_") ||
        starts_with_word(reference, "ENSP") || (is_letter(text[begin]) && is_letter(next));
    const bool names_rna = starts_with_word(reference, "NR_") || starts_with_word(reference, "XR_");
    const bool names_contig =
        starts_with_word(reference, "NC_") || starts_with_word(reference, "chr");
    return text.insert(begin, names_protein ? "p." : names_rna ? "n." : names_contig ? "g." : "c.");
}

// Words in full or in capitals; bases of RNA; `76..78`, `76^77`.
std::string dna_words(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"deletion", "del"},
        {"insertion", "ins"},
        {"duplication", "dup"},
        {"inversion", "inv"},
        {"indel", "delins"},
        {"delins", "delins"},
        {"del", "del"},
        {"dup", "dup"},
        {"ins", "ins"},
        {"inv", "inv"},
        {"con", "delins"}};
    const std::size_t begin = change_begin(text);
    if (begin == text.size() || is_protein(text))
        return text;
    std::string out = text.substr(0, begin);
    for (std::size_t at = begin; at < text.size();) {
        const std::string_view rest = std::string_view{text}.substr(at);
        const auto* const word =
            std::find_if(std::begin(words), std::end(words), [&](const auto& one) {
                return starts_with_word(rest, one.first);
            });
        if (word != std::end(words)) {
            out += word->second;
            at += word->first.size();
        } else if (rest.starts_with("..") || rest.front() == '^') {
            out += '_';
            at += rest.front() == '^' ? 1 : 2;
        } else {
            out += rest.front() == 'U' || rest.front() == 'u' ? 'T' : rest.front();
            ++at;
        }
    }
    return out;
}

// `A76C`, `76A/C`, `76A-C`
std::string dna_order(std::string text) {
    const std::size_t begin = change_begin(text);
    if (begin >= text.size() || is_protein(text))
        return text;
    const std::string_view change = std::string_view{text}.substr(begin);
    const std::size_t first = change.find_first_not_of(bases);
    const std::size_t last = change.find_last_not_of(bases);
    if (first == std::string_view::npos || last + 1 == change.size())
        return text;
    const std::string_view alt = change.substr(last + 1);
    if (first > 0) {
        const std::string_view place = change.substr(first, last + 1 - first);
        if (place.find_first_not_of("0123456789+-*_") != std::string_view::npos)
            return text;
        return text.substr(0, begin) + std::string{place} + std::string{change.substr(0, first)} +
               '>' + std::string{alt};
    }
    const bool is_separator = std::string_view{"-/_:"}.find(change[last]) != std::string_view::npos;
    if (is_separator && last > 0 && bases.find(change[last - 1]) != std::string_view::npos)
        text[begin + last] = '>';
    return text;
}

std::string matched_brackets(std::string text) {
    const std::size_t begin = change_begin(text);
    const auto count = [&](char letter) {
        return std::count(
            text.begin() + static_cast<std::ptrdiff_t>(std::min(begin, text.size())),
            text.end(),
            letter);
    };
    if (count('(') == count(')') + 1)
        text += ')';
    else if (count(')') == count('(') + 1 && text.back() == ')')
        text.pop_back();
    return text;
}

// The residue that three letters are a slip of: two letters in the wrong order, or one wrong.
std::string_view nearest_residue(std::string_view letters) {
    std::string_view found;
    for (const bool swapped : {true, false}) {
        int n_found = 0;
        for (char residue = 'A'; residue <= 'Z'; ++residue) {
            const std::string_view name = genes::three_letter_name(residue);
            int n_wrong = 0;
            for (std::size_t at = 0; at < 3; ++at)
                n_wrong += lower(name[at]) == lower(letters[at]) ? 0 : 1;
            std::string one{name};
            std::string other{letters};
            std::transform(one.begin(), one.end(), one.begin(), lower);
            std::transform(other.begin(), other.end(), other.begin(), lower);
            std::sort(one.begin(), one.end());
            std::sort(other.begin(), other.end());
            if (name != found && (swapped ? one == other : n_wrong == 1)) {
                found = name;
                ++n_found;
            }
        }
        if (n_found == 1)
            return found;
    }
    return {};
}

// Residues in any case, `Stop`, slips in three-letter names, `Arg97>Pro`.
std::string protein_words(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"delins", "delins"},
        {"stop", "Ter"},
        {"term", "Ter"},
        {"ter", "Ter"},
        {"del", "del"},
        {"ins", "ins"},
        {"dup", "dup"},
        {"ext", "ext"},
        {"fs", "fs"}};
    if (!is_protein(text))
        return text;
    const std::size_t begin = change_begin(text);
    std::string out = text.substr(0, begin);
    for (std::size_t at = begin; at < text.size();) {
        const std::string_view rest = std::string_view{text}.substr(at);
        const auto* const word =
            std::find_if(std::begin(words), std::end(words), [&](const auto& one) {
                return starts_with_word(rest, one.first);
            });
        const auto n_letters = static_cast<std::size_t>(
            std::find_if_not(rest.begin(), rest.end(), is_letter) - rest.begin());
        if (word != std::end(words)) {
            out += word->second;
            at += word->first.size();
        } else if (n_letters >= 3) {
            std::string_view name;
            for (char residue = 'A'; residue <= 'Z' && name.empty(); ++residue)
                if (starts_with_word(rest, genes::three_letter_name(residue)))
                    name = genes::three_letter_name(residue);
            if (name.empty())
                name = nearest_residue(rest.substr(0, 3));
            if (name.empty())
                return text;
            out += name;
            at += 3;
        } else {
            const bool is_code = n_letters == 1;
            if (rest.front() != '>')
                out += is_code && rest.front() >= 'a' ? static_cast<char>(rest.front() - 32)
                                                      : rest.front();
            ++at;
        }
    }
    return out;
}

// `97RP`
std::string protein_order(std::string text) {
    const std::size_t begin = change_begin(text);
    if (!is_protein(text) || !is_digit(text[begin]))
        return text;
    const std::size_t behind = text.find_first_not_of("0123456789", begin);
    if (behind == std::string::npos || !is_letter(text[behind]))
        return text;
    const std::size_t n_letters = text.size() - behind >= 6 ? 3 : 1;
    return text.substr(0, begin) + text.substr(behind, n_letters) +
           text.substr(begin, behind - begin) + text.substr(behind + n_letters);
}

}  // namespace

std::string
likely_expression(std::string_view text, const std::function<bool(std::string_view)>& is_good) {
    std::string mended = plain_signs(std::string{text});
    // What follows may be another expression, or a remark.
    for (const std::size_t end : {mended.find_first_of(" ,;"), mended.find(" (")})
        if (end != std::string::npos && end > 0 && is_good(mended.substr(0, end)))
            return mended.substr(0, end);
    if (is_good(mended))
        return mended;
    for (std::string (*mend)(std::string) :
         {with_colon,
          without_spaces,
          without_last_sign,
          with_type,
          dna_words,
          dna_order,
          protein_words,
          protein_order,
          matched_brackets}) {
        std::string next = mend(mended);
        if (next == mended)
            continue;
        mended = std::move(next);
        if (is_good(mended))
            return mended;
    }
    return {};
}

}  // namespace genostrat::hgvs

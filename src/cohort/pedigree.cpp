// SPDX-License-Identifier: MIT
#include "core/lower_case.hpp"

#include <algorithm>
#include <array>

#include <genostrat/cohort/pedigree.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::cohort {

namespace {

/// Columns of a line: cut at tabs where it has some (columns may then be empty), else at blanks.
[[nodiscard]] std::vector<std::string_view> columns_of(std::string_view line) {
    if (line.find('\t') != std::string_view::npos) {
        std::vector<std::string_view> columns = split(line, '\t');
        for (std::string_view& column : columns)
            column = trim_blanks(column);
        return columns;
    }
    std::vector<std::string_view> columns;
    for_each_piece(line, ' ', [&](std::string_view piece) {
        if (!piece.empty())
            columns.push_back(piece);
    });
    return columns;
}

[[nodiscard]] Pedigree::Gender gender_of(std::string_view text) {
    const std::string word = lower_case(text);
    if (word == "1" || word == "m" || word == "male")
        return Pedigree::Gender::male;
    if (word == "2" || word == "f" || word == "female")
        return Pedigree::Gender::female;
    return Pedigree::Gender::unknown;
}

[[nodiscard]] Pedigree::Phenotype phenotype_of(std::string_view text) {
    const std::string word = lower_case(text);
    if (word == "2" || word == "affected")
        return Pedigree::Phenotype::affected;
    if (word == "1" || word == "unaffected")
        return Pedigree::Phenotype::unaffected;
    return Pedigree::Phenotype::unknown;
}

[[nodiscard]] std::string parent_of(std::string_view text) {
    constexpr std::array<std::string_view, 5> none{"", "0", ".", "-9", "NA"};
    return std::ranges::find(none, text) != none.end() ? std::string{} : std::string{text};
}

}  // namespace

Pedigree Pedigree::read(const std::string& path) {
    Pedigree pedigree;
    io::LineReader reader{path};
    for (std::string_view line; reader.next(line);)
        pedigree.add(line, path, reader.where().line);
    pedigree.check(path);
    return pedigree;
}

Pedigree Pedigree::parse(std::string_view text, const std::string& file) {
    Pedigree pedigree;
    std::int64_t number = 0;
    for_each_piece(text, '\n', [&](std::string_view line) { pedigree.add(line, file, ++number); });
    pedigree.check(file);
    return pedigree;
}

void Pedigree::add(std::string_view line, const std::string& file, std::int64_t number) {
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    if (trim_blanks(line).empty() || line.starts_with('#'))
        return;
    const std::vector<std::string_view> columns = columns_of(line);
    const Where where{.file = file, .line = number};
    if (columns.size() < 6)
        throw Error{
            ErrorKind::bad_data,
            "the line has " + std::to_string(columns.size()) + " columns, a pedigree needs 6",
            where,
            "columns: family, person, father, mother, sex (1 male, 2 female), phenotype (1 "
            "unaffected, 2 affected)"};
    const std::string id{columns[1]};
    if (id.empty())
        throw Error{ErrorKind::bad_data, "the person has no name", where};
    if (people_.empty() && (lower_case(columns[4]) == "sex" || lower_case(columns[4]) == "gender"))
        return;  // a header line without #
    if (!index_.emplace(id, people_.size()).second)
        throw Error{ErrorKind::bad_data, "'" + id + "' is listed twice", where};
    people_.push_back(
        {.family = std::string{columns[0]},
         .id = id,
         .father = parent_of(columns[2]),
         .mother = parent_of(columns[3]),
         .gender = gender_of(columns[4]),
         .phenotype = phenotype_of(columns[5])});
    lines_.push_back(number);
}

void Pedigree::check(const std::string& file) const {
    for (std::size_t at = 0; at < people_.size(); ++at) {
        const Person& person = people_[at];
        const Where where{.file = file, .line = lines_[at]};
        if (person.id == person.father || person.id == person.mother)
            throw Error{ErrorKind::bad_data, "'" + person.id + "' is its own parent", where};
        if (!person.father.empty() && person.father == person.mother)
            throw Error{
                ErrorKind::bad_data,
                "father and mother of '" + person.id + "' are the same person",
                where};
        const auto has_gender = [&](const std::string& parent, Gender gender) {
            const auto found = find(parent);
            return found && people_[*found].gender == gender;
        };
        if (has_gender(person.father, Gender::female))
            throw Error{
                ErrorKind::bad_data,
                "the father of '" + person.id + "', '" + person.father + "', is female",
                where,
                "the columns are family, person, father, mother"};
        if (has_gender(person.mother, Gender::male))
            throw Error{
                ErrorKind::bad_data,
                "the mother of '" + person.id + "', '" + person.mother + "', is male",
                where,
                "the columns are family, person, father, mother"};
    }
    check_ancestors(file);
}

/// Nobody descends from himself: walks from each person up to those that were walked before.
void Pedigree::check_ancestors(const std::string& file) const {
    enum class State : std::uint8_t { unseen, below, done };
    std::vector<State> states(people_.size(), State::unseen);
    std::vector<std::size_t> line;  // from the first person up; no recursion: pedigrees may be deep
    for (std::size_t first = 0; first < people_.size(); ++first) {
        if (states[first] == State::unseen)
            line.push_back(first);
        while (!line.empty()) {
            const std::size_t at = line.back();
            states[at] = State::below;
            const Person& person = people_[at];
            std::optional<std::size_t> next;
            for (const std::string* const parent : {&person.father, &person.mother}) {
                const auto found = find(*parent);
                if (found && states[*found] == State::below)
                    throw Error{
                        ErrorKind::bad_data,
                        "'" + *parent + "' is an ancestor of '" + person.id +
                            "' and descends from "
                            "'" +
                            person.id + "'",
                        {.file = file, .line = lines_[at]},
                        "the columns are family, person, father, mother"};
                if (found && states[*found] == State::unseen)
                    next = found;
            }
            if (next) {
                line.push_back(*next);
            } else {
                states[at] = State::done;
                line.pop_back();
            }
        }
    }
}

std::optional<std::size_t> Pedigree::find(std::string_view id) const noexcept {
    const auto found = index_.find(id);
    if (found == index_.end())
        return std::nullopt;
    return found->second;
}

}  // namespace genostrat::cohort

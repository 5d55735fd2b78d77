// SPDX-License-Identifier: MIT
#include "core/lower_case.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::cohort {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Columns {
    std::size_t id{none};
    std::size_t sex{none};
    std::size_t father{none};
    std::size_t mother{none};
    std::size_t population{none};
    std::size_t needed{};
};

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    const bool has_tabs = line.find('\t') != std::string_view::npos;
    for (const std::string_view cell : split(line, has_tabs ? '\t' : ' '))
        if (has_tabs || !cell.empty())
            cells.push_back(trim_blanks(cell));
    return cells;
}

/// Columns by name, if the line is a header.
bool read_header(const std::vector<std::string_view>& cells, Columns& columns) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
        std::string name = lower_case(cells[at]);
        while (!name.empty() && name.front() == '#')
            name.erase(0, 1);
        if (name == "iid" || ((name == "sample" || name == "id") && columns.id == none))
            columns.id = at;
        else if (name == "sex" || name == "gender")
            columns.sex = at;
        else if (name == "pat" || name == "father")
            columns.father = at;
        else if (name == "mat" || name == "mother")
            columns.mother = at;
        else if (name == "superpop" || (name == "population" && columns.population == none))
            columns.population = at;
    }
    columns.needed = columns.id + 1;
    return columns.id != none;
}

Columns without_header(std::size_t n_cells) {
    if (n_cells >= 5)
        return {.id = 1, .sex = 4, .father = 2, .mother = 3, .needed = 5};
    return {.id = 0, .sex = n_cells > 1 ? 1 : none, .needed = 1};
}

std::string_view cell(const std::vector<std::string_view>& cells, std::size_t column) {
    return column < cells.size() ? cells[column] : std::string_view{};
}

std::string parent(std::string_view text) {
    return text == "0" || text == "." || text == "NA" ? std::string{} : std::string{text};
}

}  // namespace

Sex parse_sex(std::string_view text) noexcept {
    const auto is = [text](std::string_view word) {
        return std::ranges::equal(text, word, {}, [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        });
    };
    if (is("1") || is("m") || is("male"))
        return Sex::male;
    if (is("2") || is("f") || is("female"))
        return Sex::female;
    return Sex::unknown;
}

SampleTable SampleTable::read(const std::string& path) {
    SampleTable table;
    io::LineReader lines{path};
    std::string_view line;
    Columns columns;
    bool has_columns = false;
    while (lines.next(line)) {
        if (line.starts_with("##") || trim_blanks(line).empty())
            continue;
        const std::vector<std::string_view> cells = cells_of(line);
        if (!has_columns) {
            has_columns = true;
            if (read_header(cells, columns))
                continue;
            columns = without_header(cells.size());
        }
        if (cells.size() < columns.needed)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("the row has {} columns, needs {}", cells.size(), columns.needed),
                lines.where()};
        Sample sample{
            .id = std::string{cells[columns.id]},
            .sex = parse_sex(cell(cells, columns.sex)),
            .father = parent(cell(cells, columns.father)),
            .mother = parent(cell(cells, columns.mother)),
            .population = std::string{cell(cells, columns.population)}};
        if (!table.index_.emplace(sample.id, table.samples_.size()).second)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("the sample '{}' stands here for the second time", sample.id),
                lines.where()};
        table.samples_.push_back(std::move(sample));
    }
    return table;
}

const SampleTable::Sample* SampleTable::find(std::string_view id) const noexcept {
    const auto found = index_.find(id);
    return found == index_.end() ? nullptr : &samples_[found->second];
}

Sex SampleTable::sex(std::string_view id) const noexcept {
    const Sample* const sample = find(id);
    return sample == nullptr ? Sex::unknown : sample->sex;
}

}  // namespace genostrat::cohort

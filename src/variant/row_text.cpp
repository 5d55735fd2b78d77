// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/row_text.hpp>

namespace genostrat {

RowText RowText::parse(std::string_view line) {
    constexpr std::size_t n_fixed = 8;
    std::array<std::string_view, n_fixed + 1> columns{};
    std::size_t n_columns = 0;
    std::string_view rest = line;
    bool more = true;
    while (more && n_columns < columns.size()) {
        const std::size_t tab = rest.find('\t');
        more = tab != std::string_view::npos;
        columns[n_columns++] = rest.substr(0, tab);
        rest = more ? rest.substr(tab + 1) : std::string_view{};
    }
    if (n_columns < n_fixed)
        throw Error{
            ErrorKind::bad_data,
            "a record has " + std::to_string(n_columns) + " columns where at least 8 are expected"};
    return {
        .contig = columns[0],
        .pos = columns[1],
        .id = columns[2],
        .ref = columns[3],
        .alt = columns[4],
        .qual = columns[5],
        .filter = columns[6],
        .info = columns[7],
        .format = columns[8],
        .samples = rest};
}

std::vector<std::string_view> RowText::alts() const {
    if (alt == "." || alt.empty())
        return {};
    return split(alt, ',');
}

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <genostrat/core/text.hpp>

namespace genostrat::test {

/// Rows of a tab-separated table with a header, as maps from column to text.
inline std::vector<std::map<std::string, std::string>>
read_table(const std::filesystem::path& path) {
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> header;
    for (const std::string& line : lines_of(read_gzip_file(path))) {
        const auto columns = split(line, '\t');
        if (header.empty()) {
            header.assign(columns.begin(), columns.end());
            continue;
        }
        std::map<std::string, std::string> row;
        for (std::size_t column = 0; column < header.size(); ++column)
            row[header[column]] = column < columns.size() ? columns[column] : std::string_view{};
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace genostrat::test

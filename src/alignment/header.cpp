// SPDX-License-Identifier: MIT
#include <filesystem>

#include <genostrat/alignment/header.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::alignment {

void Header::read_text() {
    read_groups.clear();
    for_each_piece(text, '\n', [this](std::string_view line) {
        const bool is_group = line.starts_with("@RG\t");
        if (line.starts_with("@HD\t"))
            sorted_by_position = line.find("\tSO:coordinate") != std::string_view::npos;
        if (!is_group)
            return;
        ReadGroup group;
        for_each_piece(line, '\t', [&group](std::string_view field) {
            if (field.starts_with("ID:"))
                group.id = field.substr(3);
            else if (field.starts_with("SM:"))
                group.sample = field.substr(3);
        });
        read_groups.push_back(std::move(group));
    });
}

std::string Header::sample() const {
    std::string found;
    for (const ReadGroup& group : read_groups) {
        if (!found.empty() && group.sample != found)
            return std::filesystem::path{path}.stem().string();
        found = group.sample;
    }
    return found.empty() ? std::filesystem::path{path}.stem().string() : found;
}

}  // namespace genostrat::alignment

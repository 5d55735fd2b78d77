// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat {

namespace {

template <typename Number>
void append_shortest(std::string& out, Number value) {
    std::array<char, 40> digits{};
    const auto [end, status] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end);
}

char lower(char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

/// Optimal string alignment distance in half steps: a change of case costs 1, any other edit 2.
int edit_distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<int> cost((a.size() + 1) * width);
    for (std::size_t row = 0; row <= a.size(); ++row) {
        for (std::size_t column = 0; column <= b.size(); ++column) {
            int& here = cost[row * width + column];
            if (row == 0 || column == 0) {
                here = 2 * static_cast<int>(row + column);
                continue;
            }
            const char left = a[row - 1];
            const char right = b[column - 1];
            const int change = left == right ? 0 : lower(left) == lower(right) ? 1 : 2;
            here = std::min(
                {cost[(row - 1) * width + column] + 2,
                 cost[row * width + column - 1] + 2,
                 cost[(row - 1) * width + column - 1] + change});
            if (row > 1 && column > 1 && left == b[column - 2] && a[row - 2] == right)
                here = std::min(here, cost[(row - 2) * width + column - 2] + 2);
        }
    }
    return cost.back();
}

}  // namespace

void append_number(std::string& out, std::int64_t value) {
    append_shortest(out, value);
}

void append_number(std::string& out, float value) {
    append_shortest(out, value);
}

void append_number(std::string& out, double value) {
    append_shortest(out, value);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for_each_piece(text, separator, [&](std::string_view piece) { pieces.push_back(piece); });
    return pieces;
}

std::string_view trim_blanks(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
    const int limit = 2 * std::max<int>(1, static_cast<int>(name.size()) / 3);
    int best = limit + 1;
    std::string nearest;
    for (const std::string& candidate : candidates) {
        const int distance = edit_distance(name, candidate);
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string suggest_name(std::string_view name, const std::vector<std::string>& candidates) {
    if (const std::string nearest = nearest_name(name, candidates); !nearest.empty())
        return fmt::format("did you mean '{}'?", nearest);
    if (candidates.empty())
        return {};
    constexpr std::size_t most = 20;
    const std::size_t n_shown = std::min(most, candidates.size());
    std::string list = fmt::format(
        "known: {}",
        fmt::join(candidates.begin(), candidates.begin() + std::ptrdiff_t(n_shown), ", "));
    if (n_shown < candidates.size())
        list += fmt::format(" and {} more", candidates.size() - n_shown);
    return list;
}

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <vector>

namespace genostrat {

/// The whole of `text` as a number; nothing if a character is left over, the text is empty, or the
/// value does not fit. Accepts no blanks and no leading `+`. Independent of the locale.
template <typename Number>
requires std::integral<Number> || std::floating_point<Number>

[[nodiscard]] std::optional<Number> parse_number(std::string_view text) noexcept {
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stop, status] = std::from_chars(text.data(), end, value);
    if (status != std::errc{} || stop != end)
        return std::nullopt;
    return value;
}

/// Appends the shortest text that reads back as the same value (`0.1f` as `0.1`, never widened).
void append_number(std::string& out, std::int64_t value);
void append_number(std::string& out, float value);
void append_number(std::string& out, double value);

/// Calls `visit(piece)` for every piece of `text` between separators, empty ones too.
/// An empty text has one empty piece.
template <std::invocable<std::string_view> Visit>
void for_each_piece(std::string_view text, char separator, Visit visit) {
    for (;;) {
        const std::size_t at = text.find(separator);
        visit(text.substr(0, at));
        if (at == std::string_view::npos)
            return;
        text.remove_prefix(at + 1);
    }
}

/// The pieces of `text` between separators; views into `text`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// `text` without blanks, tabs and line ends on both sides; a view into `text`.
[[nodiscard]] std::string_view trim_blanks(std::string_view text) noexcept;

/// The candidate with the smallest edit distance (insert, delete, substitute, swap of neighbours),
/// if it is near enough to be a typing error; case counts half. Empty if none is.
[[nodiscard]] std::string
nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// A help sentence for an unknown name: `did you mean 'x'?`, or the list of what is known.
[[nodiscard]] std::string
suggest_name(std::string_view name, const std::vector<std::string>& candidates);

/// Hash of strings and views alike, so that a map of strings can be asked with a view.
struct TextHash {
    using is_transparent = void;

    [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>{}(text);
    }
};

template <typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/coverage/depth_options.hpp>

namespace genostrat::coverage {

namespace {

bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}

/// The number without its `_` between digits and its plus sign; nothing if one stands elsewhere.
std::optional<std::int64_t> read_integer(std::string_view text) {
    std::string digits;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool between =
            at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
        if (text[at] != '_')
            digits += text[at];
        else if (!between)
            return std::nullopt;
    }
    return parse_number<std::int64_t>(digits);
}

}  // namespace

std::int64_t parse_integer(const std::string& text, const std::string& option) {
    const std::optional<std::int64_t> value = read_integer(text);
    if (!value)
        throw Error{
            ErrorKind::usage, fmt::format("{} is '{}' but must be an integer", option, text)};
    return *value;
}

std::vector<std::int64_t> parse_quantize(const std::string& text) {
    std::string whole = text.find(':') == std::string::npos ? ":" + text + ":" : text;
    if (whole.starts_with(':'))
        whole.insert(0, "0");
    const bool open_end = whole.ends_with(':');
    if (open_end)
        whole.pop_back();
    std::vector<std::int64_t> bounds;
    for (const std::string_view piece : split(whole, ':')) {
        const std::optional<std::int64_t> value = read_integer(piece);
        if (!value)
            throw Error{
                ErrorKind::usage,
                fmt::format("--quantize is '{}' but must be depths with colons between", text),
                {},
                "for example --quantize 0:1:4:100:"};
        bounds.push_back(*value);
    }
    if (open_end)
        bounds.push_back(unbounded);
    std::ranges::sort(bounds);
    return bounds;
}

std::vector<std::int64_t> parse_thresholds(const std::string& text) {
    std::vector<std::int64_t> thresholds;
    for (const std::string_view piece : split(text, ','))
        thresholds.push_back(parse_integer(std::string{piece}, "--thresholds"));
    std::ranges::sort(thresholds);
    return thresholds;
}

}  // namespace genostrat::coverage

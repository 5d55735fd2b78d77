// SPDX-License-Identifier: MIT
#include "report/markup.hpp"

#include "core/append_format.hpp"

#include <cstddef>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

/// Length of the UTF-8 sequence that starts `text`, 0 if it is none (RFC 3629).
std::size_t utf8_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned lead = byte(0);
    const std::size_t length = lead < 0x80                    ? 1
                               : lead >= 0xC2 && lead <= 0xDF ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t at = 1; at < length; ++at)
        if ((byte(at) & 0xC0U) != 0x80U)
            return 0;
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool outside = (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF4 && byte(1) > 0x8F);
    return overlong || outside ? 0 : length;
}

std::string_view sign_of(Level level) noexcept {
    switch (level) {
    case Level::high:
        return "\u25B2\u25B2";
    case Level::raised:
        return "\u25B2";
    case Level::typical:
        return "\u25CF";
    case Level::lowered:
        return "\u25BC";
    case Level::not_assessed:
        break;
    }
    return "\u2013";
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const char first = text.front();
        if (length == 0)
            out += "\uFFFD";
        else if (length > 1)
            out += text.substr(0, length);
        else if (first == '&')
            out += "&amp;";
        else if (first == '<')
            out += "&lt;";
        else if (first == '>')
            out += "&gt;";
        else if (first == '"')
            out += "&quot;";
        else if (first == '\'')
            out += "&#39;";
        else if (static_cast<unsigned char>(first) >= 0x20 && first != 0x7F)
            out += first;
        else if (first == '\t' || first == '\n')
            out += ' ';
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return escaped(text);
}

std::string head_cells(std::string_view names) {
    std::string cells;
    for_each_piece(names, '|', [&](std::string_view name) {
        append_format(cells, "<th scope=\"col\">{}</th>", name);
    });
    return cells;
}

std::string pill(Level level, std::string_view words) {
    return fmt::format(
        R"(<span class="pill {}"><span aria-hidden="true">{}</span> {}</span>)",
        level_name(level),
        sign_of(level),
        escaped(words));
}

}  // namespace genostrat::report

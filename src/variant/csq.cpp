// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/csq.hpp>

namespace genostrat {

std::vector<std::string> csq_fields(std::string_view description) {
    constexpr std::string_view mark = "Format: ";
    const std::size_t at = description.find(mark);
    std::vector<std::string> names;
    if (at == std::string_view::npos)
        return names;
    std::string_view list = description.substr(at + mark.size());
    while (!list.empty() && (list.back() == '"' || list.back() == '\'' || list.back() == ' '))
        list.remove_suffix(1);
    if (list.starts_with('\''))
        list.remove_prefix(1);
    for_each_piece(
        list, '|', [&](std::string_view name) { names.emplace_back(trim_blanks(name)); });
    return names;
}

std::optional<CsqLayout> CsqLayout::find(const Schema& schema, std::string_view tag) {
    const std::optional<InfoId> id = schema.find_info(tag);
    if (!id)
        return std::nullopt;
    CsqLayout layout;
    layout.id_ = *id;
    layout.names_ = csq_fields(schema.info(*id).description);
    return layout.names_.empty() ? std::nullopt : std::optional{std::move(layout)};
}

std::optional<std::size_t> CsqLayout::field(std::string_view name) const noexcept {
    const auto found = std::ranges::find(names_, name);
    if (found == names_.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

std::string_view
CsqLayout::value(std::string_view entry, std::optional<std::size_t> field) noexcept {
    if (!field)
        return {};
    for (std::size_t skipped = 0; skipped < *field; ++skipped) {
        const std::size_t bar = entry.find('|');
        if (bar == std::string_view::npos)
            return {};
        entry.remove_prefix(bar + 1);
    }
    return entry.substr(0, entry.find('|'));
}

}  // namespace genostrat

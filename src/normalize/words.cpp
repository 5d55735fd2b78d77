// SPDX-License-Identifier: MIT
// The options of normalize as words, spelled as bcftools spells them.
#include <array>
#include <utility>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/normalize/stage.hpp>

namespace genostrat::normalize {

namespace {

template <typename Value, std::size_t n>
Value choose(
    std::string_view option,
    std::string_view name,
    const std::array<std::pair<std::string_view, Value>, n>& values) {
    std::vector<std::string> names;
    for (const auto& [known, value] : values) {
        if (known == name)
            return value;
        names.emplace_back(known);
    }
    throw Error{
        ErrorKind::usage,
        std::string{option} + " knows no '" + std::string{name} + "'",
        {},
        suggest_name(name, names)};
}

}  // namespace

CheckReference CheckReference::parse(std::string_view letters) {
    CheckReference check;
    for (const char letter : letters) {
        switch (letter) {
        case 'e':
            return {};
        case 'w':
            check.warns = true;
            break;
        case 'x':
            check.excludes = true;
            break;
        case 's':
            check.sets = true;
            break;
        default:
            throw Error{
                ErrorKind::usage,
                "--check-ref knows e, w, x and s, not '" + std::string(1, letter) + "'"};
        }
    }
    return check;
}

RowTypes parse_row_types(std::string_view name) {
    return choose(
        "--types",
        name,
        std::array<std::pair<std::string_view, RowTypes>, 4>{
            {{"snps", RowTypes::snps},
             {"indels", RowTypes::indels},
             {"both", RowTypes::both},
             {"any", RowTypes::any}}});
}

Duplicates parse_duplicates(std::string_view name) {
    return choose(
        "--rm-dup",
        name,
        std::array<std::pair<std::string_view, Duplicates>, 7>{
            {{"snps", Duplicates::snps},
             {"indels", Duplicates::indels},
             {"both", Duplicates::both},
             {"all", Duplicates::all},
             {"any", Duplicates::all},
             {"exact", Duplicates::exact},
             {"none", Duplicates::exact}}});
}

AtomOverlaps parse_atom_overlaps(std::string_view name) {
    return choose(
        "--atom-overlaps",
        name,
        std::array<std::pair<std::string_view, AtomOverlaps>, 2>{
            {{"*", AtomOverlaps::star}, {".", AtomOverlaps::missing}}});
}

}  // namespace genostrat::normalize

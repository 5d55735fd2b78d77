// SPDX-License-Identifier: MIT
#include "hgvs/unread_form.hpp"

namespace genostrat::hgvs {
namespace {

struct Form {
    std::string_view mark;
    std::string_view what;
    std::string_view likely;
};

constexpr std::string_view each_alone = "give each change an expression of its own";
constexpr std::string_view known_places = "give the first and the last base that are known";
constexpr std::string_view given_bases = "write the inserted bases";

constexpr Form dna_forms[] = {
    {".[", "several changes in one expression are not read", each_alone},
    {"(;)", "several changes in one expression are not read", each_alone},
    {")_(", "uncertain breakpoints are not read", known_places},
    {".(?_", "uncertain breakpoints are not read", known_places},
    {"pter", "ends of chromosomes are not read", "give the number of the base"},
    {"qter", "ends of chromosomes are not read", "give the number of the base"},
    {"=/", "mosaics and chimaeras are not read", "name the changed allele alone"},
    {"ins[", "an insertion that is named by its origin is not read", given_bases},
    {"ins(", "an insertion of bases that are not told is not read", given_bases},
    {"insN[", "an insertion of bases that are not told is not read", given_bases},
    {"|", "changes of the state of bases are not read", ""}};

constexpr Form protein_forms[] = {
    {".[", "several changes in one expression are not read", each_alone},
    {".([", "several changes in one expression are not read", each_alone},
    {"(;)", "several changes in one expression are not read", each_alone},
    {"=/", "mosaics and chimaeras are not read", "name the changed allele alone"},
    {"^", "alternatives are not read", each_alone}};

ExpressionFault told(std::size_t at, std::string_view what, std::string_view likely) {
    return {
        .at = at, .what = std::string{what}, .likely = std::string{likely}, .is_valid_form = true};
}

}  // namespace

std::optional<ExpressionFault> find_unread_form(std::string_view change, std::size_t offset) {
    const bool has_type = change.size() > 2 && change[1] == '.';
    const char type = has_type ? change.front() : '\0';
    if (type == 'r')
        return told(offset, "RNA names are not read", "name the change on the DNA (c.)");
    if (type == 'o')
        return told(offset, "circular genomes (o.) are not read", "the mitochondrion's is m.");
    const auto find = [&](const auto& forms) -> std::optional<ExpressionFault> {
        for (const Form& form : forms)
            if (const std::size_t at = change.find(form.mark); at != std::string_view::npos)
                return told(
                    offset + at + (form.mark.front() == '.' ? 1 : 0), form.what, form.likely);
        return std::nullopt;
    };
    if (type == 'p')
        return find(protein_forms);
    if (type != 'c' && type != 'g' && type != 'n' && type != 'm')
        return std::nullopt;
    if (change.substr(2) == "?")
        return told(offset + 2, "an unknown change is not read", "");
    return find(dna_forms);
}

}  // namespace genostrat::hgvs

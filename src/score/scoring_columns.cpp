// SPDX-License-Identifier: MIT
#include "score/scoring_columns.hpp"

#include <algorithm>
#include <optional>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <genostrat/core/text.hpp>

namespace genostrat::score {

namespace {

struct Alias {
    std::string_view name;  // lower case
    Field field;
};

// PGS Catalog's names first, then those of plink, GWAS Catalog, METAL, LDpred and PRSice tables.
constexpr Alias aliases[] = {
    {"rsid", Field::id},
    {"id", Field::id},
    {"snp", Field::id},
    {"snpid", Field::id},
    {"variant_id", Field::id},
    {"variant", Field::id},
    {"markername", Field::id},
    {"chr_name", Field::contig},
    {"chrom", Field::contig},
    {"chr", Field::contig},
    {"chromosome", Field::contig},
    {"contig", Field::contig},
    {"chr_position", Field::pos},
    {"pos", Field::pos},
    {"bp", Field::pos},
    {"position", Field::pos},
    {"base_pair_location", Field::pos},
    {"effect_allele", Field::effect_allele},
    {"a1", Field::effect_allele},
    {"ea", Field::effect_allele},
    {"allele1", Field::effect_allele},
    {"allele", Field::effect_allele},
    {"other_allele", Field::other_allele},
    {"reference_allele", Field::other_allele},
    {"a2", Field::other_allele},
    {"nea", Field::other_allele},
    {"oa", Field::other_allele},
    {"allele2", Field::other_allele},
    {"effect_weight", Field::weight},
    {"weight", Field::weight},
    {"beta", Field::weight},
    {"score", Field::weight},
    {"effect", Field::weight},
    {"logor", Field::weight},
    {"log_odds", Field::weight},
    {"hm_chr", Field::hm_contig},
    {"hm_pos", Field::hm_pos},
    {"hm_inferotherallele", Field::hm_other_allele},
    {"dosage_0_weight", Field::dosage_0},
    {"dosage_1_weight", Field::dosage_1},
    {"dosage_2_weight", Field::dosage_2},
    {"is_dominant", Field::is_dominant},
    {"is_recessive", Field::is_recessive},
    {"is_haplotype", Field::is_haplotype},
    {"is_diplotype", Field::is_diplotype},
    {"is_interaction", Field::is_interaction},
    {"effect_type", Field::effect_type},
    {"weight_type", Field::weight_type},
    {"accession", Field::accession},
    {"or", Field::odds_ratio},
    {"odds_ratio", Field::odds_ratio},
    {"hr", Field::hazard_ratio},
    {"hazard_ratio", Field::hazard_ratio},
    {"ref", Field::ref},
    {"alt", Field::alt},
    {"p", Field::p_value},
    {"pval", Field::p_value},
    {"p_value", Field::p_value},
    {"pvalue", Field::p_value},
};

// Known columns that are no scores and that we do not need.
constexpr std::string_view others[] = {
    "hm_rsid",
    "hm_source",
    "hm_match_chr",
    "hm_match_pos",
    "locus_name",
    "variant_description",
    "variant_type",
    "inclusion_criteria",
    "imputation_method",
    "allelefrequency_effect",
    "is_duplicated",
    "row_nr",
    "se",
    "n",
    "af",
    "eaf",
    "maf",
    "a1_freq",
    "frq",
    "info",
};

constexpr std::pair<std::string_view, Field> choices[] = {
    {"id", Field::id},
    {"contig", Field::contig},
    {"pos", Field::pos},
    {"effect_allele", Field::effect_allele},
    {"other_allele", Field::other_allele},
    {"weight", Field::weight},
    {"p_value", Field::p_value},
};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& letter : out)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return out;
}

/// As trim_blanks; most cells have nothing to trim.
std::string_view trimmed(std::string_view cell) {
    const bool is_trim = !cell.empty() && cell.front() > ' ' && cell.back() > ' ';
    return is_trim ? cell : trim_blanks(cell);
}

Separator separator_of(std::string_view header) {
    if (header.find('\t') != std::string_view::npos)
        return Separator::tab;
    return header.find(',') != std::string_view::npos ? Separator::comma : Separator::blanks;
}

std::size_t
column_of(std::string_view wanted, const std::vector<std::string>& names, const Where& where) {
    const auto found = std::ranges::find(names, wanted);
    if (found != names.end())
        return static_cast<std::size_t>(found - names.begin());
    const auto number = parse_number<std::size_t>(wanted);
    if (number && *number >= 1 && *number <= names.size())
        return *number - 1;
    throw Error{
        ErrorKind::missing_input,
        fmt::format("the table has no column '{}'", wanted),
        where,
        suggest_name(wanted, names)};
}

void choose(
    ScoringColumns& columns,
    const std::pair<std::string, std::string>& chosen,
    const std::vector<std::string>& names,
    const Where& where) {
    const auto* const choice =
        std::ranges::find(choices, chosen.first, &std::pair<std::string_view, Field>::first);
    if (choice == std::end(choices)) {
        std::vector<std::string> known;
        for (const auto& [name, field] : choices)
            known.emplace_back(name);
        throw Error{
            ErrorKind::usage,
            fmt::format("'{}' is no field of a scoring file", chosen.first),
            {},
            suggest_name(chosen.first, known)};
    }
    if (choice->second != Field::weight) {
        columns.index[static_cast<std::size_t>(choice->second)] =
            column_of(chosen.second, names, where);
        return;
    }
    columns.weights.clear();
    for_each_piece(chosen.second, '+', [&](std::string_view name) {
        columns.weights.push_back(column_of(name, names, where));
    });
}

void recognise(ScoringColumns& columns, const std::vector<std::string>& names) {
    std::vector<std::size_t> unknown;
    for (std::size_t column = 0; column < names.size(); ++column) {
        const std::string name = lower(names[column]);
        const Alias* const alias = std::ranges::find(aliases, std::string_view{name}, &Alias::name);
        if (alias != std::end(aliases)) {
            std::size_t& index = columns.index[static_cast<std::size_t>(alias->field)];
            if (index == no_column)
                index = column;
        } else if (!name.empty() && std::ranges::find(others, name) == std::end(others)) {
            unknown.push_back(column);
        }
    }
    if (columns.has(Field::weight))
        columns.weights = {columns.at(Field::weight)};
    else if (
        !columns.has(Field::dosage_0) && !columns.has(Field::odds_ratio) &&
        !columns.has(Field::hazard_ratio))
        columns.weights = std::move(unknown);  // plink2's way: a column a score
}

void demand(const ScoringColumns& columns, const std::vector<std::string>& names, Where where) {
    const bool has_weight = !columns.weights.empty() || columns.has(Field::odds_ratio) ||
                            columns.has(Field::hazard_ratio) || columns.has(Field::dosage_0);
    const bool has_place = columns.has(Field::id) ||
                           (columns.has(Field::contig) && columns.has(Field::pos)) ||
                           (columns.has(Field::hm_contig) && columns.has(Field::hm_pos));
    std::string_view missing;
    if (!columns.has(Field::effect_allele))
        missing = "effect_allele";
    else if (!has_place)
        missing = "contig and pos, or id";
    else if (!has_weight)
        missing = "weight";
    else
        return;
    throw Error{
        ErrorKind::missing_input,
        fmt::format("a scoring file needs a column for {}", missing),
        std::move(where),
        fmt::format(
            "the columns are {}; name them by --columns, e.g. "
            "--columns id=SNP,effect_allele=A1,weight=BETA",
            fmt::join(names, ", "))};
}

/// True if several weights fill the last columns, and nothing else is read from there.
bool end_with_weights(const ScoringColumns& columns, std::size_t n_columns) {
    const std::size_t n_weights = columns.weights.size();
    if (columns.separator == Separator::blanks || n_weights < 2 || n_weights >= n_columns)
        return false;
    const std::size_t first = n_columns - n_weights;
    for (std::size_t score = 0; score < n_weights; ++score)
        if (columns.weights[score] != first + score)
            return false;
    return std::ranges::all_of(columns.index, [first](std::size_t column) {
        return column == no_column || column < first;
    });
}

}  // namespace

std::optional<std::string_view> split_cells(
    std::string_view line,
    Separator separator,
    std::vector<std::string_view>& cells,
    std::size_t n_most) {
    cells.clear();
    if (separator != Separator::blanks) {
        // Cells are short: a plain loop costs less than a search for each.
        const char mark = static_cast<char>(separator);
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= line.size(); ++at)
            if (at == line.size() || line[at] == mark) {
                cells.push_back(trimmed(line.substr(begin, at - begin)));
                begin = at + 1;
                if (cells.size() == n_most && at < line.size())
                    return line.substr(begin);
            }
        return std::nullopt;
    }
    for (std::size_t at = line.find_first_not_of(" \t"); at != std::string_view::npos;) {
        const std::size_t end = line.find_first_of(" \t", at);
        cells.push_back(line.substr(at, end == std::string_view::npos ? end : end - at));
        at = end == std::string_view::npos ? end : line.find_first_not_of(" \t", end);
    }
    return std::nullopt;
}

ScoringColumns find_columns(
    std::string_view header,
    const std::vector<std::pair<std::string, std::string>>& chosen,
    const Where& where) {
    ScoringColumns columns;
    columns.index.fill(no_column);
    columns.separator = separator_of(header);
    while (!header.empty() && header.front() == '#')
        header.remove_prefix(1);
    std::vector<std::string_view> cells;
    static_cast<void>(split_cells(header, columns.separator, cells));
    const std::vector<std::string> names{cells.begin(), cells.end()};
    recognise(columns, names);
    for (const auto& choice : chosen)
        choose(columns, choice, names, where);
    demand(columns, names, where);
    for (const std::size_t column : columns.weights) {
        columns.weight_names.push_back(names[column]);
        columns.n_needed = std::max(columns.n_needed, column + 1);
    }
    columns.n_needed = std::max(columns.n_needed, columns.at(Field::effect_allele) + 1);
    columns.ends_with_weights = end_with_weights(columns, names.size());
    return columns;
}

}  // namespace genostrat::score

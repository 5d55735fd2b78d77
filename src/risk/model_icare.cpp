// SPDX-License-Identifier: MIT
#include "risk/model_reader.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include <genostrat/io/line_reader.hpp>
#include <genostrat/score/scoring_file.hpp>

namespace genostrat::risk {

namespace {

using io::YamlNode;

std::string text_of_file(const std::string& path) {
    io::LineReader lines{path};
    std::string text;
    std::string_view line;
    while (lines.next(line))
        text.append(line).push_back('\n');
    return text;
}

void read_reference(const YamlNode& node, IcareParts& parts) {
    const io::DataTable table = io::DataTable::read(path_beside(node.at("reference")));
    const std::vector<std::size_t> places = parts.design.find_variables(table);
    const std::size_t n_columns = parts.design.columns().size();
    parts.reference.resize(table.n_rows() * n_columns);
    std::optional<std::size_t> weight;
    if (const YamlNode* const column = node.find("reference_weights"))
        weight = table.column(column->text());
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
        const std::span<double> own =
            std::span{parts.reference}.subspan(row * n_columns, n_columns);
        parts.design.encode(parts.design.read_variables(table, row, places), own);
        for (std::size_t column = 0; column < n_columns; ++column)
            if (std::isnan(own[column]))
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("a reference person lacks {}", parts.design.column_name(column)),
                    table.where(row),
                    "leave out people with missing covariates"};
        if (!weight)
            continue;
        const std::optional<double> value = table.number(row, *weight);
        if (!value || !(*value >= 0))
            table.fail(row, *weight, "is no weight: it is 0 or more");
        parts.weights.push_back(*value);
    }
}

std::shared_ptr<const IcareParts> read_parts(const YamlNode& node) {
    auto parts = std::make_shared<IcareParts>();
    if (const YamlNode* const snps = node.find("snps")) {
        const std::string path = path_beside(*snps);
        parts->snps = read_snps(path);
        if (io::DataTable::read(path).find_column("effect_allele"))
            parts->snp_file = path;
    }
    if (const YamlNode* const build = node.find("genome_build")) {
        parts->snp_build = score::canonical_build(build->text());
        if (parts->snp_build.empty())
            throw build->error(
                fmt::format("'{}' is no genome build", build->text()),
                "known: GRCh37, GRCh38, T2T-CHM13");
    }
    if (const YamlNode* const formula = node.find("formula")) {
        const std::string path = path_beside(*formula);
        parts->design = Design::parse(text_of_file(path), path);
        const std::string effects = path_beside(node.at("log_odds"));
        parts->effects = parts->design.effects(text_of_file(effects), effects);
        read_reference(node, *parts);
    } else if (parts->snps.empty()) {
        throw node.error("an iCARE model has a formula, snps, or both");
    }
    if (const YamlNode* const history = node.find("family_history")) {
        const std::vector<std::vector<DesignFactor>>& columns = parts->design.columns();
        for (std::size_t column = 0; column < columns.size(); ++column)
            if (columns[column].size() == 1 &&
                parts->design.variables()[columns[column][0].variable].name == history->text())
                parts->family_history = column;
        if (!parts->family_history)
            throw history->error(fmt::format("the formula has no variable '{}'", history->text()));
    }
    parts->n_imputations = static_cast<std::size_t>(
        std::clamp<std::int64_t>(node.integer_or("imputations", 5), 1, 100));
    return parts;
}

}  // namespace

void read_icare(const YamlNode& node, AbsoluteRule& rule) {
    node.allow_keys(
        {"formula",
         "log_odds",
         "reference",
         "reference_weights",
         "snps",
         "family_history",
         "imputations",
         "genome_build",
         "split"});
    rule.icare = read_parts(node);
    if (const YamlNode* const split = node.find("split")) {
        split->allow_keys(
            {"at",
             "formula",
             "log_odds",
             "reference",
             "reference_weights",
             "snps",
             "family_history",
             "imputations",
             "genome_build"});
        rule.split_at = split->at("at").number();
        rule.icare_later = read_parts(*split);
    }
}

}  // namespace genostrat::risk

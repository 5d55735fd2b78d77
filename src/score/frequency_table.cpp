// SPDX-License-Identifier: MIT
#include "score/frequency_table.hpp"

#include <limits>

#include <fmt/core.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/score/scoring_file.hpp>

namespace genostrat::score {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Columns {
    std::size_t contig{none};
    std::size_t pos{none};
    std::size_t id{none};
    std::size_t ref{none};
    std::size_t alt{none};
    std::size_t frequency{none};
};

Columns find_columns(const std::vector<std::string_view>& names, const Where& where) {
    Columns columns;
    for (std::size_t at = 0; at < names.size(); ++at) {
        std::string_view name = names[at];
        while (name.starts_with('#'))
            name.remove_prefix(1);
        if (name == "CHROM")
            columns.contig = at;
        else if (name == "POS")
            columns.pos = at;
        else if (name == "ID")
            columns.id = at;
        else if (name == "REF")
            columns.ref = at;
        else if (name == "ALT" || name == "ALT1")
            columns.alt = at;
        else if (name == "ALT_FREQS" || name == "ALT1_FREQ" || name == "AF")
            columns.frequency = at;
    }
    const bool has_place = columns.id != none || (columns.contig != none && columns.pos != none);
    const std::string_view missing = !has_place                  ? "ID, or CHROM and POS"
                                     : columns.ref == none       ? "REF"
                                     : columns.alt == none       ? "ALT"
                                     : columns.frequency == none ? "ALT_FREQS"
                                                                 : "";
    if (!missing.empty())
        throw Error{
            ErrorKind::missing_input,
            fmt::format("the table of frequencies has no column {}", missing),
            where};
    return columns;
}

std::string
place_key(std::string_view contig, std::int64_t pos, std::string_view ref, std::string_view alt) {
    return fmt::format("{}:{}:{}:{}", canonical_contig(contig), pos, ref, alt);
}

}  // namespace

FrequencyTable::FrequencyTable(const std::string& path) {
    io::LineReader lines{path};
    std::string_view line;
    Columns columns;
    bool has_columns = false;
    while (lines.next(line)) {
        if (line.starts_with("##") || line.empty())
            continue;
        const std::vector<std::string_view> cells = split(line, '\t');
        if (!has_columns) {
            columns = find_columns(cells, lines.where());
            has_columns = true;
            continue;
        }
        const auto cell = [&](std::size_t column) {
            return column < cells.size() ? cells[column] : std::string_view{};
        };
        const std::vector<std::string_view> alts = split(cell(columns.alt), ',');
        const std::vector<std::string_view> values = split(cell(columns.frequency), ',');
        if (alts.size() != values.size())
            throw Error{
                ErrorKind::bad_data,
                fmt::format("{} ALT alleles have {} frequencies", alts.size(), values.size()),
                lines.where()};
        const VariantId id = parse_variant_id(cell(columns.id));
        const auto pos = parse_number<std::int64_t>(cell(columns.pos));
        for (std::size_t alt = 0; alt < alts.size(); ++alt) {
            const auto value = parse_number<double>(values[alt]);
            if (values[alt] == "." || values[alt] == "nan" || values[alt] == "NA")
                continue;
            if (!value || !(*value >= 0.0 && *value <= 1.0))
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("the frequency is '{}', expected 0 .. 1", values[alt]),
                    lines.where()};
            const std::string_view ref = cell(columns.ref);
            if (pos && columns.contig != none)
                by_place_[place_key(cell(columns.contig), *pos - 1, ref, alts[alt])] = *value;
            else if (id.pos >= 0)
                by_place_[place_key(id.contig, id.pos, ref, alts[alt])] = *value;
            else
                by_id_[fmt::format("{}:{}:{}", cell(columns.id), ref, alts[alt])] = *value;
        }
    }
}

double FrequencyTable::find(
    std::string_view contig,
    std::int64_t pos,
    std::string_view id,
    std::string_view ref,
    std::string_view alt) const {
    if (const auto found = by_place_.find(place_key(contig, pos, ref, alt));
        found != by_place_.end())
        return found->second;
    const auto found = by_id_.find(fmt::format("{}:{}:{}", id, ref, alt));
    return found == by_id_.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

}  // namespace genostrat::score

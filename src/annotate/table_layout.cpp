// SPDX-License-Identifier: MIT
#include "core/lower_case.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::annotate {

namespace {

using Names = std::span<const std::string_view>;

// The usual names, in lower case, the surer ones first. Those of CADD, AlphaMissense, REVEL
// (`chr`, `hg19_pos`), dbNSFP (`pos(1-based)`), ANNOVAR and the UCSC tables.
constexpr std::array<std::string_view, 9> contig_names{
    "chrom", "chr", "contig", "chromosome", "seqname", "seqid", "#chr", "#chrom", "seqnames"};
constexpr std::array<std::string_view, 10> begin_names{
    "pos",
    "position",
    "pos(1-based)",
    "start",
    "begin",
    "chromstart",
    "chrom_start",
    "start_position",
    "grch38_pos",
    "hg19_pos"};
constexpr std::array<std::string_view, 6> end_names{
    "end", "stop", "chromend", "chrom_end", "end_position", "to"};
constexpr std::array<std::string_view, 4> ref_names{"ref", "reference", "ref_allele", "refallele"};
constexpr std::array<std::string_view, 4> alt_names{"alt", "alternate", "alt_allele", "altallele"};
constexpr std::array<std::string_view, 10> gene_names{
    "gene",
    "gene_symbol",
    "symbol",
    "gene_id",
    "ensembl_gene_id",
    "hgnc_symbol",
    "gene_name",
    "genename",
    "approved symbol",
    "ensembl gene id"};

std::optional<std::size_t> find_usual(std::span<const std::string> columns, Names names) {
    for (const std::string_view name : names)
        for (std::size_t column = 0; column < columns.size(); ++column)
            if (lower_case(columns[column]) == name)
                return column;
    return std::nullopt;
}

std::optional<std::size_t> find_place(
    std::span<const std::string> columns,
    const std::string& wanted,
    Names usual,
    const std::string& file) {
    if (wanted.empty())
        return find_usual(columns, usual);
    return find_table_column(columns, wanted, file);
}

void demand(
    const std::optional<std::size_t>& place,
    std::string_view what,
    std::string_view option,
    std::span<const std::string> columns,
    const std::string& file) {
    if (place)
        return;
    std::string names;
    for (const std::string& column : columns)
        names += (names.empty() ? "" : ", ") + column;
    throw Error{
        ErrorKind::missing_input,
        "no column looks like the " + std::string{what} + "; there are: " + names,
        {.file = file},
        "name it, or give its number: " + std::string{option}};
}

bool is_number(std::string_view text) {
    return parse_number<double>(text).has_value();
}

/// Tables without a header have a number where the position stands.
bool looks_like_row(
    std::string_view line, char separator, const TableLayout& layout, ArchiveKeys keys) {
    if (keys == ArchiveKeys::genes)
        return parse_number<std::size_t>(layout.gene).has_value() ||
               line.find(separator) == std::string_view::npos;
    const std::size_t begin = parse_number<std::size_t>(layout.begin).value_or(2);
    const std::vector<std::string_view> fields = split(line, separator);
    return begin >= 1 && begin <= fields.size() && is_number(fields[begin - 1]);
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
    return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

}  // namespace

std::size_t find_table_column(
    std::span<const std::string> columns, std::string_view wanted, const std::string& file) {
    const auto found = std::ranges::find(columns, wanted);
    if (found != columns.end())
        return static_cast<std::size_t>(found - columns.begin());
    if (const auto number = parse_number<std::size_t>(wanted)) {
        if (*number >= 1 && *number <= columns.size())
            return *number - 1;
        throw Error{
            ErrorKind::missing_input,
            "has " + std::to_string(columns.size()) + " columns, column " + std::string{wanted} +
                " was asked for",
            {.file = file},
            "columns count from 1"};
    }
    throw Error{
        ErrorKind::missing_input,
        "has no column '" + std::string{wanted} + "'",
        {.file = file},
        suggest_name(wanted, {columns.begin(), columns.end()})};
}

TablePlaces find_table_places(
    std::span<const std::string> columns,
    const TableLayout& layout,
    ArchiveKeys keys,
    const std::string& file) {
    TablePlaces places{.is_zero_based = layout.is_zero_based};
    if (keys == ArchiveKeys::genes) {
        places.gene = find_place(columns, layout.gene, gene_names, file);
        if (!places.gene && columns.size() == 1)
            places.gene = 0;
        demand(places.gene, "gene", "--gene-column", columns, file);
        return places;
    }
    places.contig = find_place(columns, layout.contig, contig_names, file);
    places.begin = find_place(columns, layout.begin, begin_names, file);
    // Without names it is the usual order: contig, position, REF, ALT, or contig, begin, end.
    const bool is_nameless = !columns.empty() && columns.front() == "1";
    const auto fall_back = [&](std::optional<std::size_t>& place, std::size_t column) {
        if (!place && is_nameless && column < columns.size())
            place = column;
    };
    fall_back(places.contig, 0);
    fall_back(places.begin, 1);
    demand(places.contig, "contig", "--contig-column", columns, file);
    demand(places.begin, "position", "--pos-column", columns, file);
    if (keys == ArchiveKeys::intervals) {
        places.end = find_place(columns, layout.end, end_names, file);
        fall_back(places.end, 2);
        return places;
    }
    places.ref = find_place(columns, layout.ref, ref_names, file);
    places.alt = find_place(columns, layout.alt, alt_names, file);
    fall_back(places.ref, 2);
    fall_back(places.alt, 3);
    demand(places.ref, "REF allele", "--ref-column", columns, file);
    demand(places.alt, "ALT allele", "--alt-column", columns, file);
    return places;
}

io::TsvOptions table_options(const std::string& path, const TableLayout& layout, ArchiveKeys keys) {
    io::TsvOptions options{.separator = layout.separator == '\0' ? '\t' : layout.separator};
    if (path == "-")
        return options;
    io::LineReader lines{path};
    std::string last_comment;
    std::string_view line;
    bool is_there = false;
    while (lines.next(line)) {
        if (!line.empty() && line.front() != '#') {
            is_there = true;
            break;
        }
        if (!line.empty())
            last_comment = line;
    }
    if (layout.separator == '\0') {
        const std::string_view sample = is_there ? line : std::string_view{last_comment};
        const bool has_tab = sample.find('\t') != std::string_view::npos;
        options.separator = !has_tab && sample.find(',') != std::string_view::npos ? ',' : '\t';
    }
    const bool has_hash_header = !last_comment.starts_with("##") &&
                                 last_comment.find(options.separator) != std::string::npos;
    if (!has_hash_header && is_there && looks_like_row(line, options.separator, layout, keys))
        options.header = io::TsvHeader::none;
    return options;
}

bool is_bed_name(std::string_view path) noexcept {
    for (const std::string_view packed : {".gz", ".bgz"})
        if (path.ends_with(packed))
            path.remove_suffix(packed.size());
    return ends_with_any(path, {".bed", ".bedgraph", ".bedGraph", ".bg", ".bdg"});
}

void append_info_value(std::string_view text, bool is_list, std::string& out) {
    text = trim_blanks(text);
    static constexpr std::array<std::string_view, 4> missing{".", "na", "nan", "null"};
    if (text.empty() ||
        (text.size() <= 4 && std::ranges::find(missing, lower_case(text)) != missing.end())) {
        out += '.';
        return;
    }
    for (const char letter : text) {
        const bool is_plain =
            letter > ' ' && letter != ';' && letter != '=' && (letter != ',' || is_list);
        // Bytes of UTF-8 are negative where char is signed, and plain.
        if (is_plain || letter < 0) {
            out += letter;
            continue;
        }
        constexpr std::string_view digits{"0123456789ABCDEF"};
        out += '%';
        out += digits[static_cast<unsigned char>(letter) / 16];
        out += digits[static_cast<unsigned char>(letter) % 16];
    }
}

}  // namespace genostrat::annotate

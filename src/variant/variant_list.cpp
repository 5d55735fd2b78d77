// SPDX-License-Identifier: MIT
#include "variant_list.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::detail {

namespace {

/// Calls `visit(cell)` for the pieces of a line between tabs, or between blanks where it has no
/// tab.
template <typename Visit>
void for_each_cell(std::string_view line, Visit visit) {
    if (line.find('\t') != std::string_view::npos) {
        for_each_piece(line, '\t', visit);
        return;
    }
    for (std::size_t at = line.find_first_not_of(' '); at != std::string_view::npos;) {
        const std::size_t end = line.find(' ', at);
        visit(line.substr(at, end == std::string_view::npos ? end : end - at));
        at = end == std::string_view::npos ? end : line.find_first_not_of(' ', end);
    }
}

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    for_each_cell(line, [&](std::string_view cell) { cells.push_back(cell); });
    return cells;
}

}  // namespace

std::size_t ListedVariant::n_alts() const noexcept {
    return alts == "." ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(alts, ','));
}

VariantList::VariantList(const std::string& path) : lines_{path} {
    std::string_view line;
    while (lines_.next(line)) {
        if (line.starts_with("##")) {
            meta_.emplace_back(line);
        } else if (line.starts_with("#CHROM")) {
            find_columns(line.substr(1));
            return;
        } else if (!trim_blanks(line).empty()) {
            // No header: the columns of a .bim, with or without centimorgans.
            const std::size_t n = cells_of(line).size();
            if (n < 5)
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("a line of the variants has {} columns, expected 5 or 6", n),
                    lines_.where(),
                    "is this a .pvar or .bim file?"};
            roles_ = n == 5 ? std::vector{contig, id, pos, alt, ref}
                            : std::vector{contig, id, other, pos, alt, ref};
            n_needed_ = roles_.size();
            first_ = line;
            has_first_ = true;
            return;
        }
    }
}

void VariantList::find_columns(std::string_view header) {
    static constexpr std::array<std::string_view, other> names{
        "CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"};
    const std::vector<std::string_view> cells = cells_of(header);
    for (std::uint8_t role = contig; role < other; ++role) {
        const auto found = std::ranges::find(cells, names[role]);
        const auto column = static_cast<std::size_t>(found - cells.begin());
        if (found != cells.end()) {
            roles_.resize(std::max(roles_.size(), column + 1), other);
            roles_[column] = static_cast<Role>(role);
        }
        if (role > alt)
            continue;
        if (found == cells.end())
            throw Error{
                ErrorKind::bad_data,
                fmt::format("the table of variants has no column {}", names[role]),
                lines_.where(),
                "a .pvar begins with #CHROM POS ID REF ALT"};
        n_needed_ = std::max(n_needed_, column + 1);
    }
}

bool VariantList::next(std::string_view& line) {
    if (has_first_) {
        has_first_ = false;
        line = first_;
        return true;
    }
    while (lines_.next(line))
        if (!trim_blanks(line).empty())
            return true;
    return false;
}

ListedVariant VariantList::parse(std::string_view line) const {
    std::array<std::string_view, other + 1> cells;
    cells.fill(".");
    std::size_t n_cells = 0;
    for_each_cell(line, [&](std::string_view cell) {
        if (n_cells < roles_.size())
            cells[roles_[n_cells]] = cell;
        ++n_cells;
    });
    if (n_cells < n_needed_)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("a line of the variants has {} columns, expected {}", n_cells, n_needed_)};
    const auto position = parse_number<std::int64_t>(cells[pos]);
    if (!position || *position < 0 || *position > 0x7fffffff)
        throw Error{
            ErrorKind::bad_data, fmt::format("POS is '{}' but must be a whole number", cells[pos])};
    ListedVariant out{
        .contig = cells[contig],
        .pos = *position - 1,
        .id = cells[id],
        .ref = cells[ref],
        .alts = cells[alt],
        .qual = cells[qual],
        .filter = cells[filter],
        .info = cells[info]};
    // PLINK 1 writes 0 for an allele that no sample has.
    if (out.alts == "0" || out.alts.empty())
        out.alts = ".";
    if (out.ref == "0" || out.ref == "." || out.ref.empty())
        out.ref = "N";
    return out;
}

VariantSummary summarise_variants(const std::string& path) {
    VariantList list{path};
    VariantSummary out;
    std::string last;
    std::string_view line;
    while (list.next(line)) {
        const std::string_view contig = line.substr(0, line.find_first_of("\t "));
        if (contig != last) {
            last = contig;
            static_cast<void>(out.contigs.add(contig));
        }
        ++out.n_variants;
    }
    return out;
}

std::vector<std::string> read_sample_ids(const std::string& path) {
    io::LineReader lines{path};
    std::vector<std::string> ids;
    std::size_t column = 1;  // of a .fam
    bool is_first = true;
    bool skips_types = false;
    std::string_view line;
    while (lines.next(line)) {
        if (line.starts_with("##") || trim_blanks(line).empty())
            continue;
        const std::vector<std::string_view> cells = cells_of(line);
        if (std::exchange(is_first, false)) {
            const bool is_psam = cells[0] == "#FID" || cells[0] == "#IID";
            const bool is_oxford = cells[0] == "ID_1" || cells[0] == "ID";
            if (is_psam)
                column = cells[0] == "#FID" ? 1 : 0;
            if (is_oxford)
                column = cells.size() > 1 && cells[1] == "ID_2" ? 1 : 0;
            skips_types = is_oxford;
            if (is_psam || is_oxford)
                continue;
        }
        if (std::exchange(skips_types, false))
            continue;  // the second line of a .sample names the types of its columns
        if (cells.size() <= column)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("a line of the samples has {} columns, no id", cells.size()),
                lines.where(),
                "expected a .psam with its header, a .fam, or a .sample"};
        ids.emplace_back(cells[column]);
    }
    return ids;
}

}  // namespace genostrat::detail

// SPDX-License-Identifier: MIT
#include "meta_line.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

namespace {

constexpr std::string_view fixed_columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

std::string_view without_return(std::string_view line) {
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::vector<std::string> ids_of(const std::vector<Column>& columns) {
    std::vector<std::string> ids;
    ids.reserve(columns.size());
    for (const Column& column : columns)
        ids.push_back(column.id);
    return ids;
}

template <typename Id>
std::optional<Id> find_in(const TextMap<std::int32_t>& ids, std::string_view id) noexcept {
    const auto found = ids.find(id);
    return found == ids.end() ? std::nullopt : std::optional{static_cast<Id>(found->second)};
}

}  // namespace

Number Number::parse(std::string_view text) noexcept {
    if (text == "A")
        return {Kind::per_alt, 0};
    if (text == "R")
        return {Kind::per_allele, 0};
    if (text == "G")
        return {Kind::per_genotype, 0};
    if (const auto count = parse_number<int>(text); count && *count >= 0)
        return {Kind::fixed, *count};
    return {Kind::other, 0};
}

Schema::Schema() : lines_{"##fileformat=VCFv4.3"} {
}

Schema Schema::parse(std::string_view text, const std::string& file) {
    Schema schema;
    schema.file_ = file;
    schema.lines_.clear();
    std::int64_t line_number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++line_number;
        if (line.starts_with("##")) {
            schema.parse_meta_line(line, line_number);
        } else {
            schema.parse_sample_line(line, line_number);
            schema.n_input_samples_ = schema.samples_.size();
            schema.input_has_format_column_ = schema.has_format_column_;
            return schema;
        }
    }
    throw Error{
        ErrorKind::bad_data,
        "the header has no #CHROM line",
        {.file = file, .line = line_number},
        "the file may be cut off, or be no VCF"};
}

void Schema::parse_meta_line(std::string_view line, std::int64_t) {
    lines_.emplace_back(line);
    if (line.ends_with('\r'))
        line_end_ = "\r\n";
    const auto meta = detail::parse_meta_line(without_return(line));
    if (!meta)
        return;
    const std::string_view id = meta->field("ID");
    if (id.empty())
        return;
    const auto declare_column = [&](std::vector<Column>& columns, TextMap<std::int32_t>& ids) {
        if (!ids.emplace(id, static_cast<std::int32_t>(columns.size())).second)
            return;  // the first of two lines counts, as in HTSlib
        columns.push_back(
            {.id = std::string{id},
             .number = std::string{meta->field("Number")},
             .type = detail::parse_column_type(meta->field("Type")),
             .description = std::string{meta->field("Description")},
             .source = std::string{meta->field("Source")},
             .version = std::string{meta->field("Version")}});
    };
    if (meta->kind == "INFO")
        declare_column(info_, info_ids_);
    else if (meta->kind == "FORMAT")
        declare_column(format_, format_ids_);
    else if (meta->kind == "FILTER" && !has_filter(id))
        filters_.emplace_back(id);
    else if (meta->kind == "contig")
        contigs_.add(id, parse_number<std::int64_t>(meta->field("length")).value_or(-1));
}

void Schema::parse_sample_line(std::string_view line, std::int64_t line_number) {
    const Where where{.file = file_, .line = line_number};
    sample_line_ = line;
    const std::string_view columns = without_return(line);
    if (!columns.starts_with(fixed_columns) ||
        (columns.size() > fixed_columns.size() && columns[fixed_columns.size()] != '\t'))
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "expected the line '#CHROM POS ID REF ALT QUAL FILTER INFO ...' with tabs, found "
                "'{}'",
                columns.substr(0, 60)),
            where,
            "the file may be cut off, or its columns be separated by blanks"};
    if (columns.size() == fixed_columns.size())
        return;
    const std::vector<std::string_view> rest =
        split(columns.substr(fixed_columns.size() + 1), '\t');
    if (rest.front() != "FORMAT")
        throw Error{
            ErrorKind::bad_data,
            fmt::format("the ninth column is '{}' but must be FORMAT", rest.front()),
            where};
    has_format_column_ = true;
    constexpr std::size_t format_column = 9;
    for (std::size_t sample = 1; sample < rest.size(); ++sample) {
        const auto index = static_cast<std::int32_t>(samples_.size());
        if (rest[sample].empty())
            throw Error{
                ErrorKind::bad_data,
                fmt::format("column {} has no sample name", format_column + sample),
                where,
                "there may be a tab too many in this line"};
        if (!sample_ids_.emplace(rest[sample], index).second)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("two samples have the name '{}'", rest[sample]),
                where,
                "rename one, for instance with 'bcftools reheader -s'"};
        samples_.emplace_back(rest[sample]);
    }
}

std::int32_t Schema::find_sample(std::string_view name) const noexcept {
    const auto found = sample_ids_.find(name);
    return found == sample_ids_.end() ? -1 : found->second;
}

std::optional<InfoId> Schema::find_info(std::string_view id) const noexcept {
    return find_in<InfoId>(info_ids_, id);
}

std::optional<FormatId> Schema::find_format(std::string_view id) const noexcept {
    return find_in<FormatId>(format_ids_, id);
}

bool Schema::has_filter(std::string_view id) const noexcept {
    return id == "PASS" || std::ranges::find(filters_, id) != filters_.end();
}

const Column& Schema::info(InfoId id) const noexcept {
    return info_[static_cast<std::size_t>(id)];
}

const Column& Schema::format(FormatId id) const noexcept {
    return format_[static_cast<std::size_t>(id)];
}

std::vector<std::string> Schema::info_names() const {
    return ids_of(info_);
}

std::vector<std::string> Schema::format_names() const {
    return ids_of(format_);
}

std::vector<std::string> Schema::filter_names() const {
    return filters_;
}

InfoId Schema::reads_info(std::string_view id) const {
    if (const auto found = find_info(id))
        return *found;
    throw Error{
        ErrorKind::usage,
        fmt::format("the header declares no INFO/{}", id),
        {.file = file_},
        suggest_name(id, info_names())};
}

FormatId Schema::reads_format(std::string_view id) const {
    if (const auto found = find_format(id))
        return *found;
    throw Error{
        ErrorKind::usage,
        fmt::format("the header declares no FORMAT/{}", id),
        {.file = file_},
        suggest_name(id, format_names())};
}

std::int32_t Schema::declare(
    std::vector<Column>& columns,
    TextMap<std::int32_t>& ids,
    std::string_view kind,
    const Column& column) {
    const auto [entry, is_new] = ids.emplace(column.id, static_cast<std::int32_t>(columns.size()));
    if (is_new) {
        columns.push_back(column);
    } else {
        columns[static_cast<std::size_t>(entry->second)] = column;
        remove_line(kind, column.id);
    }
    append_line(detail::column_line(kind, column));
    return entry->second;
}

InfoId Schema::adds_info(const Column& column) {
    return static_cast<InfoId>(declare(info_, info_ids_, "INFO", column));
}

FormatId Schema::adds_format(const Column& column) {
    return static_cast<FormatId>(declare(format_, format_ids_, "FORMAT", column));
}

void Schema::adds_filter(std::string_view id, std::string_view description) {
    if (has_filter(id))
        return;
    filters_.emplace_back(id);
    append_line(fmt::format("##FILTER=<ID={},Description=\"{}\">", id, description));
}

ContigId Schema::adds_contig(std::string_view name, std::int64_t length) {
    std::string line = length >= 0 ? fmt::format("##contig=<ID={},length={}>", name, length)
                                   : fmt::format("##contig=<ID={}>", name);
    const ContigId known = contigs_.find(name);
    if (known == unknown_contig) {
        append_line(std::move(line));
        return contigs_.add(name, length);
    }
    if (length < 0 || length == contigs_.length(known))
        return known;
    // Of another length in the output (liftover): a new line at the old place.
    for (std::string& own : lines_) {
        const auto meta = detail::parse_meta_line(without_return(own));
        if (meta && meta->kind == "contig" && meta->field("ID") == name)
            own = line + (line_end_ == "\r\n" ? "\r" : "");
    }
    hts_is_current_ = false;
    return known;
}

void Schema::adds_line(std::string_view line) {
    const bool is_there = std::ranges::any_of(
        lines_, [&](const std::string& other) { return without_return(other) == line; });
    if (!is_there)
        append_line(std::string{line});
}

void Schema::append_line(std::string line) {
    if (line_end_ == "\r\n")
        line += '\r';
    lines_.push_back(std::move(line));
    hts_is_current_ = false;
}

void Schema::remove_line(std::string_view kind, std::string_view id) {
    std::erase_if(lines_, [&](const std::string& line) {
        const auto meta = detail::parse_meta_line(without_return(line));
        return meta && meta->kind == kind && meta->field("ID") == id;
    });
    hts_is_current_ = false;
}

void Schema::removes_info(std::string_view id) {
    remove_line("INFO", id);
}

void Schema::removes_format(std::string_view id) {
    remove_line("FORMAT", id);
}

void Schema::selects_samples(std::span<const std::int32_t> samples, bool drop_format) {
    std::vector<std::string> selected;
    std::vector<std::int32_t> of_input;
    selected.reserve(samples.size());
    for (const std::int32_t sample : samples) {
        of_input.push_back(selection_ ? (*selection_)[static_cast<std::size_t>(sample)] : sample);
        selected.push_back(samples_[static_cast<std::size_t>(sample)]);
    }
    selection_ = std::move(of_input);
    samples_ = std::move(selected);
    sample_ids_.clear();
    for (const std::string& sample : samples_)
        sample_ids_.emplace(sample, static_cast<std::int32_t>(sample_ids_.size()));
    has_format_column_ = has_format_column_ && !drop_format;
    sample_line_.clear();
    hts_is_current_ = false;
}

void Schema::drops_samples_at_output() {
    writes_samples_ = false;
    sample_line_.clear();
    hts_is_current_ = false;
}

std::string Schema::text() const {
    std::string out;
    // Stages and packed rows still know the formats: only the output's text is without them.
    const bool drops_formats = !writes_samples_ || (selection_ && !has_format_column_);
    for (const std::string& line : lines_) {
        if (drops_formats && line.starts_with("##FORMAT="))
            continue;
        out += line;
        out += '\n';
    }
    if (!sample_line_.empty()) {
        out += sample_line_;
        return out + '\n';
    }
    out += fixed_columns;
    if (!writes_samples_)
        return out + line_end_;
    if (has_format_column_)
        out += "\tFORMAT";
    for (const std::string& sample : samples_) {
        out += '\t';
        out += sample;
    }
    return out + line_end_;
}

void Schema::set_bcf_header(HtsHeader header) {
    bcf_ = std::move(header);
    hts_is_current_ = false;
}

const HtsHeader& Schema::hts_header() const {
    if (hts_is_current_)
        return hts_;
    std::string out;
    const auto add_line = [&](std::string_view line) {
        out += line;
        out += '\n';
    };
    const auto add_meta_line = [&](std::string_view line) {
        line = without_return(line);
        const auto meta = bcf_ ? detail::parse_meta_line(line) : std::nullopt;
        const bool in_contigs = meta && meta->kind == "contig";
        const bool in_tags =
            meta && (meta->kind == "INFO" || meta->kind == "FORMAT" || meta->kind == "FILTER");
        // Packed rows name contigs and tags by number: the old numbers must stay.
        const std::string id{in_contigs || in_tags ? meta->field("ID") : ""};
        const int index =
            id.empty()
                ? -1
                : bcf_hdr_id2int(bcf_.get(), in_contigs ? BCF_DT_CTG : BCF_DT_ID, id.c_str());
        if (index < 0)
            add_line(line);
        else
            add_line(fmt::format("{},IDX={}>", line.substr(0, line.rfind('>')), index));
    };
    std::ranges::for_each(lines_, add_meta_line);
    const std::string whole = text();
    const std::size_t columns = whole.find(fixed_columns);
    add_line(without_return(
        std::string_view{whole}.substr(columns, whole.find('\n', columns) - columns)));
    hts_ = make_hts_header(out, file_);
    hts_is_current_ = true;
    return hts_;
}

}  // namespace genostrat

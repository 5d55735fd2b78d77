// SPDX-License-Identifier: MIT
#include "filter/query_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <genostrat/filter/evaluator.hpp>
#include <genostrat/filter/number_kernels.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/query_format.hpp>
#include <genostrat/filter/row.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::filter {

namespace {

enum class ItemKind : std::uint8_t {
    text,
    contig,
    pos,
    pos0,
    end,
    end0,
    id,
    ref,
    alt,
    qual,
    filter,
    info_column,
    format_column,
    type,
    line,
    mask,
    n_pass,
    undefined,
    info,
    flag,
    sample,
    genotype,
    bases,
    iupac,
    consequences,
    binomial,
    format
};

struct Item {
    ItemKind kind{};
    bool in_loop{};
    std::string text{};  ///< literal text, or the name for the header line
    std::optional<std::size_t> index{};
    InfoId info{};
    FormatId format{};
    std::size_t expression{};
    SampleColumn column{};  ///< of the row that is being printed
};

constexpr std::array<std::pair<std::string_view, ItemKind>, 18> site_columns{
    {{"CHROM", ItemKind::contig},
     {"POS", ItemKind::pos},
     {"POS0", ItemKind::pos0},
     {"END", ItemKind::end},
     {"END0", ItemKind::end0},
     {"ID", ItemKind::id},
     {"REF", ItemKind::ref},
     {"ALT", ItemKind::alt},
     {"FIRST_ALT", ItemKind::alt},
     {"QUAL", ItemKind::qual},
     {"FILTER", ItemKind::filter},
     {"INFO", ItemKind::info_column},
     {"FORMAT", ItemKind::format_column},
     {"TYPE", ItemKind::type},
     {"LINE", ItemKind::line},
     {"MASK", ItemKind::mask},
     {"N_PASS", ItemKind::n_pass},
     {"SAMPLE", ItemKind::sample}}};

[[nodiscard]] bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

}  // namespace

struct QueryFormat::Impl {
    Impl(std::string_view text, const Schema& header, Rules chosen, UndefinedTags undefined)
        : schema{header}, rules{chosen}, format{text}, allows_undefined{
                                                           undefined ==
                                                           UndefinedTags::print_missing} {
        parse();
        for (const Program& program : programs)
            evaluators.emplace_back(program);
    }

    // --- taking the format apart ---

    [[nodiscard]] Error fail(std::size_t begin, std::string message, std::string help = {}) const {
        return error_at(
            format,
            {begin, std::max<std::size_t>(1, at - begin)},
            std::move(message),
            std::move(help));
    }

    void literal(char c) {
        if (items.empty() || items.back().kind != ItemKind::text || items.back().in_loop != in_loop)
            items.push_back({.kind = ItemKind::text, .in_loop = in_loop});
        items.back().text += c;
    }

    void parse() {
        while (at < format.size()) {
            const char c = format[at];
            const std::size_t begin = at++;
            if (c == '[') {
                if (in_loop)
                    throw fail(begin, "a '[' within brackets");
                in_loop = true;
                loops.push_back(items.size());
            } else if (c == ']') {
                if (!in_loop)
                    throw fail(begin, "this ']' has no '['");
                in_loop = false;
            } else if (c == '\\' && at < format.size()) {
                const char escaped = format[at++];
                literal(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            } else if (c == '%') {
                column(begin);
            } else {
                literal(c);
            }
        }
        if (in_loop)
            throw fail(format.size(), "a '[' is not closed");
    }

    [[nodiscard]] std::string word() {
        std::string out;
        while (at < format.size() && is_name_character(format[at]))
            out += format[at++];
        return out;
    }

    void column(std::size_t begin) {
        std::string name = word();
        std::string tag = name;
        bool is_info = false;
        bool is_format = false;
        if ((name == "INFO" || name == "FORMAT" || name == "FMT") && at < format.size() &&
            format[at] == '/') {
            ++at;
            tag = word();
            is_info = name == "INFO";
            is_format = !is_info;
        }
        if (tag.empty())
            throw fail(begin, "a column name must follow '%'");
        Item item{.in_loop = in_loop, .text = tag};
        if (at < format.size() && format[at] == '(')
            call(begin, tag, item);
        else if (is_info || is_format || !site_column(tag, item))
            tag_column(begin, tag, is_info, is_format, item);
        index(begin, item);
        items.push_back(std::move(item));
    }

    void call(std::size_t begin, const std::string& name, Item& item) {
        std::size_t depth = 0;
        const std::size_t open = at;
        do {
            if (at == format.size())
                throw fail(begin, "this '(' is not closed");
            depth += format[at] == '(' ? 1 : 0;
            depth -= format[at] == ')' ? 1 : 0;
            ++at;
        } while (depth > 0);
        const std::string_view argument = format.substr(open + 1, at - open - 2);
        if (name == "N_PASS") {
            item.kind = ItemKind::n_pass;
            item.expression = programs.size();
            programs.push_back(compile(argument, schema, rules, Wants::samples));
            return;
        }
        if (name != "PBINOM")
            throw fail(begin, "there is no function '" + name + "'", "known: N_PASS, PBINOM");
        if (!in_loop)
            throw fail(begin, "PBINOM must stand in brackets, once a sample");
        std::string_view tag = argument;
        for (const std::string_view prefix : {"FMT/", "FORMAT/"})
            if (tag.starts_with(prefix))
                tag.remove_prefix(prefix.size());
        item.kind = ItemKind::binomial;
        item.format = schema.reads_format(tag);
        if (schema.format(item.format).type != ColumnType::integer)
            throw fail(begin, "PBINOM needs an Integer tag");
    }

    bool site_column(std::string_view name, Item& item) const {
        for (const auto& [column, kind] : site_columns)
            if (column == name && (kind != ItemKind::sample || in_loop)) {
                item.kind = kind;
                if (name == "FIRST_ALT")
                    item.index = 0;
                return true;
            }
        return false;
    }

    void tag_column(
        std::size_t begin, const std::string& tag, bool is_info, bool is_format, Item& item) const {
        const auto format_id = is_info ? std::nullopt : schema.find_format(tag);
        const auto info_id = is_format ? std::nullopt : schema.find_info(tag);
        const bool is_translated = tag == "TGT" || tag == "IUPACGT";
        if (in_loop && (is_translated || tag == "TBCSQ")) {
            const auto source = schema.find_format(is_translated ? "GT" : "BCSQ");
            item.kind = !source            ? ItemKind::undefined
                        : tag == "TGT"     ? ItemKind::bases
                        : tag == "IUPACGT" ? ItemKind::iupac
                                           : ItemKind::consequences;
            if (source) {
                item.format = *source;
                if (tag == "TBCSQ")
                    item.info = schema.reads_info("BCSQ");
                return;
            }
        } else if (in_loop && format_id) {
            item.kind = tag == "GT" ? ItemKind::genotype : ItemKind::format;
            item.format = *format_id;
            return;
        } else if (info_id) {
            item.kind =
                schema.info(*info_id).type == ColumnType::flag ? ItemKind::flag : ItemKind::info;
            item.info = *info_id;
            return;
        }
        if (!in_loop && (schema.find_format(tag) || is_translated))
            throw fail(
                begin,
                "'" + tag + "' is a FORMAT tag",
                "put it in brackets, once a sample: [ %" + tag + "]");
        if (allows_undefined) {
            item.kind = ItemKind::undefined;
            return;
        }
        std::vector<std::string> known = in_loop ? schema.format_names() : schema.info_names();
        for (const auto& [column, kind] : site_columns)
            known.emplace_back(column);
        throw fail(begin, "'" + tag + "' is not defined in the header", suggest_name(tag, known));
    }

    void index(std::size_t begin, Item& item) {
        const bool takes_index = item.kind == ItemKind::alt || item.kind == ItemKind::info ||
                                 item.kind == ItemKind::format || item.kind == ItemKind::flag ||
                                 item.kind == ItemKind::consequences ||
                                 item.kind == ItemKind::undefined;
        if (!takes_index || at == format.size() || format[at] != '{')
            return;
        const std::size_t close = format.find('}', at);
        const std::string_view text =
            format.substr(at + 1, close == std::string_view::npos ? 0 : close - at - 1);
        const auto number = parse_number<std::uint32_t>(text);
        if (close == std::string_view::npos || (!number && text != "*"))
            throw fail(begin, "'{' wants an index from 0 and '}'");
        if (number)
            item.index = *number;
        at = close + 1;
    }

    // --- printing ---

    /// Reads what an item in brackets shows: once a row, as cohorts have thousands of samples.
    static void load(Item& item, const RecordBatch& batch, RowId row) {
        using enum ItemKind;
        if (item.kind == genotype || item.kind == format)
            item.column.texts = batch.format_strings(row, item.format);
        if (item.kind == bases || item.kind == iupac || item.kind == binomial)
            item.column.genotypes = batch.genotypes(row);
        if (item.kind == consequences || item.kind == binomial)
            item.column.integers = batch.format_integers(row, item.format);
        if (item.kind == consequences)
            item.column.info = batch.info_text(row, item.info);
    }

    void append(
        const Item& item,
        std::size_t sample,
        const RecordBatch& batch,
        RowId row,
        std::string& out) {
        switch (item.kind) {
        case ItemKind::text:
            out += item.text;
            return;
        case ItemKind::undefined:
            out += '.';
            return;
        case ItemKind::mask:
            out += '1';
            return;
        case ItemKind::n_pass: {
            BatchRow view{batch};
            view.move_to(row);
            Evaluator& evaluator = evaluators[item.expression];
            static_cast<void>(evaluator.passes(view));
            append_number(
                out,
                static_cast<std::int64_t>(
                    std::ranges::count(evaluator.samples(), std::uint8_t{1})));
            return;
        }
        case ItemKind::info:
            append_info(batch, row, item.info, item.index, rules, out);
            return;
        case ItemKind::flag:
            out += batch.has_info(row, item.info) ? '1' : '.';
            return;
        case ItemKind::sample:
            out += schema.samples()[sample];
            return;
        case ItemKind::genotype:
        case ItemKind::format:
            append_format(item.column, sample, item.index, out);
            return;
        case ItemKind::bases:
        case ItemKind::iupac:
            append_bases(batch, row, item.column, sample, item.kind == ItemKind::iupac, out);
            return;
        case ItemKind::consequences:
            append_consequences(item.column, sample, item.index, out);
            return;
        case ItemKind::binomial:
            append_binomial(item.column, sample, out);
            return;
        default:
            append_column(item, batch, row, out);
        }
    }

    void append_column(const Item& item, const RecordBatch& batch, RowId row, std::string& out) {
        switch (item.kind) {
        case ItemKind::contig:
            out += batch.contig_name(row);
            return;
        case ItemKind::pos:
        case ItemKind::pos0:
            append_number(out, batch.pos(row) + (item.kind == ItemKind::pos ? 1 : 0));
            return;
        case ItemKind::end:
        case ItemKind::end0:
            append_number(out, batch.span(row).end - (item.kind == ItemKind::end ? 0 : 1));
            return;
        case ItemKind::id:
            out += batch.id(row);
            return;
        case ItemKind::ref:
            out += batch.ref(row);
            return;
        case ItemKind::alt:
            append_alts(batch.alts(row), item.index, out);
            return;
        case ItemKind::filter:
            out += batch.filter(row);
            return;
        case ItemKind::type:
            append_types(batch, row, out);
            return;
        case ItemKind::qual:
            if (const auto qual = batch.qual(row))
                append_number(out, *qual);
            else
                out += '.';
            return;
        default:
            append_of_line(item, batch, row, out);
        }
    }

    /// Columns that are cut out of the row's text.
    void append_of_line(const Item& item, const RecordBatch& batch, RowId row, std::string& out) {
        line.clear();
        batch.append_line(row, line);
        if (item.kind == ItemKind::line) {
            out += line;
            out += '\n';
            return;
        }
        const std::vector<std::string_view> columns = split(line, '\t');
        if (item.kind == ItemKind::info_column) {
            out += columns[7];
            return;
        }
        for (std::size_t column = 8; column < columns.size(); ++column) {
            out += column == 8 ? "" : "\t";
            out += columns[column];
        }
    }

    const Schema& schema;
    Rules rules;
    std::string_view format;
    bool allows_undefined;
    std::size_t at{};
    bool in_loop{};
    std::vector<Item> items;
    std::vector<std::size_t> loops;  ///< first item of each
    std::vector<Program> programs;
    std::vector<Evaluator> evaluators;
    std::string line;
};

QueryFormat::QueryFormat(
    std::string_view format, const Schema& schema, Rules rules, UndefinedTags undefined)
    : impl_{std::make_unique<Impl>(format, schema, rules, undefined)} {
}

QueryFormat::~QueryFormat() = default;
QueryFormat::QueryFormat(QueryFormat&&) noexcept = default;
QueryFormat& QueryFormat::operator=(QueryFormat&&) noexcept = default;

bool QueryFormat::has_loop() const noexcept {
    return !impl_->loops.empty();
}

namespace {

/// Calls `once(item)` for items outside loops and `loop(begin, end)` for each run within one.
template <typename Items, typename Loops, typename Once, typename Loop>
void walk(const Items& items, const Loops& loops, Once once, Loop loop) {
    for (std::size_t at = 0; at < items.size();) {
        if (!items[at].in_loop) {
            once(items[at++]);
            continue;
        }
        const auto next = std::ranges::upper_bound(loops, at);
        std::size_t end = at;
        while (end < items.size() && items[end].in_loop && (next == loops.end() || end < *next))
            ++end;
        loop(at, end);
        at = end;
    }
}

}  // namespace

std::string QueryFormat::header() const {
    std::string out = "# ";
    int number = 0;
    const auto name = [&](const Item& item, std::string_view sample) {
        if (item.kind == ItemKind::text) {
            out += item.text;
            return;
        }
        out += '[';
        append_number(out, static_cast<std::int64_t>(++number));
        out += ']';
        if (!sample.empty() && item.kind != ItemKind::sample) {
            out += sample;
            out += ':';
        }
        out += item.text;
    };
    walk(
        impl_->items,
        impl_->loops,
        [&](const Item& item) { name(item, {}); },
        [&](std::size_t begin, std::size_t end) {
            for (const std::string& sample : impl_->schema.samples())
                for (std::size_t at = begin; at < end; ++at)
                    name(impl_->items[at], sample);
        });
    return out;
}

void QueryFormat::append(
    const RecordBatch& batch, RowId row, std::span<const std::uint8_t> passing, std::string& out) {
    walk(
        impl_->items,
        impl_->loops,
        [&](const Item& item) { impl_->append(item, 0, batch, row, out); },
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t at = begin; at < end; ++at)
                Impl::load(impl_->items[at], batch, row);
            for (std::size_t sample = 0; sample < batch.n_samples(); ++sample) {
                if (!passing.empty() && passing[sample] == 0)
                    continue;
                for (std::size_t at = begin; at < end; ++at)
                    impl_->append(impl_->items[at], sample, batch, row, out);
            }
        });
}

}  // namespace genostrat::filter

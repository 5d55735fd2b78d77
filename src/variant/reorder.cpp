// SPDX-License-Identifier: MIT
#include "variant/genotype_index.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/renamed_genotype.hpp>
#include <genostrat/variant/reorder.hpp>

namespace genostrat {

namespace {

[[noreturn]] void
fail(const RowText& row, std::string_view column, std::string_view key, std::string_view values) {
    throw Error{
        ErrorKind::bad_data,
        std::string{column} + "/" + std::string{key} + " is '" + std::string{values} +
            "', which does not fit the alleles " + std::string{row.ref} + ">" +
            std::string{row.alt},
        {.contig = std::string{row.contig},
         .pos = parse_number<std::int64_t>(row.pos).value_or(0) - 1},
        "correct the record or the Number of its header line"};
}

void append_joined(const std::vector<std::string_view>& values, std::string& out) {
    for (std::size_t value = 0; value < values.size(); ++value) {
        if (value > 0)
            out += ',';
        out += values[value];
    }
}

std::optional<std::string_view> find_info(std::string_view info, std::string_view key) {
    std::optional<std::string_view> found;
    for_each_piece(info, ';', [&](std::string_view entry) {
        if (entry.size() > key.size() && entry[key.size()] == '=' && entry.starts_with(key))
            found = entry.substr(key.size() + 1);
    });
    return found;
}

/// What all alleles of a count or frequency add up to: AN of AC, 1 of AF; nothing for other keys.
std::optional<double> whole_of(std::string_view key, std::string_view info) {
    if (key == "AF" || key.starts_with("AF_") || key.ends_with("_AF"))
        return 1.0;
    if (key != "AC" && !key.starts_with("AC_"))
        return std::nullopt;
    const auto number = find_info(info, "AN" + std::string{key.substr(2)});
    return number ? parse_number<double>(*number) : std::nullopt;
}

/// The value of the old REF where those of the ALTs are given: what is left of the whole.
std::optional<std::string> value_of_ref(double whole, std::string_view values) {
    bool is_complete = true;
    bool is_integer = true;
    double rest = whole;
    for_each_piece(values, ',', [&](std::string_view value) {
        const auto number = parse_number<double>(value);
        is_complete = is_complete && number.has_value();
        is_integer = is_integer && parse_number<std::int64_t>(value).has_value();
        rest -= number.value_or(0);
    });
    if (!is_complete || rest < -1e-6)
        return std::nullopt;
    std::string text;
    if (is_integer)
        append_number(text, static_cast<std::int64_t>(rest));
    else
        append_number(text, static_cast<float>(std::max(rest, 0.0)));
    return text;
}

}  // namespace

AlleleOrder AlleleOrder::swap(std::size_t n_alleles, std::size_t allele) {
    AlleleOrder order;
    for (std::size_t each = 0; each < n_alleles; ++each) {
        const std::size_t source = each == 0 ? allele : each == allele ? 0 : each;
        order.sources.push_back(source);
        order.targets.push_back(static_cast<std::int32_t>(source));
    }
    return order;
}

AlleleOrder AlleleOrder::without(const std::vector<bool>& is_left_out) {
    AlleleOrder order;
    for (std::size_t allele = 0; allele < is_left_out.size(); ++allele) {
        if (allele > 0 && is_left_out[allele]) {
            order.targets.push_back(0);
            continue;
        }
        order.targets.push_back(static_cast<std::int32_t>(order.sources.size()));
        order.sources.push_back(allele);
    }
    return order;
}

bool append_reordered(
    std::string_view values, Number::Kind kind, const AlleleOrder& order, std::string& out) {
    if (values == "." || values.empty()) {
        out += values;
        return true;
    }
    const std::vector<std::string_view> old = split(values, ',');
    const std::size_t n_old = order.n_old();
    std::vector<std::string_view> made;
    switch (kind) {
    case Number::Kind::per_alt:
        if (old.size() + 1 != n_old)
            return false;
        for (std::size_t allele = 1; allele < order.n_new(); ++allele)
            made.push_back(order.sources[allele] == 0 ? "." : old[order.sources[allele] - 1]);
        break;
    case Number::Kind::per_genotype:
        if (old.size() == n_old * (n_old + 1) / 2) {
            for (std::size_t high = 0; high < order.n_new(); ++high)
                for (std::size_t low = 0; low <= high; ++low)
                    made.push_back(old[genotype_index(order.sources[low], order.sources[high])]);
            break;
        }
        [[fallthrough]];  // a haploid sample has one value an allele
    case Number::Kind::per_allele:
        if (old.size() != n_old)
            return false;
        for (const std::size_t source : order.sources)
            made.push_back(old[source]);
        break;
    default:
        out += values;
        return true;
    }
    if (made.empty())
        out += '.';
    append_joined(made, out);
    return true;
}

bool append_reordered_genotype(
    std::string_view genotype, const AlleleOrder& order, std::string& out) {
    return append_renamed_genotype(
        genotype, order.n_old(), out, [&](std::size_t allele, std::string& text) {
            if (order.targets[allele] < 0)
                text += '.';
            else
                append_number(text, std::int64_t{order.targets[allele]});
        });
}

void RowReorderer::append_line(
    const RowText& row,
    const AlleleOrder& order,
    const ReorderedPlace& place,
    std::string& out) const {
    out += place.contig;
    out += '\t';
    append_number(out, place.pos + 1);
    out += '\t';
    out += row.id;
    out += '\t';
    out += place.ref;
    out += '\t';
    if (place.alts.empty())
        out += '.';
    append_joined(place.alts, out);
    for (const std::string_view column : {row.qual, row.filter}) {
        out += '\t';
        out += column;
    }
    out += '\t';
    append_info(row, order, out);
    if (row.format.empty())
        return;
    out += '\t';
    out += row.format;
    if (!row.samples.empty())
        append_samples(row, order, out);
}

void RowReorderer::append_info(
    const RowText& row, const AlleleOrder& order, std::string& out) const {
    bool is_first = true;
    for_each_piece(row.info, ';', [&](std::string_view entry) {
        if (!is_first)
            out += ';';
        is_first = false;
        const std::size_t equals = entry.find('=');
        const std::string_view key = entry.substr(0, equals);
        const auto kind = kinds_.info.find(key);
        if (equals == std::string_view::npos || kind == kinds_.info.end()) {
            out += entry;
            return;
        }
        out += entry.substr(0, equals + 1);
        const std::string_view values = entry.substr(equals + 1);
        std::string made;
        if (!append_reordered(values, kind->second, order, made))
            fail(row, "INFO", key, values);
        const auto moved = std::ranges::find(order.sources, std::size_t{0});
        if (kind->second == Number::Kind::per_alt && order.moves_ref() && values != "." &&
            moved != order.sources.end()) {
            const std::optional<double> whole = whole_of(key, row.info);
            const auto rest = whole ? value_of_ref(*whole, values) : std::nullopt;
            if (rest) {
                std::vector<std::string_view> pieces = split(made, ',');
                pieces[static_cast<std::size_t>(moved - order.sources.begin()) - 1] = *rest;
                append_joined(pieces, out);
                return;
            }
        }
        out += made;
    });
}

void RowReorderer::append_samples(
    const RowText& row, const AlleleOrder& order, std::string& out) const {
    const std::vector<std::string_view> keys = split(row.format, ':');
    std::vector<Number::Kind> kinds;
    for (const std::string_view key : keys) {
        const auto found = kinds_.format.find(key);
        kinds.push_back(found == kinds_.format.end() ? Number::Kind::other : found->second);
    }
    for_each_piece(row.samples, '\t', [&](std::string_view sample) {
        out += '\t';
        std::size_t key = 0;
        for_each_piece(sample, ':', [&](std::string_view values) {
            if (key > 0)
                out += ':';
            const bool fits = key >= keys.size() ? false
                              : keys[key] == "GT"
                                  ? append_reordered_genotype(values, order, out)
                                  : append_reordered(values, kinds[key], order, out);
            if (!fits)
                fail(row, "FORMAT", key < keys.size() ? keys[key] : "(one too many)", values);
            ++key;
        });
    });
}

}  // namespace genostrat

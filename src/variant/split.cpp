// SPDX-License-Identifier: MIT
#include "variant/genotype_index.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/renamed_genotype.hpp>
#include <genostrat/variant/split.hpp>

namespace genostrat {

namespace {

std::size_t n_values(std::string_view values) noexcept {
    return 1 + static_cast<std::size_t>(std::count(values.begin(), values.end(), ','));
}

/// Places of the wanted values in the vector, ascending.
struct Wanted {
    std::array<std::size_t, 3> places{};
    std::size_t n{};
    std::size_t declared{};  // length of the whole vector
};

Wanted wanted_of(Number::Kind kind, AltChoice choice, std::size_t found) noexcept {
    const std::size_t allele = choice.allele;
    switch (kind) {
    case Number::Kind::per_alt:
        return {{allele - 1}, 1, choice.n_alleles - 1};
    case Number::Kind::per_allele:
        return {{0, allele}, 2, choice.n_alleles};
    case Number::Kind::per_genotype: {
        const std::size_t diploid = choice.n_alleles * (choice.n_alleles + 1) / 2;
        if (found == choice.n_alleles)
            return {{0, allele}, 2, choice.n_alleles};
        return {{0, genotype_index(0, allele), genotype_index(allele, allele)}, 3, diploid};
    }
    default:
        return {};
    }
}

/// Appends the values at the wanted places that are there; returns how many were.
std::size_t append_places(std::string_view values, const Wanted& wanted, std::string& out) {
    std::size_t place = 0;
    std::size_t n_taken = 0;
    std::size_t begin = 0;
    while (n_taken < wanted.n) {
        const std::size_t comma = values.find(',', begin);
        if (place == wanted.places[n_taken]) {
            if (n_taken > 0)
                out += ',';
            out += values.substr(begin, comma == std::string_view::npos ? comma : comma - begin);
            ++n_taken;
        }
        if (comma == std::string_view::npos)
            break;
        begin = comma + 1;
        ++place;
    }
    return n_taken;
}

/// REF's value plus those of the ALTs that the split leaves out, then the kept one's: `--keep-sum`.
/// False where a value is no whole number.
bool append_summed(std::string_view values, AltChoice choice, std::string& out) {
    std::int64_t ref_sum = 0;
    std::string_view kept;
    std::size_t allele = 0;
    bool all_numbers = true;
    for_each_piece(values, ',', [&](std::string_view value) {
        const auto number = parse_number<std::int64_t>(value);
        if (allele == choice.allele)
            kept = value;
        else if (number)
            ref_sum += *number;
        all_numbers = all_numbers && (number.has_value() || value == ".");
        ++allele;
    });
    if (!all_numbers || allele != choice.n_alleles)
        return false;
    append_number(out, ref_sum);
    out += ',';
    out += kept;
    return true;
}

std::string alleles_text(const RowText& row) {
    return std::string{row.ref} + ">" + std::string{row.alt};
}

[[noreturn]] void throw_wrong_count(
    std::string_view column,
    std::string_view key,
    std::string_view values,
    const RowText& row,
    std::size_t n_alleles) {
    throw Error{
        ErrorKind::bad_data,
        std::string{column} + "/" + std::string{key} + " has " + std::to_string(n_values(values)) +
            " values, which does not fit the " + std::to_string(n_alleles) + " alleles of " +
            alleles_text(row),
        {.contig = std::string{row.contig},
         .pos = parse_number<std::int64_t>(row.pos).value_or(0) - 1},
        "correct the caller's header or record, or drop such fields with --force"};
}

/// The values of one allele out of a text vector of any length: `.` where it lacks one of them.
void append_text(std::string_view values, Number::Kind kind, AltChoice choice, std::string& out) {
    const std::size_t old_size = out.size();
    const Wanted wanted = wanted_of(kind, choice, n_values(values));
    if (append_places(values, wanted, out) == wanted.n)
        return;
    out.resize(old_size);
    out += '.';
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// Kinds of the FORMAT keys of one row; GT has a kind of its own.
struct FormatKey {
    std::string_view name{};
    Number::Kind kind{Number::Kind::other};
    bool is_genotype{};
    bool keeps_sum{};
    bool is_text{};
    bool is_dropped{};
};

std::vector<FormatKey>
keys_of(std::string_view format, const TagKinds& kinds, const SplitOptions& options) {
    std::vector<FormatKey> keys;
    for_each_piece(format, ':', [&](std::string_view name) {
        FormatKey key{.name = name, .is_genotype = name == "GT"};
        if (const auto found = kinds.format.find(name); found != kinds.format.end())
            key.kind = found->second;
        key.keeps_sum = key.kind == Number::Kind::per_allele && contains(options.keep_sum, name);
        key.is_text = options.text_format.contains(name);
        keys.push_back(key);
    });
    return keys;
}

/// Calls `visit(key, value)` for every value of a sample that is written, and `next_sample()` at
/// each tab.
template <typename Visit, typename NextSample>
void for_each_value(
    std::vector<FormatKey>& keys, std::string_view samples, Visit visit, NextSample next_sample) {
    std::size_t begin = 0;
    std::size_t key = 0;
    for (;;) {
        std::size_t end = begin;
        while (end < samples.size() && samples[end] != ':' && samples[end] != '\t')
            ++end;
        if (key < keys.size())
            visit(keys[key], samples.substr(begin, end - begin));
        if (end == samples.size())
            return;
        if (samples[end] == '\t') {
            key = 0;
            next_sample();
        } else {
            ++key;
        }
        begin = end + 1;
    }
}

bool follows_alleles(Number::Kind kind) noexcept {
    return kind == Number::Kind::per_alt || kind == Number::Kind::per_allele ||
           kind == Number::Kind::per_genotype;
}

}  // namespace

Projected
append_projected(std::string_view values, Number::Kind kind, AltChoice choice, std::string& out) {
    if (!follows_alleles(kind) || values == "." || values.empty()) {
        out += values;
        return Projected::whole;
    }
    const std::size_t found = n_values(values);
    const Wanted wanted = wanted_of(kind, choice, found);
    if (found > wanted.declared || (found == 1 && wanted.declared > 1))
        return Projected::wrong_count;
    if (append_places(values, wanted, out) == 0)
        out += '.';
    return found == wanted.declared ? Projected::whole : Projected::cut_short;
}

bool append_projected_genotype(std::string_view genotype, AltChoice choice, std::string& out) {
    return append_renamed_genotype(
        genotype, choice.n_alleles, out, [&](std::size_t allele, std::string& text) {
            text += allele == choice.allele ? '1' : '0';
        });
}

RowSplitter::RowSplitter(TagKinds kinds, SplitOptions options)
    : kinds_{std::move(kinds)}, options_{std::move(options)} {
}

void RowSplitter::append_line(
    const RowText& row,
    std::span<const std::string_view> alts,
    std::size_t allele,
    std::string& out) const {
    const AltChoice choice{.n_alleles = alts.size() + 1, .allele = allele};
    for (const std::string_view column : {row.contig, row.pos, row.id, row.ref}) {
        out += column;
        out += '\t';
    }
    out += alts[allele - 1];
    out += '\t';
    out += row.qual;
    out += '\t';
    out += row.filter;
    out += '\t';
    append_info(row, choice, out);
    if (!row.format.empty()) {
        out += '\t';
        append_samples(row, choice, out);
    }
}

void RowSplitter::append_info(const RowText& row, AltChoice choice, std::string& out) const {
    const std::size_t first = out.size();
    for_each_piece(row.info, ';', [&](std::string_view entry) {
        const std::size_t begin = out.size();
        if (begin > first)
            out += ';';
        const std::size_t equals = entry.find('=');
        if (equals == std::string_view::npos) {
            out += entry;
            return;
        }
        const std::string_view key = entry.substr(0, equals);
        const auto kind = kinds_.info.find(key);
        if (kind == kinds_.info.end()) {
            out += entry;
            return;
        }
        out += entry.substr(0, equals + 1);
        const std::string_view values = entry.substr(equals + 1);
        if (options_.text_info.contains(key)) {
            append_text(values, kind->second, choice, out);
            return;
        }
        if (kind->second == Number::Kind::per_allele && contains(options_.keep_sum, key) &&
            append_summed(values, choice, out))
            return;
        // A short INFO vector is as wrong as a long one: which ALT a value belongs to is unknown.
        if (append_projected(values, kind->second, choice, out) == Projected::whole)
            return;
        if (!options_.drop_malformed)
            throw_wrong_count("INFO", key, values, row, choice.n_alleles);
        out.resize(begin);
    });
    if (out.size() == first)
        out += '.';
}

void RowSplitter::append_samples(const RowText& row, AltChoice choice, std::string& out) const {
    std::vector<FormatKey> keys = keys_of(row.format, kinds_, options_);
    const auto find_malformed = [&](FormatKey& key, std::string_view values) {
        std::string scratch;
        if (key.is_genotype || key.is_text || !follows_alleles(key.kind) ||
            append_projected(values, key.kind, choice, scratch) != Projected::wrong_count)
            return;
        if (!options_.drop_malformed)
            throw_wrong_count("FORMAT", key.name, values, row, choice.n_alleles);
        key.is_dropped = true;
    };
    if (options_.drop_malformed)
        for_each_value(keys, row.samples, find_malformed, [] {});

    const auto append_all = [&](auto append_each) {
        const std::size_t begin = out.size();
        append_each();
        if (out.size() == begin)
            out += '.';
    };
    append_all([&] {
        bool is_first = true;
        for (const FormatKey& key : keys) {
            if (key.is_dropped)
                continue;
            if (!is_first)
                out += ':';
            out += key.name;
            is_first = false;
        }
    });
    if (row.samples.empty())
        return;
    out += '\t';
    std::size_t sample_begin = out.size();
    const auto append_value = [&](FormatKey& key, std::string_view values) {
        if (key.is_dropped)
            return;
        if (out.size() > sample_begin)
            out += ':';
        if (key.is_genotype) {
            if (!append_projected_genotype(values, choice, out))
                throw Error{
                    ErrorKind::bad_data,
                    "genotype " + std::string{values} + " does not fit the alleles " +
                        alleles_text(row),
                    {.contig = std::string{row.contig},
                     .pos = parse_number<std::int64_t>(row.pos).value_or(0) - 1}};
        } else if (key.is_text && follows_alleles(key.kind)) {
            append_text(values, key.kind, choice, out);
        } else if (!key.keeps_sum || !append_summed(values, choice, out)) {
            if (append_projected(values, key.kind, choice, out) == Projected::wrong_count)
                throw_wrong_count("FORMAT", key.name, values, row, choice.n_alleles);
        }
    };
    const auto next_sample = [&] {
        if (out.size() == sample_begin)
            out += '.';
        out += '\t';
        sample_begin = out.size();
    };
    for_each_value(keys, row.samples, append_value, next_sample);
    if (out.size() == sample_begin)
        out += '.';
}

}  // namespace genostrat

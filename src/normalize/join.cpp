// SPDX-License-Identifier: MIT
#include "normalize/bad_row.hpp"
#include "normalize/bases.hpp"
#include "variant/genotype_index.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/normalize/join.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

namespace {

using Values = std::vector<std::string_view>;

/// All alleles, and for each row which of them its own are.
struct JoinedAlleles {
    std::vector<std::string> alleles{};
    std::vector<std::vector<std::size_t>> places{};
};

void lengthen(std::string& allele, std::string_view bases) {
    if (is_sequence(allele))
        allele += bases;
}

JoinedAlleles join_alleles(std::span<const RowText> rows) {
    JoinedAlleles joined;
    for (const RowText& row : rows) {
        std::vector<std::string> own{std::string{row.ref}};
        for (const std::string_view alt : row.alts())
            own.emplace_back(alt);
        if (joined.alleles.empty())
            joined.alleles.push_back(own.front());
        std::string& ref = joined.alleles.front();
        const std::size_t shared = std::min(ref.size(), own.front().size());
        if (!equals_ignoring_case(ref.substr(0, shared), own.front().substr(0, shared)))
            fail(row, "rows of one place have REF " + ref + " and " + own.front());
        const std::string more = own.front().substr(shared);
        const std::string missing = ref.substr(shared);
        for (std::string& allele : joined.alleles)
            lengthen(allele, more);
        for (std::string& allele : own)
            lengthen(allele, missing);
        std::vector<std::size_t>& places = joined.places.emplace_back(1, 0);
        for (std::size_t allele = 1; allele < own.size(); ++allele) {
            const auto found = std::find_if(
                joined.alleles.begin() + 1, joined.alleles.end(), [&](const std::string& known) {
                    return equals_ignoring_case(known, own[allele]);
                });
            places.push_back(static_cast<std::size_t>(found - joined.alleles.begin()));
            if (found == joined.alleles.end())
                joined.alleles.push_back(own[allele]);
        }
    }
    return joined;
}

std::string join_ids(std::span<const RowText> rows) {
    Values ids;
    for (const RowText& row : rows)
        if (row.id != ".")
            for (const std::string_view id : split(row.id, ';'))
                if (std::ranges::find(ids, id) == ids.end())
                    ids.push_back(id);
    std::string text;
    for (const std::string_view id : ids)
        text += (text.empty() ? "" : ";") + std::string{id};
    return text.empty() ? "." : text;
}

std::string_view largest_qual(std::span<const RowText> rows) {
    std::string_view best = ".";
    std::optional<double> most;
    for (const RowText& row : rows) {
        const auto qual = parse_number<double>(row.qual);
        if (qual && (!most || *qual > *most)) {
            most = qual;
            best = row.qual;
        }
    }
    return best;
}

std::string join_filters(std::span<const RowText> rows, bool is_strict) {
    Values filters;
    if (rows.front().filter != ".")
        filters = split(rows.front().filter, ';');
    for (const RowText& row : rows.subspan(1)) {
        if (row.filter == "." || (row.filter == "PASS" && !is_strict))
            continue;
        if (row.filter == "PASS") {
            filters = {row.filter};
            continue;
        }
        for (const std::string_view filter : split(row.filter, ';')) {
            if (std::ranges::find(filters, filter) != filters.end())
                continue;
            if (filters.size() == 1 && filters.front() == "PASS")
                filters.clear();
            filters.push_back(filter);
        }
    }
    std::string text;
    for (const std::string_view filter : filters)
        text += (text.empty() ? "" : ";") + std::string{filter};
    return text.empty() ? "." : text;
}

/// Where the values of one row's vector go in the joined one.
std::vector<std::size_t>
value_places(Number::Kind kind, const std::vector<std::size_t>& alleles, bool is_diploid) {
    std::vector<std::size_t> places;
    if (kind == Number::Kind::per_alt) {
        for (std::size_t allele = 1; allele < alleles.size(); ++allele)
            places.push_back(alleles[allele] - 1);
    } else if (kind == Number::Kind::per_genotype && is_diploid) {
        for (std::size_t high = 0; high < alleles.size(); ++high)
            for (std::size_t low = 0; low <= high; ++low)
                places.push_back(genotype_index(alleles[low], alleles[high]));
    } else {
        places = alleles;
    }
    return places;
}

/// Joins the vectors of one key; views without data stand for rows without it.
std::string join_vectors(
    std::span<const RowText> rows,
    const JoinedAlleles& alleles,
    Number::Kind kind,
    bool is_text,
    std::string_view key,
    const Values& vectors) {
    const std::size_t n = alleles.alleles.size();
    const auto is_given = [](std::string_view vector) {
        return vector.data() != nullptr && vector != "." && !vector.empty();
    };
    bool is_diploid = false;
    bool has_any = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::size_t own = alleles.places[row].size();
        if (!is_given(vectors[row]))
            continue;
        has_any = true;
        const auto count = 1 + static_cast<std::size_t>(std::ranges::count(vectors[row], ','));
        is_diploid |= count == own * (own + 1) / 2 && count != own;
    }
    std::size_t size = kind == Number::Kind::per_alt ? n - 1 : n;
    if (kind == Number::Kind::per_genotype) {
        if (!has_any)
            return ".";
        size = is_diploid ? n * (n + 1) / 2 : n;
    }
    Values joined(size, ".");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!is_given(vectors[row]))
            continue;
        const Values own = split(vectors[row], ',');
        const std::size_t n_own = alleles.places[row].size();
        const bool own_diploid = kind == Number::Kind::per_genotype && own.size() > n_own;
        std::vector<std::size_t> places = value_places(kind, alleles.places[row], own_diploid);
        if (own.size() > places.size())
            fail(rows[row], std::string{key} + " has more values than the row has alleles");
        for (std::size_t value = 0; value < own.size(); ++value) {
            std::string_view& place = joined[places[value]];
            if (own[value] != "." && (!is_text || place == "."))
                place = own[value];
        }
    }
    std::string text;
    for (const std::string_view value : joined) {
        if (!text.empty())
            text += ',';
        text += value;
    }
    return text.empty() ? "." : text;
}

/// The value of a key in INFO; without data where it is not there.
std::string_view info_value(std::string_view info, std::string_view key) {
    for (const std::string_view entry : split(info, ';'))
        if (entry.size() > key.size() && entry[key.size()] == '=' && entry.starts_with(key))
            return entry.substr(key.size() + 1);
    return {};
}

std::string
join_info(std::span<const RowText> rows, const JoinedAlleles& alleles, const JoinOptions& options) {
    std::string text;
    for (const std::string_view entry : split(rows.front().info, ';')) {
        if (!text.empty())
            text += ';';
        const std::string_view key = entry.substr(0, entry.find('='));
        const auto kind = options.kinds.info.find(key);
        if (kind == options.kinds.info.end() || key.size() == entry.size()) {
            text += entry;
            continue;
        }
        Values vectors;
        for (const RowText& row : rows)
            vectors.push_back(info_value(row.info, key));
        text += key;
        text += '=';
        text += join_vectors(
            rows,
            alleles,
            kind->second,
            options.text_info.find(key) != options.text_info.end(),
            key,
            vectors);
    }
    return text;
}

/// A genotype as allele indices (-1 missing) and the sign before each.
struct Calls {
    std::vector<std::int64_t> alleles{};
    std::string signs{};
};

Calls parse_calls(std::string_view genotype) {
    Calls calls;
    char sign = '\0';
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= genotype.size(); ++at) {
        if (at < genotype.size() && genotype[at] != '/' && genotype[at] != '|')
            continue;
        calls.alleles.push_back(
            parse_number<std::int64_t>(genotype.substr(begin, at - begin)).value_or(-1));
        calls.signs += sign;
        sign = at < genotype.size() ? genotype[at] : '\0';
        begin = at + 1;
    }
    return calls;
}

std::string join_genotypes(
    std::span<const RowText> rows, const JoinedAlleles& alleles, const Values& genotypes) {
    Calls joined = parse_calls(genotypes.front());
    for (std::size_t row = 1; row < rows.size(); ++row) {
        if (genotypes[row].data() == nullptr || genotypes[row] == ".")
            continue;
        const Calls own = parse_calls(genotypes[row]);
        if (own.alleles.size() != joined.alleles.size()) {
            if (genotypes.front() != ".")
                fail(rows[row], "rows of one place have genotypes of different ploidy");
            joined = own;
            for (std::int64_t& allele : joined.alleles)
                allele = std::min<std::int64_t>(allele, 0);
        }
        for (const std::int64_t allele : own.alleles) {
            if (allele <= 0)
                continue;
            if (static_cast<std::size_t>(allele) >= alleles.places[row].size())
                fail(rows[row], "a genotype has an allele that the row has not");
            const auto free =
                std::ranges::find_if(joined.alleles, [](std::int64_t call) { return call <= 0; });
            if (free == joined.alleles.end())
                break;
            const auto place = static_cast<std::size_t>(free - joined.alleles.begin());
            *free =
                static_cast<std::int64_t>(alleles.places[row][static_cast<std::size_t>(allele)]);
            if (place > 0)
                joined.signs[place] = '/';
        }
    }
    std::string text;
    for (std::size_t copy = 0; copy < joined.alleles.size(); ++copy) {
        if (copy > 0)
            text += joined.signs[copy];
        text += joined.alleles[copy] < 0 ? "." : std::to_string(joined.alleles[copy]);
    }
    return text;
}

/// Values of a row's samples: [sample][key].
std::vector<Values> sample_values(const RowText& row) {
    std::vector<Values> samples;
    for (const std::string_view sample : split(row.samples, '\t'))
        samples.push_back(split(sample, ':'));
    return samples;
}

std::string join_samples(
    std::span<const RowText> rows, const JoinedAlleles& alleles, const JoinOptions& options) {
    std::vector<Values> keys;
    std::vector<std::vector<Values>> samples;
    for (const RowText& row : rows) {
        keys.push_back(split(row.format, ':'));
        samples.push_back(sample_values(row));
    }
    const auto value_of = [&](std::size_t row, std::size_t sample, std::string_view key) {
        const auto found = std::ranges::find(keys[row], key);
        const auto at = static_cast<std::size_t>(found - keys[row].begin());
        if (found == keys[row].end() || sample >= samples[row].size())
            return std::string_view{};
        return at < samples[row][sample].size() ? samples[row][sample][at] : std::string_view{"."};
    };
    std::string text;
    for (std::size_t sample = 0; sample < samples.front().size(); ++sample) {
        text += '\t';
        for (std::size_t place = 0; place < keys.front().size(); ++place) {
            const std::string_view key = keys.front()[place];
            Values values;
            for (std::size_t row = 0; row < rows.size(); ++row)
                values.push_back(value_of(row, sample, key));
            if (place > 0)
                text += ':';
            const auto kind = options.kinds.format.find(key);
            if (key == "GT")
                text += join_genotypes(rows, alleles, values);
            else if (kind == options.kinds.format.end())
                text += values.front();
            else
                text += join_vectors(
                    rows,
                    alleles,
                    kind->second,
                    options.text_format.find(key) != options.text_format.end(),
                    key,
                    values);
        }
    }
    return text;
}

}  // namespace

std::string join_rows(std::span<const RowText> rows, const JoinOptions& options) {
    const RowText& first = rows.front();
    const JoinedAlleles alleles = join_alleles(rows);
    std::string line{first.contig};
    const auto add = [&line](std::string_view column) {
        line += '\t';
        line += column;
    };
    add(first.pos);
    add(join_ids(rows));
    add(alleles.alleles.front());
    std::string alts;
    for (std::size_t allele = 1; allele < alleles.alleles.size(); ++allele)
        alts += (allele > 1 ? "," : "") + alleles.alleles[allele];
    add(alts.empty() ? std::string_view{"."} : std::string_view{alts});
    add(largest_qual(rows));
    add(join_filters(rows, options.strict_filter));
    add(join_info(rows, alleles, options));
    if (!first.format.empty()) {
        add(first.format);
        if (!first.samples.empty())
            line += join_samples(rows, alleles, options);
    }
    return line;
}

}  // namespace genostrat::normalize

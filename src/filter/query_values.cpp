// SPDX-License-Identifier: MIT
#include "filter/query_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/filter/genotype_classes.hpp>
#include <genostrat/filter/number_kernels.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::filter {

namespace {

[[nodiscard]] std::string_view item_at(std::string_view text, std::size_t index) noexcept {
    for (; index > 0; --index) {
        const std::size_t comma = text.find(',');
        if (comma == std::string_view::npos)
            return ".";
        text.remove_prefix(comma + 1);
    }
    text = text.substr(0, text.find(','));
    return text.empty() ? "." : text;
}

[[nodiscard]] std::vector<std::int32_t> calls_of(const Genotypes& genotypes, std::size_t sample) {
    std::vector<std::int32_t> calls;
    for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
        const std::int32_t call = genotypes.at(sample, copy);
        if (Genotypes::is_filling(call))
            break;
        calls.push_back(call);
    }
    return calls;
}

/// The IUPAC letter of one or two bases; 0 where there is none.
[[nodiscard]] char iupac_letter(char first, char second) noexcept {
    constexpr std::string_view bases = "ACGT";
    // By the set of bases, A = 1, C = 2, G = 4, T = 8 (NC-IUB 1984).
    constexpr std::string_view letters = ".ACMGRSVTWYHKDBN";
    const std::size_t left = bases.find(first);
    const std::size_t right = bases.find(second);
    if (left == std::string_view::npos || right == std::string_view::npos)
        return 0;
    return letters[(std::size_t{1} << left) | (std::size_t{1} << right)];
}

}  // namespace

void append_info(
    const RecordBatch& batch,
    RowId row,
    InfoId id,
    std::optional<std::size_t> index,
    Rules rules,
    std::string& out) {
    const auto value = batch.info_text(row, id);
    if (!value || value->empty()) {
        out += '.';
        return;
    }
    const ColumnType type = batch.schema().info(id).type;
    const bool is_number = type == ColumnType::integer || type == ColumnType::floating;
    const bool is_lone = is_number && value->find(',') == std::string_view::npos;
    if (!index || (is_lone && rules == Rules::bcftools))
        out += *value;
    else
        out += item_at(*value, *index);
}

void append_format(
    const SampleColumn& column,
    std::size_t sample,
    std::optional<std::size_t> index,
    std::string& out) {
    const bool is_absent = column.texts.empty() || column.texts[sample].empty();
    const std::string_view text = is_absent ? "." : column.texts[sample];
    out += index ? item_at(text, *index) : text;
}

void append_alts(
    std::span<const std::string_view> alts, std::optional<std::size_t> index, std::string& out) {
    if (alts.empty() || (index && *index >= alts.size())) {
        out += '.';
        return;
    }
    if (index) {
        out += alts[*index];
        return;
    }
    for (std::size_t alt = 0; alt < alts.size(); ++alt) {
        out += alt == 0 ? "" : ",";
        out += alts[alt];
    }
}

void append_types(const RecordBatch& batch, RowId row, std::string& out) {
    unsigned types = 0;
    for (const std::string_view alt : batch.alts(row))
        types |= bits(classify_allele(batch.ref(row), alt).type);
    if (types == 0) {
        out += to_string(AlleleType::ref);
        return;
    }
    bool is_first = true;
    for (const AlleleType type :
         {AlleleType::snp,
          AlleleType::mnp,
          AlleleType::indel,
          AlleleType::other,
          AlleleType::bnd,
          AlleleType::overlap}) {
        if ((types & bits(type)) == 0)
            continue;
        out += is_first ? "" : ",";
        out += to_string(type);
        is_first = false;
    }
}

void append_bases(
    const RecordBatch& batch,
    RowId row,
    const SampleColumn& column,
    std::size_t sample,
    bool as_iupac,
    std::string& out) {
    const std::vector<std::int32_t> calls = calls_of(column.genotypes, sample);
    const auto alts = batch.alts(row);
    const auto allele_text = [&](std::int32_t call) -> std::string_view {
        const std::int32_t allele = Genotypes::allele_of(call);
        if (allele == 0)
            return batch.ref(row);
        const auto alt = static_cast<std::size_t>(allele - 1);
        return allele > 0 && alt < alts.size() ? alts[alt] : ".";
    };
    if (calls.empty()) {
        out += '.';
        return;
    }
    if (as_iupac && calls.size() <= 2) {
        const std::string_view first = allele_text(calls.front());
        const std::string_view second = allele_text(calls.back());
        if (first.size() == 1 && second.size() == 1)
            if (const char letter = iupac_letter(first.front(), second.front()); letter != 0) {
                out += letter;
                return;
            }
    }
    for (std::size_t copy = 0; copy < calls.size(); ++copy) {
        if (copy > 0)
            out += Genotypes::is_phased(calls[copy]) ? '|' : '/';
        out += allele_text(calls[copy]);
    }
}

void append_consequences(
    const SampleColumn& column,
    std::size_t sample,
    std::optional<std::size_t> haplotype,
    std::string& out) {
    constexpr std::size_t bits_a_value = 30;  // bcftools csq fills 30 bits of each integer
    bool is_first = true;
    if (column.info && !column.integers.empty()) {
        const auto own = column.integers.of(sample);
        std::size_t number = 0;
        for_each_piece(*column.info, ',', [&](std::string_view consequence) {
            bool applies = false;
            for (std::size_t side = 0; side < 2; ++side) {
                const std::size_t bit = 2 * number + side;
                const std::size_t value = bit / bits_a_value;
                if ((!haplotype || *haplotype == side) && value < own.size() &&
                    !is_missing(own[value]))
                    applies = applies || ((own[value] >> (bit % bits_a_value)) & 1) != 0;
            }
            ++number;
            if (!applies)
                return;
            out += is_first ? "" : ",";
            out += consequence;
            is_first = false;
        });
    }
    if (is_first)
        out += '.';
}

void append_binomial(const SampleColumn& column, std::size_t sample, std::string& out) {
    const std::vector<std::int32_t> calls = calls_of(column.genotypes, sample);
    const FormatValues<std::int32_t>& counts = column.integers;
    const auto own = counts.empty() ? std::span<const std::int32_t>{} : counts.of(sample);
    double result = missing_number;
    if (calls.size() == 2) {
        const std::int32_t first = Genotypes::allele_of(calls[0]);
        const std::int32_t second = Genotypes::allele_of(calls[1]);
        const auto count = [&](std::int32_t allele) -> double {
            const auto index = static_cast<std::size_t>(allele);
            return allele < 0 || index >= own.size() || is_missing(own[index])
                       ? missing_number
                       : static_cast<double>(own[index]);
        };
        result = binomial_test(count(first), count(second));
    }
    if (is_missing_number(result))
        out += '.';
    else
        append_number(out, std::abs(-10 * std::log10(result)));  // never "-0"
}

}  // namespace genostrat::filter

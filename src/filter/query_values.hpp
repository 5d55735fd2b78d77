// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/filter/rules.hpp>
#include <genostrat/variant/record_batch.hpp>

// Values of one row as `query -f` prints them; a missing one is `.`.
namespace genostrat::filter {

/// An INFO value, or one of its comma-separated items. By bcftools' rules a lone number is found at
/// every index.
void append_info(
    const RecordBatch& batch,
    RowId row,
    InfoId id,
    std::optional<std::size_t> index,
    Rules rules,
    std::string& out);

/// What an item in brackets shows of a row, read once for all samples.
struct SampleColumn {
    std::span<const std::string_view> texts{};
    Genotypes genotypes{};
    FormatValues<std::int32_t> integers{};
    std::optional<std::string_view> info{};
};

void append_format(
    const SampleColumn& column,
    std::size_t sample,
    std::optional<std::size_t> index,
    std::string& out);

void append_alts(
    std::span<const std::string_view> alts, std::optional<std::size_t> index, std::string& out);

/// `SNP`, `INDEL,OTHER`, …
void append_types(const RecordBatch& batch, RowId row, std::string& out);

/// A genotype as bases: `A/C`, or as one IUPAC letter (`M`) where all alleles are single bases.
void append_bases(
    const RecordBatch& batch,
    RowId row,
    const SampleColumn& column,
    std::size_t sample,
    bool as_iupac,
    std::string& out);

/// FORMAT/BCSQ, a bit mask of INFO/BCSQ with interleaved haplotypes (bcftools csq), as text: the
/// consequences of one haplotype (0 or 1), or those of both, each once.
void append_consequences(
    const SampleColumn& column,
    std::size_t sample,
    std::optional<std::size_t> haplotype,
    std::string& out);

/// Phred-scaled binomial test of the counts of the genotype's two alleles.
void append_binomial(const SampleColumn& column, std::size_t sample, std::string& out);

}  // namespace genostrat::filter

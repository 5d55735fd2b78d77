// SPDX-License-Identifier: MIT
#include "score/row_genotypes.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace genostrat::score {

namespace {

/// True for a called genotype of one allele, whose dosage is 0 to 1.
bool is_haploid(const Genotypes& genotypes, std::size_t sample) {
    return !genotypes.empty() && genotypes.ploidy_of(sample) == 1 &&
           Genotypes::allele_of(genotypes.at(sample, 0)) >= 0;
}

}  // namespace

Genotypes RowGenotypes::of(RowId row) {
    const Genotypes genotypes = batch_.genotypes(row);
    words_.resize(words_of_codes(batch_.n_samples()));
    if (!genotypes.empty() || packed_ == nullptr || !packed_->read(row, words_))
        return genotypes;
    constexpr std::array<std::array<std::int8_t, 2>, 4> of_code{{{2, 2}, {2, 4}, {4, 4}, {}}};
    calls_.resize(2 * batch_.n_samples());
    for (std::size_t sample = 0; sample < batch_.n_samples(); ++sample)
        std::ranges::copy(
            of_code[code_at(words_, sample)],
            calls_.begin() + static_cast<std::ptrdiff_t>(2 * sample));
    return {calls_.data(), batch_.n_samples(), 2, Genotypes::Width::int8};
}

/// The column of a row that is left packed, where all samples count as diploid.
std::optional<GenotypeColumn> RowGenotypes::read_packed(
    RowId row, std::int32_t allele, ContigKind kind, MatchedBatch& out) const {
    if (packed_ == nullptr || needs_ploidy(kind, context_.ploidy))
        return std::nullopt;
    const std::size_t begin = out.words.size();
    out.words.resize(begin + words_of_codes(batch_.n_samples()));
    const std::span<std::uint64_t> words = std::span{out.words}.subspan(begin);
    if (!packed_->read(row, words)) {
        out.words.resize(begin);
        return std::nullopt;
    }
    if (allele == 0)
        swap_codes(words, batch_.n_samples());
    return GenotypeColumn{
        .counts = {.n = count_codes(words, batch_.n_samples())},
        .codes = begin,
        .ploidies = GenotypeColumn::none,
        .dosages = GenotypeColumn::none,
        .effect_is_ref = allele == 0};
}

ContigKind RowGenotypes::contig_kind_of(RowId row) const {
    const ContigKind kind = contig_kind(batch_.contig_name(row));
    return kind == ContigKind::x && is_pseudo_autosomal(context_.build, batch_.pos(row))
               ? ContigKind::autosome
               : kind;
}

/// Copies of one allele from DS or GP; empty if the row has neither.
std::vector<AlleleCall> RowGenotypes::dosages_of(RowId row, std::int32_t allele) {
    std::vector<AlleleCall> out;
    const std::size_t n_alts = batch_.alts(row).size();
    const bool has_ds = context_.ds && batch_.has_format(row, *context_.ds);
    if (!has_ds && !(context_.gp && n_alts == 1 && batch_.has_format(row, *context_.gp)))
        return out;
    const FormatValues<float> values =
        batch_.format_floats(row, has_ds ? *context_.ds : *context_.gp);
    const Genotypes genotypes = of(row);
    out.assign(batch_.n_samples(), {std::numeric_limits<float>::quiet_NaN(), 2});
    for (std::size_t sample = 0; sample < out.size(); ++sample) {
        const std::span<const float> own = values.of(sample);
        const std::size_t n_needed = has_ds ? n_alts : 2;
        const bool is_single = is_haploid(genotypes, sample) || (!has_ds && own.size() == 2);
        out[sample].ploidy = is_single ? 1 : 2;
        if (own.size() < n_needed ||
            std::ranges::any_of(own, [](float value) { return is_missing(value); }))
            continue;
        const float ploidy = out[sample].ploidy;
        if (!has_ds) {
            const float alt = own.size() == 2 ? own[1] : own[1] + 2.0F * own[2];
            out[sample].copies = allele == 0 ? ploidy - alt : alt;
            continue;
        }
        float alt_sum = 0.0F;
        for (const float value : own)
            alt_sum += value;
        out[sample].copies =
            allele == 0 ? ploidy - alt_sum : own[static_cast<std::size_t>(allele - 1)];
    }
    return out;
}

std::optional<GenotypeColumn>
RowGenotypes::read(RowId row, std::int32_t allele, MatchedBatch& out) {
    const ContigKind kind = contig_kind_of(row);
    if (context_.haplotypes) {
        const Genotypes genotypes = of(row);
        if (genotypes.empty())
            return std::nullopt;
        return read_haplotypes(genotypes, allele, kind, context_.ploidy, out);
    }
    const bool wants_gt =
        context_.dosages == DosageField::gt || context_.dosages == DosageField::automatic;
    const bool leads_ds =
        context_.dosages_lead && context_.ds && batch_.has_format(row, *context_.ds);
    if (wants_gt && !leads_ds) {
        if (std::optional<GenotypeColumn> column = read_packed(row, allele, kind, out))
            return column;
        const Genotypes genotypes = of(row);
        if (!genotypes.empty())
            return read_genotypes(genotypes, allele, kind, context_.ploidy, out);
    }
    std::vector<AlleleCall> calls = dosages_of(row, allele);
    if (calls.empty())
        return std::nullopt;
    return read_calls(std::move(calls), allele == 0, kind, context_.ploidy, out);
}

}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <genostrat/core/contigs.hpp>
#include <genostrat/score/genotype_reader.hpp>

namespace genostrat::score {

namespace {

constexpr float missing_value = std::numeric_limits<float>::quiet_NaN();

bool is_male(const PloidyRules& rules, std::size_t sample) {
    return rules.has_sexes && rules.sexes[sample] == cohort::Sex::male;
}

/// Females have no Y: what a file says of them there counts nothing, and nothing is missing.
bool has_no_copy(const PloidyRules& rules, ContigKind contig, std::size_t sample) {
    return contig == ContigKind::y && rules.has_sexes && rules.sexes[sample] == cohort::Sex::female;
}

bool has_males(const PloidyRules& rules) {
    return rules.has_sexes &&
           std::ranges::find(rules.sexes, cohort::Sex::male) != rules.sexes.end();
}

AlleleCall call_of(const Genotypes& genotypes, std::size_t sample, std::int32_t allele) {
    AlleleCall call{0.0F, 0};
    bool is_missing = false;
    for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
        const std::int32_t value = genotypes.at(sample, copy);
        if (Genotypes::is_filling(value))
            break;
        const std::int32_t called = Genotypes::allele_of(value);
        is_missing = is_missing || called < 0;
        call.copies += called == allele ? 1.0F : 0.0F;
        ++call.ploidy;
    }
    if (is_missing || call.ploidy == 0)
        call.copies = missing_value;
    return call;
}

void apply(AlleleCall& call, ContigKind contig, bool male) {
    const bool is_missing = std::isnan(call.copies);
    if (is_missing && call.ploidy < 2 && contig == ContigKind::autosome)
        call.ploidy = 2;
    if (is_missing && call.ploidy == 0)
        call.ploidy = male || contig != ContigKind::x ? 1 : 2;
    const bool is_haploid = contig == ContigKind::mitochondrion || contig == ContigKind::y ||
                            (contig == ContigKind::x && male);
    if (is_haploid && call.ploidy == 2) {
        call.copies *= 0.5F;
        call.ploidy = 1;
    }
}

/// Stores calls as codes where they fit, else as dosages.
GenotypeColumn
store(const std::vector<AlleleCall>& calls, bool effect_is_ref, MatchedBatch& batch) {
    GenotypeColumn column{
        .codes = GenotypeColumn::none,
        .ploidies = GenotypeColumn::none,
        .dosages = GenotypeColumn::none,
        .effect_is_ref = effect_is_ref};
    bool fits = true;
    for (const AlleleCall& call : calls) {
        const bool is_code = std::isnan(call.copies) || call.copies == 0.0F ||
                             call.copies == 1.0F || call.copies == 2.0F;
        fits = fits && is_code && call.ploidy <= 2;
        column.counts.n_not_diploid += call.ploidy == 2 ? 0 : 1;
    }
    if (column.counts.n_not_diploid > 0) {
        column.ploidies = batch.ploidies.size();
        for (const AlleleCall& call : calls)
            batch.ploidies.push_back(call.ploidy);
    }
    if (!fits) {
        column.dosages = batch.dosages.size();
        for (const AlleleCall& call : calls)
            batch.dosages.push_back(call.copies);
        return column;
    }
    column.codes = batch.words.size();
    batch.words.resize(column.codes + words_of_codes(calls.size()));
    const std::span<std::uint64_t> words = std::span{batch.words}.subspan(column.codes);
    for (std::size_t sample = 0; sample < calls.size(); ++sample) {
        const float copies = calls[sample].copies;
        const std::uint8_t code =
            std::isnan(copies) ? missing_code : static_cast<std::uint8_t>(copies);
        set_code(words, sample, code);
        ++column.counts.n[code];
    }
    return column;
}

}  // namespace

ContigKind contig_kind(std::string_view name) noexcept {
    const std::string_view canonical = canonical_contig(name);
    if (canonical == "X" || canonical == "23")
        return ContigKind::x;
    if (canonical == "Y" || canonical == "24")
        return ContigKind::y;
    return canonical == "MT" || canonical == "26" ? ContigKind::mitochondrion
                                                  : ContigKind::autosome;
}

bool is_pseudo_autosomal(std::string_view build, std::int64_t pos) noexcept {
    // Genome Reference Consortium, PAR1 and PAR2 on X, 1-based inclusive.
    struct Region {
        std::string_view build;
        std::int64_t first, last;
    };

    static constexpr Region regions[] = {
        {"GRCh37", 60001, 2699520},
        {"GRCh37", 154931044, 155260560},
        {"GRCh38", 10001, 2781479},
        {"GRCh38", 155701383, 156030895}};
    return std::ranges::any_of(regions, [=](const Region& region) {
        return region.build == build && region.first <= pos + 1 && pos + 1 <= region.last;
    });
}

bool needs_ploidy(ContigKind contig, const PloidyRules& rules) noexcept {
    return contig == ContigKind::x ? has_males(rules) : contig != ContigKind::autosome;
}

GenotypeColumn read_genotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    ContigKind contig,
    const PloidyRules& rules,
    MatchedBatch& batch) {
    const std::size_t n_samples = genotypes.n_samples;
    if (!needs_ploidy(contig, rules)) {
        // The fast way: codes straight into the batch, taken back where they do not do.
        const std::size_t begin = batch.words.size();
        const std::size_t n_ploidies = batch.ploidies.size();
        batch.words.resize(begin + words_of_codes(n_samples));
        batch.ploidies.resize(n_ploidies + n_samples);
        const CodeCounts counts = code_genotypes(
            genotypes,
            allele,
            std::span{batch.words}.subspan(begin),
            std::span{batch.ploidies}.subspan(n_ploidies));
        batch.ploidies.resize(n_ploidies);
        if (counts.n_not_diploid == 0)
            return {
                .counts = counts,
                .codes = begin,
                .ploidies = GenotypeColumn::none,
                .dosages = GenotypeColumn::none,
                .effect_is_ref = allele == 0};
        batch.words.resize(begin);
    }
    std::vector<AlleleCall> calls(n_samples);
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        calls[sample] = call_of(genotypes, sample, allele);
    return read_calls(std::move(calls), allele == 0, contig, rules, batch);
}

GenotypeColumn read_haplotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    ContigKind contig,
    const PloidyRules& rules,
    MatchedBatch& batch) {
    std::vector<AlleleCall> calls(2 * genotypes.n_samples, {missing_value, 1});
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
        const std::size_t ploidy = genotypes.ploidy_of(sample);
        const bool is_single = contig == ContigKind::y || contig == ContigKind::mitochondrion ||
                               (contig == ContigKind::x && is_male(rules, sample));
        AlleleCall& first = calls[2 * sample];
        AlleleCall& second = calls[2 * sample + 1];
        if (ploidy == 1 || is_single)
            second = {0.0F, 0};
        if (has_no_copy(rules, contig, sample)) {
            first = {0.0F, 0};
            continue;
        }
        if (ploidy == 0 || ploidy > 2)
            continue;
        const std::int32_t one = Genotypes::allele_of(genotypes.at(sample, 0));
        const std::int32_t other =
            ploidy == 2 ? Genotypes::allele_of(genotypes.at(sample, 1)) : one;
        const bool is_told =
            one == other || (!is_single && Genotypes::is_phased(genotypes.at(sample, 1)));
        if (one < 0 || other < 0 || !is_told)
            continue;
        first.copies = one == allele ? 1.0F : 0.0F;
        if (second.ploidy > 0)
            second.copies = other == allele ? 1.0F : 0.0F;
    }
    return store(calls, allele == 0, batch);
}

GenotypeColumn read_calls(
    std::vector<AlleleCall> calls,
    bool effect_is_ref,
    ContigKind contig,
    const PloidyRules& rules,
    MatchedBatch& batch) {
    for (std::size_t sample = 0; sample < calls.size(); ++sample)
        if (has_no_copy(rules, contig, sample))
            calls[sample] = {0.0F, 0};
        else
            apply(calls[sample], contig, is_male(rules, sample));
    const bool is_doubled = contig == ContigKind::x || contig == ContigKind::autosome;
    if (rules.haploid_x == HaploidX::single || !is_doubled)
        return store(calls, effect_is_ref, batch);
    double copies = 0.0;
    double alleles = 0.0;
    for (AlleleCall& call : calls) {
        if (!std::isnan(call.copies)) {
            copies += static_cast<double>(call.copies);
            alleles += call.ploidy;
        }
        if (call.ploidy == 1) {
            call.copies *= 2.0F;
            call.ploidy = 2;
        }
    }
    GenotypeColumn column = store(calls, effect_is_ref, batch);
    column.single_copies = copies;
    column.single_alleles = alleles;
    return column;
}

void mask_genotypes(
    GenotypeColumn& column, std::span<const std::uint8_t> low, MatchedBatch& batch) noexcept {
    for (std::size_t sample = 0; sample < low.size(); ++sample) {
        if (low[sample] == 0)
            continue;
        if (column.dosages != GenotypeColumn::none) {
            batch.dosages[column.dosages + sample] = missing_value;
            continue;
        }
        const std::span<std::uint64_t> words = std::span{batch.words}.subspan(column.codes);
        --column.counts.n[code_at(words, sample)];
        set_code(words, sample, missing_code);
        ++column.counts.n[missing_code];
    }
}

}  // namespace genostrat::score

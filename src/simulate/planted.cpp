// SPDX-License-Identifier: MIT
#include "simulate/planted.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace genostrat::simulate {

namespace {

/// A change of one base, given as the gene's strand reads it.
void set_snv(
    PlantedVariant& variant,
    const GenomeContig& contig,
    const Gene& gene,
    std::int64_t pos,
    char to) {
    variant.pos = pos;
    variant.ref = std::string(1, contig.base(pos));
    variant.alt = std::string(1, gene.strand == '+' ? to : complement(to));
}

using Coding = std::span<const std::int64_t>;

std::string
codon_at(const GenomeContig& contig, const Gene& gene, Coding coding, std::size_t first) {
    std::string codon;
    for (std::size_t base = 0; base < 3; ++base)
        codon += base_on_strand(contig, gene, coding[first + base]);
    return codon;
}

/// The first codon from `from` on, in the order of translation, that one base changes as wished.
template <typename Wished>
bool set_codon_change(
    PlantedVariant& variant,
    const GenomeContig& contig,
    const Gene& gene,
    Coding coding,
    std::size_t from,
    Wished wished) {
    for (std::size_t first = from; first + 6 <= coding.size(); first += 3) {
        const std::string codon = codon_at(contig, gene, coding, first);
        for (std::size_t base = 0; base < 3; ++base) {
            for (const char to : {'A', 'C', 'G', 'T'}) {
                std::string changed = codon;
                changed[base] = to;
                if (to != codon[base] && wished(translate(codon), translate(changed))) {
                    set_snv(variant, contig, gene, coding[first + base], to);
                    return true;
                }
            }
        }
    }
    return false;
}

/// Deletes one base between two others than itself, so that it has one place only.
bool set_frameshift(
    PlantedVariant& variant, const GenomeContig& contig, Coding coding, std::size_t from) {
    for (std::size_t at = from; at + 9 <= coding.size(); ++at) {
        const std::int64_t pos = coding[at];
        const bool is_inside =
            coding[at - 1] - coding[at + 1] == 2 || coding[at + 1] - coding[at - 1] == 2;
        const char base = contig.base(pos);
        if (is_inside && contig.base(pos - 1) != base && contig.base(pos + 1) != base) {
            variant.pos = pos - 1;
            variant.ref = contig.stretch(pos - 1, pos + 1);
            variant.alt = variant.ref.substr(0, 1);
            return true;
        }
    }
    return false;
}

bool set_splice_donor(PlantedVariant& variant, const GenomeContig& contig, const Gene& gene) {
    const Transcript& transcript = gene.transcripts.front();
    for (std::size_t exon = 1; exon < transcript.exons.size(); ++exon) {
        const Interval intron{transcript.exons[exon - 1].end, transcript.exons[exon].begin};
        if (!transcript.cds.contains(intron.begin - 1) || !transcript.cds.contains(intron.end))
            continue;
        set_snv(variant, contig, gene, gene.strand == '+' ? intron.begin : intron.end - 1, 'A');
        return true;
    }
    return false;
}

}  // namespace

std::string_view to_string(Effect effect) noexcept {
    switch (effect) {
    case Effect::stop_gained:
        return "stop_gained";
    case Effect::frameshift:
        return "frameshift_variant";
    case Effect::splice_donor:
        return "splice_donor_variant";
    case Effect::missense:
        return "missense_variant";
    case Effect::start_lost:
        return "start_lost";
    }
    return "";
}

std::optional<PlantedVariant>
plant(const GenomeContig& contig, const Gene& gene, Effect effect, Random random) {
    const Transcript& transcript = gene.transcripts.front();
    const std::vector<std::int64_t> coding = coding_positions(gene, transcript);
    PlantedVariant variant{.effect = effect, .gene = gene.name, .transcript = transcript.id};
    // In the first half, where losing the rest matters; the start codon stays whole.
    const auto n_codons = static_cast<std::uint32_t>(coding.size() / 3);
    const std::size_t from = 3 * (1 + random.below(std::max(n_codons / 2, 1U)));
    bool is_set = false;
    switch (effect) {
    case Effect::stop_gained:
        is_set = set_codon_change(variant, contig, gene, coding, from, [](char old, char now) {
            return old != '*' && now == '*';
        });
        break;
    case Effect::missense:
        is_set = set_codon_change(variant, contig, gene, coding, from, [](char old, char now) {
            return old != '*' && now != '*' && old != now;
        });
        break;
    case Effect::frameshift:
        is_set = set_frameshift(variant, contig, coding, from);
        break;
    case Effect::splice_donor:
        is_set = set_splice_donor(variant, contig, gene);
        break;
    case Effect::start_lost:
        set_snv(variant, contig, gene, coding[1], 'C');
        is_set = true;
        break;
    }
    if (!is_set)
        return std::nullopt;
    return variant;
}

}  // namespace genostrat::simulate

// SPDX-License-Identifier: MIT
#include "simulate/gene_models.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <span>

#include <fmt/format.h>

namespace genostrat::simulate {

namespace {

/// Lengths in the order of transcription.
struct Plan {
    std::vector<std::int64_t> exons{};
    std::vector<std::int64_t> introns{};
    std::int64_t utr5{};
    std::int64_t utr3{};
    std::size_t skippable{};  // exon that an alternative transcript leaves out; 0 if none

    [[nodiscard]] std::int64_t spliced() const {
        std::int64_t sum = 0;
        for (const std::int64_t length : exons)
            sum += length;
        return sum;
    }

    [[nodiscard]] std::int64_t unspliced() const {
        std::int64_t sum = spliced();
        for (const std::int64_t length : introns)
            sum += length;
        return sum;
    }
};

Plan plan_coding(std::int64_t room, Random& random) {
    Plan plan;
    const std::size_t n_exons = random.chance(0.1) ? 1 : 2 + random.below(9);
    for (std::size_t exon = 0; exon < n_exons; ++exon)
        plan.exons.push_back(random.between(60, 360));
    if (n_exons == 1)
        plan.exons[0] += 300;
    // The start codon stands in the first exon or, now and then, early in the second.
    const bool starts_late = n_exons > 3 && random.chance(0.3);
    plan.utr5 = starts_late ? plan.exons[0] + random.between(1, 20) : random.between(10, 50);
    const std::size_t first_skippable = starts_late ? 2 : 1;
    if (n_exons > first_skippable + 1) {
        // A stretch of whole codons, so that leaving it out keeps the frame and makes no new codon.
        plan.skippable = first_skippable +
                         random.below(static_cast<std::uint32_t>(n_exons - 1 - first_skippable));
        plan.exons[plan.skippable] = 3 * random.between(20, 70);
        std::int64_t before = -plan.utr5;
        for (std::size_t exon = 0; exon < plan.skippable; ++exon)
            before += plan.exons[exon];
        plan.exons[plan.skippable - 1] += (3 - before % 3) % 3;
    }
    plan.utr3 = random.between(40, 400);
    plan.exons.back() += plan.utr3;
    plan.utr3 += (plan.spliced() - plan.utr5 - plan.utr3) % 3;
    const std::int64_t left = room - plan.spliced();
    for (std::size_t intron = 0; intron + 1 < n_exons; ++intron)
        plan.introns.push_back(random.between(
            80, std::max<std::int64_t>(90, left / static_cast<std::int64_t>(n_exons))));
    return plan;
}

Plan plan_noncoding(std::int64_t room, std::string_view biotype, Random& random) {
    Plan plan;
    if (biotype == "miRNA") {
        plan.exons = {random.between(70, 110)};
        return plan;
    }
    const std::size_t n_exons = biotype == "processed_pseudogene" ? 1 : 2 + random.below(3);
    for (std::size_t exon = 0; exon < n_exons; ++exon)
        plan.exons.push_back(random.between(100, 600));
    for (std::size_t intron = 0; intron + 1 < n_exons; ++intron)
        plan.introns.push_back(random.between(100, std::max<std::int64_t>(200, room / 5)));
    return plan;
}

/// Where the plan's exons lie, in the order of transcription.
std::vector<Interval> place_exons(const Plan& plan, std::int64_t begin, char strand) {
    std::vector<Interval> exons;
    const std::int64_t end = begin + plan.unspliced();
    std::int64_t done = 0;
    for (std::size_t exon = 0; exon < plan.exons.size(); ++exon) {
        const std::int64_t length = plan.exons[exon];
        exons.push_back(
            strand == '+' ? Interval{begin + done, begin + done + length}
                          : Interval{end - done - length, end - done});
        done += length + (exon < plan.introns.size() ? plan.introns[exon] : 0);
    }
    return exons;
}

std::vector<std::int64_t> positions_of(std::vector<Interval> exons, char strand) {
    std::sort(exons.begin(), exons.end());
    std::vector<std::int64_t> positions;
    for (const Interval& exon : exons) {
        for (std::int64_t pos = exon.begin; pos < exon.end; ++pos)
            positions.push_back(pos);
    }
    if (strand == '-')
        std::reverse(positions.begin(), positions.end());
    return positions;
}

void write_base(GenomeContig& contig, char strand, std::int64_t pos, char base) {
    contig.bases[static_cast<std::size_t>(pos)] = strand == '+' ? base : complement(base);
}

void write_splice_sites(GenomeContig& contig, char strand, std::vector<Interval> exons) {
    std::sort(exons.begin(), exons.end());
    for (std::size_t exon = 1; exon < exons.size(); ++exon) {
        const std::int64_t first = exons[exon - 1].end;
        const std::int64_t last = exons[exon].begin - 1;
        const bool forward = strand == '+';
        write_base(contig, strand, forward ? first : last, 'G');
        write_base(contig, strand, forward ? first + 1 : last - 1, 'T');
        write_base(contig, strand, forward ? last - 1 : first + 1, 'A');
        write_base(contig, strand, forward ? last : first, 'G');
    }
}

void write_codons(
    GenomeContig& contig, char strand, std::span<const std::int64_t> positions, Random& random) {
    static constexpr std::array<std::string_view, 3> stops{"TAA", "TAG", "TGA"};
    static constexpr std::string_view bases = "TCAG";
    for (std::size_t codon = 0; codon + 3 <= positions.size(); codon += 3) {
        std::string text = "ATG";
        if (codon + 3 == positions.size()) {
            text = stops[random.below(3)];
        } else if (codon != 0) {
            do {
                for (char& base : text)
                    base = bases[random.below(4)];
            } while (translate(text) == '*');
        }
        for (std::size_t base = 0; base < 3; ++base)
            write_base(contig, strand, positions[codon + base], text[base]);
    }
}

std::string numbered(std::string_view prefix, int number) {
    return fmt::format("{}{:09d}", prefix, number);
}

Transcript start_transcript(const Gene& gene, int gene_number) {
    const int number = gene_number * 10 + static_cast<int>(gene.transcripts.size());
    return {
        .id = numbered("SIMT", number),
        .name = fmt::format("{}-{}", gene.name, 201 + gene.transcripts.size()),
        .biotype = gene.biotype,
        .is_canonical = gene.transcripts.empty()};
}

void add_transcript(Gene& gene, Transcript transcript, std::vector<Interval> exons) {
    std::sort(exons.begin(), exons.end());
    transcript.exons = std::move(exons);
    gene.transcripts.push_back(std::move(transcript));
}

void make_coding(
    GenomeContig& contig,
    Gene& gene,
    const Plan& plan,
    std::int64_t begin,
    int number,
    Random& random) {
    const std::vector<Interval> exons = place_exons(plan, begin, gene.strand);
    const std::vector<std::int64_t> all = positions_of(exons, gene.strand);
    const auto first = static_cast<std::size_t>(plan.utr5);
    const std::size_t last = all.size() - static_cast<std::size_t>(plan.utr3) - 1;
    write_splice_sites(contig, gene.strand, exons);
    write_codons(contig, gene.strand, std::span{all}.subspan(first, last - first + 1), random);
    Transcript main = start_transcript(gene, number);
    main.cds = {std::min(all[first], all[last]), std::max(all[first], all[last]) + 1};
    main.protein_id = numbered("SIMP", number * 10);
    const Interval cds = main.cds;
    add_transcript(gene, std::move(main), exons);
    if (plan.skippable != 0 && random.chance(0.6)) {
        Transcript shorter = start_transcript(gene, number);
        shorter.cds = cds;
        shorter.protein_id = numbered("SIMP", number * 10 + 1);
        std::vector<Interval> kept = exons;
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(plan.skippable));
        add_transcript(gene, std::move(shorter), std::move(kept));
    }
    if (exons.size() > 2 && random.chance(0.3)) {
        Transcript retained = start_transcript(gene, number);
        retained.biotype = "retained_intron";
        add_transcript(
            gene,
            std::move(retained),
            {{std::min(exons[0].begin, exons[1].begin), std::max(exons[0].end, exons[1].end)}});
    }
}

std::string draw_biotype(Random& random) {
    const std::uint32_t draw = random.below(100);
    if (draw < 76)
        return "protein_coding";
    if (draw < 90)
        return "lncRNA";
    return draw < 95 ? "processed_pseudogene" : "miRNA";
}

}  // namespace

Interval Gene::where() const noexcept {
    Interval all = transcripts.front().where();
    for (const Transcript& transcript : transcripts) {
        all.begin = std::min(all.begin, transcript.where().begin);
        all.end = std::max(all.end, transcript.where().end);
    }
    return all;
}

std::vector<Gene> make_genes(GenomeContig& contig, int n_genes, int first_number, Random random) {
    std::vector<Gene> genes;
    const std::int64_t usable = contig.length() - 2 * telomere_bases;
    const std::int64_t territory = usable / std::max(n_genes, 1);
    assert(n_genes == 0 || territory >= bases_for_a_gene);
    const std::int64_t room = std::min<std::int64_t>(territory * 8 / 10, 60'000);
    for (int index = 0; index < n_genes; ++index) {
        const int number = first_number + index;
        Gene gene{
            .id = numbered("SIMG", number),
            .name = fmt::format("SIM{}", number),
            .biotype = index == 0 ? "protein_coding" : draw_biotype(random),
            .strand = random.chance(0.5) ? '+' : '-'};
        const bool is_coding = gene.biotype == "protein_coding";
        const Plan plan =
            is_coding ? plan_coding(room, random) : plan_noncoding(room, gene.biotype, random);
        const std::int64_t free = territory - plan.unspliced();
        const std::int64_t begin = telomere_bases + index * territory + random.between(0, free - 1);
        if (is_coding) {
            make_coding(contig, gene, plan, begin, number, random);
        } else {
            std::vector<Interval> exons = place_exons(plan, begin, gene.strand);
            write_splice_sites(contig, gene.strand, exons);
            Transcript transcript = start_transcript(gene, number);
            add_transcript(gene, std::move(transcript), std::move(exons));
        }
        genes.push_back(std::move(gene));
    }
    return genes;
}

std::vector<std::int64_t> coding_positions(const Gene& gene, const Transcript& of) {
    std::vector<Interval> coding;
    for (const Interval& exon : of.exons) {
        const Interval inside = exon.intersection(of.cds);
        if (!inside.empty())
            coding.push_back(inside);
    }
    return positions_of(std::move(coding), gene.strand);
}

char base_on_strand(const GenomeContig& contig, const Gene& gene, std::int64_t pos) {
    const char base = contig.base(pos);
    return gene.strand == '+' ? base : complement(base);
}

char translate(std::string_view codon) noexcept {
    // The standard code (NCBI translation table 1), codons in the order TTT, TTC, TTA … GGG.
    static constexpr std::string_view amino_acids =
        "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
    static constexpr std::string_view bases = "TCAG";
    std::size_t index = 0;
    for (const char base : codon) {
        const std::size_t value = bases.find(base);
        if (value == std::string_view::npos)
            return 'X';
        index = 4 * index + value;
    }
    return amino_acids[index];
}

}  // namespace genostrat::simulate

// SPDX-License-Identifier: MIT
#include "simulate/gff3_writer.hpp"

#include <iterator>

#include <fmt/format.h>

namespace genostrat::simulate {

namespace {

std::string_view gene_type(const Gene& gene) {
    if (gene.is_coding())
        return "gene";
    return gene.biotype == "processed_pseudogene" ? "pseudogene" : "ncRNA_gene";
}

std::string_view transcript_type(const Transcript& transcript) {
    if (transcript.is_coding())
        return "mRNA";
    if (transcript.biotype == "processed_pseudogene")
        return "pseudogenic_transcript";
    return transcript.biotype == "miRNA" ? "miRNA" : "lnc_RNA";
}

class Writer {
public:
    Writer(std::string& out, const GenomeContig& contig, const Gene& gene)
        : out_{out}, contig_{contig}, gene_{gene} {}

    void write() {
        line(
            gene_type(gene_),
            gene_.where(),
            ".",
            fmt::format(
                "ID=gene:{0};Name={1};biotype={2};description=simulated gene {1};gene_id={0};"
                "logic_name=simulated;version=1",
                gene_.id,
                gene_.name,
                gene_.biotype));
        for (const Transcript& transcript : gene_.transcripts)
            write(transcript);
        out_ += "###\n";
    }

private:
    void line(
        std::string_view type,
        Interval where,
        std::string_view phase,
        std::string_view attributes) {
        fmt::format_to(
            std::back_inserter(out_),
            "{}\tsimulated\t{}\t{}\t{}\t.\t{}\t{}\t{}\n",
            contig_.name,
            type,
            where.begin + 1,
            where.end,
            gene_.strand,
            phase,
            attributes);
    }

    void write(const Transcript& transcript) {
        line(
            transcript_type(transcript),
            transcript.where(),
            ".",
            fmt::format(
                "ID=transcript:{0};Parent=gene:{1};Name={2};biotype={3};tag=basic{4};"
                "transcript_id={0};transcript_support_level=1;version=1",
                transcript.id,
                gene_.id,
                transcript.name,
                transcript.biotype,
                transcript.is_canonical ? ",Ensembl_canonical" : ""));
        // Ensembl lists the parts of a transcript in the order of transcription.
        const std::size_t n_exons = transcript.exons.size();
        std::int64_t coding_before = 0;
        for (std::size_t rank = 1; rank <= n_exons; ++rank) {
            const Interval exon = transcript.exons[gene_.strand == '+' ? rank - 1 : n_exons - rank];
            write_exon(transcript, exon, rank, coding_before);
        }
    }

    void write_exon(
        const Transcript& transcript,
        Interval exon,
        std::size_t rank,
        std::int64_t& coding_before) {
        const std::string parent = "Parent=transcript:" + transcript.id;
        if (transcript.is_coding()) {
            const bool forward = gene_.strand == '+';
            const Interval below = exon.intersection({exon.begin, transcript.cds.begin});
            const Interval above = exon.intersection({transcript.cds.end, exon.end});
            if (!below.empty())
                line(forward ? "five_prime_UTR" : "three_prime_UTR", below, ".", parent);
            if (!above.empty())
                line(forward ? "three_prime_UTR" : "five_prime_UTR", above, ".", parent);
        }
        const std::string exon_id = fmt::format("SIME{}{:02d}", transcript.id.substr(4), rank);
        line(
            "exon",
            exon,
            ".",
            fmt::format(
                "{0};Name={1};constitutive=0;exon_id={1};rank={2};version=1",
                parent,
                exon_id,
                rank));
        const Interval coding = exon.intersection(transcript.cds);
        if (!transcript.is_coding() || coding.empty())
            return;
        const std::string phase = std::to_string((3 - coding_before % 3) % 3);
        coding_before += coding.length();
        line(
            "CDS",
            coding,
            phase,
            fmt::format("ID=CDS:{0};{1};protein_id={0};version=1", transcript.protein_id, parent));
    }

    std::string& out_;
    const GenomeContig& contig_;
    const Gene& gene_;
};

}  // namespace

std::string gff3_header(std::span<const ContigLine> contigs) {
    std::string out = "##gff-version 3\n";
    for (const ContigLine& contig : contigs)
        out += fmt::format("##sequence-region   {} 1 {}\n", contig.name, contig.length);
    out += "#!genome-build simulated\n#!genebuild-last-updated simulated\n";
    return out;
}

void append_gff3(std::string& out, const GenomeContig& contig, std::span<const Gene> genes) {
    for (const Gene& gene : genes)
        Writer{out, contig, gene}.write();
}

}  // namespace genostrat::simulate

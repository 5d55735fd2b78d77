# SPDX-License-Identifier: MIT
"""Genes as few annotations have them: short exons, tiny introns, a CDS cut off at either end, every phase,
start codons over an exon border, no UTR, stop at the last base; on both strands, some over each other."""

import random

CODING = [one + two + three for one in "ACGT" for two in "ACGT" for three in "ACGT"
          if one + two + three not in ("TAA", "TAG", "TGA")]
COMPLEMENT = str.maketrans("ACGT", "TGCA")
CONTIG = "c7"


class Writer:
    def __init__(self, seed, n_genes):
        self.dice = random.Random(seed)
        self.genome = [self.dice.choice("ACGT") for _ in range(6000 + 1500 * n_genes)]
        self.lines = ["##gff-version 3"]
        for gene in range(n_genes):
            self.add_gene(gene, 6000 + 1200 * gene)

    def add_line(self, kind, begin, end, strand, phase, attributes):
        self.lines.append("\t".join(map(str, (CONTIG, "x", kind, begin, end, ".", strand, phase, attributes))))

    def add_gene(self, gene, begin):
        dice = self.dice
        strand = dice.choice("+-")
        exons, at = [], begin + 1
        for _ in range(dice.choice((1, 1, 2, 3, 4, 6))):
            size = dice.choice((1, 2, 3, 4, 7, 20, 60, 130))
            exons.append((at, at + size - 1))
            at += size + dice.choice((1, 2, 5, 12, 13, 14, 15, 25, 60, 300))
        places = [place for low, high in exons for place in range(low, high + 1)]
        if strand == "-":
            places.reverse()
        coding, phase = self.choose_coding(places)
        self.plant(coding, phase, strand)
        biotype = dice.choice(("protein_coding",) * 4 + ("nonsense_mediated_decay",)) if coding else dice.choice(
            ("lincRNA", "protein_coding", "processed_transcript"))
        kind = "NMD_transcript_variant" if biotype.startswith("nonsense") else "transcript"
        low, high = min(places), max(places)
        self.add_line("gene", low, high, strand, ".", f"ID=gene:G{gene};gene_id=G{gene};Name=N{gene};biotype=x")
        self.add_line(kind, low, high, strand, ".",
                      f"ID=transcript:T{gene};Parent=gene:G{gene};biotype={biotype};transcript_id=T{gene};version=2")
        inside = set(coding)
        done = 0
        for begin, end in exons if strand == "+" else exons[::-1]:
            self.add_line("exon", begin, end, strand, ".", f"Parent=transcript:T{gene}")
            part = [place for place in range(begin, end + 1) if place in inside]
            if part:
                self.add_line("CDS", part[0], part[-1], strand, (phase - done) % 3,
                              f"ID=CDS:P{gene};Parent=transcript:T{gene};protein_id=P{gene}")
                done += len(part)

    def choose_coding(self, places):
        """Places of the CDS and the phase of its first row, of GFF3: bases before the first codon."""
        dice = self.dice
        if dice.random() < 0.12 or len(places) < 9:
            return [], 0
        first = dice.choice((0, 0, 1, 2, 5, len(places) // 4))
        is_cut = first == 0 and dice.random() < 0.6
        phase = dice.choice((0, 1, 2)) if is_cut else 0
        size = (len(places) - first - phase) // 3
        if size < 2:
            return [], 0
        if dice.random() < 0.3:
            return places[first:], phase  # cut off at its end too, wherever that falls
        n_codons = dice.choice((size, size, max(2, size // 2), max(2, size - 3)))
        return places[first:first + phase + 3 * n_codons], phase

    def plant(self, coding, phase, strand):
        """Codons without a stop, in front a start codon and at the end a stop, mostly."""
        dice, n_codons = self.dice, (len(coding) - phase) // 3
        codons = [dice.choice(CODING) for _ in range(n_codons)]
        if codons and phase == 0 and dice.random() < 0.8:
            codons[0] = "ATG" if dice.random() < 0.85 else "CTG"
        if codons and (len(coding) - phase) % 3 == 0 and dice.random() < 0.8:
            codons[-1] = dice.choice(("TAA", "TAG", "TGA"))
        for place, base in zip(coding[phase:], "".join(codons)):
            self.genome[place - 1] = base if strand == "+" else base.translate(COMPLEMENT)


def write_genes(gff, fasta, seed, n_genes):
    """Writes both files; returns the bases of the contig."""
    written = Writer(seed, n_genes)
    gff.write_text("\n".join(written.lines) + "\n", encoding="utf-8")
    bases = "".join(written.genome)
    fasta.write_text(f">{CONTIG}\n{bases}\n", encoding="utf-8")
    return bases

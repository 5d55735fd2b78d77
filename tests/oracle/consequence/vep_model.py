# SPDX-License-Identifier: MIT
"""Ensembl VEP 115's consequences and names a second time: slow, short, and not from the program's code.

`Model(gff, genome, contig)` reads a GFF3 as `vep --gff` does; `rows(model, position, ref, alts)` gives what VEP
prints for one VCF row, each departure from sequence and nomenclature (Q1 to Q13 of docs/consequence.md)
included, or with `mended` without them (HGVSp is then left to protein_names.py).
Coordinates are 1-based and inclusive; an insertion has start = end + 1. Not modelled: structural alleles,
the contig MT, selenocysteine.
"""

import bisect
import collections
import gzip

FLANK = 1000
REACH = 5000
ORDER = "TCAG"
TABLE = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODONS = {first + second + third: TABLE[16 * one + 4 * two + three]
          for one, first in enumerate(ORDER) for two, second in enumerate(ORDER)
          for three, third in enumerate(ORDER)}
THREE = dict(zip("ARNDCQEGHILKMFPSTWYVX*BZJ", (
    "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val Ter Ter "
    "Asx Glx Xle").split()))
COMPLEMENT = str.maketrans("ACGTNRYKMBVDHWS", "TGCANYRMKVBHDWS")
DNA = set("ACGTUMRWSYKVHDBXN-")
PLAIN = set("ACGT-")
TERMS = """transcript_ablation splice_acceptor_variant splice_donor_variant stop_gained frameshift_variant
stop_lost start_lost transcript_amplification inframe_insertion inframe_deletion missense_variant
protein_altering_variant splice_donor_5th_base_variant splice_region_variant splice_donor_region_variant
splice_polypyrimidine_tract_variant incomplete_terminal_codon_variant start_retained_variant
stop_retained_variant synonymous_variant coding_sequence_variant 5_prime_UTR_variant 3_prime_UTR_variant
non_coding_transcript_exon_variant intron_variant NMD_transcript_variant non_coding_transcript_variant
coding_transcript_variant upstream_gene_variant downstream_gene_variant intergenic_variant""".split()
RANK = {term: rank for rank, term in enumerate(TERMS)}


def impact_of(term):
    bounds = ("HIGH", "transcript_amplification"), ("MODERATE", "protein_altering_variant"), (
        "LOW", "synonymous_variant")
    return next((name for name, last in bounds if RANK[term] <= RANK[last]), "MODIFIER")


GENE_TYPES = ("gene", "pseudogene", "processed_transcript", "RNA")
TRANSCRIPT_TYPES = set("""mRNA transcript lnc_RNA lincRNA miRNA ncRNA rRNA snRNA snoRNA tRNA RNA
NMD_transcript_variant processed_transcript processed_pseudogene aberrant_processed_transcript
pseudogenic_transcript nc_primary_transcript primary_transcript""".split())


def reverse(bases):
    return bases.translate(COMPLEMENT)[::-1]


def residue(codon):
    if "N" not in codon:
        return CODONS.get(codon, "X")
    options = [codon]
    for at in range(3):
        options = [one[:at] + base + one[at + 1:] for one in options
                   for base in ("ACGT" if one[at] == "N" else one[at])]
    found = {CODONS.get(one, "X") for one in options}
    if len(found) == 1:
        return found.pop()
    for letter, members in (("B", "DN"), ("Z", "EQ"), ("J", "IL")):
        if found == set(members):
            return letter
    return "X"


def translate(bases):
    return "".join(residue(bases[at:at + 3]) for at in range(0, len(bases) - 2, 3))


def hit(a, b, c, d):
    return b >= c and a <= d


class Transcript:
    def __init__(self, line, gene):
        self.start, self.end, self.strand = line.start, line.end, line.strand
        self.id = line.attributes.get("transcript_id") or line.attributes["ID"].split(":", 1)[-1]
        self.version = line.attributes.get("version", "")
        self.biotype = line.attributes.get("biotype", "")
        self.gene = line.attributes.get("gene_id") or gene.get("gene_id", "")
        self.symbol = line.attributes.get("gene_name") or gene.get("Name", "")
        self.exons, self.cds_lines = [], []

    def finish(self, genome, mended):
        """Exons in transcript order, what is spliced of them, CDS and protein."""
        forward = self.strand > 0
        self.genome = genome
        self.exons.sort()
        self.introns = [(one[1] + 1, two[0] - 1) for one, two in zip(self.exons, self.exons[1:])]
        self.ordered = self.exons if forward else self.exons[::-1]
        self.cdna_of, total = [], 0
        for begin, end in self.ordered:
            self.cdna_of.append(total)
            total += end - begin + 1
        self.cdna_length = total
        lines = sorted(self.cds_lines, key=lambda line: line.start, reverse=not forward)
        self.coding = bool(lines)
        self.tiny = any(b - a <= 12 for a, b in self.introns if a <= b)
        self.ph = 0
        self.protein_id = ""
        if not lines:
            return
        self.protein_id = self.cds_lines[0].attributes.get("protein_id", "")
        self.cds_start = min(line.start for line in lines)
        self.cds_end = max(line.end for line in lines)
        five, three = (self.cds_start, self.cds_end) if forward else (self.cds_end, self.cds_start)
        self.ccs, self.cce = self.cdna(five), self.cdna(three)
        phases = []
        for begin, end in self.ordered:
            phase = -1
            for line in reversed(lines):
                if begin <= line.start <= end:
                    phase = {0: 0, 1: 2, 2: 1}[int(line.phase)]
            phases.append(phase)
        self.ph = max(0, phases[0])
        padding = max(0, next(phase for (begin, end), phase in zip(self.ordered, phases)
                              if begin <= five <= end))
        spliced = self.splice(genome)
        self.cds = "N" * padding + spliced[self.ccs - 1:self.cce]
        mirrored = spliced if forward or mended else "".join(
            reverse(genome[self.start + self.end - end - 1:self.start + self.end - begin])
            for begin, end in self.ordered)  # Q1
        self.utr5, self.utr3 = mirrored[:self.ccs - 1], mirrored[self.cce:]
        self.translated = translate(self.cds)
        pep = self.translated
        if len(self.cds) % 3 == 0 and pep.endswith("*") or (
                pep.endswith("*") and len(self.cds) // 3 == len(pep)):
            pep = pep[:-1]
        first = self.cds[:3]
        if not mended and pep and pep[0] != "M" and len(first) == 3 and any(
                all(one in (two, "N") for one, two in zip(first, start))
                for start in ("TTG", "CTG", "ATG")):  # Q10
            pep = "M" + pep[1:]
        self.pep = pep

    def splice(self, genome):
        bases = "".join(genome[begin - 1:end] for begin, end in self.exons)
        return bases if self.strand > 0 else reverse(bases)

    def cdna(self, place):
        for (begin, end), before in zip(self.ordered, self.cdna_of):
            if begin <= place <= end:
                return before + 1 + (place - begin if self.strand > 0 else end - place)
        return None


class Line:
    def __init__(self, columns):
        self.type, self.start, self.end = columns[2], int(columns[3]), int(columns[4])
        self.strand = 1 if columns[6] == "+" else -1
        self.phase = columns[7]
        self.attributes = dict(pair.split("=", 1) for pair in columns[8].split(";") if "=" in pair)


def open_text(path):
    return gzip.open(path, "rt") if str(path).endswith("gz") else open(path, encoding="utf-8")


class Model:
    """The transcripts of one contig, and its bases."""

    def __init__(self, gff, genome, contig, mended=False):
        self.genome, self.contig, self.mended = genome, contig, mended
        genes, transcripts, parts = {}, {}, []
        with open_text(gff) as text:
            for row in text:
                columns = row.rstrip("\n").split("\t")
                if row.startswith("#") or columns[0] != contig:
                    continue
                line = Line(columns)
                parent = line.attributes.get("Parent")
                if line.type in ("exon", "CDS"):
                    parts.append((parent, line))
                elif parent is None and ("gene" in line.type or line.type in GENE_TYPES):
                    genes[line.attributes["ID"]] = line.attributes
                elif line.type in TRANSCRIPT_TYPES or "gene" in line.type:
                    transcripts[line.attributes["ID"]] = (line, parent)
        made = {name: Transcript(line, genes.get(parent, {}))
                for name, (line, parent) in transcripts.items() if parent in genes}
        for parents, line in parts:
            for parent in filter(made.get, parents.split(",")):
                if line.type == "exon":
                    made[parent].exons.append((line.start, line.end))
                else:
                    made[parent].cds_lines.append(line)
        self.transcripts = [one for one in made.values() if one.exons and one.biotype]
        for one in self.transcripts:
            one.finish(genome, mended)
        self.transcripts.sort(key=lambda one: one.start)
        self.starts = [one.start for one in self.transcripts]
        self.longest = max((one.end - one.start for one in self.transcripts), default=0)

    def near(self, start, end):
        low = bisect.bisect_left(self.starts, min(start, end) - REACH - self.longest - 2)
        high = bisect.bisect_right(self.starts, max(start, end) + REACH + 2)
        return [one for one in self.transcripts[low:high]
                if hit(start, end, one.start - REACH, one.end + REACH)]


def row_variant(position, ref, alts):
    """Section 1: (start, end, ref, [(number, allele)], class, single)."""
    ref = ref.upper()
    alleles = [(number, alt.upper()) for number, alt in enumerate(alts, 1) if alt not in ("*", ".")]
    start, end = position, position + len(ref) - 1
    is_indel = any(len(alt) != len(ref) for alt in alts)
    single = len(alts) == 1
    has_star = "*" in alts
    if single and alleles and is_indel:
        alt = alleles[0][1]
        while ref and alt and ref[0] == alt[0]:
            ref, alt, start = ref[1:], alt[1:], start + 1
        while ref and alt and ref[-1] == alt[-1]:
            ref, alt, end = ref[:-1], alt[:-1], end - 1
        alleles = [(1, alt)]
    elif not single and is_indel and all(alt[0] == ref[0] for _, alt in alleles):
        ref, start = ref[1:], start + 1
        alleles = [(number, alt[1:]) for number, alt in alleles]
    texts = [alt for _, alt in alleles]
    if has_star:
        kind = "other"
    elif not ref:
        kind = "insertion" if all(texts) else "other"
    elif len(texts) == 1 and not texts[0]:
        kind = "deletion"
    elif not all(texts):
        kind = "other"
    elif all(len(alt) == len(ref) for alt in texts):
        kind = "SNP" if len(ref) == 1 else "substitution"
    else:
        kind = "indel"
    return start, end, ref, alleles, kind, single


class Mapping:
    """Section 4: cDNA, CDS and protein ends, None where there is a gap."""

    def __init__(self, transcript, start, end):
        one = transcript
        self.cdna = (None, None)
        pieces = []
        if start > end:
            five, three = (end, start) if one.strand > 0 else (start, end)
            after, before = one.cdna(three), one.cdna(five)
            if after is not None:
                self.cdna = (after, after - 1)
            elif before is not None:
                self.cdna = (before + 1, before)
            if self.cdna[0] is not None:
                pieces.append(self.cdna)
        else:
            for (begin, last), before in zip(one.ordered, one.cdna_of):
                low, high = max(begin, start), min(last, end)
                if low <= high:
                    ends = one.cdna(low), one.cdna(high)
                    pieces.append((min(ends), max(ends)))
            five, three = (start, end) if one.strand > 0 else (end, start)
            self.cdna = (one.cdna(five), one.cdna(three))
        self.within_cdna = bool(pieces)
        self.cds = self.protein = (None, None)
        self.within_cds = False
        if not one.coding:
            return
        shift = 1 - one.ccs + one.ph
        if start > end:
            if pieces and one.ccs < self.cdna[0] <= one.cce:
                self.cds = (self.cdna[0] + shift, self.cdna[1] + shift)
                self.within_cds = True
        else:
            self.cds = tuple(at + shift if at is not None and one.ccs <= at <= one.cce else None
                             for at in self.cdna)
            self.within_cds = any(hit(*piece, one.ccs, one.cce) for piece in pieces)
        self.protein = tuple((at + 2) // 3 if at is not None else None for at in self.cds)


def ends_text(ends, total, mended):
    start, end = ends
    if start is None and end is None:
        return "" if mended else f"-/{total}"  # Q9
    if start is None or end is None:
        return f"{start or '?'}-{end or '?'}/{total}"
    return f"{start}/{total}" if start == end else f"{min(ends)}-{max(ends)}/{total}"


def ranks(hits, count, strand):
    if not hits:
        return ""
    found = sorted(at + 1 if strand > 0 else count - at for at in hits)
    return f"{found[0]}/{count}" if found[0] == found[-1] else f"{found[0]}-{found[-1]}/{count}"


class Row:
    """What all alleles of a row share on one transcript: section 5."""

    def __init__(self, model, transcript, start, end, ref, kind):
        one = transcript
        self.model, self.transcript, self.kind = model, one, kind
        self.start, self.end, self.ref = start, end, ref
        self.low, self.high = min(start, end), max(start, end)
        self.insertion = start > end
        self.complete = start <= one.start and end >= one.end
        real = [(at, a, b) for at, (a, b) in enumerate(one.introns) if a <= b]
        self.introns = [(a, b) for _, a, b in real if hit(self.low, self.high, a - 3, b + 3)]
        self.boundaries = [(a, b) for _, a, b in real if hit(self.low, self.high, a - 3, a + 7)
                           or hit(self.low, self.high, b - 7, b + 3)]
        reach = 12 if one.tiny else 0
        self.exon_gate = any(hit(self.low - reach, self.high + reach, *exon) for exon in one.exons)
        self.coding_gate = one.coding and self.exon_gate and hit(
            self.low, self.high, one.cds_start, one.cds_end)
        self.utr_gate = one.coding and not (one.cds_start <= self.low and self.high <= one.cds_end)
        self.exon_text = ranks([at for at, exon in enumerate(one.exons) if hit(start, end, *exon)],
                               len(one.exons), one.strand) if self.exon_gate else ""
        self.intron_text = ranks([at for at, a, b in real if hit(start, end, a, b)],
                                 len(one.introns), one.strand) if self.introns else ""
        self.mapping = Mapping(one, start, end)
        # What an allele may leave to the next (Q2).
        self.cds, self.protein = self.mapping.cds, self.mapping.protein
        self.ref_codon = self.ref_peptide = None
        self.shown_ref_codon = None


def clip(ref, alt):
    """Without common prefix, then common suffix; and how much was taken off."""
    before = after = 0
    while ref and alt and ref[0] == alt[0]:
        ref, alt, before = ref[1:], alt[1:], before + 1
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt, after = ref[:-1], alt[:-1], after + 1
    return ref, alt, before, after

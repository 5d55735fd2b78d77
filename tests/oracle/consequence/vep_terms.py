# SPDX-License-Identifier: MIT
"""Consequence terms, codons and residues as Ensembl VEP 115 has them (see vep_model.py)."""

import collections

from vep_model import DNA, PLAIN, clip, hit, translate


def codon_of(one, cds, protein):
    if None in cds or None in protein or cds[1] > len(one.cds):
        return None
    return one.cds[3 * protein[0] - 3:3 * protein[1]]


def peptide_of(codon):
    if codon == "":
        return ""
    whole = translate(codon)
    if len(codon) % 3 and whole != "*":
        whole += "X"
    return whole


def edited_cds(one, cds, alt):
    return one.cds[:cds[0] - 1] + alt + one.cds[cds[1]:] + one.utr3


def alt_codon_of(one, cds, protein, alt):
    if codon_of(one, cds, protein) is None or set(alt) - DNA:
        return None
    begin = 3 * protein[0] - 3
    length = 3 * (protein[1] - protein[0] + 1) + len(alt) - (cds[1] - cds[0] + 1)
    return edited_cds(one, cds, alt)[begin:begin + max(0, length)]


class Coding:
    """Sections 8 and 9 for one allele; `alt` on the transcript's strand."""

    def __init__(self, row, alt):
        self.row, self.one, self.alt = row, row.transcript, alt
        one = self.one
        self.cds, self.protein = row.cds, row.protein
        self.plain = not set(alt) - PLAIN
        self.same = len(alt) == row.end - row.start + 1
        if row.ref_codon is None:
            row.ref_codon = codon_of(one, self.cds, self.protein)
            row.ref_peptide = None if row.ref_codon is None or set(row.ref) - PLAIN else peptide_of(
                row.ref_codon)
        self.ref_codon, self.r = row.ref_codon, row.ref_peptide
        self.alt_codon = alt_codon_of(one, self.cds, self.protein, alt)
        self.a = peptide_of(self.alt_codon) if self.alt_codon is not None and self.plain else None
        self.peptides = self.r is not None and self.a is not None
        self.judge()

    def overlaps(self, first, last):
        ends = self.row.mapping.cdna
        return None not in ends and hit(*ends, first, last)

    def edited_start(self):
        whole = self.one.utr5 + self.one.cds
        start, end = self.row.mapping.cdna
        return whole[:start - 1] + self.alt + whole[end:]

    def start_altered(self):
        if self.same or not self.plain:
            return False
        edited, one = self.edited_start(), self.one
        if one.utr5 and edited.startswith(one.utr5 + "ATG"):
            return False
        return len(edited) < len(one.cds) or edited[-len(one.cds):] != one.cds

    def snv_start_altered(self):
        edited, size = self.edited_start(), len(self.one.cds)
        return len(edited) < size or edited[len(edited) - size:][:3] != "ATG"

    def codon_not_atg(self):
        one, end = self.one, self.row.mapping.cdna[1]
        if end > len(one.utr5) + len(one.cds):
            return False
        if not (one.cds.startswith("ATG") if self.row.model.mended else one.utr5):
            return False
        return self.edited_start()[len(one.utr5):len(one.utr5) + 3] != "ATG"

    def stop_altered(self):
        if self.same or not self.plain or self.cds[0] is None or not self.at_stop:
            return False
        start, end = self.row.mapping.cdna
        whole, size = self.one.cds + self.one.utr3, len(self.one.cds)
        edited = whole[:self.cds[0] - 1] + self.alt + whole[self.cds[0] - 1 + end - start + 1:]
        return len(edited) < size or translate(edited[size - 3:size]) != "*"

    def same_stop(self):
        r, a, pep, (ps, pe) = self.r, self.a, self.one.pep, self.protein
        if r == a == "X":
            return False
        if ps > len(pep) and a.startswith("*"):
            return True
        moved = pep[:ps - 1] + a + pep[pe:]
        if r == a[:1] and "*" in a:
            return True
        if not self.row.model.mended and moved[:len(pep)] == pep and len(moved) - len(pep) in (1, 2):
            return True  # Q7
        return "*" in r and r.find("*") == a.find("*")

    def frameshift(self, cds):
        if self.partial or self.stop_retained or None in cds:
            return False
        return abs(len(self.alt) - (cds[1] - cds[0] + 1)) % 3 != 0

    def judge(self):
        one, row, r, a, (ps, _) = self.one, self.row, self.r, self.a, self.protein
        longer = len(self.alt) > row.end - row.start + 1
        has_start = not (row.model.mended and one.cds.startswith("N"))  # Q8
        self.at_start = has_start and self.overlaps(one.ccs, one.ccs + 2)
        self.at_stop = self.overlaps(one.cce - 2, one.cce)
        self.partial = ps is not None and 0 < len(one.cds) - 3 * (ps - 1) < 3
        pair = self.peptides
        self.stop_lost = "*" in r and "*" not in a if pair else self.stop_altered()
        self.stop_retained = False
        if not self.partial and not self.stop_lost:
            self.stop_retained = self.same_stop() if pair and a else (
                not self.same and self.at_stop and not self.stop_altered())
        self.stop_gained = pair and not self.stop_retained and "*" in a and "*" not in r
        self.is_frameshift = self.frameshift(self.cds)
        both = not self.is_frameshift and self.ref_codon is not None and self.alt_codon is not None
        self.start_retained = self.at_start and not (
            self.snv_start_altered() if self.same else self.start_altered())

        def inframe_insertion(start_lost):
            if not longer or not both or start_lost or len(self.alt_codon) <= len(self.ref_codon):
                return False
            if not pair or (self.start_retained and a.endswith(r)):
                return False
            cut = a[:a.find("*") + 1] if "*" in a else a
            return cut.startswith(r) or cut.endswith(r)

        def inframe_deletion():
            if longer or self.same or self.partial or not both:
                return False
            ref, alt = self.ref_codon, self.alt_codon
            if len(alt) >= len(ref):
                return False
            if ref.startswith(alt) or ref.endswith(alt):
                return True
            ref, alt, _, _ = clip(ref, alt)
            return not alt and len(ref) % 3 == 0

        self.inframe_deletion = inframe_deletion()
        keeps_start = row.model.mended and self.same and self.start_retained  # Q8
        self.start_lost = self.at_start and not keeps_start and (
            (self.start_altered() and not inframe_insertion(False) and not self.inframe_deletion)
            or self.codon_not_atg()  # Q8
            or (pair and r != "" and a != "" and a != "X" and ps == 1
                and not a.startswith(r) and not a.endswith(r)))
        self.inframe_insertion = inframe_insertion(self.start_lost)
        self.missense = self.same and pair and r != a and len(r) == len(a) and not (
            self.start_lost or self.stop_lost or self.stop_gained or self.partial
            or self.stop_retained)
        self.protein_altering = pair and len(r) != len(a) and not (
            r.startswith("*") or a.startswith("*") or a.startswith(r) or a.endswith(r)
            or self.inframe_deletion or self.start_lost or self.is_frameshift)
        self.synonymous = pair and r != "" and a == r and "X" not in r and not (
            self.stop_retained or self.start_retained)
        within = row.mapping.within_cds or (
            row.fsi and hit(row.start, row.end, one.cds_start, one.cds_end))
        self.coding_sequence = not row.complete and within and (
            not pair or "X" in r or "X" in a) and not (
                self.is_frameshift or self.inframe_deletion or self.protein_altering
                or self.start_retained or self.start_lost or self.stop_retained or self.stop_lost)

    def terms(self):
        names = dict(
            stop_gained=self.stop_gained, frameshift_variant=self.is_frameshift and not self.same,
            stop_lost=self.stop_lost, start_lost=self.start_lost,
            inframe_insertion=self.inframe_insertion, inframe_deletion=self.inframe_deletion,
            missense_variant=self.missense, protein_altering_variant=self.protein_altering,
            incomplete_terminal_codon_variant=self.partial,
            start_retained_variant=self.start_retained, stop_retained_variant=self.stop_retained,
            synonymous_variant=self.synonymous, coding_sequence_variant=self.coding_sequence)
        return [name for name, holds in names.items() if holds]

    def codons_text(self):
        row, one = self.row, self.one
        if self.ref_codon is None or self.alt_codon is None:
            return ""
        cdna = row.mapping.cdna[0]

        def show(codon, size):
            text = codon.lower()
            if size and cdna is not None:
                at = (cdna - one.ccs + one.ph) % 3
                text = text[:at] + text[at:at + size].upper() + text[at + size:]
            return text or "-"
        if row.shown_ref_codon is None:
            row.shown_ref_codon = show(self.ref_codon, len(row.ref))
        return f"{row.shown_ref_codon}/{show(self.alt_codon, len(self.alt))}"

    def residues_text(self):
        if not self.peptides:
            return ""
        r, a = self.r or "-", self.a or "-"
        return r if r == a else f"{r}/{a}"


def splice_terms(row, alt):
    """Section 6; sets row.fsi."""
    ref, forward = row.ref, row.transcript.strand > 0
    runs = [(row.start, row.end)]
    if len(ref) > 1 and len(alt) > 1:
        runs, at = [], 0
        size = max(len(ref), len(alt))
        differs = [at >= len(ref) or at >= len(alt) or ref[at] != alt[at] for at in range(size)]
        while at < size:
            if differs[at]:
                begin = at
                while at < size and differs[at]:
                    at += 1
                runs.append((row.start + begin, row.start + at - 1))
            else:
                at += 1
    found = collections.Counter()
    row.fsi = False
    for r, t in runs:
        ins, m, high = r == t + 1, min(r, t), max(r, t)
        for a, b in row.introns:
            if b - a <= 12 and hit(r, t, a, b):
                row.fsi = True
                continue
            found["intronic"] |= hit(r, t, a + 2, b - 2) or ins and (r == a + 2 or t == b - 2)
            found["poly+"] |= hit(m, high, b - 16, b - 2)
            found["poly-"] |= hit(m, high, a + 2, a + 16)
        for a, b in row.boundaries:
            if b - a <= 12 and hit(r, t, a, b):
                row.fsi = True
                continue
            found["start"] |= hit(r, t, a, a + 1)
            found["end"] |= hit(r, t, b - 1, b)
            found["fifth+"] |= hit(r, t, a + 4, a + 4)
            found["fifth-"] |= hit(r, t, b - 4, b - 4)
            found["dreg+"] |= hit(r, t, a + 2, a + 5)
            found["dreg-"] |= hit(r, t, b - 5, b - 2)
            if row.model.mended or (not found["start"] and not found["end"]):
                found["region"] = row.model.mended and found["region"] or (  # Q5: overwritten
                    hit(r, t, a + 2, a + 7) or hit(r, t, b - 7, b - 2)
                    or hit(r, t, a - 3, a - 1) or hit(r, t, b + 1, b + 3)
                    or ins and (r == a or t == b or r == a + 2 or t == b - 2))
    side = "+" if forward else "-"
    terms = []
    if row.boundaries:
        donor, acceptor = ("start", "end") if forward else ("end", "start")
        donor, acceptor, fifth = found[donor], found[acceptor], found["fifth" + side]
        region = found["dreg" + side] and not fifth
        terms += ["splice_donor_variant"] * bool(donor)
        terms += ["splice_acceptor_variant"] * bool(acceptor)
        terms += ["splice_donor_5th_base_variant"] * bool(fifth)
        terms += ["splice_donor_region_variant"] * bool(region)
        if found["region"] and not (donor or acceptor or fifth or region):
            terms.append("splice_region_variant")
    if row.introns:
        if found["poly" + side] and not row.exon_gate:
            terms.append("splice_polypyrimidine_tract_variant")
        if found["intronic"]:
            terms.append("intron_variant")
    return terms


def whole_terms(row):
    """Section 7 without ablation and amplification."""
    one, terms = row.transcript, []
    start, end = row.start, row.end
    if one.coding and row.exon_gate and row.utr_gate and (
            row.mapping.within_cdna or (row.fsi and hit(start, end, one.start, one.end))):
        low = (row.insertion and start == one.cds_start) or hit(start, end, one.start, one.cds_start - 1)
        high = (row.insertion and end == one.cds_end) or hit(start, end, one.cds_end + 1, one.end)
        five, three = (low, high) if one.strand > 0 else (high, low)
        terms += ["5_prime_UTR_variant"] * bool(five) + ["3_prime_UTR_variant"] * bool(three)
    if one.biotype != "protein_coding" and not one.coding:
        exonic = not row.complete and row.exon_gate and any(hit(start, end, *exon) for exon in one.exons)
        terms.append("non_coding_transcript_exon_variant" if exonic else "non_coding_transcript_variant")
    if one.biotype == "nonsense_mediated_decay":
        terms.append("NMD_transcript_variant")
    if one.biotype == "protein_coding" and one.coding and row.complete:
        terms.append("coding_transcript_variant")
    return terms

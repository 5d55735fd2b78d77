# SPDX-License-Identifier: MIT
"""Rows as Ensembl VEP 115 prints them (see vep_model.py)."""

import vep_names
from vep_model import PLAIN, RANK, Row, clip, ends_text, hit, impact_of, reverse, row_variant
from vep_terms import Coding, splice_terms, whole_terms


def judge(row, alt):
    """(terms, coding) of an allele, given on the genome's strand, on a transcript it lies in."""
    one = row.transcript
    size = row.end - row.start + 1
    own = alt if one.strand > 0 else reverse(alt)
    terms, row.fsi = [], False
    if row.complete and len(alt) < size:
        terms = ["transcript_ablation"]
    elif row.complete and len(alt) > size and row.ref and alt == row.ref * (len(alt) // len(row.ref)):
        terms = ["transcript_amplification"]
    whole = bool(terms)
    if not whole:
        terms = splice_terms(row, alt) + whole_terms(row)
    coding = None
    if row.coding_gate:
        coding = Coding(row, own)
        if not whole:
            terms += coding.terms()
    return terms or ["intergenic_variant"], coding


def rows(model, position, ref, alts):
    """What VEP prints for a row of a VCF: {(ALLELE_NUM, Feature): fields}."""
    if not model.mended:
        return row_effects(model, position, ref, alts)
    found = {}
    for number, alt in enumerate(alts, 1):  # each as if it stood alone
        if alt != "*":
            alone = row_effects(model, *trimmed_block(position, ref.upper(), alt.upper()))
            found.update({(number, of): fields for (_, of), fields in alone.items()})
    return found


def trimmed_block(position, ref, alt):
    """A block without what REF and ALT share at its ends (Q19); other rows as they are."""
    before = 0
    if len(ref) == len(alt) and ref != alt:
        ref, alt, before, _ = clip(ref, alt)
    return position + before, ref, [alt]


def row_effects(model, position, ref, alts):
    start, end, ref, alleles, kind, single = row_variant(position, ref, alts)
    texts = [ref] + [alt for _, alt in alleles]
    found = model.near(start, end) if alleles else []
    shared = {one.id: Row(model, one, start, end, ref, kind)
              for one in found if hit(start, end, one.start, one.end)}
    out = {}
    for number, alt in alleles:
        genomic = vep_names.genomic_name(model, (start, end, ref, kind), alt, single, texts)
        common = {"Allele": alt or "-", "HGVSg": genomic}
        if not found:
            out[number, ""] = {**common, "Consequence": "intergenic_variant", "IMPACT": "MODIFIER"}
        for one in found:
            fields = {**common, "SYMBOL": one.symbol, "Gene": one.gene, "BIOTYPE": one.biotype,
                      "STRAND": str(one.strand), "ENSP": one.protein_id}
            row = shared.get(one.id)
            if row is None:
                before = end < one.start
                term = "upstream" if before == (one.strand > 0) else "downstream"
                distance = min(abs(at - edge) for at in (start, end) for edge in (one.start, one.end))
                fields.update(Consequence=f"{term}_gene_variant", DISTANCE=str(distance))
                terms = [fields["Consequence"]]
            else:
                terms = fill(row, alt, fields)
            fields["IMPACT"] = impact_of(terms[0])
            out[number, one.id] = fields
    return out


def fill(row, alt, fields):
    """Everything of an allele inside of a transcript; its terms in order."""
    one = row.transcript
    k = vep_names.shift_of(row, alt)
    mapping, mended = row.mapping, row.model.mended
    if row.coding_gate:
        cds, protein = row.cds, row.protein
    terms, coding = judge(row, alt)
    terms = sorted(dict.fromkeys(terms), key=RANK.get)
    fields.update(Consequence="&".join(terms), EXON=row.exon_text, INTRON=row.intron_text)
    if row.exon_gate:
        fields["cDNA_position"] = ends_text(mapping.cdna, one.cdna_length, mended)
    if row.coding_gate:
        fields["CDS_position"] = ends_text(cds, len(one.cds), mended)
        fields["Protein_position"] = ends_text(protein, len(one.pep), mended)
        fields["Codons"], fields["Amino_acids"] = coding.codons_text(), coding.residues_text()
    fields["HGVSc"] = vep_names.transcript_name(row, alt, k)
    fields["HGVSp"] = ""
    if set(alt) - PLAIN or mended:
        pass  # VEP looks no further; mended names are not modelled here
    elif coding is not None:
        own = alt if one.strand > 0 else reverse(alt)
        fields["HGVSp"] = vep_names.ProteinName(row, coding, own, k).name()
    elif k:
        row.protein = (None, None)  # Q2
    if k and (fields["HGVSc"] or fields["HGVSp"]):
        fields["HGVS_OFFSET"] = str(k * one.strand)
    return terms

# SPDX-License-Identifier: MIT
"""The names that Ensembl VEP 115 gives: HGVSc, HGVSp, HGVSg (see vep_model.py)."""

from vep_model import FLANK, PLAIN, THREE, Mapping, clip, reverse, translate
from vep_terms import alt_codon_of, codon_of, edited_cds, peptide_of


def shift_of(row, alt):
    """Section 11: how far an insertion or deletion moves towards the transcript's 3' end."""
    if row.kind not in ("insertion", "deletion"):
        return 0
    genome = row.model.genome
    moving = alt if row.insertion else row.ref
    size = len(moving)
    flank = 10 ** 6 if row.model.mended else FLANK  # Q18
    limit = flank - size if flank >= size else flank
    if row.transcript.strand > 0:
        after = genome[row.end:row.end + flank]
        n = 0
        while n <= limit and n < len(after) and after[n] == moving[0]:
            moving, n = moving[1:] + moving[0], n + 1
        return n
    before = genome[max(0, row.start - 1 - flank):row.start - 1]
    n = 1
    while n <= limit + 1 and n <= len(before) and before[-n] == moving[-1]:
        moving, n = moving[-1] + moving[:-1], n + 1
    return n - 1


def rotate(text, by):
    by = by % len(text) if text else 0
    return text[by:] + text[:by]


def position_text(one, place, mended):
    """Section 12, step 5: a genomic place as it is numbered on the transcript; None outside."""
    number, offset = one.cdna(place), 0
    if number is None:
        for a, b in one.introns:
            if a <= place <= b:
                from_low, from_high = place - a + 1, b - place + 1
                if one.strand > 0:
                    number, offset = (one.cdna(a - 1), from_low) if from_low <= from_high else (
                        one.cdna(b + 1), -from_high)
                else:
                    number, offset = (one.cdna(b + 1), from_high) if from_high <= from_low else (
                        one.cdna(a - 1), -from_low)
        if number is None:
            return None
    return number_text(one, number, offset, mended)


def number_text(one, number, offset, mended):
    sign = f"{offset:+d}" if offset else ""
    if not one.coding:
        return f"{number}{sign}"
    if number > one.cce:
        return f"*{number - one.cce}{sign}"
    if number == one.cce and offset and not mended:  # Q13
        return f"*{offset}"
    at = number - one.ccs
    return f"{at + 1 if at >= 0 else at}{sign}"


def read_number(text):
    text = text.lstrip("*")
    for at in range(1, len(text)):
        if text[at] in "+-":
            return int(text[:at]), int(text[at:])
    return int(text), 0


def transcript_name(row, alt, k):
    """HGVSc, section 12."""
    one, start, end = row.transcript, row.start, row.end
    if set(alt) - PLAIN or not all(one.start <= at <= one.end for at in (start, end)):
        return ""
    forward, genome, span = one.strand > 0, row.model.genome, one.end - one.start + 1
    x, y = ((start - one.start + 1, end - one.start + 1) if forward
            else (one.end - end + 1, one.end - start + 1))
    x, y = x + k, y + k
    if max(x, y) > span if not row.insertion else y > span:
        return ""

    def bases(begin, end):
        if forward:
            return genome[one.start + begin - 2:one.start + end - 1]
        return reverse(genome[one.end - end:one.end - begin + 1])
    ref = bases(x, y) if x <= y else ""
    own = alt if forward else reverse(alt)
    if row.kind == "insertion":
        own = rotate(own, k)
    if ref == own:
        return ""
    size = len(own)
    if not own:
        kind = "del"
    elif len(ref) == size:
        kind = ">" if size == 1 else "inv" if own == reverse(ref) else "delins"
    elif not ref:
        kind = "ins"
        if x + size - 1 <= span and bases(x, x + size - 1) == own:
            kind, y = "dup", x + size - 1
        elif x - size >= 1 and bases(x - size, x - 1) == own:
            kind, x, y = "dup", x - size, x - 1
    elif own == ref * (size // len(ref)):
        kind = "dup" if size == 2 * len(ref) else f"[{size // len(ref)}]"
    else:
        kind = "delins"
    clipped = False
    if kind != "dup":
        clipped = True
        ref, own, before, after = clip(ref, own)
        x, y = x + before, y - after
        if len(ref) == len(own) == 1:
            kind = ">"
        elif not ref:
            kind = "ins"
        elif not own:
            kind = "del"
    mended = row.model.mended
    if not mended and row.kind == "SNP" and row.exon_gate and row.mapping.cds[0] is not None:  # Q4
        begin = end = str(row.mapping.cds[0])
    else:
        def text(at):
            if at > span:
                return None if forward or mended else number_text(one, one.cdna_length, 1, False)
            if at < 1:
                return None
            return position_text(one, one.start + at - 1 if forward else one.end - at + 1, mended)
        if kind == "ins" and (row.insertion or mended):
            x, y = y, x
        begin = text(x)
        end = begin if x == y else text(y)
        if begin is None or end is None:
            return ""
        if not mended and read_number(begin) > read_number(end) and "*" not in end:  # Q13
            begin, end = end, begin
    if kind == "dup" and not clipped:
        ref = ""
    where = begin if begin == end or kind == ">" else f"{begin}_{end}"
    what = {">": f"{ref}>{own}", "ins": f"ins{own}", "delins": f"delins{own}"}.get(kind, kind)
    return f"{versioned(one.id, one.version)}:{'c' if one.coding else 'n'}.{where}{what}"


def versioned(name, version):
    tail = name.rpartition(".")
    return name if not version or (tail[1] and tail[2].isdigit()) else f"{name}.{version}"


def words(residues):
    return "".join(THREE[one] for one in residues)


class ProteinName:
    """HGVSp, section 13. `alt` is on the transcript's strand."""

    def __init__(self, row, coding, alt, k):
        self.row, self.one, self.coding, self.k = row, row.transcript, coding, k
        self.cds, self.alt = row.cds, alt
        if k:
            self.alt = alt
            if row.kind == "insertion":
                size = len(alt)
                if self.one.strand > 0:
                    self.alt = rotate(alt, k)
                elif size - k >= 0:  # Q3
                    self.alt = rotate(alt, k)

    def place(self):
        """Residues of both sides; what a shifted allele leaves behind (Q2)."""
        row, one, k = self.row, self.one, self.k
        if not k:
            self.protein = row.protein
            return (row.ref_peptide, self.coding.a) if None not in self.protein else (None, None)
        moved = k * one.strand
        mapping = Mapping(one, row.start + moved, row.end + moved)
        self.protein = row.protein = mapping.protein
        if None in self.protein:
            return None, None
        self.cds = row.cds = mapping.cds
        row.ref_codon = codon_of(one, self.cds, self.protein)
        plain = row.ref_codon is not None and not set(row.ref) - PLAIN
        row.ref_peptide = peptide_of(row.ref_codon) if plain else None
        codon = alt_codon_of(one, self.cds, self.protein, self.alt)
        return row.ref_peptide, (
            peptide_of(codon) if codon is not None and not set(self.alt) - PLAIN else None)

    def name(self):
        one, coding = self.one, self.coding
        r, a = self.place()
        if r is None:
            return ""
        r = r or "-"
        self.start, self.end = self.protein
        unclipped = r
        self.ref, self.new = r, a if a is None else a or "-"
        if a is not None and self.new != r:
            self.clip()
        kind = self.kind()
        if kind is None:
            return ""
        if kind == "fs":
            kind = self.frameshift()
        elif kind == "ins":
            kind = self.insertion(unclipped)
            if kind is None:
                return ""
        elif kind == "del":
            self.ref = self.move(self.ref, unclipped)
        if coding.start_lost and kind != "dup":
            kind = ""
        protein = one.protein_id
        return f"{versioned(protein, '1')}:p.{self.render(kind)}"

    def clip(self):
        ref, new, start, end = self.ref, self.new, self.start, self.end
        while ref and new and ref[0] == new[0]:
            if ref[0] == "*":
                return
            ref, new, start = ref[1:], new[1:], start + 1
        while ref and new and ref[-1] == new[-1]:
            ref, new, end = ref[:-1], new[:-1], end - 1
        self.ref, self.new, self.start, self.end = ref, new, start, end

    def kind(self):
        if self.coding.frameshift(self.cds):
            return "fs"
        if self.new is None:
            if len(self.alt) > 1:
                return "ins" if self.start == self.end + 1 else (
                    "delins" if self.start != self.end else ">")
            return "del" if len(self.row.ref) > 1 else None
        self.ref = self.ref.replace("*", "X", 1)
        self.new = self.new.replace("*", "X", 1)
        if self.ref in ("", "-"):
            return "ins"
        if self.new in ("", "-"):
            return "del"
        return ">" if len(self.ref) == len(self.new) == 1 else "delins"

    def frameshift(self):
        one = self.one
        changed = translate(edited_cds(one, self.cds, self.alt))
        whole = one.pep + "*"
        self.start = self.protein[0]
        if self.start > len(changed):
            self.new = "del"
            return "del"
        while self.start <= len(changed):
            self.ref = whole[self.start - 1:self.start]
            self.new = changed[self.start - 1]
            if self.ref == self.new == "*":
                return "="
            if self.ref != self.new:
                break
            self.start += 1
        return "fs"

    def move(self, moving, unclipped):
        pep = self.one.pep + (unclipped if unclipped.startswith("*") else "")
        if len(pep) <= self.end + 1 or self.end < 0:
            return moving
        after = pep[self.end:]
        n = 0
        while n <= len(after) - len(moving) and after[n] == moving[0]:
            moving, n = moving[1:] + moving[0], n + 1
        self.start, self.end = self.start + n, self.end + n
        return moving

    def insertion(self, unclipped):
        self.new = self.move(self.new, unclipped)
        size = len(self.new)
        begin = self.start - size
        if begin >= 1 and self.one.translated[begin - 1:self.start - 1] == self.new:
            self.ref, self.start, self.end = self.new, begin, self.start - 1
            return "dup"
        pep = self.one.pep + (unclipped if unclipped.startswith("*") else "")
        q = min(self.start, self.end)
        if len(pep) <= q:
            return None
        self.ref = pep[q - 1:q + 1] if q > 0 else pep[-1]
        return "ins"

    def range(self):
        first, last = sorted((self.start, self.end))
        begin = f"{words(self.ref[:1])}{first}"
        return begin if first == last else f"{begin}_{words(self.ref[-1:])}{last}"

    def first_stop(self):
        return translate(edited_cds(self.one, self.cds, self.alt)).find("*") + 1

    def render(self, kind):
        ref, new, one = self.ref, self.new, self.one
        if kind == "":
            tail = "?" if self.start == self.end else f"_?{self.end}"
            return f"{words(ref)}{self.start}{tail}"
        if kind == "=" or (ref == new and kind not in ("fs", "ins", "dup")):
            return f"{words(ref)}{self.start}%3D"
        if self.coding.stop_lost and kind in ("del", ">"):
            stop = self.first_stop()
            count = stop - 1 - len(one.pep)
            where = f"{self.range()}del" if kind == "del" else f"{words(ref)}{self.start}{words(new[:1])}"
            return f"{where}extTer{count if stop and count > 0 and self.start != 1 else '?'}"
        if kind == "fs":
            if new in ("*", "X"):
                return f"{words(ref)}{self.start}Ter"
            stop = self.first_stop()
            count = stop - (self.start - 1)
            tail = count if stop and count > 0 and self.start != 1 else "?"
            return f"{words(ref)}{self.start}{words(new)}fsTer{tail}"
        if kind == ">":
            return f"{words(ref)}{self.start}{words(new)}"
        if kind in ("dup", "del"):
            return self.range() + kind
        text = words(new)
        stop = text.find("Ter")
        return f"{self.range()}{kind}{text if stop < 0 else text[:stop + 3]}"


def genomic_name(model, row, alt, single, texts):
    """HGVSg, section 14. `texts`: all alleles, for the flank."""
    start, end, ref, kind = row
    if set(alt) - PLAIN or set(ref) - PLAIN:
        return ""
    genome, flank = model.genome, 100
    for text in texts:
        if len(text) > 50:
            flank = len(text) + 50
    if model.mended:
        flank = 10 ** 6  # Q18
    untrimmed = alt
    if not single:
        ref, alt, before, after = clip(ref, alt)
        start, end = start + before, end - after
    if not ref or not alt:
        moving, n = alt or ref, 0
        size = len(moving)
        after = genome[end:end + flank]
        while n <= flank - size and n < len(after) and after[n] == moving[0]:
            moving, n = moving[1:] + moving[0], n + 1
        start, end = start + n, end + n
        ref, alt = (moving, "") if ref else ("", moving)
    elif not single:
        alt = untrimmed  # Q6
    size = len(alt)
    prefix = ""
    if not alt:
        what = "del"
    elif len(ref) == size:
        what = ">" if size == 1 else "inv" if alt == reverse(ref) else "delins"
    elif not ref:
        what = "ins"
        if genome[start - 1:start - 1 + size] == alt:
            what, end = "dup", start + size - 1
        elif genome[start - 1 - size:start - 1] == alt:
            what, start, end = "dup", start - size, start - 1
    elif alt == ref * (size // len(ref)):
        what = "dup" if size == 2 * len(ref) else f"[{size // len(ref)}]"
    else:
        what = "delins"
    if what == "delins":
        whole = ref
        ref, alt, before, after = clip(ref, alt)
        prefix = whole[:before]
        start, end = start + before, end - after
        if not ref and not alt:
            what = "="
        elif len(ref) == 1 and (len(alt) == 1 or (not alt and not model.mended)):
            what, alt = ">", alt or "-"
        elif not ref:
            what = "ins"
            if prefix.endswith(alt):
                what, start = "dup", start - len(alt)
        elif not alt:
            what = "del"
    if what == "ins":
        where = f"{end}_{start}"
    else:
        where = f"{start}" if start == end else f"{start}_{end}"
    text = {">": f"{ref}>{alt}", "ins": f"ins{alt}", "delins": f"delins{alt}"}.get(what, what)
    return f"{model.contig}:g.{where}{text}"

# SPDX-License-Identifier: MIT
"""Names the proteins of recorded variants a second time, by comparing both proteins.

usage: protein_names.py PROGRAM DATA

Annotates DATA/oracle/vep115.chr21.random.vcf.gz by the default rules. For each ALT and transcript with a
CDS the change is moved 3', the transcript is spliced, edited and translated here, and the protein named
from the first residue that differs (HGVS nomenclature v21, protein): substitution, deletion, insertion,
duplication, deletion-insertion, frameshift, extension; a stop that comes at once is a substitution; an
unknown residue (N, a codon that is cut off) is `p.?`. An insertion at an exon's end counts as in the exon.
Three ways of writing are right and counted as such: an insertion in front of the stop
(`p.Leu236_Ter237insThr`, also `p.Ter237ThrextTer1`), a range that has the lost stop in it, and an insertion
with a stop in it inside of a codon. Exit code 77: DATA is not there.
"""

import collections
import gzip
import pathlib
import string
import subprocess
import sys
import tempfile

RESIDUES = dict(zip(
    "ARNDCQEGHILKMFPSTWYVX*",
    "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val Xaa Ter".split()))
LETTERS = string.ascii_letters
ORDER = "TCAG"
TABLE = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODONS = {first + second + third: TABLE[16 * one + 4 * two + three]
          for one, first in enumerate(ORDER) for two, second in enumerate(ORDER)
          for three, third in enumerate(ORDER)}
COMPLEMENT = str.maketrans("ACGTN", "TGCAN")


def residues_of(bases):
    """One a codon; X where a base is not known and for a codon that is cut off."""
    return "".join(CODONS.get(bases[at:at + 3], "X") for at in range(0, len(bases), 3))


def words(residues):
    return "".join(RESIDUES[residue] for residue in residues)


def range_of(protein, begin, end):
    first = f"{words(protein[begin])}{begin + 1}"
    return first if end - begin == 1 else f"{first}_{words(protein[end - 1])}{end}"


def distance(changed, begin):
    stop = changed.find("*", begin)
    return "?" if stop < 0 else str(stop - begin)


def name_of(protein, changed, breaks_frame, is_open, new_stop):
    """What stands behind `p.`; `is_open`: the protein's end is not in the model."""
    if protein == changed:
        return "="
    at = next((at for at, pair in enumerate(zip(protein, changed)) if pair[0] != pair[1]),
              min(len(protein), len(changed)))
    if at == len(protein) and not is_open:
        return "="
    if at < len(protein) and protein[at] == "X" and len(changed) <= len(protein):
        return "?"
    if breaks_frame and (at >= len(changed) or changed[at] == "X"):
        return f"{words(protein[at])}{at + 1}fs" if at < len(protein) else "?"
    if breaks_frame and at < len(protein) and "*" not in (protein[at], changed[at]):
        stop = distance(changed, at)
        return (f"{words(protein[at])}{at + 1}{words(changed[at])}"
                f"fsTer{stop if stop == '?' else int(stop) + 1}")
    if at < min(len(protein), len(changed)):
        first = f"{words(protein[at])}{at + 1}{words(changed[at])}"
        if protein[at] == "*":
            return f"{first}extTer{distance(changed, at)}"
        if changed[at] == "*" and (breaks_frame or new_stop):
            return first
    end, changed_end = len(protein), len(changed)
    while end > at and changed_end > at and protein[end - 1] == changed[changed_end - 1]:
        end, changed_end = end - 1, changed_end - 1
    if changed_end == at:
        while end < len(protein) and protein[at] == protein[end]:
            at, end = at + 1, end + 1
        return range_of(protein, at, end) + "del"
    put_in = changed[at:changed_end]
    if end == at:
        while at < len(protein) and protein[at] == put_in[0]:
            put_in, at = put_in[1:] + put_in[0], at + 1
        if at >= len(put_in) and protein[at - len(put_in):at] == put_in:
            return range_of(protein, at - len(put_in), at) + "dup"
        if not 0 < at < len(protein):
            return None
        return range_of(protein, at - 1, at + 1) + "ins" + words(put_in)
    if end - at == 1 and len(put_in) == 1:
        return f"{words(protein[at])}{at + 1}{words(put_in)}"
    return range_of(protein, at, end) + "delins" + words(put_in)


def name_of_stopped(protein, begin, end, changed):
    """Residues from `begin` to `end` give way to those of `changed`, which end with a stop."""
    while begin < max(end, len(protein) - 1) and protein[begin] == changed[begin]:
        begin, end = begin + 1, max(begin + 1, end)
    put_in = changed[begin:]
    if put_in == "*":
        return f"{words(protein[begin])}{begin + 1}Ter"
    if begin == end:
        return range_of(protein, begin - 1, begin + 1) + "ins" + words(put_in)
    return range_of(protein, begin, end) + "delins" + words(put_in)


class Transcript:
    """Bases from the start codon on, and where they are in the genome."""

    def __init__(self, exons, coding, strand, genome):
        self.step = 1 if strand == "+" else -1
        self.genome = genome
        places = [place for begin, end in sorted(exons)
                  for place in range(begin, end + 1)][::self.step]
        coding = sorted(coding)
        start, stop = (coding[0][0], coding[-1][1])[::self.step]
        # A CDS that begins inside of a codon: its first bases are not known.
        missing = -int(coding[0 if self.step > 0 else -1][2]) % 3
        self.places = [None] * missing + places[places.index(start):]
        self.n_coding = self.places.index(stop) + 1
        self.bases = "N" * missing + "".join(
            self.on_strand(genome[place - 1]) for place in self.places[missing:])
        self.protein = residues_of(self.bases[:self.n_coding])
        self.translated = residues_of(self.bases)
        self.has_start = missing == 0
        self.is_open = not self.protein.endswith("*") or self.n_coding % 3 != 0
        self.index = {place: at for at, place in enumerate(self.places) if place}

    def on_strand(self, bases):
        return bases if self.step > 0 else bases.translate(COMPLEMENT)[::-1]

    def moved(self, position, ref, alt):
        """An insertion or deletion at its most 3' place, and a deletion inside of the CDS if it can be."""
        moving = list(alt or ref)
        def before_and_behind(position):
            low, high = position - 1, position + len(ref)
            return (low, high)[::self.step]
        def turn(direction):
            nonlocal position
            if direction > 0:
                moving.append(moving.pop(0))
            else:
                moving.insert(0, moving.pop())
            position += direction
        while self.genome[before_and_behind(position)[1] - 1] == moving[0 if self.step > 0 else -1]:
            turn(self.step)
        last = self.places[self.n_coding - 1]
        first, behind = before_and_behind(position)
        outside = (behind - last) * self.step - 1
        if not alt and 0 < outside < len(ref):
            kept = position, list(moving)
            for _ in range(outside):
                if self.genome[before_and_behind(position)[0] - 1] != moving[
                        -1 if self.step > 0 else 0]:
                    position, moving = kept
                    break
                turn(-self.step)
        moving = "".join(moving)
        return position, moving if ref else "", moving if alt else ""

    def name(self, position, ref, alt):
        """The protein's name after the change; empty where no base of the CDS is changed."""
        while ref and alt and ref[0] == alt[0]:
            ref, alt, position = ref[1:], alt[1:], position + 1
        while ref and alt and ref[-1] == alt[-1]:
            ref, alt = ref[:-1], alt[:-1]
        if not ref or not alt:
            position, ref, alt = self.moved(position, ref, alt)
        ends = (position, position + len(ref) - 1) if ref else (position - 1, position)
        if not ref and sum(end in self.index for end in ends) == 1:  # at an exon's end: inside of it
            known = next(end for end in ends if end in self.index)
            at = self.index[known] + ((known == ends[0]) == (self.step > 0))
            return self.name_of_change(at, at, alt) if 0 < at < self.n_coding else ""
        if not all(end in self.index for end in ends):
            return ""
        low, high = sorted(self.index[end] for end in ends)
        if high >= self.n_coding:
            return ""
        begin, end = (low, high + 1) if ref else (high, high)
        return self.name_of_change(begin, end, alt)

    def name_of_change(self, begin, end, alt):
        alt = self.on_strand(alt)
        kept, last = begin // 3, (end + 2) // 3
        breaks_frame = (len(alt) - (end - begin)) % 3 != 0
        if breaks_frame:
            new = residues_of(self.bases[3 * kept:begin] + alt + self.bases[end:])
        else:
            new = residues_of(self.bases[3 * kept:begin] + alt + self.bases[end:3 * last])
            n_new, new = len(new), new + self.translated[last:]
        changed = self.protein[:kept] + new[:new.find("*") + 1 or None]
        if self.has_start and changed[0] != self.protein[0]:
            return "Met1?"
        protein = self.protein
        if not breaks_frame and "*" in new[:n_new] and "*" not in protein[kept:last]:
            # a stop among the new residues: named by the codons that are changed
            return name_of_stopped(protein, kept, last, changed)
        stop = protein.find("*", kept)
        if stop >= 0:
            protein = protein[:stop + 1]
        if len(alt) <= end - begin and "X" in protein[kept:last] and (
                protein[:kept + 1] == changed[:kept + 1]):
            return "?"
        return name_of(protein, changed, breaks_frame, self.is_open, False)


def read_genome(path):
    with gzip.open(path, "rt") as lines:
        return "".join(line.strip() for line in lines if not line.startswith(">")).upper()


def read_rows(path):
    """(strand, exons, coding rows) by transcript."""
    rows = collections.defaultdict(lambda: ["", [], []])
    with gzip.open(path, "rt") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if line.startswith("#") or columns[2] not in ("exon", "CDS"):
                continue
            of = columns[8].split("Parent=transcript:")[1].split(";")[0]
            rows[of][0] = columns[6]
            place = int(columns[3]), int(columns[4])
            if columns[2] == "exon":
                rows[of][1].append(place)
            else:
                rows[of][2].append((*place, columns[7]))
    return rows


def protein_names(path):
    names = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            columns = line.split("\t")
            if line.startswith("#") or "CSQ=" not in columns[7]:
                continue
            for effect in columns[7].split("CSQ=")[1].split(";")[0].strip().split(","):
                fields = effect.split("|")
                alt = columns[4].split(",")[int(fields[18]) - 1]
                names[int(columns[1]), columns[3], alt, fields[18], fields[6]] = \
                    fields[11].partition(":p.")[2].replace("%3D", "=")
    return names


def is_other_way(got, expected):
    """In front of the stop an insertion is an extension too; a lost stop may stand in the range."""
    if "ins" in got and got.endswith("Ter") and expected.endswith("Ter"):
        return expected.split("delins")[-1] == got.split("ins")[-1]
    if got.endswith("dup") and "extTer" in expected:
        stop, last = expected.split("ext")[0], got[:-3].split("_")[-1]
        return int(stop.strip(LETTERS)) == int(last.strip(LETTERS)) + 1
    return ("extTer" in expected and "_Ter" in got and "ins" in got) or (
        "delins" in expected and "_Ter" in got and got.endswith("Ter"))


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    annotation, genome = (data / "ref" / name for name in
                          ("ensembl84.grch38.chr21.gff3.gz", "grch38.chr21.filled.fa.gz"))
    variants = data / "oracle" / "vep115.chr21.random.vcf.gz"
    if not variants.exists():
        print(f"{variants} is not there")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        model = folder / "model.gsg"

        def run(*arguments):
            subprocess.run([program, *map(str, arguments)], check=True, capture_output=True)
        run("genes", "build", "--gff3", annotation, "--fasta", genome, "-o", model)
        run("annotate", "--genes", model, "--fasta", genome, "-o", folder / "out.vcf", variants)
        names = protein_names(folder / "out.vcf")
    bases, rows, transcripts = read_genome(genome), read_rows(annotation), {}
    counts, failures = collections.Counter(), []
    for (position, ref, alt, _, of), got in names.items():
        if not rows[of][2] or set(alt) - set("ACGT"):
            counts["no CDS or no DNA"] += 1
            if got:
                failures.append(f"{position} {ref}>{alt} {of}: {got}, nothing to name")
            continue
        if of not in transcripts:
            transcripts[of] = Transcript(rows[of][1], rows[of][2], rows[of][0], bases)
        transcript = transcripts[of]
        expected = transcript.name(position, ref, alt)
        if expected == got or (expected == "=" and got.endswith("=")):
            counts["equal" if got else "both without a name"] += 1
        elif is_other_way(got, expected):
            counts["written another way"] += 1
        elif not got and transcript.is_open and (expected in "?=" or expected.startswith("Xaa")):
            counts["insertion into a codon that is cut off, no name"] += 1
        else:
            failures.append(f"{position} {ref}>{alt} {of}: {got}, by the proteins {expected}")
    print(*failures[:50], sep="\n")
    print(dict(counts), f"{len(failures)} differ")
    return 1 if failures or counts["equal"] < 50000 else 0


if __name__ == "__main__":
    sys.exit(main())

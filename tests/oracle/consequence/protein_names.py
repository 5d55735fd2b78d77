# SPDX-License-Identifier: MIT
"""Names the proteins of recorded variants a second time, by comparing both proteins.

usage: protein_names.py PROGRAM DATA

Annotates DATA/oracle/vep115.chr21.random.vcf.gz by the default rules and by vep115. Where HGVSp differs,
the changed transcript is spliced, edited and translated here, and named from the first residue that
differs (HGVS nomenclature v21, protein): substitution, deletion, insertion, duplication, deletion-
insertion, frameshift, extension; a stop that comes at once is a substitution. Looked at are changes
inside of exons, on transcripts with a start, a stop and nothing left out. Two ways of writing are both
right and counted as such: an insertion in front of the stop (`p.Leu236_Ter237insThr`, also
`p.Ter237ThrextTer1`), and a range that has the lost stop in it. Exit code 77: DATA is not there.
"""

import collections
import gzip
import pathlib
import subprocess
import sys
import tempfile

RESIDUES = dict(zip(
    "ARNDCQEGHILKMFPSTWYVX*",
    "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val Xaa Ter".split()))
ORDER = "TCAG"
TABLE = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODONS = {first + second + third: TABLE[16 * one + 4 * two + three]
          for one, first in enumerate(ORDER) for two, second in enumerate(ORDER)
          for three, third in enumerate(ORDER)}
COMPLEMENT = str.maketrans("ACGTN", "TGCAN")


def translate(bases):
    """Whole codons, up to the first stop and with it."""
    residues = "".join(CODONS.get(bases[at:at + 3], "X") for at in range(0, len(bases) - 2, 3))
    stop = residues.find("*")
    return residues if stop < 0 else residues[:stop + 1]


def words(residues):
    return "".join(RESIDUES[residue] for residue in residues)


def range_of(protein, begin, end):
    first = f"{words(protein[begin])}{begin + 1}"
    return first if end - begin == 1 else f"{first}_{words(protein[end - 1])}{end}"


def distance(changed, begin):
    stop = changed.find("*", begin)
    return "?" if stop < 0 else str(stop - begin)


def name_of(protein, changed, breaks_frame):
    """What stands behind `p.`; None where the proteins do not tell."""
    if protein == changed:
        return "="
    at = next((at for at, pair in enumerate(zip(protein, changed)) if pair[0] != pair[1]), None)
    if at is None:
        return None
    if at == 0:
        return "Met1?"
    first = f"{words(protein[at])}{at + 1}{words(changed[at])}"
    if protein[at] == "*":
        return f"{first}extTer{distance(changed, at)}"
    if changed[at] == "*":
        return first
    if breaks_frame:
        stop = distance(changed, at)
        return f"{first}fsTer{stop if stop == '?' else int(stop) + 1}"
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
        return range_of(protein, at - 1, at + 1) + "ins" + words(put_in)
    if end - at == 1 and len(put_in) == 1:
        return first
    return range_of(protein, at, end) + "delins" + words(put_in)


class Transcript:
    """Bases from the start codon on, and where they are in the genome."""

    def __init__(self, exons, coding, strand, genome):
        step = 1 if strand == "+" else -1
        self.is_minus = step < 0
        places = [place for begin, end in sorted(exons) for place in range(begin, end + 1)][::step]
        coding = sorted(coding)
        start, stop = (coding[0][0], coding[-1][1])[::step]
        self.has_whole_start = coding[0 if step > 0 else -1][2] == "0"
        self.places = places[places.index(start):]
        self.n_coding = self.places.index(stop) + 1
        self.bases = "".join(genome[place - 1] for place in self.places)
        if self.is_minus:
            self.bases = self.bases.translate(COMPLEMENT)
        self.protein = translate(self.bases[:self.n_coding])

    @property
    def is_complete(self):
        return (self.has_whole_start and self.protein.endswith("*")
                and 3 * len(self.protein) == self.n_coding)

    def name(self, position, ref, alt):
        """The protein's name after the change, None where it is not inside of an exon."""
        while ref and alt and ref[0] == alt[0]:
            ref, alt, position = ref[1:], alt[1:], position + 1
        while ref and alt and ref[-1] == alt[-1]:
            ref, alt = ref[:-1], alt[:-1]
        ends = (position, position + len(ref) - 1) if ref else (position - 1, position)
        if not all(end in self.index for end in ends):
            return None
        low, high = sorted(self.index[end] for end in ends)
        if high - low != abs(ends[1] - ends[0]):
            return None
        begin, end = (low, high + 1) if ref else (high, high)
        if self.is_minus:
            alt = alt.translate(COMPLEMENT)[::-1]
        changed = translate(self.bases[:begin] + alt + self.bases[end:])
        return name_of(self.protein, changed, (len(alt) - len(ref)) % 3 != 0)

    @property
    def index(self):
        if not hasattr(self, "_index"):
            self._index = {place: at for at, place in enumerate(self.places)}
        return self._index


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
        names = []
        for rules in ("default", "vep115"):
            run("annotate", "--rules", rules, "--genes", model, "--fasta", genome,
                "-o", folder / "out.vcf", variants)
            names.append(protein_names(folder / "out.vcf"))
    bases, rows, transcripts = read_genome(genome), read_rows(annotation), {}
    counts, failures = collections.Counter(), []
    for key, got in names[0].items():
        position, ref, alt, _, of = key
        if not got or names[1].get(key) == got or not rows[of][2] or set(alt) - set("ACGT"):
            continue
        if of not in transcripts:
            transcripts[of] = Transcript(rows[of][1], rows[of][2], rows[of][0], bases)
        transcript = transcripts[of]
        expected = transcript.name(position, ref, alt) if transcript.is_complete else None
        if expected is None:
            counts["not looked at"] += 1
        elif expected == got or (expected == "=" and got.endswith("=")):
            counts["equal"] += 1
        elif is_other_way(got, expected):
            counts["written another way"] += 1
        else:
            failures.append(f"{position} {ref}>{alt} {of}: {got}, by the proteins {expected}")
    print(*failures[:50], sep="\n")
    print(dict(counts), f"{len(failures)} differ")
    return 1 if failures or counts["equal"] < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())

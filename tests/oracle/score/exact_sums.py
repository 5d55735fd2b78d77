# SPDX-License-Identifier: MIT
"""Checks sums of `genostrat score` against exact arithmetic over the same rows.

usage: exact_sums.py VCF WEIGHTS SAMPLES TABLE
VCF has one ALT a row and GT first; WEIGHTS is a tab-separated table of contig, position, effect
allele, other allele and weight, with a header; SAMPLES a .psam; TABLE the long table of scores.
Males on X (outside the pseudo-autosomal regions of GRCh38) count once, as haploids do; missing
genotypes count the mean. Prints the greatest difference relative to the sum, which may be a small
part of its terms; exit code 1 above 1e-12.
"""
import gzip
import sys
from fractions import Fraction

UNITS = 10**25  # of a weight: more digits than any has
PAR = ((10001, 2781479), (155701383, 156030895))


def lines(path):
    opener = gzip.open if path.endswith("gz") else open
    with opener(path, "rt") as file:
        yield from (line.rstrip("\n") for line in file)


def read_weights(path):
    """(contig, position, {effect, other}) -> (effect, weight); None where two rows share a key."""
    weights = {}
    for number, line in enumerate(lines(path)):
        cells = line.split("\t")
        if number == 0 or not cells[1].isdigit():
            continue
        key = (cells[0], int(cells[1]), frozenset(cells[2:4]))
        weights[key] = None if key in weights else (cells[2], Fraction(cells[4]))
    return weights


def read_males(path):
    rows = [line.split("\t") for line in lines(path) if not line.startswith("##")]
    sex = rows[0].index("SEX")
    return {row[0] for row in rows[1:] if row[sex] in ("1", "M", "male")}


def copies(genotype, allele, half):
    """Copies of the allele and number of alleles, in halves; None if missing."""
    calls = genotype.split(":", 1)[0].replace("|", "/").split("/")
    if "." in calls:
        return None
    count = 2 * sum(call == allele for call in calls)
    return (count // 2, 2) if half and len(calls) == 2 else (count, 2 * len(calls))


def main(vcf, table, psam, scores):
    weights = read_weights(table)
    males = read_males(psam)
    sums, samples = [], []
    for line in lines(vcf):
        if line.startswith("##"):
            continue
        cells = line.split("\t")
        if line.startswith("#CHROM"):
            samples = cells[9:]
            sums = [0] * len(samples)  # in half units: whole numbers but for means
            is_male = [sample in males for sample in samples]
            continue
        contig = cells[0].removeprefix("chr")
        found = weights.get((contig, int(cells[1]), frozenset(cells[3:5])))
        if not found:
            continue
        effect, weight = found
        allele = "0" if effect == cells[3] else "1"
        on_x = contig == "X" and not any(a <= int(cells[1]) <= b for a, b in PAR)
        known = {}
        values = []
        for genotype, male in zip(cells[9:], is_male):
            key = (genotype, on_x and male)
            if key not in known:
                known[key] = copies(genotype, allele, on_x and male)
            values.append(known[key])
        called = [value for value in values if value]
        frequency = Fraction(sum(v[0] for v in called), sum(v[1] for v in called))
        unit = int(weight * UNITS)
        terms = {v: unit * v[0] for v in set(called)}
        mean = {male: unit * frequency * (2 if on_x and male else 4) for male in (True, False)}
        for sample, value in enumerate(values):
            term = terms[value] if value else mean[is_male[sample]]
            sums[sample] += term
    worst = Fraction(0)
    exact = dict(zip(samples, sums))
    n = 0
    for number, line in enumerate(lines(scores)):
        if number == 0:
            continue
        cells = line.split("\t")
        own = Fraction(float(cells[2]))
        n += 1
        total = Fraction(exact[cells[0]], 2 * UNITS)
        worst = max(worst, abs(own - total) / abs(total) if total else abs(own))
    print(f"{n} samples, greatest relative difference {float(worst):.3g}")
    return 0 if n == len(samples) and worst <= Fraction(1, 10**12) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

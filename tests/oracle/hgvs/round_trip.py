# SPDX-License-Identifier: MIT
"""Names of random variants on made-up genes lead back to the alleles that were named, and these to the names.

usage: round_trip.py PROGRAM [RECORDS] [SEED]

`annotate` names random variants (tests/oracle/consequence/random_genes.py: short exons, tiny introns, CDS
cut off); `hgvs` must give back the alleles, left-aligned here by the bases of the genome alone, and for
these alleles the same names.
"""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "consequence"))
from random_genes import CONTIG, write_genes  # noqa: E402
from vep_model import Model  # noqa: E402
from vep_random import Dice, read_csq  # noqa: E402


def normalised(bases, position, ref, alt):
    """`position:ref:alt`, left-aligned, without bases that both share."""
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while ref and alt and ref[0] == alt[0]:
        ref, alt, position = ref[1:], alt[1:], position + 1
    if ref and alt:
        return f"{CONTIG}:{position}:{ref}:{alt}"
    moving = ref or alt
    while bases[position - 2] == moving[-1]:
        moving, position = moving[-1] + moving[:-1], position - 1
    base = bases[position - 2]
    longer = base + moving
    return f"{CONTIG}:{position - 1}:" + (f"{longer}:{base}" if ref else f"{base}:{longer}")


def converted(program, folder, inputs):
    """{input: the columns of its line}."""
    listed = folder / "inputs.txt"
    listed.write_text("".join(f"{one}\n" for one in inputs), encoding="utf-8")
    run = subprocess.run([program, "hgvs", "--genes", folder / "genes.gsg", "--fasta", folder / "genes.fa",
                          "--input", listed], check=True, capture_output=True, text=True)
    return {line.split("\t")[0]: line.split("\t")[1:] for line in run.stdout.splitlines()}


def main():
    program = sys.argv[1]
    n_records = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        gff, fasta, model = folder / "genes.gff3", folder / "genes.fa", folder / "genes.gsg"
        bases = write_genes(gff, fasta, seed, 300)
        subprocess.run([program, "genes", "build", "--gff3", gff, "--fasta", fasta, "-o", model],
                       check=True, capture_output=True)
        made = Model(gff, bases, CONTIG)
        spans = {one.id: (one.start, one.end) for one in made.transcripts}
        dice = Dice(made, seed)
        with open(folder / "in.vcf", "w", encoding="utf-8") as out:
            out.write(f"##fileformat=VCFv4.2\n##contig=<ID={CONTIG}>\n"
                      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n")
            for at, ref, alts in sorted(dice.row() for _ in range(n_records)):
                if not set(alts[0]) - set("ACGT"):
                    out.write(f"{CONTIG}\t{at}\t.\t{ref}\t{alts[0]}\t.\t.\t.\n")
        subprocess.run([program, "annotate", "--genes", model, "--fasta", fasta,
                        "-o", folder / "out.vcf", folder / "in.vcf"], check=True, capture_output=True)
        wanted = {}
        for (position, ref, alts), effects in read_csq(folder / "out.vcf"):
            for fields in effects.values():
                for field in ("HGVSc", "HGVSg"):
                    if fields[field]:
                        wanted[fields[field]] = normalised(bases, position, ref, alts[0])
        alleles = converted(program, folder, wanted)
        names = converted(program, folder, set(wanted.values()))
    def reaches_out(name, allele):
        """Left-aligned it leaves its transcript: such an allele has no name there."""
        _, position, ref, _ = allele.split(":")
        start, end = spans.get(name.split(".")[0], (1, len(bases)))
        return not start <= int(position) <= int(position) + len(ref) - 1 <= end
    failures = [f"{name}: {alleles.get(name)}, wanted {allele}" for name, allele in wanted.items()
                if allele not in alleles.get(name, ())]
    failures += [f"{allele}: {names.get(allele)}, wanted {name}" for name, allele in wanted.items()
                 if not reaches_out(name, allele) and name not in " ".join(names.get(allele, ())).replace(",", " ").split()]
    print(*failures[:30], sep="\n", end="\n" if failures else "")
    print(f"{len(wanted)} names, {len(failures)} do not come back")
    return 1 if failures or len(wanted) < n_records else 0


if __name__ == "__main__":
    sys.exit(main())

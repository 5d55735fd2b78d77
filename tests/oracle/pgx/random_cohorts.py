# SPDX-License-Identifier: MIT
"""Calls cohorts made at random and compares every column with a model that tries all permutations.

usage: random_cohorts.py PROGRAM [--data FOLDER] [--seed N] [--samples N] [--cohorts N]
                         [--gene NAME]

Without --data the definitions are made up as well: genes under the names that have rules of their
own (DPYD, RYR1, NAT2, SLCO1B1, UGT1A1, G6PD, TPMT) and some without, with undefined and IUPAC
cells. A cohort mixes phased, unphased and partly phased samples, phase sets, missing and half
missing genotypes, several ALTs, undocumented and symbolic ALTs, reads of one allele only, a wrong
REF, and men with one X; it is called as `top`, `all` and with combinations. Prints what differs.
Exit code 77: FOLDER is not there.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import reference_model as model
from reference_names import LOWEST_FUNCTION, tokens
from reference_phenotypes import MALIGNANT

MAX_COINS = 6  # free phases of a gene: 2 ** 6 sequences
CONTIGS = {"GEN1": "chr2", "DPYD": "chr1", "RYR1": "chr19", "NAT2": "chr8", "SLCO1B1": "chr12",
           "UGT1A1": "chr3", "G6PD": "chrX", "TPMT": "chr6", "ACT1": "chr4"}


# Definitions made up.

def made_up_locus(chance, contig, position):
    ref, alt, other = chance.sample("ACGT", 3)
    kind = chance.random()
    if kind < 0.1:
        ref, alts = ref + alt, [ref]
    elif kind < 0.2:
        alts = [ref + other]
    elif kind < 0.5:
        alts = [alt, other]
    else:
        alts = [alt]
    return {"chromosome": contig, "position": position, "rsid": f"rs{position}", "ref": ref,
            "alts": alts,
            "chromosomeHgvsName": "; ".join(f"g.{position}{ref}>{alt}" for alt in alts)}


def made_up_cell(chance, locus, has_wobbles):
    singles = [base for base in [locus["ref"], *locus["alts"]] if len(base) == 1]
    codes = [code for code, bases in model.IUPAC.items()
             if len(bases) == 2 and set(bases) <= set(singles)]
    if has_wobbles and codes and chance.random() < 0.2:
        return chance.choice(codes)
    return chance.choice([*locus["alts"] * 4, locus["ref"]])


def made_up_gene(chance, name):
    contig = CONTIGS[name]
    positions = sorted(chance.sample(range(1000, 9000), chance.randint(2, 9)))
    loci = [made_up_locus(chance, contig, position) for position in positions]
    if name == "DPYD":
        loci += [{"chromosome": contig, "position": position, "rsid": f"rs{position}", "ref": ref,
                  "alts": [alt], "chromosomeHgvsName": f"g.{position}{ref}>{alt}"}
                 for position, ref, alt in ((model.HAPB3_EXON, "C", "T"),
                                            (model.HAPB3_INTRON, "G", "C"))]
    if name == "SLCO1B1":
        loci.append({"chromosome": contig, "position": 21178615, "rsid": "rs4149056", "ref": "T",
                     "alts": ["C"], "chromosomeHgvsName": "g.21178615T>C"})
    n_plain = len(loci) - (2 if name == "DPYD" else 0)
    alleles = [["*1" if name not in LOWEST_FUNCTION else "Reference",
                [locus["ref"] for locus in loci]]]
    known = set()
    for number in range(2, chance.randint(4, 12)):
        cells = [None] * len(loci)
        n_own = 1 if name in LOWEST_FUNCTION else chance.choice((1, 1, 2, 3))
        for locus in chance.sample(range(n_plain), min(n_own, n_plain)):
            cells[locus] = made_up_cell(chance, loci[locus], name not in LOWEST_FUNCTION)
        if tuple(cells) not in known:
            known.add(tuple(cells))
            alleles.append([f"*{number}", cells])
    if name == "DPYD":
        for title, bases in (("c.1 (HapB3)", ("T", "C")), ("c.2", (None, "C"))):
            alleles.append([title, [None] * n_plain + list(bases)])
    suballeles = {}
    if name == "SLCO1B1" and len(alleles) > 2:
        alleles[-1][0], suballeles = "*45.001", {"*45.001": "*45"}
    if name == "UGT1A1" and len(alleles) > 3:
        alleles[-1][0] = "*2+*3"
    return {"formatVersion": "2", "source": "made up", "version": "1", "gene": name,
            "chromosome": contig, "genomeBuild": "GRCh38", "variants": loci,
            "suballelesMap": suballeles,
            "namedAlleles": [{"name": title, "id": f"{name}{title}", "alleles": cells,
                              "reference": index == 0}
                             for index, (title, cells) in enumerate(alleles)]}


def made_up_phenotypes(chance, gene):
    """Functions or activities, and the table of all pairs; some alleles are left out."""
    names = [allele["name"] for allele in gene["namedAlleles"] if chance.random() < 0.9]
    has_activity = gene["gene"] in ("DPYD", "ACT1")
    functions = {name: chance.choice(("No", "Normal", "Uncertain")) for name in names}
    activities = {name: chance.choice(("0.0", "0.5", "1.0", "n/a")) for name in names}
    if gene["gene"] == "RYR1":
        functions = {name: chance.choice((MALIGNANT, "Uncertain")) for name in names}
    table = []
    for index, one in enumerate(names):
        for other in names[index:]:
            source = activities if has_activity else functions
            values = sorted((source[one], source[other]))
            score = None
            if has_activity:
                score = "n/a" if "n/a" in values else str(float(values[0]) + float(values[1]))
            word = f"{score} Metabolizer" if has_activity else " and ".join(values)
            table.append({"generesult": word, "lookupkey": score or word, "activityScore": score,
                          "diplotypekey": {one: 2} if one == other else {one: 1, other: 1}})
    if gene["gene"] == "G6PD":
        table += [{"generesult": functions[name], "lookupkey": functions[name],
                   "diplotypekey": {name: 1}} for name in names]
    return {"gene": gene["gene"], "version": "1", "haplotypes": functions,
            "activityValues": activities if has_activity else {},
            "diplotypes": [] if gene["gene"] == "RYR1" else table}


def make_data(chance, folder):
    (folder / "definitions").mkdir(parents=True)
    (folder / "phenotypes").mkdir()
    exemptions = {}
    for name in CONTIGS:
        gene = made_up_gene(chance, name)
        (folder / f"definitions/{name}_translation.json").write_text(json.dumps(gene))
        if name != "ACT1" or chance.random() < 0.9:
            (folder / f"phenotypes/{name}.json").write_text(
                json.dumps(made_up_phenotypes(chance, gene)))
        if name == "NAT2":
            names = [allele["name"] for allele in gene["namedAlleles"]]
            pairs = ["/".join(sorted(chance.choices(names, k=2), key=tokens))
                     for _ in range(12)]
            exemptions[name] = {
                "gene": name, "requiredPositions": [gene["variants"][0]["position"]],
                "unphasedDiplotypePriorities": [
                    {"id": "|".join(pair), "list": list(pair), "pick": pair[0]}
                    for pair in zip(pairs[::2], pairs[1::2])]}
    (folder / "definitions/exemptions.json").write_text(json.dumps(exemptions))


# Cohorts.

def strand_of(chance, gene):
    """Bases of one strand: a named allele, sometimes with more of another on it."""
    bases = [variant["ref"] for variant in gene.loci]
    for _ in range(chance.choice((1, 1, 1, 2))):
        for locus, cell in enumerate(chance.choice(gene.alleles)[1]):
            if cell is not None:
                bases[locus] = chance.choice(model.IUPAC[cell]) if cell in model.IUPAC else cell
    return bases


class Style:
    """How the genotypes of one sample in one gene are written."""

    def __init__(self, chance):
        self.chance = chance
        self.phased = chance.choice((0.0, 0.0, 1.0, 1.0, 0.5))
        self.sets = chance.random() < 0.4
        self.missing = chance.choice((0, 0, 0.03))
        self.noise = chance.choice((0, 0, 0.02))

    def entry(self, indices):
        chance = self.chance
        if chance.random() < self.missing:
            return {"GT": chance.choice(("./.", "."))}
        is_phased = chance.random() < self.phased
        if chance.random() < 0.5:
            indices = indices[::-1]
        if len(indices) == 2 and chance.random() < self.noise:
            indices = chance.choice((("0", "."), (".", indices[0]), (indices[0],)))
        entry = {"GT": ("|" if is_phased else "/").join(indices)}
        if is_phased and self.sets:
            entry["PS"] = str(chance.choice((1, 2)))
        if chance.random() < self.noise:
            entry["AD"] = ",".join(chance.choice(("0", "9")) for _ in range(5))
        return entry


def n_coins(entries):
    """Free phases, whatever the genotypes stand for."""
    free = set()
    for locus, entry in enumerate(entries):
        indices = entry["GT"].replace("|", "/").split("/")
        if len(set(indices)) == 2:
            free.add(locus if "/" in entry["GT"] else ("set", entry.get("PS")))
    return len(free)


def entries_of(chance, gene, records, is_male):
    while True:
        style = Style(chance)
        strands = [strand_of(chance, gene) for _ in range(1 if gene.is_x and is_male else 2)]
        entries = []
        for locus, record in enumerate(records):
            texts = [record["ref"], *record["alts"]]
            indices = [str(texts.index(strand[locus])) if strand[locus] in texts else "0"
                       for strand in strands]
            if chance.random() < style.noise:
                indices[0] = str(chance.randrange(len(texts)))
            entries.append(style.entry(indices) if len(indices) == 2 else
                           {"GT": "." if chance.random() < style.missing else indices[0]})
        if gene.is_x and not is_male:  # one allele on X would be a man's
            for entry in entries:
                if "/" not in entry["GT"] and "|" not in entry["GT"] or "." in entry["GT"]:
                    entry["GT"] = "./."
        if n_coins(entries) <= MAX_COINS:
            return entries


def record_of(chance, variant):
    ref, alts = variant["ref"], list(variant["alts"])
    if chance.random() < 0.1:
        alts.append(chance.choice([base for base in "ACGT" if base not in (ref, *alts)] + ["<DEL>"]))
    if chance.random() < 0.03:
        alts.append("*")
    chance.shuffle(alts)
    if len(ref) == 1 and chance.random() < 0.01:
        ref = chance.choice([base for base in "ACGT" if base not in (ref, *alts)] or [ref])
    return {"ref": ref, "alts": alts}


def make_cohort(chance, genes, n_samples):
    records = {}
    for gene in genes:
        own = [record_of(chance, variant) for variant in gene.loci]
        columns = [entries_of(chance, gene, own, sample % 2 == 1) for sample in range(n_samples)]
        for locus, (variant, record) in enumerate(zip(gene.loci, own)):
            record["entries"] = [column[locus] for column in columns]
            if chance.random() > 0.02:
                records[variant["chromosome"], variant["position"]] = record
    return records


def vcf_of(records, samples):
    lines = ["##fileformat=VCFv4.2",
             '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
             '##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">',
             '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">',
             *(f"##contig=<ID={contig}>" for contig in sorted({contig for contig, _ in records})),
             "\t".join(["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT",
                        *samples])]
    for (contig, position), record in sorted(records.items()):
        n_alleles = 1 + len(record["alts"])
        cells = [":".join((entry["GT"], entry.get("PS", "."),
                           ",".join(entry["AD"].split(",")[:n_alleles]) if "AD" in entry else "."))
                 for entry in record["entries"]]
        for entry in record["entries"]:
            if "AD" in entry:
                entry["AD"] = ",".join(entry["AD"].split(",")[:n_alleles])
        lines.append("\t".join([contig, str(position), ".", record["ref"], ",".join(record["alts"]),
                                ".", ".", ".", "GT:PS:AD", *cells]))
    return "\n".join(lines) + "\n"


def called(program, data, vcf, *options):
    result = subprocess.run([program, "pgx", "phenotype", str(vcf), "--pgx-data", str(data), "--tsv",
                             "--no-cache", *options], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{' '.join(result.args)}\nends with {result.returncode}: {result.stderr}")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    return {(row[0], row[1]): row[2:] for row in rows[1:]}


def compare(program, data, folder, records, samples, left_out):
    """@return (rows compared, lines that say what differs)"""
    vcf = folder / "cohort.vcf"
    vcf.write_text(vcf_of(records, samples))
    n_rows, differences = 0, []
    for top, combinations in ((True, False), (False, False), (True, True), (False, True)):
        options = ["--all-results"] * (not top) + ["--find-combinations"] * combinations
        if "CYP2D6" not in left_out:
            options.append("--call-cyp2d6")
        ours = called(program, data.folder, vcf, *options)
        for key, expected in model.rows(
                data, records, samples, top, combinations, left_out).items():
            n_rows += 1
            for column, one, other in zip(model.COLUMNS, expected, ours[key]):
                if one != other:
                    differences.append(f"{' '.join(key)} {' '.join(options)} {column}: "
                                       f"the model has {one!r}, the program {other!r}")
    return n_rows, differences


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--data")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--cohorts", type=int, default=1)
    parser.add_argument("--gene")
    arguments = parser.parse_args()
    if arguments.data is not None and not pathlib.Path(arguments.data).is_dir():
        print(f"{arguments.data} is not there")
        return 77
    n_rows, differences = 0, []
    for seed in range(arguments.seed, arguments.seed + arguments.cohorts):
        chance = random.Random(seed)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            if arguments.data is None:
                make_data(chance, folder / "data")
            data = model.Data(arguments.data or folder / "data")
            data.genes = [gene for gene in data.genes if arguments.gene in (None, gene.name)]
            left_out = () if arguments.gene == "CYP2D6" else ("CYP2D6",)
            genes = [gene for gene in data.genes if gene.name not in left_out]
            samples = [f"S{index:03}" for index in range(arguments.samples)]
            records = make_cohort(chance, genes, len(samples))
            count, lines = compare(arguments.program, data, folder, records, samples, left_out)
            n_rows += count
            differences += [f"seed {seed}: {line}" for line in lines]
    print(*differences[:200], sep="\n")
    print(f"{n_rows} rows, {len(differences)} cells differ")
    return 1 if differences or n_rows == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

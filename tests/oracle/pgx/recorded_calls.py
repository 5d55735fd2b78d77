# SPDX-License-Identifier: MIT
"""Holds reference_model.py to calls that PharmCAT 3.1.1 itself made.

usage: recorded_calls.py FOLDER [COHORT ...]

FOLDER has definitions, phenotypes and synthetic_cohort/dev/COHORT.vcf.gz with
COHORT.expected.tsv. Exit code 77: it is not there.
"""

import gzip
import pathlib
import sys

import reference_model as model

COHORTS = ("phasesets", "unphased_noise")
MAX_COINS = 10  # the model writes 2 ** n sequences


def read_vcf(path):
    records, samples = {}, []
    with gzip.open(path, "rt") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                samples = row[9:]
                continue
            keys = row[8].split(":")
            records[row[0], int(row[1])] = {
                "ref": row[3], "alts": row[4].split(","),
                "entries": [dict(zip(keys, cell.split(":"))) for cell in row[9:]]}
    return samples, records


def read_expected(path):
    with open(path, encoding="utf-8") as lines:
        head = next(lines).rstrip("\n").split("\t")
        return [dict(zip(head, line.rstrip("\n").split("\t"))) for line in lines]


def n_coins(gene, records, sample):
    entries = [record["entries"][sample]["GT"] for variant in gene.loci
               if (record := records.get((variant["chromosome"], variant["position"])))]
    return sum("/" in genotype and len(set(genotype.split("/"))) == 2 for genotype in entries)


def compare(data, folder, cohort):
    samples, records = read_vcf(folder / f"{cohort}.vcf.gz")
    genes = {gene.name: gene for gene in data.genes}
    n_rows, n_different = 0, 0
    for row in read_expected(folder / f"{cohort}.expected.tsv"):
        gene, sample = genes[row["gene"]], samples.index(row["sample"])
        if n_coins(gene, records, sample) > MAX_COINS:
            continue
        own = {}
        for variant in gene.loci:
            key = variant["chromosome"], variant["position"]
            if record := records.get(key):
                own[key] = {**record, "entries": [record["entries"][sample]]}
        data.genes = [gene]
        found, = model.rows(data, own, [row["sample"]], row["mode"] == "top",
                            row["mode"] == "combos").values()
        columns = model.COLUMNS if row["source_label"] else model.COLUMNS[:-3]
        n_rows += 1
        for column, value in zip(columns, found):
            if value != row[column]:
                n_different += 1
                print(cohort, row["sample"], row["gene"], row["mode"], column,
                      f"recorded {row[column]!r}, the model has {value!r}")
    data.genes = list(genes.values())
    print(f"{cohort}: {n_rows} rows, {n_different} cells differ")
    return n_rows > 0 and n_different == 0


def main():
    root = pathlib.Path(sys.argv[1])
    folder = root / "synthetic_cohort" / "dev"
    if not folder.is_dir():
        print(f"{folder} is not there")
        return 77
    data = model.Data(root)
    return 0 if all([compare(data, folder, cohort) for cohort in sys.argv[2:] or COHORTS]) else 1


if __name__ == "__main__":
    sys.exit(main())

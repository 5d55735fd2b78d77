# SPDX-License-Identifier: MIT
"""Joins rows with a database by a dictionary of trimmed alleles and compares with `annotate`.

usage: dictionary_join.py PROGRAM ROWS.vcf.gz DATABASE.vcf.gz REGION [FIELD,...]
       dictionary_join.py PROGRAM --made-up SEED

The second form makes up rows and a database first (a test of the build). Exit code 77: bcftools is
not installed.

The database is used as it is, with its rows split (bcftools norm -m-) and with them joined (-m+): all
three must give the same table, as an archive and read directly through its index. Prints the
counts.
"""

import gzip
import random
import shutil
import subprocess
import sys
import tempfile


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def rows_of(text):
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def keys(contig, pos, ref, alt):
    """Shared bases off the right, then off the left; one stays."""
    while len(ref) > 1 and len(alt) > 1 and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while len(ref) > 1 and len(alt) > 1 and ref[0] == alt[0]:
        ref, alt, pos = ref[1:], alt[1:], pos + 1
    return contig, pos, ref, alt


def info(row):
    return dict(entry.partition("=")[::2] for entry in row[7].split(";"))


def number_of(header, field):
    for line in header.splitlines():
        if line.startswith(f"##INFO=<ID={field},"):
            return line.split("Number=")[1].split(",")[0]
    sys.exit(f"the database has no field {field}")


def dictionary(rows, fields, numbers):
    table = {}
    for row in rows:
        values = info(row)
        for index, alt in enumerate(row[4].split(",")):
            own = []
            for field in fields:
                value = values.get(field, ".")
                own.append(value.split(",")[index]
                           if numbers[field] == "A" and value != "." else value)
            table.setdefault(keys(row[0], int(row[1]), row[3], alt), own)
    return table


def main(program, rows_path, database_path, region=None, fields="AC,AN,AF,nhomalt"):
    if shutil.which("bcftools") is None:
        print("bcftools is not installed")
        sys.exit(77)
    fields = fields.split(",")
    with tempfile.TemporaryDirectory() as folder:
        if rows_path == "--made-up":
            rows_path, database_path, region = make_up(folder, int(database_path))
        rows = f"{folder}/rows.vcf.gz"
        database = f"{folder}/as_is.vcf.gz"
        run("bcftools", "view", "-G", "-r", region, "-Oz", "-o", rows, rows_path)
        run("bcftools", "view", "-G", "-r", region, "-Oz", "-o", database, database_path)
        for name, how in (("split", "-m-"), ("joined", "-m+any")):
            run("bcftools", "norm", how, "-Oz", "-o", f"{folder}/{name}.vcf.gz", database)
        header = run("bcftools", "view", "-h", database)
        numbers = {field: number_of(header, field) for field in fields}
        with gzip.open(rows, "rt") as file:
            queries = rows_of(file.read())
        expected = None
        for name in ("as_is", "split", "joined"):
            path = f"{folder}/{name}.vcf.gz"
            run("bcftools", "index", "-f", "-t", path)
            with gzip.open(path, "rt") as file:
                table = dictionary(rows_of(file.read()), fields, numbers)
            wanted = [[table.get(keys(row[0], int(row[1]), row[3], alt))
                       for alt in row[4].split(",")] for row in queries]
            n_hits = sum(value is not None for row in wanted for value in row)
            n_multi = sum(value is not None for row in wanted if len(row) > 1 for value in row)
            # Joining rows keeps one value of Number=1 for all of them.
            per_alt = [[value and [text for text, field in zip(value, fields)
                                   if numbers[field] == "A"] for value in row] for row in wanted]
            if expected is not None and per_alt != expected:
                sys.exit(f"{name}: the dictionary itself is another")
            expected = per_alt
            columns = ",".join(f"{field}:db_{field}" for field in fields)
            run(program, "archive", "build", path, "-f", columns, "-o", f"{folder}/{name}.gsa")
            compare(program, rows, wanted, fields, ["-a", f"{folder}/{name}.gsa"], name)
            compare(program, rows, wanted, fields, ["-a", path, "-c", columns], name + ", direct")
            print(f"{name}: {n_hits} hits, {n_multi} of them on rows of several ALTs: all equal")


HEADER = """##fileformat=VCFv4.3
##contig=<ID=chr2,length=242193529>
##INFO=<ID=AC,Number=A,Type=Integer,Description="Copies of the ALT">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Called alleles">
##INFO=<ID=AF,Number=A,Type=Float,Description="Frequency">
##INFO=<ID=nhomalt,Number=A,Type=Integer,Description="Homozygotes">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO
"""


def bases(rng, n):
    return "".join(rng.choice("ACGT") for _ in range(n))


def alts_of(rng, reference, n_alts):
    """Different ALTs of a stretch: SNVs, insertions, deletions, whole replacements."""
    found = []
    while len(found) < n_alts:
        kind = rng.randrange(4)
        if kind == 0:
            at = rng.randrange(len(reference))
            alt = reference[:at] + bases(rng, 1) + reference[at + 1:]
        elif kind == 1:
            alt = reference[0] + bases(rng, rng.randint(1, 14)) + reference[1:]
        elif kind == 2:
            alt = reference[:rng.randint(1, len(reference))]
        else:
            alt = bases(rng, rng.randint(1, 5))
        if alt != reference and alt not in found:
            found.append(alt)
    return found


def make_up(folder, seed):
    """A database and rows that share some of its alleles, several of them in one row or in rows of
    one place."""
    rng = random.Random(seed)
    database, rows = [], []
    pos = 1000
    for _ in range(5000):
        pos += rng.randint(8, 60)
        reference = bases(rng, rng.choice((1, 1, 1, 2, 3, 6)))
        alts = alts_of(rng, reference, rng.choice((1, 1, 2, 3, 4)))
        known = [alt for alt in alts if rng.random() < 0.7]
        asked = [alt for alt in alts if rng.random() < 0.7]
        rng.shuffle(asked)
        number = rng.randrange(2, 200000)
        if known:
            counts = [rng.randrange(number) for _ in known]
            database.append(
                f"chr2\t{pos}\t.\t{reference}\t{','.join(known)}\t.\tPASS\t"
                f"AC={','.join(map(str, counts))};AN={number};"
                f"AF={','.join(f'{count / number:.5e}' for count in counts)};"
                f"nhomalt={','.join(str(count // 3) for count in counts)}\n")
        if asked:
            rows.append(f"chr2\t{pos}\t.\t{reference}\t{','.join(asked)}\t.\t.\t.\n")
    for name, lines in (("made_up_db", database), ("made_up_rows", rows)):
        path = f"{folder}/{name}.vcf"
        with open(path, "w", encoding="ascii") as file:
            file.write(HEADER + "".join(lines))
        run("bcftools", "view", "--no-version", "-Oz", "-o", path + ".gz", path)
        run("bcftools", "index", "-t", path + ".gz")
    return f"{folder}/made_up_rows.vcf.gz", f"{folder}/made_up_db.vcf.gz", "chr2"


def compare(program, rows, wanted, fields, options, name):
    annotated = rows_of(run(program, "annotate", "--threads", "2", *options, rows))
    if len(annotated) != len(wanted):
        sys.exit(f"{name}: {len(annotated)} rows instead of {len(wanted)}")
    n_wrong = 0
    for row, values in zip(annotated, wanted):
        own = info(row)
        for column, field in enumerate(fields):
            texts = ["." if value is None else value[column] for value in values]
            is_there = any(text != "." for text in texts)
            if own.get(f"db_{field}") != (",".join(texts) if is_there else None):
                n_wrong += 1
                if n_wrong < 5:
                    print(name, row[:5], field, own.get(f"db_{field}"), texts)
    if n_wrong:
        sys.exit(f"{name}: {n_wrong} values differ")


if __name__ == "__main__":
    if len(sys.argv) < 5 and "--made-up" not in sys.argv[2:-1]:
        sys.exit(__doc__)
    main(*sys.argv[1:])

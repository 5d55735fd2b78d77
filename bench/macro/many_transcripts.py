#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Size, opening time and memory of a gene model of a quarter of a million transcripts.

usage: many_transcripts.py PROGRAM GENES.gff3[.gz] GENOME.fa ROWS.vcf.gz FOLDER [--transcripts N]

Multiplies the transcripts of GENES until there are N (250,000, as in Ensembl's and GENCODE's complete
sets), each copy with 10 bases more at its upper end than the one before, compiles the model in FOLDER
and prints what it takes to build, to open (one row) and to annotate ROWS with all default fields on
one thread: seconds of the processor and greatest resident memory, the pages of the model that were
touched included.
"""
import argparse
import gzip
import os
import pathlib
import re
import subprocess
import sys

LONGER = 10  # bases that each copy has more than the one before


def lines_of(path):
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        yield from lines


def blocks(path):
    """Headers, genes and transcripts one by one, as lists of columns; a transcript with its parts,
    wherever these stand in the file."""
    found, parts = [], {}
    for line in lines_of(path):
        columns = line.rstrip("\n").split("\t")
        parent = re.search(r"Parent=(transcript:[^;]+)", columns[-1])
        if parent and not line.startswith("#"):
            for one in parent[1].split(","):
                own = re.sub(r"Parent=[^;]+", f"Parent={one}", columns[-1])
                parts.setdefault(one, []).append(columns[:-1] + [own])
        else:
            found.append([columns])
    for block in found:
        name = re.search(r"ID=(transcript:[^;]+)", block[0][-1])
        yield block + parts.get(name[1], []) if name else block


def longer(block, copy):
    """The `copy`-th copy of a transcript: names of its own, and its last exon ends further up. One
    of CDS rows only keeps its exons: they are what these rows cover."""
    last = max(int(row[4]) for row in block)
    rows = []
    for row in block:
        row = list(row)
        row[8] = re.sub(r"(transcript:|transcript_id=)([^;]+)", rf"\1\2.{copy}", row[8])
        if int(row[4]) == last and row[2] != "CDS":
            row[4] = str(last + LONGER * copy)
        rows.append(row)
    return rows


def multiply(source, target, wanted):
    n_known = sum("\texon\t" not in line and "ID=transcript:" in line for line in lines_of(source))
    copies = -(-wanted // n_known)
    n_written = 0
    with open(target, "w", encoding="utf-8") as out:
        for block in blocks(source):
            is_transcript = "ID=transcript:" in block[0][-1]
            for copy in range(copies if is_transcript else 1):
                if is_transcript and n_written == wanted:
                    break
                n_written += is_transcript
                for row in longer(block, copy) if is_transcript and copy else block:
                    print(*row, sep="\t", file=out)
    return n_written


def run(*command):
    """CPU seconds, wall seconds left out, and greatest resident memory in MB."""
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, text=True)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{errors}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "genes", "genome", "rows", "folder"):
        parser.add_argument(name)
    parser.add_argument("--transcripts", type=int, default=250_000)
    arguments = parser.parse_args()
    folder = pathlib.Path(arguments.folder)
    folder.mkdir(parents=True, exist_ok=True)
    annotation, model, one_row = folder / "many.gff3", folder / "many.gsg", folder / "one.vcf"
    n_transcripts = multiply(arguments.genes, annotation, arguments.transcripts)
    with open(one_row, "w", encoding="utf-8") as out:
        n_rows = 0
        for line in lines_of(arguments.rows):
            n_rows += not line.startswith("#")
            if n_rows < 2:
                out.write(line)
    print(f"| {n_transcripts} transcripts | CPU s | resident MB |\n| --- | --- | --- |")
    steps = {
        "build": ("genes", "build", "--gff3", annotation, "--fasta", arguments.genome, "-o", model),
        "open": ("annotate", "--threads", 1, "--genes", model, one_row, "-o", folder / "one.out"),
        f"annotate {n_rows} rows":
            ("annotate", "--threads", 1, "--genes", model, arguments.rows, "-o", folder / "all.bcf")}
    for name, words in steps.items():
        seconds, megabytes = run(arguments.program, *words)
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |", flush=True)
    print(f"model: {model.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()

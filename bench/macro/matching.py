#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Time and memory of matching weights against variants, by number of rows, as a table and a plot.

usage: matching.py PROGRAM FOLDER [--rows 1 2 5 10] [--svg docs/matching.svg]
Makes, in FOLDER, tables of weights and one-sample VCFs of so many million rows over 22 chromosomes
(every variant has its weight; the table is not in the order of the genome), scores each, and prints
CPU seconds, greatest resident memory and both per million rows. Matching is linear if the last
columns stay level. FOLDER takes 600 MB at 10 million rows.
"""
import argparse
import os
import pathlib
import subprocess

CONTIGS = 22
BASES = "ACGT"
SPACING = 250  # bases from one variant to the next


def alleles(row):
    """REF and ALT of a row; never A/T or C/G, which would be ambiguous."""
    ref = BASES[row * 7 % 4]
    return ref, {"A": "G", "G": "A", "C": "T", "T": "C"}[ref]


def place(row, rows):
    """Chromosome number and position of a row in the order of the genome."""
    on_each = (rows + CONTIGS - 1) // CONTIGS
    return 1 + row // on_each, 10_000 + row % on_each * SPACING


def write_variants(path, rows):
    if path.exists():
        return
    with open(path, "w") as out:
        out.write("##fileformat=VCFv4.3\n")
        for contig in range(1, CONTIGS + 1):
            out.write(f"##contig=<ID=chr{contig}>\n")
        out.write('##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n')
        out.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n")
        for row in range(rows):
            contig, pos = place(row, rows)
            ref, alt = alleles(row)
            call = ("0/0", "0/1", "1/1")[row * 5 % 3]
            out.write(f"chr{contig}\t{pos}\t.\t{ref}\t{alt}\t.\t.\t.\tGT\t{call}\n")


def write_weights(path, rows):
    if path.exists():
        return
    step = 7919  # prime to the number of rows: a fixed shuffle
    with open(path, "w") as out:
        out.write("chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\n")
        for at in range(rows):
            row = at * step % rows
            contig, pos = place(row, rows)
            ref, alt = alleles(row)
            out.write(f"{contig}\t{pos}\t{alt}\t{ref}\t{(row * 37 % 2001 - 1000) / 1e5:.5f}\n")


def measure(command):
    """CPU seconds and greatest resident memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def svg(points):
    """Two panels, CPU seconds and memory, over millions of rows, with the line through the last."""
    width, height, margin = 300, 220, 45
    panels = []
    for index, (title, column) in enumerate((("CPU seconds", 1), ("memory, MB", 2))):
        left = index * (width + 2 * margin) + margin
        most_rows = max(point[0] for point in points)
        most = max(point[column] for point in points) * 1.1

        def at(rows, value):
            return (left + width * rows / most_rows, margin + height * (1 - value / most))

        end = at(points[-1][0], points[-1][column])
        start = at(0, 0)
        panels.append(f'<text x="{left}" y="{margin - 14}">{title}</text>')
        panels.append(
            f'<polyline points="{left},{margin} {left},{margin + height} '
            f'{left + width},{margin + height}" fill="none" stroke="#444"/>')
        panels.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
            'stroke="#bbb" stroke-dasharray="4"/>')
        for point in points:
            x, y = at(point[0], point[column])
            panels.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#06c"/>')
            panels.append(
                f'<text x="{x - 6:.1f}" y="{y - 8:.1f}" text-anchor="end">'
                f"{point[column]:.3g}</text>")
            panels.append(
                f'<text x="{x:.1f}" y="{margin + height + 16}" text-anchor="middle">'
                f"{point[0]:g}</text>")
        panels.append(
            f'<text x="{left + width / 2}" y="{margin + height + 34}" text-anchor="middle">'
            "million rows</text>")
    total = 2 * (width + 2 * margin)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{height + 2 * margin}" '
        'font-family="sans-serif" font-size="12">\n' + "\n".join(panels) + "\n</svg>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rows", type=float, nargs="+", default=[1, 2, 5, 10], help="in millions")
    parser.add_argument("--svg", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    points = []
    print("million rows  CPU s  memory MB  s a million  MB a million")
    for millions in options.rows:
        rows = int(millions * 1e6)
        variants = options.folder / f"variants.{rows}.vcf"
        weights = options.folder / f"weights.{rows}.tsv"
        write_variants(variants, rows)
        write_weights(weights, rows)
        seconds, memory = measure(
            [options.program, "score", "--quiet", "--weights", weights, variants, "-o",
             options.folder / "score.tsv"])
        points.append((millions, seconds, memory))
        print(
            f"{millions:12g} {seconds:6.2f} {memory:10.0f} {seconds / millions:12.2f} "
            f"{memory / millions:13.0f}", flush=True)
    if options.svg:
        options.svg.write_text(svg(points))


main()

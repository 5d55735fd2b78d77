# SPDX-License-Identifier: MIT
"""Runs the demo and compares its report with what was planted in the simulated patient.

usage: demo_test.py DEMO_SCRIPT PROGRAM
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def check(folder):
    tiers = [row["tier"] for row in rows_of(folder / "patient.risk.tsv")]
    if tiers != ["high", "average", "low"]:  # so the patient's scores were chosen
        yield f"tiers are {tiers}"
    person = json.loads((folder / "patient.report.json").read_text())["people"][0]
    found = {(finding["contig"], finding["pos"], finding["ref"], finding["alt"]): finding
             for finding in person["findings"]}
    for planted in rows_of(folder / "world" / "patient.truth.tsv"):
        finding = found.get((planted["contig"], int(planted["pos"]), planted["ref"],
                             planted["alt"]))
        if finding is None:
            yield f"not reported: {planted}"
            continue
        for column, member in (("gene", "gene"), ("consequence", "consequence"),
                               ("genotype", "genotype")):
            if planted[column] not in finding[member].split("&"):
                yield f"{member} is {finding[member]}, planted was {planted[column]}"
        if (planted["clinical_significance"] != "."
                and finding["clinical_significance"]
                != planted["clinical_significance"].replace("_", " ")):
            yield f"significance is {finding['clinical_significance']}: {planted}"
    page = (folder / "patient.report.html").read_text()
    if "PATIENT" not in page or "://" in page:
        yield "the page lacks the sample, or points outside"
    leftovers = [path.name for path in folder.iterdir() if not path.name.startswith(
        ("patient.", "world", "genes.gsg", "known.gsa"))]
    if leftovers:
        yield f"left over: {leftovers}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["bash", sys.argv[1], sys.argv[2], folder], check=True)
        complaints = list(check(pathlib.Path(folder)))
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())

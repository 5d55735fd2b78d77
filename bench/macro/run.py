# SPDX-License-Identifier: MIT
"""The program against its peers: CPU (or wall) time of whole processes, in one round-robin.

usage: run.py [--inputs FOLDER] [--rounds 5] [--only WORD] [--program FILE] [--check]

Without --inputs the inputs are simulated once into build/macro/inputs. A row is skipped, saying why,
where an input, a peer or a subcommand is absent. --check ends with 1 where a ratio is above its
ceiling.
"""

import argparse
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

import cases

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def run_once(command, log):
    """(CPU seconds, wall seconds) of a shell line and all its children."""
    start = time.monotonic()
    with subprocess.Popen(["bash", "-o", "pipefail", "-c", command], stdout=subprocess.DEVNULL,
                          stderr=log) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    if process.returncode != 0:
        raise RuntimeError(f"ended with {process.returncode}: {command}")
    return usage.ru_utime + usage.ru_stime, wall


def reason_to_skip(case, names, program):
    for text in (case.ours, case.peer):
        for name, path in names.items():
            if "{" + name + "}" in text and name in cases.INPUTS and not path.exists():
                return f"no {path.name}"
    for peer in case.needs:
        if not shutil.which(peer):
            return f"{peer} is not installed"
    if subprocess.run([program, *case.ours.split("{program} ")[1].split()[:1], "--help"],
                      capture_output=True, check=False).returncode != 0:
        return "no such subcommand yet"
    return None


def measure(case, names, rounds, log):
    index = 1 if case.by == "wall" else 0
    ours, peer = case.ours.format_map(names), case.peer.format_map(names)
    if case.before:
        run_once(case.before.format_map(names), log)
    for command in (ours, peer):  # not counted: fills the page cache
        run_once(command, log)
    figures = [(run_once(ours, log)[index], run_once(peer, log)[index]) for _ in range(rounds)]
    ratios = [own / other for own, other in figures]
    return (statistics.median(own for own, _ in figures),
            statistics.median(other for _, other in figures),
            statistics.median(ratios), min(ratios), max(ratios))


def simulate(program, folder):
    """Inputs of our own, for machines that have none: smaller than those of the table's figures."""
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for line in cases.SIMULATE:
            subprocess.run(["bash", "-c", line.format(program=program, folder=folder)], check=True)
        (folder / "complete").touch()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--program", type=pathlib.Path,
                        default=PROJECT / "build" / "release" / "genostrat")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()

    work = PROJECT / "build" / "macro"
    work.mkdir(parents=True, exist_ok=True)
    folder = options.inputs or work / "inputs"
    if not options.inputs:
        simulate(options.program, folder)
    names = {name: folder / file for name, file in cases.INPUTS.items()}
    names.update(program=options.program, work=work,
                 plan=PROJECT / "pipelines" / "personal-risk.yaml")

    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, load "
          f"{os.getloadavg()[0]:.1f}, {options.rounds} rounds, medians\n")
    print("| work | against | by | ours, s | peer, s | ratio (least to most) | must |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    above = 0
    with open(work / "messages.txt", "w", encoding="utf-8") as log:
        for case in cases.CASES:
            if options.only not in case.work:
                continue
            reason = reason_to_skip(case, names, options.program)
            if reason:
                print(f"| {case.work} | {case.against} | {case.by} | skipped: {reason} | | | |")
                continue
            own, other, ratio, least, most = measure(case, names, options.rounds, log)
            above += ratio > case.ceiling
            print(f"| {case.work} | {case.against} | {case.by} | {own:.2f} | {other:.2f} | "
                  f"{ratio:.3f} ({least:.3f} to {most:.3f}) | {case.ceiling} |", flush=True)
    return 1 if options.check and above else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""Paired A/B: two builds of the program, run in turn on the same work, by CPU time.

Fails only when the median ratio head/base exceeds 1.08 while the control, base against base in the
same rounds, does not.

usage: paired.py BASE_PROGRAM HEAD_PROGRAM [--pairs 9] -- ARGUMENTS...
example: paired.py old/genostrat build/release/genostrat -- view in.vcf.gz -O v -o /dev/null
"""

import argparse
import os
import statistics
import subprocess
import sys

LIMIT = 1.08


def cpu_seconds(command):
    """User and system time of one run and its children."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"paired: {' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("head")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("arguments", nargs="+", help="after --")
    options = parser.parse_args()

    base = [options.base, *options.arguments]
    head = [options.head, *options.arguments]
    for command in (base, head):  # not counted: fills the page cache
        cpu_seconds(command)
    ratios, controls = [], []
    for _ in range(options.pairs):
        first, other, second = cpu_seconds(base), cpu_seconds(head), cpu_seconds(base)
        ratios.append(2 * other / (first + second))
        controls.append(second / first)
    ratio, control = statistics.median(ratios), statistics.median(controls)
    print(f"head/base {ratio:.3f} ({min(ratios):.3f} to {max(ratios):.3f}), "
          f"base/base {control:.3f} ({min(controls):.3f} to {max(controls):.3f}), "
          f"{options.pairs} pairs")
    if ratio > LIMIT and max(control, 1 / control) <= LIMIT:
        print(f"paired: slower by more than {LIMIT - 1:.0%}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

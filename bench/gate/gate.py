# SPDX-License-Identifier: MIT
"""The instruction-count gate: fails when the program needs over 1 % more instructions a record.

The figure of a case is Ir(2N records) - Ir(N records) under cachegrind, so that start-up cancels.
It is compared with bench/gate/baselines.json where compiler, libraries and processor are those that
made the baselines, else with the same figure of the base commit, built on the spot.

exit code: 0 good, 1 slower, 77 nothing to compare with (with the reason)
"""

import argparse
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import tempfile
import zlib

import inputs
import world

PROJECT = pathlib.Path(__file__).resolve().parents[2]
WORK = PROJECT / "build" / "gate"
BASELINES = PROJECT / "bench" / "gate" / "baselines.json"
LIMIT = 1.01

# Name: (input, arguments). {in} is the input, {to} a folder of the program's own; results that are
# not looked at go to /dev/null.
CASES = {
    "view VCF.gz to VCF": ("single", "view {in} -O v -o /dev/null"),
    "view VCF.gz to VCF.gz": ("single", "view {in} -O z -o /dev/null"),
    "view VCF.gz to BCF": ("single", "view {in} -O u -o /dev/null"),
    "view one of 250 samples": ("cohort", "view {in} -s S7 -O v -o /dev/null"),
    "filter INFO": ("single", "filter {in} -i QUAL>2000&&INFO/DP>300 -O v -o /dev/null"),
    "filter 250 samples": ("cohort", "filter {in} -i FMT/DP>45&&GT=\"alt\" -O v -o /dev/null"),
    "query 250 samples": ("cohort", "query {in} -f %POS[\\t%GT:%AD{1}]\\n -o /dev/null"),
    "normalize": ("genome", "normalize --fasta {fasta} --split {in} -O v -o /dev/null"),
    "annotate consequence": ("genome", "annotate --genes {to}/genes.gsg --fasta {fasta} {in} "
                                       "-O v -o /dev/null"),
    "annotate archive": ("genome", "annotate --archive {to}/known.gsa {in} -O v -o /dev/null"),
    "score": ("genome", "score --weights {weights} {in} -o /dev/null"),
    "qc of one genome": ("single", "qc {in} -o {to}/qc"),
    "depth": ("reads", "depth {to}/depth {in}"),
}

# Run once for each program, not counted: what is compiled once and used often.
PREPARATIONS = ("genes build --gff3 {gff3} --fasta {fasta} -o {to}/genes.gsg",
                "archive build {known} --field AF --field CLNSIG -o {to}/known.gsa")

# The thresholds of string functions that glibc takes from the host moved counts by 14.6 %.
ENVIRONMENT = {
    "GLIBC_TUNABLES": "glibc.cpu.x86_rep_movsb_threshold=1000000000:"
                      "glibc.cpu.x86_rep_stosb_threshold=1000000000",
    "LC_ALL": "C",
}


def output_of(*command, cwd=None):
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    return done.stdout.strip() if done.returncode == 0 else ""


def fingerprint():
    """What instruction counts depend on besides the sources."""
    cpu = pathlib.Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    vendor = re.search(r"vendor_id\s*:\s*(\S+)", cpu)
    result = {
        "compiler": output_of(os.environ.get("CXX", "c++"), "-dumpfullversion", "-dumpversion"),
        "valgrind": output_of("valgrind", "--version"),
        "glibc": " ".join(platform.libc_ver()),
        "processor": (vendor[1] if vendor else platform.machine())
                     + (" avx2" if re.search(r"\bavx2\b", cpu) else ""),
    }
    result["zlib"] = zlib.ZLIB_RUNTIME_VERSION  # packs the inputs
    for library in ("htslib", "libdeflate", "tbb"):
        result[library] = output_of("pkg-config", "--modversion", library)
    return result


def instructions(program, arguments):
    """Instructions of one run, or None where the program does not know the command or option."""
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
               str(program), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=WORK, env=dict(
        ENVIRONMENT, PATH=os.environ["PATH"]))
    counted = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    if run.returncode != 0 or not counted:
        if run.returncode in (2, 3):  # a base that is older: it has not prepared the input, either
            return None
        sys.exit(f"gate: {' '.join(command)} ended with {run.returncode}:\n{run.stderr}")
    return int(counted[1].replace(",", ""))


def measure(program, cases):
    """{case: instructions}, without the cases that the program does not know.

    Names are relative to WORK: the length of a path moves what lies behind it in memory, and 0.8 %
    of a row's instructions with it."""
    paths = inputs.write_all(WORK / "inputs")
    kinds, fixed = world.write_all(WORK / "inputs")
    paths.update(kinds)
    figures = {}
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        names = {name: os.path.relpath(path, WORK)
                 for name, path in {**fixed, "to": folder}.items()}

        def filled(text, **more):
            return [re.sub(r"\{(\w*[a-z]\w*)\}", lambda name: {**names, **more}[name[1]], word)
                    for word in text.split()]

        for preparation in PREPARATIONS:
            subprocess.run([str(program), *filled(preparation)], check=False, capture_output=True,
                           cwd=WORK)
        for name in cases:
            kind, arguments = CASES[name]
            small, large = (
                instructions(program, [*filled(arguments, **{"in": os.path.relpath(path, WORK)}),
                                       "--threads", "1"])
                for path in paths[kind])
            if small is not None and large is not None:
                figures[name] = large - small
    return figures


def base_commit():
    """The commit to compare with: where this branch left origin/main, else the one before."""
    head = output_of("git", "rev-parse", "HEAD", cwd=PROJECT)
    merge_base = output_of("git", "merge-base", "HEAD", "origin/main", cwd=PROJECT)
    if merge_base and merge_base != head:
        return merge_base
    return output_of("git", "rev-parse", "--verify", "--quiet", "HEAD~1", cwd=PROJECT)


def build_base(commit):
    """The release program of a commit, in a tree of its own under build/gate."""
    tree = WORK / "base"
    subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=PROJECT, check=False,
                   capture_output=True)
    subprocess.run(["git", "worktree", "prune"], cwd=PROJECT, check=True)
    subprocess.run(["git", "worktree", "add", "--detach", "--force", str(tree), commit],
                   cwd=PROJECT, check=True, capture_output=True)
    environment = dict(os.environ, CCACHE_BASEDIR=str(tree), CCACHE_NOHASHDIR="1")
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if output_of("ccache", "--version") else []
    for command in (["cmake", "--preset", "release", "-DGENOSTRAT_BUILD_TESTS=OFF", *launcher],
                    ["cmake", "--build", "--preset", "release", "--target", "genostrat_program"]):
        built = subprocess.run(command, cwd=tree, env=environment, check=False,
                               capture_output=True, text=True)
        if built.returncode != 0:
            print(f"gate: the base commit {commit[:10]} does not build\n{built.stdout[-2000:]}")
            return None
    return tree / "build" / "release" / "genostrat"


def compare(figures, reference, against):
    slower = [name for name in reference if name not in figures]
    for name in slower:
        print(f"gate: '{name}' has no figure: it does not run any more")
    print(f"{'instructions for N records':<28}{'now':>15}{against:>18}{'ratio':>9}")
    for name, count in figures.items():
        if name not in reference:
            print(f"{name:<28}{count:>15,}{'new':>18}")
            continue
        ratio = count / reference[name]
        print(f"{name:<28}{count:>15,}{reference[name]:>18,}{ratio:>9.4f}")
        if ratio > LIMIT:
            slower.append(name)
    if slower:
        print(f"gate: over {LIMIT - 1:.0%} more instructions: {', '.join(slower)}\n"
              "if the cost is meant, say why in the commit and run: python3 bench/gate/gate.py "
              "--update")
    return 1 if slower else 0


def skip(reason):
    print(f"gate: skipped: {reason}")
    return 77


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=PROJECT / "build" / "release" / "genostrat",
                        type=pathlib.Path)
    parser.add_argument("--update", action="store_true", help="store this machine's figures")
    parser.add_argument("--against", type=pathlib.Path, metavar="PROGRAM",
                        help="compare with this program instead of the baselines")
    options = parser.parse_args()

    if not output_of("valgrind", "--version"):
        return skip("valgrind is not installed")
    stored = json.loads(BASELINES.read_text()) if BASELINES.exists() else {}
    current = fingerprint()
    figures = measure(options.program.resolve(), CASES)
    if options.update:
        BASELINES.write_text(json.dumps({"fingerprint": current, "figures": figures}, indent=2)
                             + "\n")
        print(f"gate: stored {len(figures)} figures in {BASELINES.relative_to(PROJECT)}")
        return 0
    if options.against:
        return compare(figures, measure(options.against.resolve(), figures), "other program")
    if stored.get("fingerprint") == current:
        return compare(figures, stored["figures"], "baseline")

    differing = [key for key in current if stored.get("fingerprint", {}).get(key) != current[key]]
    print(f"gate: the baselines are of another machine ({', '.join(differing)}); building the base")
    commit = base_commit()
    if not commit:
        return skip("no base commit here (a shallow clone?)")
    base = build_base(commit)
    if base is None:
        return skip("the base commit does not build here")
    return compare(figures, measure(base, figures), f"commit {commit[:10]}")


if __name__ == "__main__":
    sys.exit(main())

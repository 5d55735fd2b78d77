# SPDX-License-Identifier: MIT
"""Writes docs/commands.md and docs/stages.md from what the program says of itself."""

import argparse
import json
import pathlib
import re
import subprocess
import sys


def printed(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


def subcommands(help_text):
    """Names below `Subcommands:`; a description that goes on in the next line starts further in."""
    names = []
    _, _, listing = help_text.partition("\nSubcommands:\n")
    for line in listing.splitlines():
        match = re.match(r"  (\S+)", line)
        if match:
            names.append(match[1])
        elif not line.strip():
            break
    return names


def command_pages(program, path=()):
    text = printed(program, *path, "--help").rstrip()
    if path:
        yield f"## genostrat {' '.join(path)}\n\n```text\n{text}\n```\n"
    for name in subcommands(text):
        yield from command_pages(program, (*path, name))


def stage_pages(program):
    stages = json.loads(printed(program, "stages", "--json"))
    for stage in stages["stages"] if isinstance(stages, dict) else stages:
        yield f"## {stage['name']}\n\n{stage['summary']}\n"
        if stage["options"]:
            rows = ["| option | type | default | what |", "| --- | --- | --- | --- |"]
            for option in stage["options"]:
                default = option.get("default") or ("(required)" if option.get("required") else "")
                text = option["help"].replace("|", "\\|")
                rows.append(f"| `{option['name']}` | {option['type']} | {default} | {text} |")
            yield "\n".join(rows) + "\n"


def pages(program):
    """{file name: text} of every page."""
    note = "<!-- made by docs/generate.py from the program: change the help texts there -->\n"
    return {f"{name}.md": "\n".join([note, f"# {title}\n", *parts])
            for name, title, parts in (("commands", "Commands", command_pages(program)),
                                       ("stages", "Stages of plans", stage_pages(program)))}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path, nargs="?",
                        default=pathlib.Path(__file__).parent)
    parser.add_argument("--check", action="store_true",
                        help="write nothing; exit code 1 if a page is not what the program says")
    options = parser.parse_args()
    stale = []
    for name, text in pages(str(options.program.resolve())).items():
        path = options.folder / name
        if not options.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(str(path))
    if stale:
        print(f"out of date: {', '.join(stale)}; 'make docs' writes them anew")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

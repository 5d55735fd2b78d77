# SPDX-License-Identifier: MIT
"""Writes docs/commands.md and docs/stages.md from what the program says of itself.

usage: generate.py PROGRAM [FOLDER]
"""

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


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parent)
    note = "<!-- made by docs/generate.py from the program: change the help texts there -->\n"
    for name, title, pages in (("commands", "Commands", command_pages(program)),
                               ("stages", "Stages of plans", stage_pages(program))):
        (folder / f"{name}.md").write_text("\n".join([note, f"# {title}\n", *pages]))


if __name__ == "__main__":
    main()

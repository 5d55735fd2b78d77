# SPDX-License-Identifier: MIT
"""The project's files as the architecture tests see them."""

import pathlib
import subprocess
import sys

CODE = (".cpp", ".hpp")


def files(project):
    """Paths of all files that belong to the project, relative to it, sorted."""
    project = pathlib.Path(project)
    command = ["git", "-C", str(project), "ls-files", "-z", "--cached", "--others",
               "--exclude-standard"]
    listing = subprocess.run(command, check=False, capture_output=True)
    if (project / ".git").exists() and listing.returncode == 0:
        paths = [pathlib.Path(name.decode()) for name in listing.stdout.split(b"\0") if name]
    else:  # an unpacked archive
        paths = [path.relative_to(project) for path in project.rglob("*") if path.is_file()]
        paths = [path for path in paths if path.parts[0] not in ("build", ".cache")]
    return sorted(path for path in paths if (project / path).is_file())


def room_of(path):
    """The room of a source file (`cli` too), or None outside the rooms."""
    if path.parts[:2] == ("include", "genostrat") and len(path.parts) > 3:
        return path.parts[2]
    if path.parts[0] == "src" and len(path.parts) > 2:
        return path.parts[1]
    return None


def text_of(project, path):
    return (pathlib.Path(project) / path).read_text(encoding="utf-8", errors="replace")


def main(check):
    """Runs `check(project)`, a generator of complaints, on the folder of the command line."""
    complaints = list(check(pathlib.Path(sys.argv[1])))
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)

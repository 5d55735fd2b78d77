# SPDX-License-Identifier: MIT
"""Every src/<room>/x.cpp has its twin tests/unit/<room>/x_test.cpp (a kernel may be tested under
its subject's name). The program's own files, src/cli, are tested by running the program."""

import pathlib

import tree


def check(project):
    paths = set(tree.files(project))
    for path in sorted(paths):
        if path.suffix != ".cpp" or tree.room_of(path) in (None, "cli"):
            continue
        folder = pathlib.Path("tests/unit", *path.parts[1:-1])
        names = {path.stem, path.stem.removesuffix("_kernel")}
        if not any(folder / f"{name}_test.cpp" in paths for name in names):
            yield f"{path}: no unit test {folder / path.stem}_test.cpp"


if __name__ == "__main__":
    tree.main(check)

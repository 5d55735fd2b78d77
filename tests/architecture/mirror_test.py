# SPDX-License-Identifier: MIT
"""The mirror rule: a public header include/genostrat/<room>/x.hpp with a body src/<room>/x.cpp has
its test tests/unit/<room>/x_test.cpp, or stands included in a neighbour's test there (a writer is
tested with its reader). Bodies without a header of their own are tested by the header they serve."""

import pathlib

import tree


def check(project):
    paths = set(tree.files(project))
    for path in sorted(paths):
        if path.suffix != ".cpp" or tree.room_of(path) in (None, "cli"):
            continue
        header = pathlib.Path("include/genostrat", *path.parts[1:]).with_suffix(".hpp")
        if header not in paths:
            continue
        folder = pathlib.Path("tests/unit", *path.parts[1:-1])
        names = {path.stem, path.stem.removesuffix("_kernel")}
        include = f"#include <{header.relative_to('include')}>"
        if not any(folder / f"{name}_test.cpp" in paths for name in names) and not any(
                include in tree.text_of(project, test) for test in paths
                if test.parent == folder and test.suffix == ".cpp"):
            yield f"{header}: no unit test {folder / path.stem}_test.cpp"


if __name__ == "__main__":
    tree.main(check)

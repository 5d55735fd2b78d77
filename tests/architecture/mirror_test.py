# SPDX-License-Identifier: MIT
"""The mirror rule: a public header include/genostrat/<room>/x.hpp with a body src/<room>/x.cpp has
its test tests/unit/<room>/x_test.cpp (a kernel may be tested under its subject's name). Bodies
without a header of their own are tested by the header they serve."""

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
        if not any(folder / f"{name}_test.cpp" in paths for name in names):
            yield f"{header}: no unit test {folder / path.stem}_test.cpp"


if __name__ == "__main__":
    tree.main(check)

# SPDX-License-Identifier: MIT
"""What a reviewer should not have to say: licence lines, file lengths, words and headers that are
not used here."""

import re

import tree

LICENSED = (".cpp", ".hpp", ".py", ".sh", ".cmake")
SCRIPTS = ("Makefile", "CMakeLists.txt")
MAX_LINES = 500

WORDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|HA" r"CK|place" r"holder|not (?:yet )?implem" r"ented)\b",
                   re.IGNORECASE)
# clang-tidy 14 cannot read libstdc++ 12's std::views and <source_location>; g++ 12 has no <format>
# and no <expected>.
CODE_RULES = (
    (re.compile(r"\bstd::(ranges::)?views\b"), "std::views is not used here"),
    (re.compile(r"#\s*include\s*<(source_location|format|expected)>"), "this header is not used"),
    (re.compile(r"^\s*using namespace (?!std::(string_view_)?literals|fmt::literals)"),
     "no using namespace"),
)
PUBLIC_RULE = re.compile(r"#\s*include\s*(<(Eigen|fmt|nlohmann|yaml-cpp|CLI|toml\+\+|libdeflate)|\")")


def is_ours(path):
    return path.suffix in LICENSED or path.name in SCRIPTS or path.parts[0] == ".ci"


def check(project):
    for path in tree.files(project):
        if not is_ours(path):
            continue
        lines = tree.text_of(project, path).splitlines()
        if path.suffix != ".txt" or path.name in SCRIPTS:
            if not any("SPDX-License-Identifier: MIT" in line for line in lines[:2]):
                yield f"{path}:1: no SPDX-License-Identifier line"
        if len(lines) > MAX_LINES:
            yield f"{path}: {len(lines)} lines; split it by idea (at most {MAX_LINES})"
        for number, line in enumerate(lines, 1):
            word = WORDS.search(line)
            if word:
                yield f"{path}:{number}: the word '{word[0]}' does not stand in finished work"
            for pattern, message in CODE_RULES if path.suffix in tree.CODE else ():
                if pattern.search(line):
                    yield f"{path}:{number}: {message}: {line.strip()}"
            if path.parts[0] == "include" and PUBLIC_RULE.search(line):
                yield (f"{path}:{number}: public headers need only the standard library, HTSlib and "
                       f"TBB: {line.strip()}")


if __name__ == "__main__":
    tree.main(check)

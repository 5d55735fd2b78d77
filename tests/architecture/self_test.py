# SPDX-License-Identifier: MIT
"""The checks of this folder, each on a small tree that breaks one rule: they must say so."""

import pathlib
import tempfile
import unittest

import house_rules_test
import include_table_test
import mirror_test

LICENCE = "// SPDX-License-Identifier: MIT\n"


def complaints(check, files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return list(check(pathlib.Path(folder)))


class IncludeTable(unittest.TestCase):
    def one_line(self, path, line):
        return complaints(include_table_test.check, {
            path: f"{LICENCE}\n{line}\n", "src/score/sum.hpp": LICENCE, "src/cli/main.cpp": LICENCE})

    def test_lets_rooms_use_the_rooms_below(self):
        for path, line in (("src/io/a.cpp", "#include <genostrat/core/error.hpp>"),
                           ("src/risk/a.cpp", "#include <genostrat/score/result.hpp>"),
                           ("src/qc/stage.cpp", "#include <genostrat/pipeline/concepts.hpp>"),
                           ("src/catalog/a.cpp", "#include <genostrat/report/document.hpp>")):
            self.assertEqual(self.one_line(path, line), [])

    def test_names_the_line_that_enters_a_room_above(self):
        for path, line in (("src/core/a.cpp", "#include <genostrat/io/fasta.hpp>"),
                           ("include/genostrat/genes/a.hpp", "#include <genostrat/variant/x.hpp>"),
                           ("src/qc/a.cpp", "#include <genostrat/score/result.hpp>"),
                           ("src/qc/a.cpp", '#include "score/sum.hpp"'),
                           ("src/score/a.cpp", "#include <genostrat/risk/model.hpp>"),
                           ("src/report/a.cpp", '#include "cli/options.hpp"')):
            found = self.one_line(path, line)
            self.assertEqual(len(found), 1, (path, line))
            self.assertIn(f"{path}:3: {line}", found[0])

    def test_keeps_the_pipeline_out_of_kernels(self):
        found = self.one_line("src/qc/count_kernel.cpp", "#include <genostrat/pipeline/results.hpp>")
        self.assertEqual(len(found), 1)


class Mirror(unittest.TestCase):
    def test_wants_a_twin(self):
        files = {"src/io/a.cpp": "", "include/genostrat/io/a.hpp": ""}
        self.assertEqual(len(complaints(mirror_test.check, files)), 1)

    def test_finds_a_twin(self):
        files = {"src/io/a.cpp": "", "include/genostrat/io/a.hpp": "",
                 "tests/unit/io/a_test.cpp": "", "src/io/part_of_a.cpp": "",
                 "src/io/b_kernel.cpp": "", "include/genostrat/io/b_kernel.hpp": "", "tests/unit/io/b_test.cpp": "", "src/cli/main.cpp": ""}
        self.assertEqual(complaints(mirror_test.check, files), [])


class HouseRules(unittest.TestCase):
    def test_says_what_breaks_a_rule(self):
        for text in ("int x;\n", LICENCE + "// TO" "DO\n", LICENCE + "std::views::iota(1)\n",
                     LICENCE + "#include <format>\n", LICENCE + "int x;\n" * 500):
            self.assertEqual(len(complaints(house_rules_test.check, {"src/io/a.cpp": text})), 1)

    def test_keeps_private_libraries_out_of_public_headers(self):
        files = {"include/genostrat/io/a.hpp": LICENCE + "#include <fmt/core.h>\n"}
        self.assertEqual(len(complaints(house_rules_test.check, files)), 1)

    def test_is_content_with_good_files(self):
        files = {"src/io/a.cpp": LICENCE, "notes.txt": "anything", "tools/x.py":
                 "#!/usr/bin/env python3\n# SPDX-License-Identifier: MIT\n"}
        self.assertEqual(complaints(house_rules_test.check, files), [])


if __name__ == "__main__":
    unittest.main(argv=["self_test"])

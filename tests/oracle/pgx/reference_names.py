# SPDX-License-Identifier: MIT
"""How haplotypes are named and in which order (PharmCAT's HaplotypeNameComparator)."""

import re

LOWEST_FUNCTION = ("DPYD", "RYR1")


def tokens(name):
    """A key that orders names: runs of digits as numbers and before text, shorter names first."""
    rank = 0 if name in ("Reference", "Any", "All") else 2 if name in ("Other", "Unknown") else 1
    return rank, [(0, int(run), "") if run.isdigit() else (1, 0, run)
                  for run in re.findall(r"\d+|\D+", name)]


def name_key(parts):
    """Of a haplotype's components: plain names, then combinations by their number of components."""
    return len(parts) > 1, len(parts), [tokens(part) for part in parts]


def text_of(parts):
    return f"[{' + '.join(parts)}]" if len(parts) > 1 else parts[0]


def diplotype_text(pair):
    return text_of(pair[0]) if pair[1] is None else f"{text_of(pair[0])}/{text_of(pair[1])}"

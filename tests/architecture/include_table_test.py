# SPDX-License-Identifier: MIT
"""Who may include whom: the table of rooms. A line that breaks it is printed with its place."""

import re

import tree

SHARED = {
    "core": (),
    "io": ("core",),
    "pipeline": ("core", "io"),
    "variant": ("core", "io", "pipeline"),
    "alignment": ("core", "io", "pipeline"),
    "cohort": ("core", "io"),
    "sites": ("core", "io", "variant"),
    "genes": ("core", "io"),
    "evidence": ("core", "io", "variant", "sites", "cohort"),
    "hgvs": ("core", "variant", "genes"),
}
# A domain may enter every shared room, and of other domains only these.
DOMAIN_TO_DOMAIN = {"risk": ("score", "ancestry")}
ABOVE_DOMAINS = ("report", "catalog", "cli")
# In a domain only these files know the pipeline.
KNOWS_PIPELINE = re.compile(r"(^|_)(stages?|source|sink)$")

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<genostrat/([a-z_]+)/|"([a-z_]+)/)')


def may_enter(room, other):
    if room == other or room == "cli":
        return True
    if room in SHARED:
        return other in SHARED[room]
    if other == "cli" or (other == "catalog"):
        return False
    if room == "catalog":
        return True
    if room == "report":
        return True
    return other in SHARED or other in DOMAIN_TO_DOMAIN.get(room, ())


def check(project):
    sources = [path for path in tree.files(project) if path.suffix in tree.CODE]
    rooms = {tree.room_of(path) for path in sources} - {None}
    for path in sources:
        room = tree.room_of(path)
        if room is None:
            continue
        is_domain = room not in SHARED and room not in ABOVE_DOMAINS
        for number, line in enumerate(tree.text_of(project, path).splitlines(), 1):
            match = INCLUDE.match(line)
            other = match and (match[1] or match[2])
            if not other or (match[2] and other not in rooms):
                continue
            place = f"{path}:{number}: {line.strip()}"
            if not may_enter(room, other):
                yield f"{place}: room {room} may not include room {other}"
            elif is_domain and other == "pipeline" and not KNOWS_PIPELINE.search(path.stem):
                yield f"{place}: in a domain only stage, source and sink files know the pipeline"


if __name__ == "__main__":
    tree.main(check)

# SPDX-License-Identifier: MIT
"""What a call means: PharmCAT's Phenotyper, by its tables of all pairs of alleles."""

from reference_names import LOWEST_FUNCTION, name_key, text_of, tokens

MALIGNANT = "Malignant Hyperthermia associated"


class Phenotypes:
    """The N x N table of a gene, looked up as it stands."""

    def __init__(self, table):
        self.gene = table["gene"]
        self.functions = dict(table["haplotypes"])
        for allele in table.get("namedAlleles") or []:
            if allele.get("functionValue"):
                self.functions[allele["name"]] = allele["functionValue"]
        self.activities = table.get("activityValues") or {}
        self.entries = {tuple(sorted(entry["diplotypekey"].items())): entry
                        for entry in table.get("diplotypes") or []}

    def look_up(self, names):
        """(phenotype, activity score, lookup key)"""
        if names[0] == "Unknown":
            return "No Result", "No Result" if self.activities else "null", "No Result"
        if self.gene == "RYR1" and not self.entries:
            functions = [self.functions.get(name) for name in names]
            if None in functions or len(names) != 2:
                return "n/a", "null", "n/a"
            word = "Malignant Hyperthermia" if MALIGNANT in functions else "Uncertain"
            return f"{word} Susceptibility", "null", f"{word} Susceptibility"
        key = tuple(sorted((name, names.count(name)) for name in set(names)))
        if (entry := self.entries.get(key)) is None:
            return ("Indeterminate", "n/a", "n/a") if self.activities else ("n/a", "null", "n/a")
        return entry["generesult"], entry.get("activityScore") or "null", entry["lookupkey"]

    def rank(self, name):
        """Lowest function first; what has no value goes before all that have."""
        if self.gene == "RYR1":
            return (0 if self.functions.get(name) == MALIGNANT else 1), tokens(name)
        value = self.activities.get(name, "n/a")
        return (-1.0 if value == "n/a" else float(value)), tokens(name)


def named(gene, parts):
    """The named alleles of a haplotype; that of nothing but other variants is the reference."""
    return [part for part in parts if not part.startswith("g.")] or [gene.reference_name]


def meanings(gene, table, sample, pairs, names):
    """[(phenotype, activity score, lookup key)]"""
    if table is None:
        return [("", "null", "")] * max(1, len(pairs))
    if not pairs and not names:
        inferred = slco1b1_names(gene, sample)
        unknown = ["Unknown"] if gene.is_x else ["Unknown", "Unknown"]
        return [table.look_up(inferred or unknown)]
    if gene.name in LOWEST_FUNCTION:
        if names:
            return [table.look_up(sorted(names, key=table.rank)[:2])]
        lowest = [[min(named(gene, parts), key=table.rank) for parts in pair[:2] if parts]
                  for pair in pairs]
        return [table.look_up(min(
            lowest, key=lambda chosen: sum(max(0, table.rank(name)[0]) for name in chosen)))]
    ordered = sorted(pairs, key=lambda pair: (name_key(pair[0]), name_key(pair[1] or ())))
    return [table.look_up([text_of(parts) for parts in pair[:2] if parts]) for pair in ordered]


def slco1b1_names(gene, sample):
    if gene.name != "SLCO1B1":
        return None
    locus = next((at for at, variant in enumerate(gene.loci)
                  if variant.get("rsid") == "rs4149056"), None)
    if locus is None or sample.calls[locus] is None:
        return None
    star = {"T": "*1", "C": "*5"}
    bases = sample.calls[locus].bases
    return sorted(star[base] for base in bases) if all(base in star for base in bases) else None

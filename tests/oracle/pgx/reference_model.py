# SPDX-License-Identifier: MIT
"""A slow, plain model of PharmCAT's matcher and phenotyper: every permutation is written out.

It shares nothing with the program but the files of definitions and phenotypes. Names of steps are
those of PharmCAT 3.1.1 (NamedAlleleMatcher, CombinationMatcher, DpydHapB3Matcher, Phenotyper).
random_cohorts.py compares the program with it, recorded_calls.py holds it to PharmCAT.
"""

import itertools
import json
import pathlib
import re

from reference_names import LOWEST_FUNCTION, diplotype_text, name_key, tokens
from reference_phenotypes import Phenotypes, meanings

IUPAC = {"R": "AG", "Y": "CT", "S": "CG", "W": "AT", "K": "GT", "M": "AC", "B": "CGT", "D": "AGT",
         "H": "ACT", "V": "ACG", "N": "ACGT"}
AS_REFERENCE = ("CACNA1S", "DPYD", "G6PD", "NUDT15", "RYR1", "TPMT")
HAPB3_INTRON, HAPB3_EXON = 97579893, 97573863
COLUMNS = ("mode", "phased", "effectively_phased", "n_positions", "n_missing", "diplotypes", "scores",
           "haplotypes", "phenotype", "activity_score", "lookup_keys")


def matches(cell, base):
    """@param base  None where a strand is not there"""
    return cell == base or base is not None and len(base) == 1 and base in IUPAC.get(cell, "")


class Gene:
    def __init__(self, definition):
        self.name = definition["gene"]
        self.is_x = definition["chromosome"] == "chrX"
        self.loci = definition["variants"]
        self.alleles = [(allele["name"], allele["alleles"]) for allele in definition["namedAlleles"]]
        self.reference = next(allele["alleles"] for allele in definition["namedAlleles"]
                              if allele["reference"])
        self.reference_name = next(allele["name"] for allele in definition["namedAlleles"]
                                   if allele["reference"])
        self.suballeles = definition.get("suballelesMap") or {}

    def partial(self, locus, base):
        variant = self.loci[locus]
        if base == ".":
            return f"g.{variant['position']}?"
        names = [name.strip() for name in variant["chromosomeHgvsName"].split(";")]
        if base in variant["alts"]:
            return names[variant["alts"].index(base)]
        return f"g.{variant['position']}{variant['ref']}>{base}"


class Call:
    """One genotype at one locus: bases of both strands, the second None where there is one."""

    def __init__(self, bases, phased, phase_set):
        self.bases, self.phased, self.phase_set = bases, phased, phase_set

    @property
    def is_heterozygous(self):
        return self.bases[1] is not None and self.bases[0] != self.bases[1]


def read_call(gene, locus, record, entry, combinations):
    """Section NamedAlleleMatcher/VcfReader: a genotype, or None where the position is missing."""
    variant = gene.loci[locus]
    if record is None or record["ref"] != variant["ref"]:
        return None
    genotype = entry.get("GT", ".")
    indices = re.split(r"[|/]", genotype)[:2]
    called = [int(index) for index in indices if index != "."]
    if not called:
        return None
    texts = [record["ref"], *record["alts"]]
    if any(re.fullmatch("[ACGT]+", texts[index]) is None for index in called):
        return None
    if not gene.is_x and called == [0]:
        return None
    skips_check = (any(len(alt) > 1 for alt in variant["alts"])
                   and all(len(alt) == 1 for alt in record["alts"]))
    as_reference = gene.name in LOWEST_FUNCTION or (
        gene.name in AS_REFERENCE and not combinations)

    def base_of(index):
        text = texts[index]
        is_unknown = index > 0 and text not in variant["alts"] and not skips_check
        return variant["ref"] if is_unknown and as_reference else text

    if "AD" in entry and len(called) == 2 and called[0] != called[1]:
        if sum(depth.isdigit() and int(depth) > 0 for depth in entry["AD"].split(",")) == 1:
            return None
    if len(called) == 1 and gene.is_x:
        bases = [base_of(called[0]), None]
    else:
        bases = [base_of(int(index)) if index != "." else "." for index in indices]
        bases += ["."] * (2 - len(bases))
    phase_set = entry.get("PS", ".")
    return Call(bases, "/" not in genotype, None if phase_set == "." else phase_set)


class Sample:
    """The genotypes of one gene: `strands` maps each possible sequence to its partner."""

    def __init__(self, gene, calls):
        self.loci = [locus for locus, call in enumerate(calls) if call is not None]
        self.calls = calls
        present = [calls[locus] for locus in self.loci]
        self.is_phased = bool(present) and all(call.phased for call in present)
        self.is_haploid = bool(present) and all(call.bases[1] is None for call in present)
        self.has_partial = any("." in call.bases for call in present)
        self.uses_phase_sets = any(
            call.is_heterozygous and call.phased and call.phase_set is not None for call in present)
        self.strands = {}
        if self.is_haploid:
            self.strands[tuple(call.bases[0] for call in present)] = None
            return
        coins = {}
        for locus in self.loci:
            call = calls[locus]
            if call.is_heterozygous and (not call.phased or call.phase_set is not None):
                coins.setdefault(("locus", locus) if not call.phased else ("set", call.phase_set),
                                 len(coins))
        for flips in itertools.product((0, 1), repeat=len(coins)):
            def strand(side):
                bases = []
                for locus in self.loci:
                    call = calls[locus]
                    key = ("set", call.phase_set) if call.phased else ("locus", locus)
                    bases.append(call.bases[side ^ (flips[coins[key]] if key in coins else 0)])
                return tuple(bases)
            first, second = strand(0), strand(1)
            self.strands[first], self.strands[second] = second, first

    @property
    def is_effectively_phased(self):
        return len(self.strands) <= 2


def n_defined(gene_row, loci):
    return sum(gene_row[locus] is not None for locus in loci)


def filled(gene, row, locus):
    if row[locus] is not None:
        return row[locus]
    cell = gene.reference[locus]
    return gene.loci[locus]["ref"] if cell in IUPAC else cell


def unused_wobbles(gene, row, loci, strands):
    """IUPAC cells at which all of the strands have the reference base."""
    return sum(row[locus] in IUPAC and all(strand[at] == gene.loci[locus]["ref"] for strand in strands)
               for at, locus in enumerate(loci))


def plain_pairs(gene, sample, without=()):
    """DiplotypeMatcher: ((name,), (name,) or None, score) of every pair of named alleles."""
    loci = sample.loci
    found = {}
    for name, row in gene.alleles:
        if name in without or n_defined(row, loci) == 0:
            continue
        own = [strand for strand in sample.strands
               if all(matches(filled(gene, row, locus), strand[at]) for at, locus in enumerate(loci))]
        if own:
            found[name] = (row, own)

    def score(name, strands):
        row = found[name][0]
        return n_defined(row, loci) - unused_wobbles(gene, row, loci, strands)

    names = sorted(found, key=tokens)
    if len(sample.strands) == 1:
        strands = list(sample.strands)
        if len(names) == 1 and sample.is_haploid:
            return [((names[0],), None, score(names[0], strands))]
        return [((one,), (other,), score(one, strands) + score(other, strands))
                for one, other in itertools.combinations_with_replacement(names, 2)]
    pairs = []
    for one, other in itertools.combinations_with_replacement(names, 2):
        scores = []
        for strand in found[one][1]:
            partner = sample.strands[strand]
            if partner not in found[other][1]:
                continue
            if one == other:
                scores.append(score(one, [strand]) + score(one, [partner]))
                continue
            both = (strand, partner)
            scores.append(sum(score(name, [each for each in both if each in found[name][1]])
                              for name in (one, other)))
        if scores:
            pairs.append(((one,), (other,), max(scores)))
    return pairs


def explain(gene, sample, strand, with_partials=True, without=(), ignored=()):
    """CombinationMatcher: [(components, score)] of one strand."""
    at = {locus: place for place, locus in enumerate(sample.loci) if locus not in ignored}
    variants = {locus for locus, place in at.items() if strand[place] != gene.loci[locus]["ref"]}
    covered = []
    for name, row in gene.alleles:
        core = {locus for locus in at if row[locus] is not None}
        if name in without or row is gene.reference or not core:
            continue
        if gene.name == "UGT1A1" and "+" in name:
            continue
        if all(matches(row[locus], strand[at[locus]]) for locus in core):
            covered.append((name, core))
    covered.sort(key=lambda entry: (-len(entry[1]), entry[0]))
    if len(covered) < 2:
        combinations = [covered]
    else:
        combinations = []
        for name, core in covered:
            fitted = blocked = False
            for members in combinations:
                if all(not core & other for _, other in members):
                    members.append((name, core))
                    fitted = True
                elif any(core & other and len(core) != len(other) for _, other in members):
                    blocked = True
            if not fitted and not blocked:
                combinations.append([(name, core)])
    found = []
    for members in combinations:
        known = set().union(*(core for _, core in members))
        partials = [gene.partial(locus, strand[at[locus]]) for locus in sorted(variants - known)]
        if partials and not with_partials:
            continue
        components = sorted((name for name, _ in members), key=tokens) + partials
        score = len(known) if members else len(sample.loci)
        found.append((tuple(components or [gene.reference_name]), score - len(partials)))
    return found


def strand_pairs(sample, name_strand):
    """Diplotypes of all pairs of strands, each strand named by `name_strand`."""
    pairs, seen = [], set()
    for strand, partner in sample.strands.items():
        if strand in seen:
            continue
        seen |= {strand, partner}
        first = name_strand(strand)
        if sample.is_haploid:
            pairs += [(name, None, score) for name, score in first]
        elif len(sample.strands) == 1:
            pairs += [(*sorted((one[0], other[0]), key=name_key), one[1] + other[1])
                      for one, other in itertools.combinations_with_replacement(first, 2)]
        else:
            pairs += [(*sorted((one[0], other[0]), key=name_key), one[1] + other[1])
                      for one in first for other in name_strand(partner)]
    return pairs


class HapB3:
    """DPYD's HapB3: an intronic variant that acts and an exonic one that tags it."""

    def __init__(self, gene):
        place = {variant["position"]: locus for locus, variant in enumerate(gene.loci)}
        self.is_there = gene.name == "DPYD" and {HAPB3_INTRON, HAPB3_EXON} <= set(place)
        if not self.is_there:
            self.names, self.loci = (), ()
            return
        self.intron, self.exon = place[HAPB3_INTRON], place[HAPB3_EXON]
        self.loci = (self.intron, self.exon)
        rows = [(name, row) for name, row in gene.alleles if row is not gene.reference]
        self.both = next(name for name, row in rows if row[self.intron] and row[self.exon])
        self.alone = next(name for name, row in rows if row[self.intron] and not row[self.exon])
        self.names = (self.both, self.alone)
        self.alt = {locus: gene.loci[locus]["alts"][0] for locus in self.loci}
        self.ref = {locus: gene.loci[locus]["ref"] for locus in self.loci}

    def on(self, sample, strand):
        base = {locus: strand[sample.loci.index(locus)] if locus in sample.loci else None
                for locus in self.loci}
        base = {locus: None if own == "." else own for locus, own in base.items()}
        has_exon = base[self.exon] == self.alt[self.exon]
        if base[self.intron] == self.alt[self.intron]:
            return self.both if has_exon else self.alone
        return self.both if has_exon and base[self.intron] is None else None

    def unphased(self, sample):
        """Names by counts of copies: exonic variants go to intronic ones first."""
        def copies(locus):
            call = sample.calls[locus]
            return None if call is None else sum(base == self.alt[locus] for base in call.bases)
        intron, exon = copies(self.intron), copies(self.exon) or 0
        if intron is None:
            return [self.both] * exon
        return [self.both] * min(intron, exon) + [self.alone] * max(0, intron - exon)


def lowest_function(gene, sample):
    """DPYD and RYR1: (diplotypes, list of alleles), one of them empty."""
    hapb3 = HapB3(gene)

    def with_hapb3(strand, named):
        own = hapb3.on(sample, strand) if hapb3.is_there else None
        if own is None:
            return named
        row = dict(gene.alleles)[own]
        score = max(1, n_defined(row, sample.loci))
        return [((own,), score) if parts == (gene.reference_name,)
                else (tuple(sorted((*parts, own), key=tokens)), old + score)
                for parts, old in named]

    def plain(strand):
        named = []
        for name, row in gene.alleles:
            score = n_defined(row, sample.loci)
            if name in hapb3.names or score == 0:
                continue
            if all(locus in hapb3.loci or matches(filled(gene, row, locus), strand[at])
                   for at, locus in enumerate(sample.loci)):
                named.append(((name,), score - unused_wobbles(gene, row, sample.loci, [strand])))
        return with_hapb3(strand, sorted(named, key=lambda entry: name_key(entry[0])))

    def combined(strand):
        return with_hapb3(strand, explain(gene, sample, strand, True, hapb3.names, hapb3.loci))

    if sample.is_effectively_phased and not sample.has_partial:
        if pairs := strand_pairs(sample, plain):
            return pairs, []
    if sample.is_effectively_phased or sample.uses_phase_sets:
        if pairs := strand_pairs(sample, combined):
            return pairs, []
    doubled, carried = set(), set()
    for strand, partner in sample.strands.items():
        sides = [{name for parts, _ in explain(gene, sample, side, False, hapb3.names, hapb3.loci)
                  for name in parts} for side in (strand, partner)]
        doubled |= sides[0] & sides[1]
        for name, row in gene.alleles:
            core = [(at, locus) for at, locus in enumerate(sample.loci)
                    if row[locus] is not None and locus not in hapb3.loci]
            if name not in hapb3.names and core and all(
                    matches(row[locus], strand[at]) for at, locus in core):
                carried.add(name)
    found = hapb3.unphased(sample) if hapb3.is_there else []
    if found:
        doubled.discard(gene.reference_name)
    names = found + [name for name in carried for _ in range(2 if name in doubled else 1)]
    if len(names) > 2:
        names = [name for name in names if name != gene.reference_name]
    return [], sorted(names, key=tokens)


def call(gene, sample, exemption, top, combinations):
    """(diplotypes sorted by score and name, list of alleles) of one gene of one sample."""
    if not sample.loci:
        return [], []
    required = set((exemption or {}).get("requiredPositions", []))
    if required - {gene.loci[locus]["position"] for locus in sample.loci}:
        return [], []
    if gene.name in LOWEST_FUNCTION:
        pairs, names = lowest_function(gene, sample)
    else:
        names = []
        pairs = [] if sample.has_partial else plain_pairs(gene, sample)
        if pairs and gene.name == "NAT2" and not sample.is_effectively_phased:
            pairs = by_priority(pairs, exemption)
        elif pairs and top:
            best = max(score for _, _, score in pairs)
            pairs = [pair for pair in pairs if pair[2] == best]
        if not pairs and combinations:
            pairs = strand_pairs(sample, lambda strand: explain(gene, sample, strand))
    pairs.sort(key=lambda pair: (-pair[2], name_key(pair[0]), name_key(pair[1] or ())))

    def renamed(parts):
        return parts and tuple(gene.suballeles.get(part, part) for part in parts)
    return [(renamed(one), renamed(other), score) for one, other, score in pairs], names


def by_priority(pairs, exemption):
    texts = {diplotype_text(pair) for pair in pairs}
    for priority in (exemption or {}).get("unphasedDiplotypePriorities", []):
        if set(priority["list"]) <= texts:
            return [pair for pair in pairs if diplotype_text(pair) == priority["pick"]]
    return pairs


class Data:
    def __init__(self, folder):
        self.folder = folder = pathlib.Path(folder)
        self.genes = [Gene(json.loads(path.read_text())) for path in
                      sorted((folder / "definitions").glob("*_translation.json"))]
        exemptions = folder / "definitions" / "exemptions.json"
        self.exemptions = json.loads(exemptions.read_text()) if exemptions.exists() else {}
        tables = [Phenotypes(json.loads(path.read_text()))
                  for path in (folder / "phenotypes").glob("*.json")]
        self.phenotypes = {table.gene: table for table in tables}


def mode_of(top, combinations):
    return "combos" if combinations else "top" if top else "all"


def rows(data, records, samples, top=True, combinations=False, left_out=("CYP2D6",)):
    """The program's table: COLUMNS by sample and gene.

    records: by contig and position (1-based), {"ref", "alts", "entries": [{"GT": ..}, ..]}.
    """
    table = {}
    for gene in data.genes:
        if gene.name in left_out:
            continue
        own = [records.get((variant["chromosome"], variant["position"])) for variant in gene.loci]
        for index, name in enumerate(samples):
            sample = Sample(gene, [
                read_call(gene, locus, record, record and record["entries"][index], combinations)
                for locus, record in enumerate(own)])
            pairs, names = call(gene, sample, data.exemptions.get(gene.name), top, combinations)
            meant = meanings(gene, data.phenotypes.get(gene.name), sample, pairs, names)
            table[name, gene.name] = [
                mode_of(top, combinations), str(sample.is_phased).lower(),
                str(sample.is_effectively_phased).lower(),
                str(len(sample.loci)), str(len(gene.loci) - len(sample.loci)),
                " | ".join(diplotype_text(pair) for pair in pairs),
                " | ".join(str(pair[2]) for pair in pairs), " | ".join(names),
                *(" | ".join(column) for column in zip(*meant))]
    return table

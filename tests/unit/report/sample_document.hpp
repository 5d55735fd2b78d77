// SPDX-License-Identifier: MIT
#pragma once

#include <genostrat/report/document.hpp>

namespace genostrat::report::test {

/// A made-up person with one of everything that a report can show.
inline Document sample_document() {
    ScoreResult heart{
        .id = "PGS000018",
        .name = "metaGRS_CAD",
        .trait = "coronary artery disease",
        .sum = 0.8123456,
        .z = 1.55,
        .percentile = 93.9,
        .reference = {.description = "1000 Genomes", .mean = 0.3, .sd = 0.33, .n_people = 2504},
        .bands =
            {{.label = "lower", .level = Level::lowered, .to_z = -0.84},
             {.label = "average", .level = Level::typical, .from_z = -0.84, .to_z = 0.84},
             {.label = "raised", .level = Level::raised, .from_z = 0.84, .to_z = 1.64},
             {.label = "high", .level = Level::high, .from_z = 1.64}},
        .match = {
            .n_variants = 1745179,
            .n_matched = 1721000,
            .n_ambiguous = 12001,
            .n_flipped = 310,
            .n_missing = 17,
            .weight_fraction = 0.984,
            .required_fraction = 0.75,
            .build = "GRCh38"}};
    ScoreResult diabetes{
        .id = "PGS001229",
        .trait = "type 2 diabetes",
        .sum = 0.0123,
        .match =
            {.n_variants = 51209,
             .n_matched = 983,
             .weight_fraction = 0.019,
             .required_fraction = 0.75},
        .not_tiered_because = "only 1.9 % of the score's weight was found, 75 % is needed"};
    Person person{.sample = "HG00096"};
    person.risks = {
        {.trait = "Coronary artery disease",
         .tier = "raised",
         .level = Level::raised,
         .advice = "Consider checking lipids earlier than usual.",
         .percentile = 93.9,
         .absolute = AbsoluteRisk{.probability = 0.0432, .horizon_years = 10, .population = 0.031},
         .score_ids = {"PGS000018"}},
        {.trait = "Type 2 diabetes",
         .score_ids = {"PGS001229"},
         .not_assessed_because = "only 1.9 % of the score's weight was found, 75 % is needed"}};
    person.scores = {heart, diabetes};
    person.findings = {
        {.contig = "chr21",
         .pos = 34788321,
         .ref = "G",
         .alt = "A",
         .id = "rs80357914",
         .gene = "RUNX1",
         .hgvs_c = "ENST00000300305.7:c.611G>A",
         .hgvs_p = "ENSP00000300305.3:p.Arg204Gln",
         .consequence = "missense_variant&splice_region_variant",
         .clinical_significance = "Likely_pathogenic",
         .condition = "Familial_platelet_disorder",
         .frequency = 0.000031,
         .genotype = "0/1"},
        {.contig = "chr21",
         .pos = 33000000,
         .ref = "CAGCAGCAGCAGCAGCAGCAG",
         .alt = "C",
         .gene = "OLIG2",
         .consequence = "inframe_deletion",
         .frequency = 0.0123,
         .genotype = "1|1"}};
    person.n_findings_in_all = 65370;
    person.medicines = {
        {.gene = "CYP2C19",
         .diplotype = "*2/*17",
         .phenotype = "Intermediate Metabolizer",
         .level = Level::raised,
         .medicines = "clopidogrel",
         .recommendation = "Use another antiplatelet agent where there is no contraindication.",
         .source = "CPIC clopidogrel 2022"}};
    person.not_assessed = {
        {.what = "CYP2D6",
         .why = "no call at 12 of 71 defining positions",
         .remedy = "give a gVCF or a list of callable regions"}};
    Document document{.build = "GRCh38", .n_records = 65370, .people = {person}};
    document.provenance = {
        .version = "0.1.0",
        .libraries = {{"HTSlib", "1.16"}},
        .command = "genostrat run personal-risk.yaml --set vcf=HG00096.vcf.gz",
        .options = {{"genes", "mane.gsg"}},
        .inputs =
            {{.role = "variants",
              .path = "HG00096.vcf.gz",
              .bytes = 52100000,
              .sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
             {.role = "risk model", .path = "-"}},
        .created = "2026-11-24T00:30:00Z"};
    return document;
}

}  // namespace genostrat::report::test

// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <filesystem>
#include <string>

namespace genostrat::test {

/// Writes a small folder of made-up pharmacogenomic data: GEN1 on chr1 (a SNV and a deletion) and
/// G6PD on chrX, phenotypes of GEN1, one guideline.
inline void write_pgx_data(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "definitions");
    std::filesystem::create_directories(folder / "phenotypes");
    std::filesystem::create_directories(folder / "guidance");
    write_file(folder / "definitions/GEN1_translation.json", R"json({"formatVersion": "2",
"gene": "GEN1", "chromosome": "chr1", "genomeBuild": "GRCh38.p14", "version": "v1",
"variants": [
  {"chromosome": "chr1", "position": 1000, "rsid": "rs1", "ref": "C", "alts": ["T", "G"],
   "chromosomeHgvsName": "g.1000C>T; g.1000C>G"},
  {"chromosome": "chr1", "position": 2000, "rsid": "rs2", "ref": "CAT", "alts": ["C"],
   "chromosomeHgvsName": "g.2001_2002del"}],
"namedAlleles": [
  {"name": "*1", "alleles": ["C", "CAT"], "reference": true},
  {"name": "*2", "alleles": ["T", null]},
  {"name": "*3", "alleles": [null, "C"]},
  {"name": "*4", "alleles": ["G", null]}]})json");
    write_file(folder / "definitions/G6PD_translation.json", R"json({"formatVersion": "2",
"gene": "G6PD", "chromosome": "chrX", "genomeBuild": "GRCh38.p14", "version": "v1",
"variants": [{"chromosome": "chrX", "position": 500, "ref": "G", "alts": ["A"]}],
"namedAlleles": [{"name": "B (reference)", "alleles": ["G"], "reference": true},
                 {"name": "A", "alleles": ["A"]}]})json");
    write_file(folder / "phenotypes/GEN1.json", R"json({"gene": "GEN1", "version": "v1",
"haplotypes": {"*1": "Normal function", "*2": "No function", "*3": "No function"},
"activityValues": {}, "diplotypes": [
  {"generesult": "Normal", "lookupkey": "Normal", "diplotypekey": {"*1": 2}},
  {"generesult": "Intermediate", "lookupkey": "Intermediate",
   "diplotypekey": {"*1": 1, "*2": 1}},
  {"generesult": "Poor", "lookupkey": "Poor", "diplotypekey": {"*2": 2}}]})json");
    write_file(folder / "guidance/drug.json", R"json({"guideline": {"id": "G1",
"name": "made up", "source": "CPIC", "url": "https://example.org/g1",
"relatedChemicals": [{"name": "examplin"}], "relatedGenes": [{"symbol": "GEN1"}]},
"recommendations": [
  {"population": "general", "classification": {"term": "Strong"},
   "text": {"html": "<p>Avoid examplin<script>alert(1)</script></p>"},
   "implications": ["GEN1: none"], "lookupKey": {"GEN1": "Poor"},
   "alternateDrugAvailable": true}],
"version": "v1"})json");
}

inline constexpr const char* pgx_vcf_header =
    "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n##contig=<ID=chrX>\n"
    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n"
    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Quality\">\n"
    "##FORMAT=<ID=FT,Number=1,Type=String,Description=\"Filter\">\n"
    "##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"Phase set\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n";

}  // namespace genostrat::test

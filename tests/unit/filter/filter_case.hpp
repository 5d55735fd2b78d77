// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <string>
#include <string_view>

#include <genostrat/filter/evaluator.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/row.hpp>
#include <genostrat/variant/record_batch.hpp>

// A small table with the awkward cases: missing values of every kind, vectors of unequal length,
// haploid, triploid and half-missing genotypes, symbolic alleles. Expected rows of `--rules
// bcftools` were taken from bcftools 1.16 (`bcftools query -f '%POS ' -i EXPR`).
namespace genostrat::filter::test {

inline constexpr std::string_view header =
    "##fileformat=VCFv4.2\n"
    "##contig=<ID=1,length=100000>\n"
    "##FILTER=<ID=q10,Description=\"x\">\n"
    "##INFO=<ID=I1,Number=1,Type=Integer,Description=\"x\">\n"
    "##INFO=<ID=IV,Number=.,Type=Integer,Description=\"x\">\n"
    "##INFO=<ID=IA,Number=A,Type=Integer,Description=\"x\">\n"
    "##INFO=<ID=F1,Number=1,Type=Float,Description=\"x\">\n"
    "##INFO=<ID=FV,Number=.,Type=Float,Description=\"x\">\n"
    "##INFO=<ID=S1,Number=1,Type=String,Description=\"x\">\n"
    "##INFO=<ID=SV,Number=.,Type=String,Description=\"x\">\n"
    "##INFO=<ID=FLG,Number=0,Type=Flag,Description=\"x\">\n"
    "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequences. Format: "
    "Allele|Consequence|IMPACT|SYMBOL|PICK|MAX_AF\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
    "##FORMAT=<ID=FF,Number=1,Type=Float,Description=\"x\">\n"
    "##FORMAT=<ID=FS,Number=1,Type=String,Description=\"x\">\n"
    "##FORMAT=<ID=FSV,Number=.,Type=String,Description=\"x\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\tC\n";

inline constexpr std::string_view rows =
    "1\t1\tr1\tA\tC\t10\tPASS\tI1=5;IV=1,2,3;IA=7;F1=0.5;FV=0.1,0.2;S1=abc;SV=a,b,c;FLG;"
    "CSQ=C|missense_variant&splice_region_variant|MODERATE|G1||0.01,C|intron_variant|MODIFIER|G2|1|"
    "\tGT:DP:AD:FF:FS:FSV\t0/1:10:5,5:0.5:xx:a,b\t1/1:20:0,20:1.5:yy:c\t0/0:5:5,0:.:.:.\n"
    "1\t2\t.\tA\t.\t.\t.\t.\tGT\t0/0\t./.\t.\n"
    "1\t3\tr3;r4\tA\tC,G\t20\tq10\tI1=.;IV=.;IA=.,.;F1=.;FV=.;S1=.;SV=.;"
    "CSQ=C|stop_gained|HIGH|G1||0.2,G|missense_variant|MODERATE|G1|1|0.3"
    "\tGT:DP:AD\t0/1:.:.\t1|2:3:1,2,3\t0|.:1:.,.,1\n"
    "1\t4\t.\tAT\tA\t30.5\tPASS\tIV=5;IA=0;FV=.,1;SV=.,x\tDP:AD\t3:1,2\t.:.\t5:4\n"
    "1\t5\t.\tA\tAT,<DEL>\t1\tPASS\tIV=.,2;IA=3,.;FV=1;SV=ab,.\tGT:DP\t1:4\t0:.\t.:7\n"
    "1\t6\t.\tN\t<INS>\t1\tPASS\tI1=0;FLG;S1=a b\tGT:DP\t0/1/1:4\t0/0/0:.\t./.:7\n";

/// Positions of the rows that pass, blank-separated.
inline std::string
kept(std::string_view expression, Rules rules = Rules::manual, std::string_view of = rows) {
    const Schema schema = Schema::parse(std::string{header}, "case.vcf");
    RecordBatch batch;
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    const Program program = compile(expression, schema, rules);
    Evaluator evaluator{program};
    BatchRow view{batch};
    std::string out;
    for (const std::string& line : genostrat::test::lines_of(of)) {
        const RowId row = batch.add_line(line);
        view.move_to(row);
        if (!evaluator.passes(view))
            continue;
        out += out.empty() ? "" : " ";
        out += std::to_string(batch.pos(row) + 1);
    }
    return out;
}

inline std::string kept_by_bcftools(std::string_view expression) {
    return kept(expression, Rules::bcftools);
}

}  // namespace genostrat::filter::test

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/filter/query_format.hpp>

namespace genostrat::filter {

namespace {

/// `query -f format` of one row with these INFO, FORMAT and sample columns.
std::string
printed(std::string_view format, std::string_view columns, Rules rules = Rules::manual) {
    const Schema schema = Schema::parse(
        "##fileformat=VCFv4.2\n"
        "##INFO=<ID=BCSQ,Number=.,Type=String,Description=\"x\">\n"
        "##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
        "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
        "##FORMAT=<ID=BCSQ,Number=.,Type=Integer,Description=\"x\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n",
        "case.vcf");
    RecordBatch batch;
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    QueryFormat query{format, schema, rules};
    const RowId row = batch.add_line("1\t5\t.\tA\tC\t.\t.\t" + std::string{columns});
    std::string out;
    query.append(batch, row, {}, out);
    return out;
}

TEST(QueryValues, translate_consequence_masks) {
    // Bits interleave the haplotypes: 1 = first of haplotype 0, 8 = second of haplotype 1.
    const std::string_view row = "BCSQ=stop|G,missense|G\tGT:BCSQ\t0|1:9";
    EXPECT_EQ(printed("[%TBCSQ]", row), "stop|G,missense|G");
    EXPECT_EQ(printed("[%TBCSQ{0}]", row), "stop|G");
    EXPECT_EQ(printed("[%TBCSQ{1}]", row), "missense|G");
    EXPECT_EQ(printed("[%TBCSQ]", "BCSQ=stop|G\tGT:BCSQ\t0|1:0"), ".");
}

TEST(QueryValues, give_a_lone_number_at_every_index_by_bcftools_rules) {
    const std::string_view row = "AF=0.25\tGT\t0/1";
    EXPECT_EQ(printed("%AF{1}", row), ".");
    EXPECT_EQ(printed("%AF{1}", row, Rules::bcftools), "0.25");
}

TEST(QueryValues, test_the_reads_of_a_genotype) {
    // 1 of 5 reads: p = 0.375, 4.26 phred.
    EXPECT_EQ(printed("[%PBINOM(AD)]", "AF=1\tGT:AD\t0/1:4,1").substr(0, 4), "4.25");
    EXPECT_EQ(printed("[%PBINOM(AD)]", "AF=1\tGT:AD\t./.:4,1"), ".");
    EXPECT_EQ(printed("[%PBINOM(AD)]", "AF=1\tGT:AD\t1/1:4,1"), "0");
}

}  // namespace

}  // namespace genostrat::filter

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/consequence/structural_row.hpp>

namespace genostrat::consequence {
namespace {

/// The structural alleles of a row, as INFO tells them.
std::vector<StructuralAllele> alleles_of(const std::string& row) {
    const Schema schema = Schema::parse(
        "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
        "##INFO=<ID=END,Number=1,Type=Integer,Description=\"\">\n"
        "##INFO=<ID=SVLEN,Number=A,Type=Integer,Description=\"\">\n"
        "##INFO=<ID=CN,Number=A,Type=Integer,Description=\"\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        "in.vcf");
    StructuralColumns columns;
    columns.bind(schema);
    RecordBatch batch;
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    const RowId first = batch.add_line(row);
    std::vector<StructuralAllele> found;
    std::int32_t number = 0;
    for (const std::string_view alt : batch.alts(first))
        if (const auto one = columns.read(batch, first, {alt, ++number, allele_kind(alt)}))
            found.push_back(*one);
    return found;
}

// VCF 4.4, 1.6.1.8: SVLEN and CN have a value an ALT; END, where it is told, goes first.
TEST(StructuralColumns, reads_the_values_of_each_allele) {
    const auto found = alleles_of("1\t100\t.\tA\t<DEL>,<CNV>,*\t.\t.\tSVLEN=50,20,.;CN=.,3,.");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].span, (Interval{100, 150}));
    EXPECT_FALSE(found[0].copies.has_value());
    EXPECT_EQ(found[1].span, (Interval{100, 120}));
    EXPECT_EQ(found[1].copies, 3);
    EXPECT_EQ(found[1].number, 2);
    EXPECT_EQ(
        alleles_of("1\t100\t.\tA\t<DEL>\t.\t.\tSVLEN=-9;END=130").at(0).span, (Interval{100, 130}));
    EXPECT_EQ(alleles_of("1\t100\t.\tA\t<DEL>\t.\t.\t.").at(0).span, (Interval{100, 101}));
}

}  // namespace
}  // namespace genostrat::consequence

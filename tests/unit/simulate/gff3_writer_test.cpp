// SPDX-License-Identifier: MIT
#include "simulate/gff3_writer.hpp"
#include "test_support.hpp"

namespace genostrat::simulate {
namespace {

TEST(AppendGff3, writes_a_gene_of_the_reverse_strand_as_ensembl_does) {
    const Gene gene{
        .id = "G",
        .name = "SIM1",
        .biotype = "protein_coding",
        .strand = '-',
        .transcripts = {
            {.id = "SIMT1",
             .name = "SIM1-201",
             .biotype = "protein_coding",
             .is_canonical = true,
             .exons = {{10, 20}, {30, 40}},
             .cds = {15, 35},
             .protein_id = "P"}}};
    std::string out;
    append_gff3(out, {.name = "chr1", .bases = {}}, std::span{&gene, 1});
    std::vector<std::string> columns;
    for (const std::string& line : test::lines_of(out))
        columns.push_back(line.substr(0, line.find("\tID=")).substr(0, line.find("\tParent=")));
    // Five CDS bases of the first exon in transcription leave two of a codon: phase 1.
    EXPECT_THAT(
        columns,
        ::testing::ElementsAre(
            "chr1\tsimulated\tgene\t11\t40\t.\t-\t.",
            "chr1\tsimulated\tmRNA\t11\t40\t.\t-\t.",
            "chr1\tsimulated\tfive_prime_UTR\t36\t40\t.\t-\t.",
            "chr1\tsimulated\texon\t31\t40\t.\t-\t.",
            "chr1\tsimulated\tCDS\t31\t35\t.\t-\t0",
            "chr1\tsimulated\tthree_prime_UTR\t11\t15\t.\t-\t.",
            "chr1\tsimulated\texon\t11\t20\t.\t-\t.",
            "chr1\tsimulated\tCDS\t16\t20\t.\t-\t1",
            "###"));
    EXPECT_THAT(out, ::testing::HasSubstr("tag=basic,Ensembl_canonical;transcript_id=SIMT1;"));
}

TEST(Gff3Header, gives_the_lengths) {
    const ContigLine contig{"chr1", 900};
    EXPECT_THAT(
        gff3_header(std::span{&contig, 1}),
        ::testing::StartsWith("##gff-version 3\n##sequence-region   chr1 1 900\n"));
}

}  // namespace
}  // namespace genostrat::simulate

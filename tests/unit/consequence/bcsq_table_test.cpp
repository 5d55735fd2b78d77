// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <array>

#include <genostrat/consequence/bcsq_table.hpp>

// Columns and lines by `bcftools csq -O t`, which prints the rows of a transcript together; here
// they stand in the order of the rows.
namespace genostrat::consequence {
namespace {

TEST(BcsqTable, has_a_line_for_each_copy) {
    const std::vector<std::string> samples{"a", "b"};
    // Bits 0 and 1: the first consequence on both copies; 2, 3 the second; 4, 5 the third.
    const std::array<std::int32_t, 2> masks{0b000110, 0b100001};
    std::string out;
    append_bcsq_lines("1", 99, "missense|A,stop_gained|B,@90,intron|C", samples, {masks, 1}, out);
    EXPECT_EQ(
        out,
        "CSQ\ta\t2\t1\t100\tmissense|A\n"
        "CSQ\tb\t1\t1\t100\tmissense|A\n"
        "CSQ\ta\t1\t1\t100\tstop_gained|B\n"
        "CSQ\t-\t-\t1\t100\tintron|C\n");
}

TEST(BcsqTable, reads_the_second_word_of_a_mask) {
    std::string bcsq = "c0";
    for (int index = 1; index < 17; ++index)
        bcsq += ",@" + std::to_string(index);
    bcsq += ",c17";  // bits 34 and 35: 4 and 5 of the second word
    const std::vector<std::string> samples{"a", "b"};
    const std::array<std::int32_t, 4> masks{1, 0b100000, 2, std::int32_t{-0x7fff'ffff}};
    std::string out;
    append_bcsq_lines("1", 4, bcsq, samples, {masks, 2}, out);
    EXPECT_EQ(out, "CSQ\ta\t1\t1\t5\tc0\nCSQ\tb\t2\t1\t5\tc0\nCSQ\ta\t2\t1\t5\tc17\n");
}

TEST(BcsqTable, begins_with_csq_s_columns) {
    const std::vector<std::string> provenance{"genostrat 1"};
    EXPECT_EQ(
        bcsq_table_header(provenance),
        "# genostrat 1\n# CSQ\t[2]Sample\t[3]Haplotype\t[4]Chromosome\t[5]Position\t"
        "[6]Consequence\n");
}

// Bases 19 and 20 are the first of GCT, Ala2 of the toy gene: a has AAT on its first copy, b GAT on
// its second.
TEST(BcsqTable, is_what_tab_writes_of_bcsq) {
    const test::ToyModel toy;
    const test::TempDir folder;
    const std::string in = (folder / "in.vcf").string();
    const auto table = [&](const std::string& more) {
        const test::CommandResult run = test::genostrat(
            "annotate --no-version --format bcsq --tab --genes " + toy.files().path() + ' ' + more +
            ' ' + in);
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return run.out.substr(run.out.find('\n') + 1);
    };
    test::write_file(
        in,
        "##fileformat=VCFv4.2\n##contig=<ID=c1,length=500>\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"
        "c1\t19\t.\tG\tA\t.\t.\t.\tGT\t1|0\t0|0\nc1\t20\t.\tC\tA\t.\t.\t.\tGT\t1|0\t0|1\n");
    const std::string gene = "|ONE|T1|protein_coding|+|";
    EXPECT_EQ(
        table("--haplotypes"),
        "CSQ\ta\t1\tc1\t19\tmissense" + gene + "2A>2N|19G>A+20C>A\n" +
            "CSQ\tb\t2\tc1\t20\tmissense" + gene + "2A>2D|20C>A\n");
    EXPECT_EQ(
        table("--haplotypes --ignore-samples"),
        "CSQ\t-\t-\tc1\t19\tmissense" + gene + "2A>2N|19G>A+20C>A\n");
    EXPECT_EQ(
        table(""),
        "CSQ\ta\t1\tc1\t19\tmissense" + gene + "2A>2T|19G>A\n" + "CSQ\ta\t1\tc1\t20\tmissense" +
            gene + "2A>2D|20C>A\n" + "CSQ\tb\t2\tc1\t20\tmissense" + gene + "2A>2D|20C>A\n");
}

}  // namespace
}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/haplotype_effect.hpp>
#include <genostrat/consequence/haplotype_stage.hpp>

// Through the program, on the toy gene (see haplotype_test.cpp).
namespace genostrat::consequence {
namespace {

using testing::HasSubstr;

const std::string header = "##fileformat=VCFv4.2\n##contig=<ID=c1,length=500>\n"
                           "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n"
                           "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n";

test::CommandResult
annotate(const test::ToyModel& toy, const std::string& rows, const std::string& more) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", header + rows);
    return test::genostrat(
        "annotate --no-version --genes " + toy.files().path() + ' ' + more + ' ' +
        (folder / "in.vcf").string());
}

TEST(HaplotypeStage, writes_bcsq_that_bcftools_translates) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "needs bcftools";
    const test::ToyModel toy;
    const test::TempDir folder;
    const test::CommandResult result = annotate(
        toy,
        "c1\t19\t.\tG\tA\t.\t.\t.\tGT\t1|0\t0|0\nc1\t20\t.\tC\tA\t.\t.\t.\tGT\t1|0\t0|1\n",
        "--haplotypes --format bcsq -o " + (folder / "out.vcf").string());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(
        test::run_command(
            "bcftools query -f '[%POS %SAMPLE %TBCSQ\\n]' " + (folder / "out.vcf").string())
            .out,
        "19 a missense|ONE|T1|protein_coding|+|2A>2N|19G>A+20C>A\t.\n"
        "20 a @19\t.\n"
        "20 b .\tmissense|ONE|T1|protein_coding|+|2A>2D|20C>A\n");
}

TEST(HaplotypeStage, adds_rows_of_joint_effects_to_csq) {
    const test::ToyModel toy;
    const test::CommandResult result = annotate(
        toy,
        "c1\t19\t.\tG\tA\t.\t.\t.\tGT\t1|0\t1|1\nc1\t20\t.\tC\tA\t.\t.\t.\tGT\t1|0\t0|1\n",
        "--haplotypes --distance 0 --fields "
        "Allele,ALLELE_NUM,Consequence,Codons,Amino_acids,HGVSp,HAPLOTYPE,HAPLOTYPE_COPIES");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const std::string joint =
        ",A|1|missense_variant|GCt/AAt|A/N|P1.1:p.Ala2Asn|c1:19G>A+c1:20C>A|2";
    EXPECT_THAT(
        result.out,
        HasSubstr("CSQ=A|1|missense_variant|Gct/Act|A/T|P1.1:p.Ala2Thr||" + joint + "\tGT"));
    EXPECT_THAT(
        result.out,
        HasSubstr("CSQ=A|1|missense_variant|gCt/gAt|A/D|P1.1:p.Ala2Asp||" + joint + "\tGT"));
}

TEST(HaplotypeStage, keeps_to_the_filters_on_transcripts) {
    const test::ToyModel toy;
    const std::string rows =
        "c1\t19\t.\tG\tA\t.\t.\t.\tGT\t1|0\t1|1\nc1\t20\t.\tC\tA\t.\t.\t.\tGT\t1|0\t0|1\n";
    const std::string fields = "--fields Feature,HAPLOTYPE --distance 0 ";
    const auto out = [&](const std::string& more) {
        return annotate(toy, rows, fields + more).out;
    };
    EXPECT_THAT(out("--haplotypes --gene-list ONE"), HasSubstr("T1|c1:19G>A+c1:20C>A"));
    for (const std::string filter :
         {"--gene-list TWO", "--mane", "--canonical", "--biotype lncRNA"})
        EXPECT_EQ(out("--haplotypes " + filter), out(filter)) << filter;
}

// The gene model calls the contig by another name than the rows.
TEST(HaplotypeStage, names_contigs_as_the_rows_do) {
    std::string gff = test::ToyModel::gff();
    for (std::size_t at = gff.find("c1\t"); at != std::string::npos; at = gff.find("c1\t", at + 8))
        gff.replace(at, 3, "chr21\t");
    const test::SmallModel small{gff, ">chr21\n" + test::ToyModel::genome() + "\n"};
    const test::TempDir folder;
    std::string text = header;
    text.replace(text.find("c1,"), 2, "21");
    test::write_file(
        folder / "in.vcf",
        text + "21\t19\t.\tG\tA\t.\t.\t.\tGT\t1|0\t.\n21\t20\t.\tC\tA\t.\t.\t.\tGT\t1|0\t.\n");
    const test::CommandResult run = test::genostrat(
        "annotate --haplotypes --fields HAPLOTYPE --genes " + small.path() + ' ' +
        (folder / "in.vcf").string());
    EXPECT_THAT(run.out, HasSubstr("21:19G>A+21:20C>A")) << run.err;
    EXPECT_THAT(run.out, testing::Not(HasSubstr("chr21:19G>A")));
}

TEST(HaplotypeStage, adds_nothing_where_each_variant_stands_alone) {
    const test::ToyModel toy;
    const std::string rows =
        "c1\t19\t.\tG\tA\t.\t.\t.\tGT\t1|0\t0|0\nc1\t20\t.\tC\tA\t.\t.\t.\tGT\t0|1\t0|0\n";
    const std::string fields = "--fields Consequence,Feature ";
    EXPECT_EQ(annotate(toy, rows, fields + "--haplotypes").out, annotate(toy, rows, fields).out);
}

// ATG G | GTAAGTCCCCCCAG | CC TAA: a block from the first G to the second exon's C is one variant,
// though it lies in two CDS rows.
TEST(HaplotypeStage, tells_a_block_over_an_intron_once) {
    const std::string parent = "\tParent=transcript:T\n";
    const test::SmallModel model{
        "c1\tx\tgene\t11\t33\t.\t+\t.\tID=gene:G;Name=G;biotype=protein_coding\n"
        "c1\tx\tmRNA\t11\t33\t.\t+\t.\tID=transcript:T;Parent=gene:G;biotype=protein_coding\n"
        "c1\tx\texon\t11\t14\t.\t+\t." +
            parent + "c1\tx\texon\t29\t33\t.\t+\t." + parent + "c1\tx\tCDS\t11\t14\t.\t+\t0" +
            parent + "c1\tx\tCDS\t29\t33\t.\t+\t2" + parent,
        ">c1\nTTTTTTTTTTATGGGTAAGTCCCCCCAGCCTAA" + std::string(20, 'A') + '\n'};
    const test::TempDir folder;
    test::write_file(
        folder / "in.vcf",
        header + "c1\t14\t.\tGGTAAGTCCCCCCAGC\tAGTAAGTCCCCCCAGA\t.\t.\t.\tGT\t1|0\t0|0\n");
    const auto run = [&](const std::string& options) {
        return test::genostrat(
                   "annotate --no-version --fields Consequence,Feature --genes " + model.path() +
                   ' ' + options + ' ' + (folder / "in.vcf").string())
            .out;
    };
    EXPECT_EQ(run("--haplotypes"), run(""));
    EXPECT_THAT(
        run("--haplotypes --format bcsq"),
        HasSubstr("|2A>2N|14GGTAAGTCCCCCCAGC>AGTAAGTCCCCCCAGA\t"));
}

TEST(HaplotypeStage, says_what_to_do_without_phase) {
    const test::ToyModel toy;
    const std::string row = "c1\t19\t.\tG\tA\t.\t.\t.\tGT\t0/1\t0/0\n";
    const test::CommandResult result = annotate(toy, row, "--haplotypes --format bcsq");
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.err, HasSubstr("c1:19"));
    EXPECT_THAT(result.err, HasSubstr("--phase"));
    EXPECT_EQ(annotate(toy, row, "--haplotypes --format bcsq --phase a").exit_code, 0);
}

}  // namespace
}  // namespace genostrat::consequence

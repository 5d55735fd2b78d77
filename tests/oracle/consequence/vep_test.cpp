// SPDX-License-Identifier: MIT
#include "test_support.hpp"

// Ensembl VEP 115.2 on chr21: every field of every row under --rules vep115.
namespace genostrat::consequence {
namespace {

using testing::HasSubstr;

void expect_equal_to_vep(const std::string& name, const std::string& require) {
    const auto oracle = test::shared("data/oracle/" + name);
    const auto gff = test::shared("data/ref/ensembl84.grch38.chr21.gff3.gz");
    const auto fasta = test::shared("data/ref/grch38.chr21.filled.fa.gz");
    const auto compare = test::shared("tools/compare_csq.py");
    GENOSTRAT_NEEDS(oracle);
    GENOSTRAT_NEEDS(fasta);
    const test::TempDir folder;
    const std::string model = (folder / "chr21.gsg").string();
    const std::string ours = (folder / "ours.vcf").string();
    ASSERT_EQ(
        test::genostrat(
            "genes build --gff3 " + gff.string() + " --fasta " + fasta.string() + " -o " + model)
            .exit_code,
        0);
    ASSERT_EQ(
        test::genostrat(
            "annotate --rules vep115 --genes " + model + " --fasta " + fasta.string() + " -o " +
            ours + ' ' + oracle.string())
            .exit_code,
        0);
    // The same bytes with two threads.
    const std::string again = (folder / "again.vcf").string();
    ASSERT_EQ(
        test::genostrat(
            "annotate --threads 2 --rules vep115 --genes " + model + " --fasta " + fasta.string() +
            " -o " + again + ' ' + oracle.string())
            .exit_code,
        0);
    EXPECT_EQ(test::run_command("cmp " + ours + ' ' + again).exit_code, 0);
    const test::CommandResult result = test::run_command(
        "python3 " + compare.string() + ' ' + oracle.string() + ' ' + ours + " --require " +
        require);
    EXPECT_EQ(result.exit_code, 0) << result.out;
    EXPECT_THAT(result.out, HasSubstr("HOLDS"));
    EXPECT_THAT(result.out, HasSubstr("one-sided pairs\t0\t"));
}

const std::string all_but_cds_position =
    "Allele=100 Consequence=100 IMPACT=100 HGVSg=100 HGVSc=100 HGVSp=100 HGVS_OFFSET=100 EXON=100 "
    "INTRON=100 cDNA_position=100 Protein_position=100 Amino_acids=100 Codons=100 DISTANCE=100 "
    "STRAND=100 FLAGS=100 SYMBOL=100 Gene=100 Feature_type=100 BIOTYPE=100 ENSP=100 ";

TEST(VepOracle, random_variants) {
    // 11 rows of 195,305: whether VEP prints a bare `-/total` depends on the rows before (Q9).
    expect_equal_to_vep("vep115.chr21.random.vcf.gz", all_but_cds_position + "CDS_position=99.994");
}

TEST(VepOracle, na12878) {
    expect_equal_to_vep("vep115.chr21.NA12878.vcf.gz", all_but_cds_position + "CDS_position=100");
}

}  // namespace
}  // namespace genostrat::consequence

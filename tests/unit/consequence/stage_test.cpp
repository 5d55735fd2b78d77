// SPDX-License-Identifier: MIT
#include "small_model.hpp"

namespace genostrat::consequence {
namespace {

using testing::HasSubstr;

const std::string header =
    "##fileformat=VCFv4.2\n##contig=<ID=chrc1>\n##contig=<ID=c1,length=500>\n"
    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

std::string annotate(const test::ToyModel& toy, const std::string& rows, const std::string& more) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", header + rows);
    const test::CommandResult result = test::genostrat(
        "annotate --no-version --genes " + toy.files().path() + ' ' + more + ' ' +
        (folder / "in.vcf").string());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
}

TEST(ConsequenceStage, writes_csq) {
    const test::ToyModel toy;
    const std::string out = annotate(
        toy,
        "c1\t19\t.\tG\tA,<DEL>\t.\t.\tX=1\nc1\t20\t.\tC\t.\t.\t.\t.\n",
        "--fields Allele,Consequence,Feature --distance 0");
    EXPECT_THAT(
        out,
        HasSubstr("##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from "
                  "genostrat. Format: Allele|Consequence|Feature\">"));
    EXPECT_THAT(out, HasSubstr("\tX=1;CSQ=A|missense_variant|T1"));
    EXPECT_THAT(out, HasSubstr("c1\t20\t.\tC\t.\t.\t.\t.\n"));
}

TEST(ConsequenceStage, judges_symbolic_alleles) {
    const test::ToyModel toy;
    const std::string out = annotate(
        toy,
        "c1\t70\t.\tT\t<DEL>,C\t.\t.\tEND=130\n",
        "--fields Allele,ALLELE_NUM,Consequence,Feature,OverlapBP,OverlapPC --distance 50");
    EXPECT_THAT(
        out,
        HasSubstr("CSQ=C|2|stop_lost|T1||,deletion|1|feature_truncation&"
                  "coding_sequence_variant&3_prime_UTR_variant|T1|20|25.00"));
}

TEST(ConsequenceStage, is_read_by_split_vep) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "needs bcftools";
    const test::ToyModel toy;
    const test::TempDir folder;
    test::write_file(
        folder / "in.vcf", header + "c1\t19\t.\tG\tA,GT\t.\t.\t.\nc1\t95\t.\tA\tC\t.\t.\t.\n");
    const std::string annotated = (folder / "out.vcf").string();
    ASSERT_EQ(
        test::genostrat(
            "annotate --distance 50 --genes " + toy.files().path() + " -o " + annotated + ' ' +
            (folder / "in.vcf").string())
            .exit_code,
        0);
    const auto split = [&](const std::string& options) {
        const test::CommandResult run =
            test::run_command("bcftools +split-vep " + options + ' ' + annotated);
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return run.out;
    };
    EXPECT_THAT(split("-l"), testing::StartsWith("0\tAllele\n1\tConsequence\n2\tIMPACT\n"));
    EXPECT_THAT(
        split("-d -f '%POS %Consequence %SYMBOL %HGVSp\\n'"),
        testing::StartsWith("19 missense_variant ONE P1.1:p.Ala2Thr\n19 frameshift_variant ONE "));
    EXPECT_EQ(
        split("-s worst -f '%POS %Allele %Consequence\\n'"),
        "19 T frameshift_variant\n95 C downstream_gene_variant\n");
    EXPECT_EQ(split("-d -s all:frameshift+ -f '%POS %Consequence\\n'"), "19 frameshift_variant\n");
    EXPECT_EQ(
        split("-c DISTANCE:Integer,STRAND:Integer -i 'DISTANCE=5' -f '%POS %DISTANCE %STRAND\\n'"),
        "95 5 1\n");
}

// As VEP without --keep_csq: effects of an earlier run do not stay, where there are none now
// either.
TEST(ConsequenceStage, leaves_nothing_of_an_earlier_run) {
    const test::ToyModel toy;
    const std::string rows = "c1\t19\t.\tG\tA\t.\t.\tCSQ=old|x;DB\nc1\t20\t.\tC\t.\t.\t.\tCSQ=old\n"
                             "c1\t410\t.\tA\tG\t.\t.\tDB;CSQ=old\n";
    const std::string options = "--distance 0 --fields Consequence,Feature --gene-list THREE ";
    const std::string out = annotate(toy, rows, options);
    EXPECT_THAT(out, testing::Not(HasSubstr("old")));
    EXPECT_THAT(out, HasSubstr("c1\t19\t.\tG\tA\t.\t.\tDB\n"));
    EXPECT_THAT(out, HasSubstr("c1\t20\t.\tC\t.\t.\t.\t.\n"));
    EXPECT_THAT(out, HasSubstr("DB;CSQ=non_coding_transcript_exon_variant|T3\n"));
    EXPECT_THAT(annotate(toy, rows, options + "--tab"), testing::Not(HasSubstr("old")));
    EXPECT_THAT(annotate(toy, rows, options + "--json"), testing::Not(HasSubstr("old")));
    EXPECT_THAT(
        annotate(toy, "c1\t5\t.\tT\tA\t.\t.\tBCSQ=old;DB\n", "--format bcsq"),
        testing::EndsWith("\tDB\n"));
}

TEST(ConsequenceStage, takes_another_name_and_distance) {
    const test::ToyModel toy;
    const std::string out = annotate(
        toy,
        "c1\t110\t.\tA\tG\t.\t.\t.\n",
        "--csq-name ANN --fields Consequence,Feature --distance 5,20");
    EXPECT_THAT(out, HasSubstr("\tANN=downstream_gene_variant|T1\n"));
}

// Between 20 and 21 there is T1 on both sides; between 10 and 11 it begins.
TEST(ConsequenceStage, finds_insertions_and_breakends_without_a_distance) {
    const test::ToyModel toy;
    const std::string out = annotate(
        toy,
        "c1\t10\t.\tT\tTA\t.\t.\t.\nc1\t20\t.\tC\tCA\t.\t.\t.\nc1\t20\t.\tC\t<INS>\t.\t.\t.\n"
        "c1\t20\t.\tC\tC[c1:300[\t.\t.\t.\n",
        "--fields Consequence,Feature --distance 0");
    EXPECT_THAT(out, HasSubstr("TA\t.\t.\tCSQ=intergenic_variant|\n"));
    EXPECT_THAT(out, HasSubstr("CA\t.\t.\tCSQ=frameshift_variant|T1\n"));
    EXPECT_THAT(out, HasSubstr("<INS>\t.\t.\tCSQ=feature_elongation&coding_sequence_variant|T1\n"));
    EXPECT_THAT(out, HasSubstr("[\t.\t.\tCSQ=coding_sequence_variant|T1\n"));
}

TEST(ConsequenceStage, refuses_what_is_no_gene_model) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", header);
    const test::CommandResult result = test::genostrat(
        "annotate --genes " + (folder / "in.vcf").string() + ' ' + (folder / "in.vcf").string());
    EXPECT_EQ(result.exit_code, 4);
}

}  // namespace
}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#include "packed_text.hpp"
#include "small_model.hpp"

namespace genostrat::genes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string fasta = ">1\n" + std::string(100, 'A') + "\n";

std::string transcript(std::string_view id, std::string_view rest) {
    return "1\tx\tgene\t11\t40\t.\t+\t.\tID=g" + std::string{id} +
           "\n1\tx\tmRNA\t11\t40\t.\t+\t.\tID=" + std::string{id} + ";Parent=g" + std::string{id} +
           "\n" + std::string{rest};
}

const std::string sound = transcript("good", "1\tx\texon\t11\t40\t.\t+\t.\tParent=good\n");

std::vector<std::string> problems_of(const std::string& gff) {
    std::vector<std::string> found;
    for (const BuildProblem& problem : test::SmallModel{sound + gff, fasta}.report.problems)
        found.push_back(problem.what + ": " + problem.first);
    return found;
}

struct Fault {
    std::string rows;
    std::string_view name;
};

const std::vector<Fault>& faults() {
    static const std::vector<Fault> all{
        {transcript("t", "1\tx\texon\t9\t20\t.\t+\t.\tParent=t\n"),
         "exon outside its transcript: t"},
        {transcript("t", "1\tx\texon\t11\t41\t.\t+\t.\tParent=t\n"),
         "exon outside its transcript: t"},
        {"1\tx\texon\t9\t20\t.\t+\t.\tParent=nobody\n", "parent missing: nobody"},
        {"1\tx\tmRNA\t11\t40\t.\t+\t.\tID=lost;Parent=nobody\n", "parent missing: nobody"},
        {"1\tx\tmRNA\t11\t40\t.\t+\t.\tID=good;Parent=ggood\n", "duplicate id: good"},
        {transcript("t", ""), "transcript without exons: t"},
        {transcript(
             "t", "1\tx\texon\t11\t20\t.\t+\t.\tParent=t\n1\tx\texon\t20\t30\t.\t+\t.\tParent=t\n"),
         "exons overlap: t"},
        {transcript(
             "t", "1\tx\texon\t11\t20\t.\t+\t.\tParent=t\n1\tx\tCDS\t18\t22\t.\t+\t0\tParent=t\n"),
         "CDS outside the exons of its transcript: t"},
        {transcript(
             "t",
             "1\tx\texon\t11\t14\t.\t+\t.\tParent=t\n1\tx\texon\t20\t30\t.\t+\t.\tParent=t\n"
             "1\tx\tCDS\t11\t14\t.\t+\t0\tParent=t\n1\tx\tCDS\t20\t30\t.\t+\t0\tParent=t\n"),
         "CDS not in frame: t"},
        {"2\tx\tmRNA\t1\t9\t.\t+\t.\tID=t\n2\tx\texon\t1\t9\t.\t+\t.\tParent=t\n",
         "the FASTA has no such contig: t"},
        {"1\tx\tmRNA\t90\t101\t.\t+\t.\tID=t\n1\tx\texon\t90\t101\t.\t+\t.\tParent=t\n",
         "transcript ends after the contig of the FASTA: t"}};
    return all;
}

TEST(BuildGeneModel, names_what_it_skips) {
    for (const Fault& fault : faults())
        EXPECT_THAT(problems_of(fault.rows), ElementsAre(HasSubstr(std::string{fault.name})));
    EXPECT_THAT(problems_of(faults()[0].rows), ElementsAre(HasSubstr("t (small: 1:11)")));
}

TEST(BuildGeneModel, refuses_them_when_strict) {
    for (const Fault& fault : faults())
        EXPECT_ERROR(
            (test::SmallModel{sound + fault.rows, fasta, true}),
            ErrorKind::bad_data,
            HasSubstr(std::string{fault.name}));
}

// gzip, BGZF and standard input for the annotation, BGZF for the genome.
TEST(BuildGeneModel, is_the_same_of_compressed_files) {
    const test::TempDir folder;
    const std::string rows = sound + "1\tx\tCDS\t14\t25\t.\t+\t0\tParent=good\n##FASTA\n>1\nACGT\n";
    test::write_file(folder / "a.gff3", rows);
    test::write_file(folder / "a.gff3.gz", test::bgzf(rows, 50));
    test::write_file(folder / "g.fa", fasta);
    test::write_file(folder / "g.fa.gz", test::bgzf(fasta, 30));
    const auto model_of = [&](const std::string& annotation, const std::string& genome) {
        const test::CommandResult run = test::run_command(
            "cd " + folder.path().string() + " && " + test::program() +
            " genes build --quiet --gff3 x=" + annotation + " --fasta " + genome + " -o m.gsg");
        EXPECT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(run.err, "");
        return test::read_file(folder / "m.gsg");
    };
    const std::string plain = model_of("a.gff3", "g.fa");
    EXPECT_EQ(model_of("a.gff3.gz", "g.fa.gz"), plain);
    EXPECT_EQ(model_of("- < a.gff3", "g.fa.gz"), plain);
    test::write_file(folder / "a.gff3.gz", test::gzip(rows));
    EXPECT_EQ(model_of("a.gff3.gz", "g.fa"), plain);
}

TEST(BuildGeneModel, names_the_line_that_is_no_gff) {
    EXPECT_ERROR(
        (test::SmallModel{sound + "1\tx\texon\t40\t30\t.\t+\t.\tParent=good\n", fasta}),
        ErrorKind::bad_data,
        HasSubstr("genes.gff3:4: end 30 lies before start 40"));
}

TEST(BuildGeneModel, wants_at_least_one_transcript) {
    EXPECT_ERROR(
        (test::SmallModel{"##gff-version 3\n", fasta}),
        ErrorKind::bad_data,
        HasSubstr("genes.gff3: no transcript in the annotation"));
    EXPECT_ERROR(
        (test::SmallModel{"2\tx\tmRNA\t1\t9\t.\t+\t.\tID=t\n", fasta}),
        ErrorKind::bad_data,
        HasSubstr("no transcript is left"));
    EXPECT_ERROR(
        (test::SmallModel{fasta, fasta}),
        ErrorKind::bad_data,
        HasSubstr("genes.gff3:1: is a FASTA file"));
}

TEST(BuildGeneModel, reads_gtf_with_its_stop_codon) {
    const std::string gtf =
        "1\tx\tgene\t11\t40\t.\t-\t.\tgene_id \"G\"; gene_name \"SYM\";\n"
        "1\tx\ttranscript\t11\t40\t.\t-\t.\tgene_id \"G\"; transcript_id \"T\"; "
        "transcript_type \"protein_coding\"; gene_name \"SYM\"; tag \"basic\"; "
        "tag \"cds_start_NF\"; transcript_support_level \"2\";\n"
        "1\tx\texon\t11\t40\t.\t-\t.\tgene_id \"G\"; transcript_id \"T\";\n"
        "1\tx\tCDS\t17\t29\t.\t-\t1\tgene_id \"G\"; transcript_id \"T\"; protein_id \"P\";\n"
        "1\tx\tstop_codon\t14\t16\t.\t-\t0\tgene_id \"G\"; transcript_id \"T\";\n";
    const GeneModel model = test::SmallModel{gtf, fasta}.open();
    const TranscriptRow& row = model.transcript(0);
    EXPECT_EQ(row.cds_begin, 13);
    EXPECT_EQ(row.cds_end, 29);
    EXPECT_EQ(row.coding_begin, 11);
    EXPECT_EQ(row.padding, 2);  // GFF phase 1: two bases of the first codon are missing
    EXPECT_EQ(row.cds_length, 18);
    EXPECT_TRUE(row.has(flag_cds_start_nf));
    EXPECT_TRUE(row.has(flag_gencode_basic));
    EXPECT_EQ(row.support_level, 2);
    EXPECT_EQ(model.text(model.gene(row.gene).symbol), "SYM");
    EXPECT_EQ(model.text(row.protein_id), "P");
}

TEST(BuildGeneModel, does_not_read_a_stop_codon_twice) {
    const std::string of_t = "gene_id \"G\"; transcript_id \"T\";\n";
    const GeneModel model =
        test::SmallModel{
            "1\tx\ttranscript\t11\t40\t.\t+\t.\tgene_id \"G\"; transcript_id \"T\"; "
            "transcript_type \"protein_coding\";\n"
            "1\tx\texon\t11\t40\t.\t+\t.\t" +
                of_t + "1\tx\tCDS\t14\t25\t.\t+\t0\t" + of_t +
                "1\tx\tstop_codon\t23\t25\t.\t+\t0\t" + of_t,
            fasta}
            .open();
    const TranscriptRow& row = model.transcript(0);
    EXPECT_EQ(row.cds_length, 12);
    EXPECT_FALSE(row.has(flag_slippage));
}

TEST(BuildGeneModel, knows_refseq_rows) {
    const std::string gff =
        "NC_012920.1\tR\tgene\t1\t9\t.\t+\t.\tID=gene-ND;Name=ND;Dbxref=GeneID:77,HGNC:HGNC:12;"
        "gene_biotype=protein_coding\n"
        "NC_012920.1\tR\tCDS\t1\t9\t.\t+\t0\tID=cds-ND;Parent=gene-ND;protein_id=YP_1.1\n"
        "NC_012920.1\tR\tgene\t20\t60\t.\t+\t.\tID=gene-MIR;Name=MIR;Dbxref=GeneID:78\n"
        "NC_012920.1\tR\tprimary_transcript\t20\t60\t.\t+\t.\tID=rna-NR_1.1;Parent=gene-MIR;"
        "gbkey=precursor_RNA;transcript_id=NR_1.1\n"
        "NC_012920.1\tR\texon\t20\t60\t.\t+\t.\tID=e1;Parent=rna-NR_1.1\n"
        "NC_012920.1\tR\tmiRNA\t25\t45\t.\t+\t.\tID=rna-MIR1;Parent=rna-NR_1.1\n"
        "NC_012920.1\tR\texon\t25\t45\t.\t+\t.\tID=e2;Parent=rna-MIR1\n";
    const test::SmallModel small{gff, ">chrM\nATGTGAAGA" + std::string(91, 'A') + "\n"};
    EXPECT_TRUE(small.report.problems.empty());
    const GeneModel model = small.open();
    ASSERT_EQ(model.transcripts().size(), 2U);
    const TranscriptRow& coding = model.transcript(0);
    EXPECT_EQ(model.text(coding.id), "gene-ND");
    EXPECT_EQ(model.text(model.gene(coding.gene).id), "77");
    EXPECT_EQ(model.text(model.gene(coding.gene).hgnc), "HGNC:12");
    EXPECT_TRUE(coding.has(flag_mitochondrial));
    EXPECT_TRUE(coding.has(flag_not_in_vep));
    EXPECT_EQ(coding.peptide_length, 2);  // M W, AGA is a stop in table 2
    const TranscriptRow& primary = model.transcript(1);
    EXPECT_EQ(model.text(primary.biotype), "precursor_RNA");
    ASSERT_EQ(model.special_sites(primary).size(), 1U);
    EXPECT_EQ(model.special_sites(primary)[0].kind, SpecialSite::Kind::mature_mirna);
    EXPECT_EQ(model.special_sites(primary)[0].begin, 24);
    EXPECT_EQ(model.special_sites(primary)[0].end, 45);
}

// A complete annotation has 3.4 million rows and a genome of 3.1 billion bases; here both are
// 1/40 of that. What is read is not kept: neither the text of rows nor the genome, nor its pages.
TEST(BuildGeneModel, takes_little_memory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs memory of its own";
#endif
    if (!test::have_program("/usr/bin/time"))
        GTEST_SKIP() << "no /usr/bin/time on this machine";
    const test::TempDir folder;
    std::string bases = ">1\n";
    bases.resize(80'000'000, 'A');
    test::write_file(folder / "genome.fa", bases + '\n');
    const std::string more =
        ";gene_type=protein_coding;transcript_type=protein_coding;level=2;"
        "tag=basic,GENCODE_Primary,appris_principal_1,CCDS;havana_transcript=" +
        std::string(150, 'O') + '\n';
    std::string rows;
    for (int transcript = 0; transcript < 6'000; ++transcript) {
        const int start = 10'000 * transcript + 1;
        const auto add = [&](std::string_view type, int first, int last, const std::string& ids) {
            rows += "1\tx\t" + std::string{type} + '\t' + std::to_string(start + first) + '\t' +
                    std::to_string(start + last) + "\t.\t+\t" + (type == "CDS" ? '0' : '.') + '\t' +
                    ids + more;
        };
        const std::string id = "ENST00000" + std::to_string(transcript);
        add("transcript", 0, 1'199, "ID=" + id + ";transcript_id=" + id);
        const std::string part =
            "ID=p:" + id + ";Parent=" + id + ";protein_id=ENSP" + std::to_string(transcript) + ".1";
        for (int exon = 0; exon < 12; ++exon) {
            add("exon", 100 * exon, 100 * exon + 59, part);
            add("CDS", 100 * exon, 100 * exon + 59, part);
        }
    }
    test::write_file(folder / "genes.gff3", rows);
    const test::CommandResult run = test::run_command(
        "/usr/bin/time -f %M " + test::program() + " genes build --quiet --gff3 " +
        (folder / "genes.gff3").string() + " --fasta " + (folder / "genome.fa").string() + " -o " +
        (folder / "m.gsg").string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    const long kilobytes = std::stol(run.err.substr(run.err.rfind('\n', run.err.size() - 2) + 1));
    EXPECT_LT(kilobytes, 64 * 1024);
    EXPECT_EQ(GeneModel{(folder / "m.gsg").string()}.transcripts().size(), 6'000U);
}

}  // namespace
}  // namespace genostrat::genes

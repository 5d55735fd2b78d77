// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/source_stage.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view rows_header =
    "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=1000000>\n##contig=<ID=chr2,length=1000000>\n"
    "##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"x\">\n"
    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"
    "##INFO=<ID=SVLEN,Number=A,Type=Integer,Description=\"x\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

constexpr std::string_view database_header =
    "##fileformat=VCFv4.3\n##contig=<ID=1>\n##contig=<ID=2>\n"
    "##INFO=<ID=AF,Number=A,Type=Float,Description=\"frequency\">\n"
    "##INFO=<ID=AD,Number=R,Type=Integer,Description=\"depth\">\n"
    "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"number\">\n"
    "##INFO=<ID=SIG,Number=.,Type=String,Description=\"significance\">\n"
    "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"there\">\n"
    "##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"x\">\n"
    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

/// Rows `chr1 100 A C,G` and a source, annotated by the program.
class SourceStage : public testing::Test {
protected:
    void write_rows(std::string_view rows) {
        test::write_file(folder_ / "in.vcf", std::string{rows_header} + std::string{rows});
    }

    std::string write(std::string_view name, const std::string& text) {
        test::write_file(folder_ / name, text);
        return folder_ / name;
    }

    std::string write_database(const std::string& rows) {
        return write("db.vcf", std::string{database_header} + rows);
    }

    /// A bgzipped copy with an index.
    std::string indexed(const std::string& path, const std::string& preset) {
        const auto made = test::run_command(
            "bgzip -c " + path + " > " + path + ".gz && tabix -f -p " + preset + " " + path +
            ".gz");
        EXPECT_EQ(made.exit_code, 0) << made.err;
        return path + ".gz";
    }

    /// INFO of every row.
    std::vector<std::string> annotate(const std::string& options) {
        const test::CommandResult result =
            test::genostrat("annotate " + options + " " + (folder_ / "in.vcf").string());
        EXPECT_EQ(result.exit_code, 0) << result.err;
        header_.clear();
        std::vector<std::string> infos;
        for (const std::string& line : test::lines_of(result.out)) {
            if (line.starts_with('#'))
                header_ += line + '\n';
            else
                infos.emplace_back(split(line, '\t')[7]);
        }
        return infos;
    }

    test::CommandResult fails(const std::string& options) {
        return test::genostrat("annotate " + options + " " + (folder_ / "in.vcf").string());
    }

    [[nodiscard]] const std::string& header() const { return header_; }

private:
    test::TempDir folder_;
    std::string header_;
};

TEST_F(SourceStage, fills_every_alt_of_a_row) {
    // The trap of bcftools issues 237 and 2264: several ALTs on either side, in another order.
    write_rows("chr1\t100\t.\tA\tC,G\t.\t.\t.\nchr1\t200\t.\tCA\tC,CAA\t.\t.\t.\n");
    const std::string database =
        write_database("1\t100\trs1\tA\tG,T\t.\t.\tAF=0.2,0.3;AD=9,2,3;AN=10;SIG=benign,other;DB\n"
                       "1\t100\trs2\tA\tC\t.\t.\tAF=0.1;AD=8,1;AN=20\n"
                       "1\t200\trs3\tC\tCA\t.\t.\tAF=0.5;AN=30;AD=7,5\n");
    for (const std::string& path : {database, indexed(database, "vcf")}) {
        const auto infos = annotate("-a " + path + " -c AF:dbAF,AD:dbAD,AN:dbAN,SIG,ID:rs,DB");
        EXPECT_THAT(
            infos,
            ElementsAre(
                "dbAF=0.1,0.2;dbAD=8,1,2;dbAN=20,10;SIG=.,benign|other;rs=rs2,rs1;DB",
                "dbAF=.,0.5;dbAD=7,.,5;dbAN=.,30;rs=.,rs3"))
            << path;
        EXPECT_THAT(header(), HasSubstr("##INFO=<ID=dbAF,Number=A,Type=Float"));
        EXPECT_THAT(header(), HasSubstr("##INFO=<ID=dbAN,Number=A,Type=Integer"));
        EXPECT_THAT(header(), HasSubstr("##INFO=<ID=dbAD,Number=R,Type=Integer"));
        EXPECT_THAT(header(), HasSubstr("##INFO=<ID=SIG,Number=.,Type=String"));
    }
}

TEST_F(SourceStage, reads_a_bcf_as_it_is) {
    write_rows("chr1\t100\t.\tA\tC,G\t.\t.\t.\n");
    const std::string database =
        write_database("1\t100\trs1\tA\tG,C\t.\t.\tAF=0.25,0.5;AN=10\n2\t7\t.\tA\tG\t.\t.\tAN=1\n");
    const std::string packed = database + ".bcf";
    ASSERT_EQ(test::run_command("bcftools view -Ob -o " + packed + " " + database).exit_code, 0);
    EXPECT_THAT(annotate("-a " + packed + " -c AF"), ElementsAre("AF=0.5,0.25"));
    ASSERT_EQ(test::run_command("bcftools index " + packed).exit_code, 0);
    EXPECT_THAT(annotate("-a " + packed + " -c AF"), ElementsAre("AF=0.5,0.25"));
}

TEST_F(SourceStage, reduces_values_of_overlapping_intervals) {
    write_rows("chr1\t100\t.\tA\tC\t.\t.\t.\nchr1\t120\t.\tACGT\tA\t.\t.\tlow=7\nchr2\t9\t."
               "\tA\tC\t.\t.\t.\n");
    const std::string bed = write(
        "x.bed", "1\t90\t100\ta\t1\n1\t95\t130\tb\t2.5\n1\t121\t122\tc\t1\n1\t200\t300\td\t9\n");
    const std::string wanted =
        " -c name:names:concat,5:low:min,5:high:max,5:mean:mean,5:sum:sum,5:n:count,FLAG:in:flag,"
        "5:each:uniq,name:one:first";
    const std::string first = "names=a,b;low=1;high=2.5;mean=1.75;sum=3.5;n=2;in;each=1,2.5;one=a";
    const std::string second = "low=1;names=b,c;high=2.5;mean=1.75;sum=3.5;n=2;in;each=2.5,1;one=b";
    for (const std::string& path : {bed, indexed(bed, "bed")})
        EXPECT_THAT(annotate("-a " + path + wanted), ElementsAre(first, second, ".")) << path;
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=n,Number=1,Type=Integer"));
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=mean,Number=1,Type=Float"));
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=in,Number=0,Type=Flag"));
    // The same through an archive.
    const std::string archive = bed + ".gsa";
    ASSERT_EQ(
        test::genostrat("archive build " + bed + " -f name,5:score,FLAG:in -o " + archive)
            .exit_code,
        0);
    EXPECT_THAT(
        annotate(
            "-a " + archive +
            " -c name:names:concat,score:low:min,score:high:max,score:mean:mean,score:sum:sum,"
            "score:n:count,in:in:flag,score:each:uniq,name:one:first"),
        ElementsAre(first, second, "."));
}

TEST_F(SourceStage, wants_the_share_that_was_asked_for) {
    write_rows("chr1\t101\t.\tN\t<DEL>\t.\t.\tSVTYPE=DEL;END=200\n");
    const std::string bed =
        write("x.bed", "1\t100\t150\thalf\n1\t100\t200\tall\n1\t0\t900\tlong\n");
    const std::string kept = "SVTYPE=DEL;END=200;name=";
    EXPECT_THAT(annotate("-a " + bed + " -c name"), ElementsAre(kept + "long,half,all"));
    EXPECT_THAT(
        annotate("-a " + bed + " -c name --match overlap=0.6"), ElementsAre(kept + "long,all"));
    EXPECT_THAT(
        annotate("-a " + bed + " -c name --match reciprocal=0.5"), ElementsAre(kept + "half,all"));
    EXPECT_THAT(
        annotate("-a " + bed + " -c name --match reciprocal=0.6"), ElementsAre(kept + "all"));
}

TEST_F(SourceStage, matches_structural_variants_by_type_and_place) {
    write_rows("chr1\t1000\t.\tN\t<DEL>\t.\t.\tSVTYPE=DEL;END=2000\n"
               "chr1\t5000\t.\tN\tN]chr2:700]\t.\t.\tSVTYPE=BND\n");
    const std::string database =
        write_database("1\t900\tdel\tN\t<DEL>\t.\t.\tSVTYPE=DEL;END=1900;AN=1\n"
                       "1\t1000\tdup\tN\t<DUP>\t.\t.\tSVTYPE=DUP;END=2000;AN=2\n"
                       "1\t1000\tsmall\tN\t<DEL>\t.\t.\tSVTYPE=DEL;END=1200;AN=3\n"
                       "1\t5000\tother\tN\tN]2:9000]\t.\t.\tSVTYPE=BND;AN=5\n"
                       "1\t5040\tbnd\tN\tN]2:660]\t.\t.\tSVTYPE=BND;AN=4\n");
    const std::string archive = database + ".gsa";
    ASSERT_EQ(
        test::genostrat(
            "archive build " + database + " --keys intervals -f ID:hit,AN -o " + archive)
            .exit_code,
        0);
    for (const std::string& path : {database, indexed(database, "vcf"), archive}) {
        const std::string columns = path == archive ? " -c hit" : " -c ID:hit";
        EXPECT_THAT(
            annotate("-a " + path + columns + " --match sv=0.5:50"),
            ElementsAre("SVTYPE=DEL;END=2000;hit=del", "SVTYPE=BND;hit=bnd"))
            << path;
        EXPECT_THAT(
            annotate("-a " + path + columns + " --match ends=100"),
            ElementsAre("SVTYPE=DEL;END=2000;hit=del", "SVTYPE=BND;hit=bnd"))
            << path;
        EXPECT_THAT(
            annotate("-a " + path + columns + " --match sv=0.95:10"),
            ElementsAre("SVTYPE=DEL;END=2000", "SVTYPE=BND"))
            << path;
    }
}

TEST_F(SourceStage, reads_tables_of_alleles_and_of_intervals) {
    write_rows("chr1\t100\t.\tA\tC,G\t.\t.\t.\n");
    const std::string scores =
        write("s.tsv", "#Chrom\tPos\tRef\tAlt\tPHRED\n1\t100\tA\tC\t12.3\n1\t100\tA\tT\t9\n");
    EXPECT_THAT(annotate("-a " + scores + " -c PHRED:cadd"), ElementsAre("cadd=12.3,."));
    const std::string spans =
        write("i.tsv", "chrom\tstart\tend\tband\n1\t100\t100\tp1\n1\t101\t120\tp2\n");
    EXPECT_THAT(annotate("-a " + spans + " -c band"), ElementsAre("band=p1"));
}

TEST_F(SourceStage, writes_the_same_bytes_with_two_threads) {
    std::string rows;
    std::string database;
    for (int pos = 1; pos <= 20'000; ++pos) {
        const std::string place = "1\t" + std::to_string(7 * pos);
        rows += "chr" + place + "\t.\tA\tC\t.\t.\t.\n";
        if (pos % 3 == 0)
            database += place + "\t.\tA\tC\t.\t.\tAF=0." + std::to_string(pos) + "\n";
    }
    write_rows(rows);
    const std::string path = indexed(write_database(database), "vcf");
    const auto one = annotate("--threads 1 -a " + path + " -c AF");
    const auto two = annotate("--threads 2 -a " + path + " -c AF");
    EXPECT_EQ(one, two);
    EXPECT_EQ(one[2], "AF=0.3");
    EXPECT_EQ(one[3], ".");
}

TEST_F(SourceStage, says_what_does_not_fit) {
    write_rows("chr1\t100\t.\tA\tC\t.\t.\t.\n");
    const std::string bed = write("x.bed", "1\t90\t100\ta\thigh\n");
    EXPECT_THAT(fails("-a " + bed).err, HasSubstr("--columns"));
    EXPECT_THAT(fails("-a " + bed + " -c name --match allele").err, HasSubstr("no REF and ALT"));
    EXPECT_THAT(fails("-a " + bed + " -c 5:x:mean").err, HasSubstr("'high' is no number"));
    EXPECT_THAT(fails("-a " + bed + " -c nam").err, HasSubstr("no value column 'nam'"));
    EXPECT_THAT(
        fails("-a " + bed + " -c name -c 5:x -a " + bed + " -a " + bed).err, HasSubstr("2 times"));
    EXPECT_THAT(fails("-a none.bed -c name").err, HasSubstr("none.bed"));
    const std::string database = write_database("1\t100\trs1\tA\tC\t.\t.\tAF=0.2,0.3\n");
    EXPECT_THAT(fails("-a " + database + " -c AF").err, HasSubstr("does not fit the row's 1 ALTs"));
    EXPECT_THAT(fails("-a " + database + " -c AFF").err, HasSubstr("did you mean 'AF'?"));
    EXPECT_THAT(fails("-c AF").err, HasSubstr("nothing to annotate with"));
}

}  // namespace
}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
// Expected values follow vcfanno 0.3.3's documentation and its reducers (README, docs/index.md).
#include "test_support.hpp"

#include <genostrat/annotate/vcfanno.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Vcfanno : public testing::Test {
protected:
    Vcfanno() {
        write(
            "in.vcf",
            "##fileformat=VCFv4.2\n##contig=<ID=1,length=10000>\n"
            "##INFO=<ID=CIPOS,Number=2,Type=Integer,Description=\"x\">\n"
            "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
            "1\t100\t.\tA\tC,G\t.\t.\t.\n1\t200\tq\tA\tT\t.\t.\t.\n"
            "1\t300\t.\tA\t<DEL>\t.\t.\tEND=400;CIPOS=-5,5\n");
        write(
            "exac.vcf",
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
            "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"count\">\n"
            "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"number\">\n"
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
            "1\t100\trs7\tA\tG,C\t.\t.\tAC=20,10;AN=200\n1\t200\trs8\tA\tC\t.\t.\tAC=5;AN=100\n");
        write("fit.bed", "1\t50\t150\t0.5\n1\t99\t100\t1.5\n1\t294\t296\t3\n1\t398\t400\t4\n");
    }

    void write(std::string_view name, std::string_view text) {
        test::write_file(folder_ / name, text);
    }

    [[nodiscard]] std::string path(std::string_view name) const { return folder_ / name; }

    VcfannoConfig read(std::string_view text, VcfannoOptions options = {}) {
        write("conf.toml", text);
        if (options.base_path.empty())
            options.base_path = folder_.path();
        return read_vcfanno(path("conf.toml"), options);
    }

    /// ID and INFO of every row.
    std::vector<std::string> annotate(std::string_view config, const std::string& options = {}) {
        write("conf.toml", config);
        const test::CommandResult result = test::genostrat(
            "annotate --vcfanno " + path("conf.toml") + " -base-path " + folder_.path().string() +
            " " + options + " " + path("in.vcf"));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        header_.clear();
        std::vector<std::string> rows;
        for (const std::string& line : test::lines_of(result.out)) {
            const auto columns = split(line, '\t');
            if (line.starts_with('#'))
                header_ += line + '\n';
            else
                rows.push_back(std::string{columns[2]} + ' ' + std::string{columns[7]});
        }
        return rows;
    }

    [[nodiscard]] const std::string& header() const { return header_; }

private:
    test::TempDir folder_;
    std::string header_;
};

TEST_F(Vcfanno, joins_variants_and_intervals) {
    const auto rows = annotate(R"([[annotation]]
file="exac.vcf"
fields = ["AC", "AN", "ID", "AC"]
names = ["ac", "an", "rs", "most"]
ops = ["self", "self", "concat", "max"]

[[annotation]]
file="fit.bed"
columns = [4, 4, 4, 4, 4]
names = ["fit_mean", "fit_all", "fit_n", "fit_in", "fit_first"]
ops = ["mean", "concat", "count", "flag", "first"]
)");
    EXPECT_THAT(
        rows,
        ElementsAre(
            ". ac=10,20;an=200,200;rs=rs7;most=20;fit_mean=1;fit_all=0.5|1.5;fit_n=2;fit_in;"
            "fit_first=0.5",
            "q .",  // another ALT
            ". END=400;CIPOS=-5,5;fit_mean=4;fit_all=4;fit_n=1;fit_in;fit_first=4"));
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=ac,Number=A,Type=Integer"));
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=fit_mean,Number=1,Type=Float"));
}

TEST_F(Vcfanno, needs_no_shared_allele_where_permitted) {
    const std::string_view config = R"([[annotation]]
file="exac.vcf"
fields = ["AN"]
ops = ["max"]
)";
    EXPECT_THAT(annotate(config)[1], "q .");
    EXPECT_THAT(annotate(config, "-permissive-overlap")[1], "q AN=100");
}

// vcfanno 0.3.5 gives a list's values by the row's own ALTs, and nothing of other alleles, too.
TEST_F(Vcfanno, gives_each_alt_its_own_value_where_alleles_need_not_be_shared) {
    const auto rows = annotate(
        R"([[annotation]]
file="exac.vcf"
fields = ["AC"]
ops = ["self"]
)",
        "-permissive-overlap");
    EXPECT_EQ(rows[0], ". AC=10,20");
    EXPECT_EQ(rows[1], "q .");
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=AC,Number=A,Type=Integer"));
}

// As `columns=[2] ops=["flag"]` in its own examples.
TEST_F(Vcfanno, flags_counts_and_lists_by_the_columns_that_say_where) {
    const auto rows = annotate(R"([[annotation]]
file="fit.bed"
columns = [2, 1, 3]
names = ["in", "n", "ends"]
ops = ["flag", "count", "uniq"]
)");
    EXPECT_THAT(
        rows, ElementsAre(". in;n=2;ends=150|100", "q .", ". END=400;CIPOS=-5,5;in;n=1;ends=400"));
}

TEST_F(Vcfanno, writes_several_ids_of_a_row_as_a_list) {
    write(
        "ids.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "1\t200\trs1;rs2\tA\tT\t.\t.\t.\n");
    const auto rows = annotate(R"([[annotation]]
file="ids.vcf"
fields = ["ID"]
names = ["rs"]
ops = ["self"]
)");
    EXPECT_EQ(rows[1], "q rs=rs1,rs2");
}

TEST_F(Vcfanno, annotates_ends) {
    const auto rows = annotate(
        R"([[annotation]]
file="fit.bed"
columns = [4]
names = ["fit"]
ops = ["max"]
)",
        "-ends");
    EXPECT_EQ(rows[0], ". fit=1.5");  // one base: no ends of its own
    // CIPOS: 0-based 294 .. 305 on the left; the last base, 399, on the right
    EXPECT_EQ(rows[2], ". END=400;CIPOS=-5,5;fit=4;left_fit=3;right_fit=4");
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=left_fit,"));
}

TEST_F(Vcfanno, computes_after_annotation) {
    const auto rows = annotate(R"([[annotation]]
file="exac.vcf"
fields = ["AC", "AN", "ID"]
names = ["ac", "an", "rs"]
ops = ["self", "max", "first"]

[[postannotation]]
fields = ["ac", "an"]
op = "div2"
name = "af_x"
type = "Float"

[[postannotation]]
fields = ["ac", "an"]
op = "max"
name = "top"
type = "Integer"

[[postannotation]]
fields = ["rs"]
op = "setid"
name = "ID"
type = "String"

[[postannotation]]
fields = ["rs", "an"]
op = "delete"
)");
    EXPECT_EQ(rows[0], "rs7 ac=10,20;af_x=0.05,0.1;top=200");
    EXPECT_EQ(rows[1], "q .");
    EXPECT_THAT(header(), HasSubstr("##INFO=<ID=af_x,Number=A,Type=Float"));
}

TEST_F(Vcfanno, takes_types_from_names) {
    const VcfannoConfig config = read(R"([[annotation]]
file="fit.bed"
columns = [4, 4]
names = ["a_int", "b_flag"]
ops = ["max", "uniq"]
)");
    ASSERT_EQ(config.joins.size(), 1U);
    EXPECT_EQ(config.joins[0].fields[0].name, "a");
    EXPECT_EQ(config.joins[0].fields[0].type, ColumnType::integer);
    EXPECT_EQ(config.joins[0].fields[1].type, ColumnType::flag);
}

TEST_F(Vcfanno, takes_by_alt) {
    EXPECT_EQ(
        annotate(R"([[annotation]]
file="exac.vcf"
fields = ["AC"]
ops = ["by_alt"]
)")[0],
        ". AC=10,20");
}

TEST_F(Vcfanno, names_what_it_cannot_do) {
    const auto annotation = [](std::string_view op) {
        return "\n[[annotation]]\nfile=\"fit.bed\"\ncolumns=[4]\nnames=[\"x\"]\nops=[\"" +
               std::string{op} + "\"]\n";
    };
    EXPECT_ERROR(
        read(annotation("lua:sum(vals)")),
        ErrorKind::unsupported,
        testing::AllOf(HasSubstr("conf.toml:2"), HasSubstr("lua:sum(vals)")));
    EXPECT_ERROR(read(annotation("DP2")), ErrorKind::unsupported, HasSubstr("DP2"));
    EXPECT_ERROR(read(annotation("meen")), ErrorKind::usage, HasSubstr("did you mean 'mean'?"));
    EXPECT_ERROR(
        read("[[postannotation]]\nfields=[\"a\"]\nop=\"lua:a+1\"\nname=\"b\"\ntype=\"Float\"\n"),
        ErrorKind::unsupported,
        HasSubstr("lua:a+1"));
    EXPECT_ERROR(read("[caddidx]\nfile=\"x\"\n"), ErrorKind::unsupported, HasSubstr("caddidx"));
    write("x.bam", "");
    EXPECT_ERROR(
        read("[[annotation]]\nfile=\"x.bam\"\nfields=[\"mapq\"]\nops=[\"mean\"]\n"),
        ErrorKind::unsupported,
        HasSubstr("x.bam"));
}

TEST_F(Vcfanno, refuses_what_vcfanno_refuses) {
    EXPECT_ERROR(read("[[annotation]\n"), ErrorKind::usage, HasSubstr("conf.toml:1"));
    EXPECT_ERROR(read(""), ErrorKind::usage, HasSubstr("no [[annotation]]"));
    EXPECT_ERROR(
        read("[[annotation]]\nfile=\"none.vcf\"\nfields=[\"a\"]\nops=[\"self\"]\n"),
        ErrorKind::missing_input,
        HasSubstr("none.vcf"));
    EXPECT_ERROR(
        read("[[annotation]]\nfile=\"fit.bed\"\ncolumns=[4,5]\nnames=[\"a\"]\nops=[\"max\"]\n"),
        ErrorKind::usage,
        HasSubstr("2 columns, 1 names and 1 ops"));
    EXPECT_ERROR(
        read("[[postannotation]]\nfields=[\"a\"]\nop=\"max\"\nname=\"b\"\ntype=\"float\"\n"),
        ErrorKind::usage,
        HasSubstr("'float'"));
    EXPECT_ERROR(read_vcfanno("none.toml", {}), ErrorKind::missing_input, HasSubstr("none.toml"));
}

}  // namespace
}  // namespace genostrat::annotate

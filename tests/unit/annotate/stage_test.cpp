// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/stage.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view header = "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n##contig=<ID=chr2>\n"
                                    "##INFO=<ID=AF,Number=A,Type=Float,Description=\"f\">\n"
                                    "##INFO=<ID=N,Number=1,Type=Integer,Description=\"n\">\n"
                                    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

class ArchiveStage : public testing::Test {
protected:
    std::string write(std::string_view name, const std::string& rows) {
        test::write_file(folder_ / name, std::string{header} + rows);
        return folder_ / name;
    }

    [[nodiscard]] std::string path(std::string_view name) const { return folder_ / name; }

    static std::string run(const std::string& arguments) {
        const test::CommandResult result = test::genostrat(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }

    static std::vector<std::string> infos(const std::string& arguments) {
        std::vector<std::string> found;
        for (const std::string& line : test::lines_of(run(arguments)))
            if (!line.starts_with('#'))
                found.emplace_back(split(line, '\t')[7]);
        return found;
    }

private:
    test::TempDir folder_;
};

TEST_F(ArchiveStage, is_built_from_many_files) {
    const std::string one = write("1.vcf", "chr1\t5\t.\tA\tC\t.\t.\tAF=0.1;N=1\n");
    const std::string two = write("2.vcf", "chr2\t5\t.\tA\tC,G\t.\t.\tAF=0.2,0.3;N=2\n");
    run("archive build " + one + " " + two + " -f AF:f,N -o " + path("a.gsa"));
    EXPECT_EQ(Archive{path("a.gsa")}.info().n_sites, 3U);
    EXPECT_EQ(Archive{path("a.gsa")}.info().source, "1.vcf,2.vcf");
    const std::string rows =
        write("in.vcf", "chr1\t5\t.\tA\tC\t.\t.\t.\nchr2\t5\t.\tA\tG,C,T\t.\t.\t.\n");
    EXPECT_THAT(
        infos("annotate -a " + path("a.gsa") + " " + rows),
        ElementsAre("f=0.1;N=1", "f=0.3,0.2,.;N=2,2,."));
    // The other way round is as good; a contig in two places is not.
    run("archive build " + two + " " + one + " -f AF:f -o " + path("b.gsa"));
    const auto twice = test::genostrat(
        "archive build " + one + " " + two + " " + one + " -f AF:f -o " + path("c.gsa"));
    EXPECT_EQ(twice.exit_code, 4);
    EXPECT_THAT(twice.err, HasSubstr("come in two places"));
    EXPECT_FALSE(std::filesystem::exists(path("c.gsa")));
}

TEST_F(ArchiveStage, gives_the_columns_that_were_asked_for) {
    const std::string database = write("d.vcf", "chr1\t5\t.\tA\tC\t.\t.\tAF=0.1;N=1\n");
    run("archive build " + database + " -f AF,N -o " + path("a.gsa"));
    const std::string rows = write("in.vcf", "chr1\t5\t.\tA\tC\t.\t.\t.\n");
    EXPECT_THAT(
        infos("annotate -a " + path("a.gsa") + " -c N:number " + rows), ElementsAre("number=1"));
    const auto wrong = test::genostrat("annotate -a " + path("a.gsa") + " -c M " + rows);
    EXPECT_EQ(wrong.exit_code, 3);
    EXPECT_THAT(wrong.err, HasSubstr("has no column 'M'"));
    EXPECT_EQ(
        test::genostrat("annotate -a " + path("a.gsa") + " --match overlap " + rows).exit_code, 2);
}

TEST_F(ArchiveStage, tells_absent_from_missing) {
    const std::string database =
        write("d.vcf", "chr1\t5\t.\tA\tC\t.\t.\tN=.\nchr1\t6\t.\tA\tC\t.\t.\tN=4\n");
    run("archive build " + database + " -f N --absent N=0 --missing N=-1 -o " + path("a.gsa"));
    const std::string rows = write(
        "in.vcf",
        "chr1\t5\t.\tA\tC\t.\t.\t.\nchr1\t6\t.\tA\tC,G\t.\t.\t.\nchr1\t7\t.\tA\tC\t.\t.\t.\n");
    EXPECT_THAT(
        infos("annotate -a " + path("a.gsa") + " " + rows), ElementsAre("N=-1", "N=4,0", "N=0"));
}

TEST_F(ArchiveStage, carries_what_was_told_into_the_header) {
    const std::string database = write("d.vcf", "chr1\t5\t.\tA\tC\t.\t.\tN=4\n");
    run("archive build " + database +
        " -f N:n --description 'n=number of things' --type n=Float --source-version 4.1 -o " +
        path("a.gsa"));
    const std::string rows = write("in.vcf", "chr1\t5\t.\tA\tC\t.\t.\t.\n");
    EXPECT_THAT(
        run("annotate -a " + path("a.gsa") + " " + rows),
        HasSubstr("##INFO=<ID=n,Number=A,Type=Float,Description=\"number of things\","
                  "Source=\"d.vcf\",Version=\"4.1\">"));
}

TEST_F(ArchiveStage, rows_of_every_kind_get_the_same_entries) {
    const std::string database = write(
        "db.vcf",
        "chr1\t5\t.\tA\tC\t.\t.\tAF=0.1;N=1\nchr1\t6\t.\tA\tC\t.\t.\tAF=0.2;N=2\n"
        "chr1\t7\t.\tA\tC\t.\t.\tAF=0.3\n");
    run("archive build " + database + " -f AF:f,N:n -o " + path("a.gsa"));
    // A hit, none, an empty INFO, an undeclared key of the archive's name, a missing value, two
    // ALTs, another line end, and a last row without one.
    const std::string rows = write(
        "in.vcf",
        "chr1\t5\ta\tA\tC\t.\t.\tN=7\nchr1\t5\tb\tA\tG\t.\t.\tN=7\n"
        "chr1\t6\tc\tA\tC\t.\t.\t.\nchr1\t6\td\tA\tC\t.\t.\tN=7;n=9;AF=1\n"
        "chr1\t7\te\tA\tC\t.\t.\tN=7\nchr1\t7\tf\tA\tG,C\t.\t.\tN=7\n"
        "chr1\t6\tg\tA\tC\t.\t.\tN=7\r\nchr1\t6\th\tA\tC\t.\t.\tN=7");
    const std::string command = "annotate --no-version -a " + path("a.gsa") + " " + rows;
    const std::string out = run(command);
    std::vector<std::string> found;
    for (const std::string& line : test::lines_of(out))
        if (!line.starts_with('#'))
            found.push_back(line.substr(7));
    EXPECT_THAT(
        found,
        ElementsAre(
            "a\tA\tC\t.\t.\tN=7;f=0.1;n=1",
            "b\tA\tG\t.\t.\tN=7",
            "c\tA\tC\t.\t.\tf=0.2;n=2",
            "d\tA\tC\t.\t.\tN=7;n=2;AF=1;f=0.2",
            "e\tA\tC\t.\t.\tN=7;f=0.3",
            "f\tA\tG,C\t.\t.\tN=7;f=.,0.3",
            "g\tA\tC\t.\t.\tN=7;f=0.2;n=2",
            "h\tA\tC\t.\t.\tN=7;f=0.2;n=2"));
    EXPECT_EQ(run(command + " --threads 2"), out);
    // Stages behind see the values, and may change them.
    EXPECT_THAT(
        infos(
            "annotate -a " + path("a.gsa") + " -a " + path("a.gsa") + " -c f:n " + rows + " 2>&1"),
        testing::Contains("N=7;n=0.1"));
}

TEST_F(ArchiveStage, a_semicolon_of_the_source_does_not_end_the_entry) {
    const std::string database = write("db.vcf", "chr1\t5\trs1;rs2\tA\tC\t.\tq1;q2\t.\n");
    run("archive build " + database + " -f ID:rs,FILTER:q -o " + path("a.gsa"));
    const std::string rows =
        write("in.vcf", "chr1\t5\t.\tA\tC\t.\t.\t.\nchr1\t5\t.\tA\tG,C\t.\t.\t.\n");
    for (const std::string& info : infos("annotate -a " + path("a.gsa") + " " + rows)) {
        EXPECT_EQ(std::ranges::count(info, ';'), 1) << info;
        EXPECT_THAT(info, HasSubstr("rs2"));
    }
}

}  // namespace
}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
// What a first user gets wrong, through the program: exit code, what is said, nothing left behind.
#include "pgx_data.hpp"

namespace genostrat {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class BadPgxInput : public testing::Test {
protected:
    void SetUp() override {
        test::write_pgx_data(folder_ / "data");
        write("in.vcf", test::pgx_vcf_header + std::string{row_});
    }

    void write(const char* name, const std::string& content) const {
        test::write_file(folder_ / name, content);
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }

    /// Runs `pgx call` with these arguments; the output is `out.json`.
    [[nodiscard]] test::CommandResult call(const std::string& arguments) const {
        return test::genostrat(
            "pgx call --no-cache --pgx-data " + path("data") + " -o " + path("out.json") + " " +
            arguments);
    }

    /// Expects a failure that says something and leaves no output.
    void refused(
        const std::string& arguments,
        int exit_code,
        const testing::Matcher<std::string>& said) const {
        const test::CommandResult result = call(arguments);
        EXPECT_EQ(result.exit_code, exit_code) << result.err;
        EXPECT_THAT(result.err, said);
        EXPECT_FALSE(std::filesystem::exists(folder_ / "out.json"));
    }

    static constexpr const char* row_ = "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/0\n"
                                        "chrX\t500\t.\tG\tA\t.\t.\t.\tGT\t0/1\t0/0\n";
    test::TempDir folder_{};
};

TEST_F(BadPgxInput, is_called_where_nothing_is_wrong) {
    EXPECT_EQ(call(path("in.vcf")).exit_code, 0);
    EXPECT_TRUE(std::filesystem::exists(folder_ / "out.json"));
}

TEST_F(BadPgxInput, of_another_build_is_refused) {
    write(
        "b37.vcf",
        "##fileformat=VCFv4.3\n##contig=<ID=1,length=249250621>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n");
    refused(
        path("b37.vcf"), 4, AllOf(HasSubstr("b37.vcf"), HasSubstr("GRCh37"), HasSubstr("lift")));
}

TEST_F(BadPgxInput, off_ref_is_named_with_its_place) {
    write(
        "ref.vcf",
        std::string{test::pgx_vcf_header} + "chr1\t1000\t.\tA\tT\t.\t.\t.\tGT\t0/1\t0/0\n");
    const test::CommandResult result = call(path("ref.vcf"));
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(
        result.err, AllOf(HasSubstr("chr1:1000"), HasSubstr("REF is A"), HasSubstr("GEN1")));
}

TEST_F(BadPgxInput, definitions_of_another_schema_are_refused) {
    write("data/definitions/GEN1_translation.json", R"({"formatVersion": "1", "gene": "GEN1"})");
    refused(
        path("in.vcf"), 5, AllOf(HasSubstr("GEN1_translation.json"), HasSubstr("formatVersion")));
    write("data/definitions/GEN1_translation.json", R"({"formatVersion": "2", "gene": "GEN1"})");
    refused(
        path("in.vcf"), 4, AllOf(HasSubstr("GEN1_translation.json"), HasSubstr("'chromosome'")));
    write("data/definitions/GEN1_translation.json", "{\n\"gene\": ");
    refused(path("in.vcf"), 4, AllOf(HasSubstr("GEN1_translation.json:2"), HasSubstr("JSON")));
}

TEST_F(BadPgxInput, without_a_sex_is_named) {
    write("sexes.tsv", "A\tM\nB\t?\n");
    refused(path("in.vcf") + " --sex " + path("sexes.tsv"), 3, HasSubstr("sample 'B' has no sex"));
}

TEST_F(BadPgxInput, outside_calls_that_contradict_each_other_are_refused) {
    write("o.tsv", "CYP2D6\t*1/*4\nCYP2D6\t\tPoor Metabolizer\n");
    refused(
        path("in.vcf") + " --outside-calls A=" + path("o.tsv"),
        4,
        AllOf(HasSubstr("o.tsv:2"), HasSubstr("contradicts that of line 1")));
    write("one.tsv", "CYP2D6\t*1/*4\n");
    write("two.tsv", "CYP2D6\t*1/*5\n");
    refused(
        path("in.vcf") + " --outside-calls A=" + path("one.tsv") +
            " --outside-calls A=" + path("two.tsv"),
        4,
        AllOf(HasSubstr("two.tsv"), HasSubstr("called in another file already")));
}

TEST_F(BadPgxInput, outside_calls_of_nobody_are_refused) {
    write("o.tsv", "CYP2D6\t*1/*4\n");
    refused(path("in.vcf") + " --outside-calls " + path("o.tsv"), 2, HasSubstr("SAMPLE=FILE"));
    refused(
        path("in.vcf") + " --outside-calls C=" + path("o.tsv"), 4, HasSubstr("sample 'C' is not"));
    refused(path("in.vcf") + " --outside-calls A=" + path("none.tsv"), 3, HasSubstr("none.tsv"));
}

TEST_F(BadPgxInput, unknown_alleles_of_outside_calls_are_named) {
    write("o.tsv", "GEN1\t*1/*99\n");
    const test::CommandResult result = call(path("in.vcf") + " --outside-calls A=" + path("o.tsv"));
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.err, HasSubstr("outside call of GEN1: allele *99 is not known"));
}

TEST_F(BadPgxInput, without_data_or_samples_is_refused) {
    const test::CommandResult none =
        test::genostrat("pgx call --pgx-data " + path("nowhere") + " " + path("in.vcf"));
    EXPECT_EQ(none.exit_code, 3);
    EXPECT_THAT(none.err, HasSubstr("no such folder of pharmacogenomic data"));
    write(
        "sites.vcf",
        "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n#"
        "CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
    refused(path("sites.vcf"), 3, HasSubstr("no samples"));
}

TEST_F(BadPgxInput, guidance_of_an_unknown_publisher_is_refused) {
    const test::CommandResult result = test::genostrat(
        "pgx recommend --guidance CPICC --pgx-data " + path("data") + " " + path("in.vcf"));
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, AllOf(HasSubstr("CPICC"), HasSubstr("CPIC")));
}

}  // namespace
}  // namespace genostrat

// SPDX-License-Identifier: MIT
// Files that are valid and odd: how they are packed, cut into blocks and sized must not be seen.
#include "packed_text.hpp"
#include "test_support.hpp"
#include "variant_files.hpp"

#include <algorithm>
#include <string>

namespace genostrat {
namespace {

using testing::HasSubstr;

class OddFile : public testing::Test {
protected:
    [[nodiscard]] std::string path(std::string_view name) const {
        return (folder_ / name).string();
    }

    /// The file leaves as this text, by one thread and by two.
    void expect_text(const std::string& bytes, const std::string& text) {
        test::write_file(path("in"), bytes);
        for (const char* threads : {"1", "2"}) {
            const auto result = test::genostrat(
                std::string{"view --no-version --threads "} + threads + " -o " + path("out") + " " +
                path("in"));
            ASSERT_EQ(result.exit_code, 0) << result.err;
            EXPECT_TRUE(test::read_file(path("out")) == text) << threads;
        }
    }

    /// Packed as BCF and back, the rows are those that bcftools makes of the text.
    void expect_bcf_as_bcftools(const std::string& text) {
        if (!test::have_program("bcftools"))
            GTEST_SKIP() << "no bcftools on this machine";
        test::write_file(path("in.vcf"), text);
        const std::string theirs = path("theirs.bcf");
        const std::string ours = path("ours.bcf");
        ASSERT_EQ(
            test::run_command("bcftools view -Ob -o " + theirs + " " + path("in.vcf")).exit_code,
            0);
        ASSERT_EQ(test::genostrat("view -o " + ours + " " + path("in.vcf")).exit_code, 0);
        const std::string rows = test::run_command("bcftools view -H " + theirs).out;
        EXPECT_FALSE(rows.empty());
        EXPECT_TRUE(test::run_command("bcftools view -H " + ours).out == rows);
        EXPECT_TRUE(test::genostrat("view -H " + theirs).out == rows);
        EXPECT_TRUE(test::genostrat("view -H " + ours).out == rows);
    }

    test::TempDir folder_;
};

/// small_header with more meta lines, and rows; `~` stands for a tab.
std::string with_header(const std::string& rows, const std::string& meta = "") {
    std::string text{test::small_header};
    text.insert(text.find("#CHROM"), meta);
    text += rows;
    std::ranges::replace(text, '~', '\t');
    return text;
}

TEST_F(OddFile, bgzf_with_empty_blocks_in_the_middle) {
    const std::string text = test::made_vcf(300);
    const std::string first = test::bgzf(text.substr(0, 5'000), 700);
    expect_text(
        first + first.substr(first.size() - 28) + test::bgzf(text.substr(5'000), 900), text);
}

TEST_F(OddFile, bgzf_of_tiny_blocks_and_gzip_of_many_members) {
    const std::string text = test::made_vcf(300);
    expect_text(test::bgzf(text, 3), text);
    std::string members;
    for (std::size_t at = 0; at < text.size(); at += 1'000)
        members += test::gzip(text.substr(at, 1'000));
    expect_text(members, text);
}

TEST_F(OddFile, a_pipe) {
    const std::string text = test::made_vcf(3'000);
    test::write_file(path("in.vcf.gz"), test::bgzf(text));
    const auto result = test::run_command(
        "mkfifo " + path("pipe") + "; cat " + path("in.vcf.gz") + " > " + path("pipe") + " & " +
        test::program() + " view --no-version " + path("pipe"));
    EXPECT_TRUE(result.out == text) << result.err;
}

TEST_F(OddFile, a_header_and_rows_larger_than_a_batch) {
    std::string meta;
    for (int line = 0; line < 40'000; ++line)
        meta += "##contig=<ID=contig_" + std::to_string(line) +
                ",length=1000>\n##note=" + std::string(100, 'x') + "\n";
    std::string rows;
    for (int row = 0; row < 3; ++row)
        rows += "contig_39999~" + std::to_string(row + 1) +
                "~.~A~C~.~.~DP=1;X=" + std::string(5'000'000, static_cast<char>('a' + row)) +
                "~GT~0/1~.\n1~7~.~A~C~.~.~.~GT~0~1\n";
    const std::string text = with_header(rows, meta);
    expect_text(text, text);
    expect_text(test::bgzf(text), text);
}

TEST_F(OddFile, a_hundred_thousand_samples) {
    std::string text =
        "##fileformat=VCFv4.2\n##contig=<ID=1>\n##FORMAT=<ID=GT,Number=1,Type=String,"
        "Description=\"Genotype\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    for (int sample = 0; sample < 100'000; ++sample)
        text += "\tS" + std::to_string(sample);
    text += '\n';
    for (int row = 0; row < 3; ++row) {
        text += "1\t" + std::to_string(row + 5) + "\t.\tA\tC\t.\t.\t.\tGT";
        for (int sample = 0; sample < 100'000; ++sample)
            text += sample % 1'000 == row ? "\t0/1" : "\t0/0";
        text += '\n';
    }
    expect_text(text, text);
    const auto chosen = test::genostrat("view -H -s S99001,S0 " + path("in"));
    EXPECT_EQ(
        chosen.out,
        "1\t5\t.\tA\tC\t.\t.\tAC=1;AN=4\tGT\t0/0\t0/1\n"
        "1\t6\t.\tA\tC\t.\t.\tAC=1;AN=4\tGT\t0/1\t0/0\n"
        "1\t7\t.\tA\tC\t.\t.\tAC=0;AN=4\tGT\t0/0\t0/0\n");
    expect_bcf_as_bcftools(text);
}

TEST_F(OddFile, bcf_vectors_of_every_width_and_length) {
    const std::string meta = "##INFO=<ID=IV,Number=.,Type=Integer,Description=\"d\">\n"
                             "##INFO=<ID=FV,Number=.,Type=Float,Description=\"d\">\n"
                             "##INFO=<ID=CV,Number=.,Type=Character,Description=\"d\">\n"
                             "##INFO=<ID=SV,Number=.,Type=String,Description=\"d\">\n"
                             "##FORMAT=<ID=FI,Number=.,Type=Integer,Description=\"d\">\n"
                             "##FORMAT=<ID=FF,Number=.,Type=Float,Description=\"d\">\n"
                             "##FORMAT=<ID=FS,Number=.,Type=String,Description=\"d\">\n";
    expect_bcf_as_bcftools(with_header(
        "1~5~.~A~C~.~.~IV=1,-120,127;FV=nan,inf,-inf,-0,1e-40,3.14159274;CV=a,b;SV=x,y~GT:FI:FF:FS~"
        "0/1:1,.,3:nan,.:x~1:5:.:.\n"
        "1~6~.~A~C~.~.~IV=.,32767,-32760~GT:FI:FF:FS~0/1/1:300:1,2,3:xyz,q~.:.:.:.\n"
        "1~7~.~A~C~1e-30~.~IV=2147483647,-2147483640~GT:FI~./.:70000,1,.,2~0|1\n"
        "1~8~.~A~.~.~.~.~.~.~.\n"
        "1~9~.~A~<*>~.~.~IV=.;FV=.~GT:FI~.|.:.~.\n",
        meta));
}

TEST_F(OddFile, outputs_of_one_run_must_differ) {
    test::write_file(path("in.vcf"), test::made_vcf(3));
    const auto device = test::genostrat("view -W -O z -o /dev/stdout " + path("in.vcf"));
    EXPECT_EQ(device.exit_code, 2);
    EXPECT_THAT(device.err, HasSubstr("a pipe or a device can have no index"));
    test::write_file(path("empty.bed"), "");
    const auto empty = test::genostrat("view -T " + path("empty.bed") + " " + path("in.vcf"));
    EXPECT_EQ(empty.exit_code, 4);
    EXPECT_THAT(empty.err, HasSubstr("the file names no region"));
}

TEST_F(OddFile, an_output_may_be_the_input) {
    const std::string text = test::made_vcf(3'000);
    test::write_file(path("in.vcf"), text);
    ASSERT_EQ(
        test::genostrat("view --no-version -o " + path("in.vcf") + " " + path("in.vcf")).exit_code,
        0);
    EXPECT_TRUE(test::read_file(path("in.vcf")) == text);
}

}  // namespace
}  // namespace genostrat

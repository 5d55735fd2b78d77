// SPDX-License-Identifier: MIT
// The program on input that is damaged, odd or not there: never a crash, a hang or silent loss.
#include "test_support.hpp"
#include "variant_files.hpp"

#include <algorithm>

namespace genostrat {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;

class View : public testing::Test {
protected:
    test::CommandResult view(std::string_view content, const std::string& options = "") {
        test::write_file(folder_ / "in", content);
        fs::remove(folder_ / "out");
        return test::genostrat(
            "view --no-version " + options + " -o " + (folder_ / "out").string() + " " +
            (folder_ / "in").string());
    }

    void expect_bad(std::string_view content, int exit_code, const std::string& message) {
        const test::CommandResult result = view(content);
        EXPECT_EQ(result.exit_code, exit_code) << result.err;
        EXPECT_THAT(result.err, HasSubstr(message));
        EXPECT_FALSE(fs::exists(folder_ / "out"));
        EXPECT_EQ(std::distance(fs::directory_iterator{folder_.path()}, {}), 1) << "a file is left";
    }

    void expect_same(const std::string& content) {
        const test::CommandResult result = view(content);
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_TRUE(test::read_file(folder_ / "out") == content);
    }

    static std::string with_rows(std::string rows) {
        rows.insert(0, test::small_header);
        std::ranges::replace(rows, '~', '\t');
        return rows;
    }

    test::TempDir folder_;
};

TEST_F(View, files_cut_off_anywhere_are_named) {
    test::write_file(folder_ / "a.vcf", test::made_vcf(4000));
    for (const VcfFormat format : {VcfFormat::vcf_gz, VcfFormat::bcf}) {
        test::copy_variants(folder_ / "a.vcf", folder_ / "a", {.format = format, .level = 1});
        const std::string whole = test::read_file(folder_ / "a");
        fs::remove(folder_ / "a");
        fs::remove(folder_ / "a.vcf");
        for (std::size_t size = 4096; size < whole.size(); size += 4096)
            expect_bad(whole.substr(0, size), 4, "cut off or damaged");
        expect_bad(whole.substr(0, whole.size() - 28), 4, "no end-of-file block");
        std::string damaged = whole;
        damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 0x10);
        expect_bad(damaged, 4, "in");
        test::write_file(folder_ / "a.vcf", test::made_vcf(4000));
    }
}

TEST_F(View, what_is_no_variant_file) {
    expect_bad("", 4, "the file is empty");
    expect_bad("\n", 4, "neither VCF nor BCF");
    expect_bad(std::string(3000, '\0'), 4, "neither VCF nor BCF");
    expect_bad("BZh91AY&SY", 5, "bzip2");
    expect_bad("PK\x03\x04zip", 5, "zip");
    expect_bad("BCF\1", 5, "old version");
    expect_bad("BCF\2\2\xff\xff\xff\x7f", 4, "ends within its header");
    expect_bad("##fileformat=VCFv4.2\n", 4, "no #CHROM line");
    EXPECT_EQ(test::genostrat("view " + folder_.path().string()).exit_code, 5);
    EXPECT_EQ(test::genostrat("view " + (folder_ / "none").string()).exit_code, 3);
    EXPECT_EQ(test::genostrat("view --no-such-option x").exit_code, 2);
}

TEST_F(View, odd_but_valid_files_leave_as_they_came) {
    expect_same(with_rows(""));
    expect_same("##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t5\t."
                "\tA\tC\t.\t.\tDP=3\n");
    expect_same(with_rows("1~5~.~A~C~.~.~.~GT~0~0/0/1\n"));
    expect_same(with_rows("nowhere~5~.~A~C~.~zz~XX=1;YY~GT:QQ~0/1:x~0/0\n"));
    expect_same(with_rows("1~99999999~.~A~C~.~.~.~GT~0~0\n1~5~.~A~C~.~.~.~GT~0~0\n"));
    expect_same(with_rows("1~5~.~A~C~.~.~.~GT~0~0"));
    std::string crlf = with_rows("1~5~.~A~C~.~.~.~GT~0~0\n");
    for (std::size_t at = crlf.find('\n'); at != std::string::npos; at = crlf.find('\n', at + 2))
        crlf.insert(at, "\r");
    expect_same(crlf);
    expect_same(with_rows("1~5~.~" + std::string(1'000'000, 'A') + "~C~.~.~.~GT~0~0\n"));
    std::string alts = "C";
    for (int alt = 0; alt < 10'000; ++alt)
        alts += ",C" + std::string(static_cast<std::size_t>(alt % 50), 'G');
    expect_same(with_rows("1~5~.~A~" + alts + "~.~.~.~GT~0/10000~9999|3\n"));
}

TEST_F(View, bad_rows_are_named_with_their_line) {
    const std::string good = "1~5~.~A~C~.~.~.~GT~0~0\n";
    std::string many;
    for (int row = 0; row < 30'000; ++row)
        many += good;
    expect_bad(with_rows(many + "1~x~.~A~C~.~.~.~GT~0~0\n" + many), 4, "in:30016: 1: POS is 'x'");
    expect_bad(with_rows(good + "1~5~.~A\n"), 4, "in:17: ");
    expect_bad(with_rows("1~5~.~A~C~.~.~.~GT~0\n"), 4, "10 columns but the header 11");
    std::string twice = with_rows("");
    twice.replace(twice.rfind('B'), 1, "A");
    expect_bad(twice, 4, "two samples have the name 'A'");
}

TEST_F(View, a_zero_byte_is_never_dropped_silently) {
    std::string text = with_rows("1~5~.~A~C~.~.~.~GT~0~0\n");
    text[text.size() - 2] = '\0';
    expect_same(text);
    const test::CommandResult packed = view(text, "-O b");
    EXPECT_EQ(packed.exit_code, 4);
    EXPECT_THAT(packed.err, HasSubstr("in:16: 1:5: the row holds a zero byte"));
}

TEST_F(View, bad_rows_can_be_passed_over_and_are_counted) {
    const std::string text =
        with_rows("1~5~.~A~C~.~.~.~GT~0~0\n1~x~.~A~C~.~.~.~GT~0~0\n1~7~.~A~C~.~.~.~GT~0~0\n");
    const test::CommandResult skipped = view(text, "--on-bad-record skip -H");
    EXPECT_EQ(skipped.exit_code, 0);
    EXPECT_THAT(skipped.err, HasSubstr("1 bad record"));
    EXPECT_EQ(test::lines_of(test::read_file(folder_ / "out")).size(), 2U);
    const test::CommandResult kept = view(text, "--on-bad-record keep -H");
    EXPECT_EQ(test::lines_of(test::read_file(folder_ / "out")).size(), 3U);
    EXPECT_THAT(kept.err, HasSubstr("1 bad record"));
}

TEST_F(View, a_full_disk_and_a_closed_pipe) {
    test::write_file(folder_ / "a.vcf", test::made_vcf(30'000));
    const std::string in = folder_ / "a.vcf";
    const test::CommandResult full = test::genostrat("view -o /dev/full " + in);
    EXPECT_EQ(full.exit_code, 6);
    EXPECT_THAT(full.err, HasSubstr("the disk is full"));
    const test::CommandResult piped =
        test::run_command(test::program() + " view " + in + " | head -1");
    EXPECT_EQ(piped.out, "##fileformat=VCFv4.3\n");
    EXPECT_EQ(piped.err, "");
    const test::CommandResult nowhere = test::genostrat("view -o /no/such/folder/x.vcf " + in);
    EXPECT_EQ(nowhere.exit_code, 6);
}

TEST_F(View, a_limit_on_the_size_of_files_is_told_and_leaves_nothing) {
    test::write_file(folder_ / "a.vcf", test::made_vcf(30'000));
    const test::CommandResult limited = test::run_command(
        "cd " + folder_.path().string() + " && ulimit -f 100 && " + test::program() +
        " view -o out.vcf a.vcf");
    EXPECT_EQ(limited.exit_code, 6) << limited.err;
    EXPECT_THAT(limited.err, HasSubstr("out.vcf: no file may be larger"));
    EXPECT_EQ(std::distance(fs::directory_iterator{folder_.path()}, {}), 1) << "a file is left";
}

TEST_F(View, a_pipe_that_would_be_read_twice_is_refused) {
    const std::string pipe = folder_ / "pipe";
    ASSERT_EQ(test::run_command("mkfifo " + pipe).exit_code, 0);
    for (const char* command : {"view --declare-missing ", "index "}) {
        const test::CommandResult result =
            test::run_command("timeout -s KILL 20 " + test::program() + " " + command + pipe);
        EXPECT_EQ(result.exit_code, 2) << command;
        EXPECT_THAT(result.err, HasSubstr("pipe: ")) << command;
    }
}

TEST_F(View, ends_on_a_signal_while_it_waits_for_input) {
    const test::CommandResult result = test::run_command(
        "bash -c 'timeout --preserve-status -k 20 -s INT 0.5 " + test::program() + " view -o " +
        (folder_ / "out").string() + " < <(exec sleep 20 2>/dev/null)'");
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(View, what_commands_print_does_not_get_lost) {
    test::write_file(folder_ / "a.vcf", test::made_vcf(30));
    const std::string packed = folder_ / "a.bcf";
    test::copy_variants(folder_ / "a.vcf", packed, {.format = VcfFormat::bcf});
    ASSERT_EQ(test::genostrat("index " + packed).exit_code, 0);
    for (const char* const command :
         {"--version",
          "--help",
          "view --help",
          "stages",
          "stages --json",
          "man view",
          "completion bash",
          "index -s PACKED",
          "query -l PACKED",
          "view -h PACKED"}) {
        std::string words = command;
        if (const std::size_t place = words.find("PACKED"); place != std::string::npos)
            words.replace(place, 6, packed);
        const test::CommandResult full = test::genostrat(words + " > /dev/full");
        EXPECT_EQ(full.exit_code, 6) << command;
        EXPECT_THAT(full.err, HasSubstr("error: system: ")) << command;
        const test::CommandResult piped =
            test::run_command("(" + test::program() + " " + words + "; echo $? >&2) | true");
        EXPECT_EQ(piped.err, "0\n") << command;
    }
}

TEST_F(View, killed_at_any_moment_leaves_no_target) {
    test::write_file(folder_ / "a.vcf", test::made_vcf(200'000));
    const std::string out = folder_ / "out.vcf.gz";
    for (const char* delay : {"0.01", "0.03", "0.08"}) {
        for (const char* signal : {"KILL", "INT"}) {
            static_cast<void>(test::run_command(
                "timeout -s " + std::string{signal} + " " + delay + " " + test::program() +
                " view -l 9 -o " + out + " " + (folder_ / "a.vcf").string()));
            if (fs::exists(out)) {  // fast enough to finish: then it is whole
                EXPECT_EQ(test::run_command("gzip -t " + out).exit_code, 0);
            }
            fs::remove(out);
        }
    }
}

TEST_F(View, every_odd_file_ends_with_a_plain_answer) {
    GENOSTRAT_NEEDS(test::shared("data/edge"));
    int n_files = 0;
    for (const auto& entry : fs::recursive_directory_iterator{test::shared("data/edge")}) {
        if (!entry.is_regular_file() || entry.path().extension() == ".out")
            continue;
        ++n_files;
        try {  // in this process, so that a sanitizer sees it
            test::copy_variants(entry.path(), folder_ / "x.vcf");
            test::copy_variants(entry.path(), folder_ / "x.bcf", {.format = VcfFormat::bcf});
        } catch (const Error& error) {
            EXPECT_NE(error.kind(), ErrorKind::internal) << error.describe();
            EXPECT_THAT(error.describe(), HasSubstr(entry.path().filename())) << error.describe();
        }
    }
    EXPECT_GT(n_files, 500);
}

}  // namespace
}  // namespace genostrat

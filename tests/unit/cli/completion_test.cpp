// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>

namespace genostrat {
namespace {

using testing::HasSubstr;

TEST(Completion, bash_offers_commands_and_their_options) {
    const test::TempDir folder;
    const test::CommandResult script = test::genostrat("completion bash");
    ASSERT_EQ(script.exit_code, 0);
    test::write_file(folder / "c", script.out);
    const auto offered = [&](const std::string& words) {
        const auto result = test::run_command(
            "bash -c '. " + (folder / "c").string() + "; COMP_WORDS=(" + words +
            "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _genostrat; echo \"${COMPREPLY[@]}\"'");
        EXPECT_EQ(result.err, "");
        return result.out;
    };
    EXPECT_EQ(offered("genostrat vie"), "view\n");
    EXPECT_EQ(offered("genostrat view --write"), "--write-index\n");
    EXPECT_THAT(offered("genostrat archive bu"), HasSubstr("build"));
    EXPECT_THAT(offered("genostrat archive build --fie"), HasSubstr("--field"));
    EXPECT_EQ(offered("genostrat archive \"\""), "build info dump merge\n");
}

TEST(Completion, bash_offers_the_words_an_option_takes_and_else_files) {
    const test::TempDir folder;
    const test::CommandResult script = test::genostrat("completion bash");
    test::write_file(folder / "c", script.out);
    test::write_file(folder / "patient.vcf", "");
    const auto offered = [&](const std::string& words) {
        return test::run_command(
                   "cd " + folder.path().string() + " && bash -c '. ./c; COMP_WORDS=(" + words +
                   "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _genostrat; "
                   "echo \"${COMPREPLY[@]}\"'")
            .out;
    };
    EXPECT_EQ(offered("genostrat view --on-bad-record \"\""), "fail keep skip\n");
    EXPECT_EQ(offered("genostrat view -W t"), "tbi\n");
    EXPECT_EQ(offered("genostrat view --regions-overlap \"\""), "pos record variant\n");
    EXPECT_EQ(offered("genostrat view \"\""), "c patient.vcf\n");
    EXPECT_EQ(offered("genostrat view -o p"), "patient.vcf\n");
}

/// Every command, those of commands too: `view`, `archive build`.
std::vector<std::string> all_commands(const std::string& parent = "") {
    std::vector<std::string> found;
    const std::string help = test::genostrat(parent + " --help").out;
    const std::size_t begin = help.find("\nSubcommands:\n");
    if (begin == std::string::npos)
        return found;
    for (const std::string& line : test::lines_of(help.substr(begin + 14))) {
        if (!line.starts_with("  ") || line.starts_with("   "))
            continue;
        const std::string name = line.substr(2, line.find(' ', 2) - 2);
        found.push_back(parent + (parent.empty() ? "" : " ") + name);
        for (std::string& part : all_commands(found.back()))
            found.push_back(std::move(part));
    }
    return found;
}

TEST(Completion, zsh_script_names_every_command_and_reads_well) {
    const test::TempDir folder;
    const std::string script = test::genostrat("completion zsh").out;
    EXPECT_THAT(script, testing::StartsWith("#compdef genostrat"));
    const std::vector<std::string> commands = all_commands();
    EXPECT_GT(commands.size(), 20U);
    for (const std::string& command : commands)
        EXPECT_THAT(script, HasSubstr("'" + command.substr(command.find(' ') + 1) + ":"));
    EXPECT_EQ(test::genostrat("completion fish").exit_code, 2);
    if (!test::have_program("zsh"))
        return;
    test::write_file(folder / "_genostrat", script);
    const auto read = test::run_command("zsh -n " + (folder / "_genostrat").string());
    EXPECT_EQ(read.exit_code, 0) << read.err;
}

TEST(Man, every_command_has_a_page_with_its_options) {
    const test::TempDir folder;
    ASSERT_EQ(test::genostrat("man --into " + folder.path().string()).exit_code, 0);
    for (std::string command : all_commands()) {
        const std::string help = test::genostrat(command + " --help").out;
        std::ranges::replace(command, ' ', '-');
        const std::string page = test::read_file(folder / ("genostrat-" + command + ".1"));
        for (const char* section : {".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXIT STATUS"})
            EXPECT_THAT(page, HasSubstr(section)) << command;
        for (const std::string option : {"output", "threads", "fasta"}) {
            if (help.find("--" + option) != std::string::npos) {
                EXPECT_THAT(page, HasSubstr("\\-\\-" + option)) << command;
            }
        }
    }
    EXPECT_EQ(test::genostrat("man nothing").exit_code, 2);
    EXPECT_THAT(test::genostrat("man archive build").out, HasSubstr("genostrat archive build"));
}

TEST(Man, pages_are_valid_roff) {
    if (!test::have_program("man"))
        GTEST_SKIP() << "no man on this machine";
    const test::CommandResult page =
        test::run_command(test::program() + " man view | man --warnings -l -");
    EXPECT_THAT(page.out, HasSubstr("--regions-overlap"));
    EXPECT_EQ(page.err, "");  // where man puts its warnings
}

TEST(Memory, stays_bounded_whatever_the_number_of_samples) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs memory of its own";
#endif
    const auto bcf = test::shared("data/vcf/1kgphc.grch38.pgx57genes.3202s.bcf");
    GENOSTRAT_NEEDS(bcf);
    if (!test::have_program("/usr/bin/time"))
        GTEST_SKIP() << "no /usr/bin/time on this machine";
    // At most 3 batches a thread, each at most 4 MiB inflated, with its text and packed copies.
    const test::CommandResult run = test::run_command(
        "/usr/bin/time -f %M " + test::program() + " view --quiet -O v -o /dev/null " +
        bcf.string());
    EXPECT_EQ(run.exit_code, 0);
    const long kilobytes = std::stol(run.err.substr(run.err.rfind('\n', run.err.size() - 2) + 1));
    EXPECT_LT(kilobytes, 160 * 1024);
}

}  // namespace
}  // namespace genostrat

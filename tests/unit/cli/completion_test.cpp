// SPDX-License-Identifier: MIT
#include "test_support.hpp"

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
}

TEST(Completion, zsh_script_names_every_command) {
    const std::string script = test::genostrat("completion zsh").out;
    EXPECT_THAT(script, testing::StartsWith("#compdef genostrat"));
    for (const char* command : {"view", "run", "score"})
        EXPECT_THAT(script, HasSubstr(std::string{"'"} + command + ":"));
    EXPECT_EQ(test::genostrat("completion fish").exit_code, 2);
}

TEST(Man, pages_are_valid_roff) {
    if (!test::have_program("man"))
        GTEST_SKIP() << "no man on this machine";
    const test::CommandResult page =
        test::run_command(test::program() + " man view | man --warnings -l - 2>&1");
    EXPECT_THAT(page.out, HasSubstr("--regions-overlap"));
    EXPECT_EQ(page.out.find("warning"), std::string::npos);
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

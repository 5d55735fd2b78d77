// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

// The command line as people type it.
namespace genostrat {
namespace {

using testing::HasSubstr;

TEST(Arguments, write_index_takes_a_value_only_where_one_follows) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", test::made_vcf(10));
    const std::string in = (folder / "in.vcf").string();
    const std::string out = (folder / "out.vcf.gz").string();
    const std::pair<const char*, const char*> spellings[] = {
        {"-W IN", ".csi"},
        {"--write-index IN", ".csi"},
        {"IN -W", ".csi"},
        {"-W tbi IN", ".tbi"},
        {"-W=tbi IN", ".tbi"},
        {"-Wtbi IN", ".tbi"},
        {"IN --write-index=tbi", ".tbi"},
        {"IN --write-index csi", ".csi"}};
    for (auto [words, suffix] : spellings) {
        std::string line = words;
        line.replace(line.find("IN"), 2, in);
        const auto result = test::genostrat("view -o " + out + " " + line);
        EXPECT_EQ(result.exit_code, 0) << words << result.err;
        EXPECT_TRUE(std::filesystem::remove(out + suffix)) << words;
    }
}

TEST(Arguments, what_is_unknown_is_named_with_what_is_near) {
    const auto command = test::genostrat("vieww in.vcf");
    EXPECT_EQ(command.exit_code, 2);
    EXPECT_THAT(command.err, HasSubstr("genostrat has no command 'vieww'"));
    EXPECT_THAT(command.err, HasSubstr("did you mean 'view'?"));
    const auto part = test::genostrat("archive bild");
    EXPECT_THAT(part.err, HasSubstr("genostrat archive has no command 'bild'"));
    EXPECT_THAT(part.err, HasSubstr("did you mean 'build'?"));
    const auto option = test::genostrat("view --sampels=A in.vcf");
    EXPECT_EQ(option.exit_code, 2);
    EXPECT_THAT(option.err, HasSubstr("genostrat view has no option '--sampels'"));
    EXPECT_THAT(option.err, HasSubstr("did you mean '--samples'?"));
    const auto value = test::genostrat("view --threads=many in.vcf");
    EXPECT_EQ(value.exit_code, 2);
    EXPECT_THAT(value.err, HasSubstr("see 'genostrat view --help'"));
    EXPECT_EQ(test::genostrat("").exit_code, 2);
    EXPECT_EQ(test::genostrat("--help").exit_code, 0);
    EXPECT_EQ(test::genostrat("--version").exit_code, 0);
}

TEST(Messages, can_be_json_lines) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", test::made_vcf(1) + "1\tx\t.\tA\tC\n");
    const std::string in = (folder / "in.vcf").string();
    const auto kept = test::genostrat("view -H --log-json --on-bad-record skip " + in);
    EXPECT_EQ(kept.exit_code, 0);
    EXPECT_THAT(kept.err, HasSubstr(R"({"event":"warning","message":"1 bad record)"));
    const auto failed = test::genostrat("view --log-json " + in);
    EXPECT_EQ(failed.exit_code, 4);
    EXPECT_THAT(failed.err, HasSubstr(R"("event":"error")"));
    EXPECT_THAT(failed.err, HasSubstr(R"("kind":"bad data")"));
    EXPECT_EQ(test::lines_of(failed.err).size(), 1U);
}

TEST(Messages, bad_records_are_counted) {
    const test::TempDir folder;
    std::string rows = test::made_vcf(1);
    for (const char* pos : {"x", "2", "y"})
        rows += std::string{"1\t"} + pos + "\t.\tA\tC\t.\t.\t.\tGT\t0/0\t0/0\n";
    test::write_file(folder / "in.vcf", rows);
    for (const char* threads : {"1", "2"}) {
        const auto result = test::genostrat(
            std::string{"view -H --quiet --on-bad-record skip --threads "} + threads + " " +
            (folder / "in.vcf").string());
        EXPECT_EQ(test::lines_of(result.out).size(), 2U);
        EXPECT_THAT(result.err, HasSubstr("2 bad records (--on-bad-record)"));
    }
}

TEST(Arguments, a_ready_plan_goes_by_its_name) {
    const test::TempDir folder;  // no plan of this name lies here
    const std::string run = "cd " + folder.path().string() + " && " + test::program() + " run ";
    const auto found = test::run_command(run + "personal-risk --explain");
    EXPECT_EQ(found.exit_code, 0) << found.err;
    EXPECT_THAT(found.out, HasSubstr("personal-risk: "));
    const auto unknown = test::run_command(run + "personal-rsk");
    EXPECT_EQ(unknown.exit_code, 3);
    EXPECT_THAT(unknown.err, HasSubstr("no ready plan 'personal-rsk'"));
    EXPECT_THAT(unknown.err, HasSubstr("did you mean 'personal-risk'?"));
}

}  // namespace
}  // namespace genostrat

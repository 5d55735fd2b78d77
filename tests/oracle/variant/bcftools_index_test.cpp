// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <string>

// Any index, made afterwards or while a file is written, answers as the one of bcftools.
namespace genostrat {
namespace {

class BcftoolsIndex : public testing::Test {
protected:
    void SetUp() override {
        GENOSTRAT_NEEDS(source_);
        if (!test::have_program("bcftools"))
            GTEST_SKIP() << "no bcftools on this machine";
        packed_ = (folder_ / "a.bcf").string();
        text_ = (folder_ / "a.vcf.gz").string();
        run("bcftools view -Ob -o " + packed_ + " " + source_.string());
        run("bcftools view -Oz -o " + text_ + " " + source_.string());
    }

    static std::string run(const std::string& command) {
        const test::CommandResult result = test::run_command(command + " 2>&1");
        EXPECT_EQ(result.exit_code, 0) << command << '\n' << result.out;
        return result.out;
    }

    /// What both programs say through an index that ours made, and through bcftools' own.
    void expect_answers(const std::string& file, const std::string& options) {
        run("bcftools index -f " + file);
        const std::string expected = answers("bcftools", file);
        ASSERT_GT(test::lines_of(expected).size(), 10U);
        std::filesystem::remove(file + ".csi");
        run(test::program() + " index " + options + " " + file);
        EXPECT_TRUE(answers("bcftools", file) == expected) << options;
        EXPECT_TRUE(answers(test::program(), file) == expected) << options;
        for (const char* end : {".csi", ".tbi"})
            std::filesystem::remove(file + end);
    }

    /// Asked by `view`: `query` of bcftools 1.16 passes over rows of a VCF.gz that only END brings
    /// into a region.
    static std::string answers(const std::string& program, const std::string& file) {
        const auto ask = [&](const std::string& words) {
            return test::run_command(program + " " + words + " " + file + " 2>/dev/null").out;
        };
        std::string out = ask("index -s") + ask("index -n");
        for (const char* region : {"20:1-9999996", "20:10001435", "21:9411000-9412000", "21"})
            out += region + ask(std::string{"view -H -r "} + region);
        return out;
    }

    std::filesystem::path source_ = test::shared("data/vcf/CEUTrio.20.21.gvcf.bcf");
    test::TempDir folder_;
    std::string packed_;
    std::string text_;
};

TEST_F(BcftoolsIndex, answers_the_same) {
    if (IsSkipped())
        return;
    expect_answers(packed_, "");
    expect_answers(packed_, "-m 9");
    expect_answers(packed_, "--min-shift 20 --threads 2");
    expect_answers(text_, "-c");
    expect_answers(text_, "-m 8");
    expect_answers(text_, "-t --threads 2");
}

TEST_F(BcftoolsIndex, options_that_do_not_go_together) {
    if (IsSkipped())
        return;
    EXPECT_EQ(test::genostrat("index -t -m 9 " + text_).exit_code, 2);
    EXPECT_EQ(test::genostrat("index -m 31 " + text_).exit_code, 2);
    EXPECT_EQ(test::genostrat("index -t " + packed_).exit_code, 2);
}

}  // namespace
}  // namespace genostrat

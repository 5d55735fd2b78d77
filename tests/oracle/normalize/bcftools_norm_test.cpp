// SPDX-License-Identifier: MIT
// The same rows as `bcftools norm` of the installed version, compared as bcftools prints them (it
// writes numbers its own way: .1 as 0.1).
#include "test_support.hpp"

namespace genostrat {
namespace {

struct Answers {
    std::vector<std::string> ours;
    std::vector<std::string> peers;
    std::string counts;
};

std::vector<std::string> rows_of(const std::filesystem::path& file) {
    const test::CommandResult result =
        test::run_command("bcftools view -H --no-version " + file.string());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return test::lines_of(result.out);
}

Answers normalize_both(
    const std::filesystem::path& input, const std::string& ours, const std::string& peers) {
    const test::TempDir folder;
    const auto our_file = folder / "ours.vcf";
    const auto peer_file = folder / "peer.vcf";
    const test::CommandResult own =
        test::genostrat("normalize " + ours + " " + input.string() + " -o " + our_file.string());
    EXPECT_EQ(own.exit_code, 0) << own.err;
    const test::CommandResult peer = test::run_command(
        "bcftools norm " + peers + " " + input.string() + " -o " + peer_file.string());
    EXPECT_EQ(peer.exit_code, 0) << peer.err;
    return {rows_of(our_file), rows_of(peer_file), own.err};
}

void expect_equal(const Answers& answers) {
    ASSERT_EQ(answers.ours.size(), answers.peers.size());
    for (std::size_t row = 0; row < answers.ours.size(); ++row)
        ASSERT_EQ(answers.ours[row], answers.peers[row]);
}

TEST(BcftoolsNorm, splits_and_aligns_na12878_alike) {
    const auto input = test::shared("data/vcf/PG_NA12878.grch38.chr21.vcf.gz");
    const auto fasta = test::shared("data/ref/grch38.chr21.filled.fa.gz");
    GENOSTRAT_NEEDS(input);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    const Answers answers =
        normalize_both(input, "--fasta " + fasta.string() + " --split", "-m- -f " + fasta.string());
    expect_equal(answers);
    EXPECT_EQ(answers.ours.size(), 66'050U);
    EXPECT_THAT(answers.counts, testing::HasSubstr("652 split"));
    EXPECT_THAT(answers.counts, testing::HasSubstr("404 realigned"));
}

TEST(BcftoolsNorm, joins_the_giab_trio_alike) {
    const auto input = test::shared("data/vcf/giab_ashk_trio.b37.vcf.gz");
    GENOSTRAT_NEEDS(input);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    const Answers answers = normalize_both(input, "-m+any", "-m+any");
    expect_equal(answers);
    EXPECT_EQ(answers.ours.size(), 9'870U);
}

struct Split {
    std::string_view file;
    std::string_view n_split;
};

class BcftoolsSplit : public testing::TestWithParam<Split> {};

TEST_P(BcftoolsSplit, gives_the_same_rows) {
    const auto input = test::shared("data/vcf") / GetParam().file;
    GENOSTRAT_NEEDS(input);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    const Answers answers = normalize_both(input, "--split", "-m-");
    expect_equal(answers);
    EXPECT_THAT(answers.counts, testing::HasSubstr(std::string{GetParam().n_split} + " split"));
}

INSTANTIATE_TEST_SUITE_P(
    Files,
    BcftoolsSplit,
    testing::Values(
        Split{"ceu_trio.NA12878.grch38.vcf.gz", "529"},
        Split{"HG00268.chr20.gvcf.vcf.gz", "11110"},
        Split{"CEUTrio.20.21.gvcf.bcf", "1330"},
        Split{"hc.gvcf.hg19.chr21.vcf.gz", "66"},
        Split{"1kg_2020_chrM.vcf.gz", "11"}));

}  // namespace
}  // namespace genostrat

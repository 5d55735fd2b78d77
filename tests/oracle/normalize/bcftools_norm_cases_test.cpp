// SPDX-License-Identifier: MIT
// bcftools' own cases of norm and atomize under many options: the same rows as the installed
// bcftools (1.16), or for those of `differences` the reason why not (docs/normalize.md).
#include "test_support.hpp"

#include <algorithm>
#include <initializer_list>
#include <random>
#include <regex>

namespace genostrat {
namespace {

/// What a command printed as rows, in bcftools' spelling of numbers; `failed` or `crashed` where it
/// did.
std::string rows_of(const std::string& command) {
    const test::TempDir folder;
    const std::string made = (folder / "made.vcf").string();
    const std::string rows = "bcftools view -H --no-version " + made;
    const test::CommandResult result =
        test::run_command(command + " 2>/dev/null >" + made + " && " + rows);
    // A shell adds 128 to the number of a signal; bcftools itself ends with 255.
    const bool is_signal = result.exit_code > 128 && result.exit_code <= 128 + 64;
    return result.exit_code == 0 ? result.out : is_signal ? "crashed" : "failed";
}

struct Difference {
    std::string_view cases;
    std::string_view options;
    std::string_view reason;
};

// Both are regular expressions of whole names.
const std::vector<Difference> differences{
    {"norm.2", "-f .* -c [wxs]", "bases of a soft-masked reference: in upper case here"},
    {"norm.[56]", "-f .* -c s", "1.16 turns breakends and placeholders into NNN"},
    {"norm.(filter|rmdup|split.[24])",
     "-f .* -c [exs]",
     "1.16 compares places beyond the contig with the contig's last base"},
    {"norm.rmdup.2", "-f .* -c s", "1.16 sets N for places beyond the contig"},
    {"norm.(join-missing-ploidy|m-any|split.merge)",
     "-f .*",
     "chr1 is 1 in the reference: 1.16 finds no sequence"},
    {"norm.check-ref", "-f .* -c s", "1.16 crashes; the newer answer is checked below"},
    {"norm.breakend.1", "-f .*", "1.16 refuses breakends that hold bases"},
    {"norm.m-any", "-m-", "1.16 writes 0 for missing values"},
    {"norm.string-tags", "-m-", "1.16 loses text values; the newer answer is checked below"}};

/// Only seen with several options at once.
const std::vector<Difference> differences_of_mixes{
    {"norm.split.3", "-c s", "1.16 keeps the values of an ALT that is REF"},
    {"norm.setref", "-c s -a", "AC of a swapped atom: AN less the others; 1.16 counts genotypes"},
    {"norm.6", "-a .*-m\\+", "1.16 fails to merge a breakend"}};

bool differs(const std::string& name, const std::string& options) {
    return std::ranges::any_of(differences, [&](const Difference& difference) {
        return std::regex_match(name, std::regex{std::string{difference.cases}}) &&
               std::regex_match(options, std::regex{std::string{difference.options}});
    });
}

/// The case's own reference, or that which most cases share; a copy, so that it can be indexed.
std::string reference_of(
    const std::filesystem::path& folder, const std::string& name, const test::TempDir& copies) {
    std::filesystem::path fasta = folder / (name + ".fa");
    if (!std::filesystem::exists(fasta))
        fasta = folder / (name.starts_with("norm.symbolic") ? "norm.symbolic.fa" : "norm.fa");
    const std::filesystem::path copy = copies / fasta.filename().string();
    if (!std::filesystem::exists(copy))
        std::filesystem::copy_file(fasta, copy);
    return copy.string();
}

class BcftoolsNormCases : public testing::TestWithParam<std::string> {};

TEST_P(BcftoolsNormCases, give_the_same_rows) {
    const auto folder = test::shared("data/edge/bcftools-vcf");
    GENOSTRAT_NEEDS(folder);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    const test::TempDir copies;
    std::size_t n_cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() != ".vcf" ||
            !(name.starts_with("norm") || name.starts_with("atomize")))
            continue;
        ++n_cases;
        std::string options = GetParam();
        if (options.starts_with("-f "))
            options = "-f " + reference_of(folder, name, copies) + options.substr(2);
        if (differs(name, options))
            continue;
        const std::string input = options + " " + entry.path().string();
        const std::string peer = rows_of("bcftools norm " + input);
        EXPECT_EQ(rows_of(test::program() + " normalize " + input), peer) << name << " " << options;
    }
    EXPECT_EQ(n_cases, 41U);
}

INSTANTIATE_TEST_SUITE_P(
    Options,
    BcftoolsNormCases,
    testing::Values(
        "-m-",
        "-m+",
        "-m+both",
        "-m+any",
        "-a",
        "-a --atom-overlaps .",
        "-a --old-rec-tag OLD",
        "-d none",
        "-d snps",
        "-d indels",
        "-d both",
        "-d all",
        "-d exact",
        "-f -c e",
        "-f -c w",
        "-f -c x",
        "-f -c s"));

/// Case and options of a mix: each option is there or not, by chance.
struct Mix {
    std::string name{};
    std::string options{};
};

Mix random_mix(
    const std::vector<std::filesystem::path>& cases,
    const test::TempDir& copies,
    std::mt19937& random) {
    const auto one_of = [&random](std::initializer_list<std::string_view> choices) {
        return std::string{choices.begin()[random() % choices.size()]};
    };
    const auto percent = [&random](unsigned chance) { return random() % 100 < chance; };
    const std::filesystem::path& file = cases[random() % cases.size()];
    Mix mix{.name = file.stem().string()};
    if (percent(50))
        mix.options += "-f " + reference_of(file.parent_path(), mix.name, copies) + " -c " +
                       one_of({"e", "w", "x", "s"}) + " ";
    if (percent(25))
        mix.options += one_of({"-a ", "-a --atom-overlaps . "});
    if (percent(60))
        mix.options +=
            "-m" + one_of({"-", "-snps", "-both", "-any", "+", "+snps", "+both", "+any"}) + " ";
    if (percent(40))
        mix.options += "-d " + one_of({"none", "snps", "indels", "both", "all", "exact"}) + " ";
    if (percent(20))
        mix.options += "--old-rec-tag OLD ";
    if (percent(20))
        mix.options += "-w " + one_of({"1", "10", "5000"}) + " ";
    if (percent(20))
        mix.options += "--strict-filter ";
    mix.options += percent(10) || mix.options.empty() ? "-N " : "";
    mix.options += file.string();
    return mix;
}

TEST(BcftoolsNormMixes, give_the_same_rows) {
    const auto folder = test::shared("data/edge/bcftools-vcf");
    GENOSTRAT_NEEDS(folder);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    std::vector<std::filesystem::path> cases;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".vcf" &&
            (name.starts_with("norm") || name.starts_with("atomize")))
            cases.push_back(entry.path());
    }
    std::ranges::sort(cases);
    std::vector<Difference> known = differences;
    known.insert(known.end(), differences_of_mixes.begin(), differences_of_mixes.end());
    const test::TempDir copies;
    std::mt19937 random{1};
    int n_compared = 0;
    for (int round = 0; round < 120; ++round) {
        const Mix mix = random_mix(cases, copies, random);
        const bool is_known = std::ranges::any_of(known, [&mix](const Difference& difference) {
            return std::regex_match(mix.name, std::regex{std::string{difference.cases}}) &&
                   std::regex_search(mix.options, std::regex{std::string{difference.options}});
        });
        if (is_known)
            continue;
        const std::string peer = rows_of("bcftools norm " + mix.options);
        if (peer == "crashed")
            continue;
        ++n_compared;
        EXPECT_EQ(rows_of(test::program() + " normalize " + mix.options), peer) << mix.options;
    }
    EXPECT_GT(n_compared, 50);
}

struct NewerCase {
    std::string_view name;
    std::string_view expected;
    std::string_view options;
    bool has_reference{};
};

class NewerBcftoolsNorm : public testing::TestWithParam<NewerCase> {};

// Where 1.16 crashes, refuses the row or writes what is no VCF, the answer of a newer bcftools that
// lies beside the case is right.
TEST_P(NewerBcftoolsNorm, gives_the_recorded_rows) {
    const auto folder = test::shared("data/edge/bcftools-vcf");
    GENOSTRAT_NEEDS(folder);
    const test::TempDir copies;
    const std::string name{GetParam().name};
    const std::string reference =
        GetParam().has_reference ? " -f " + reference_of(folder, name, copies) : "";
    const test::CommandResult own = test::genostrat(
        "normalize " + std::string{GetParam().options} + reference + " " +
        (folder / (name + ".vcf")).string());
    EXPECT_EQ(own.exit_code, 0) << own.err;
    const auto rows = [](std::string_view text) {
        std::vector<std::string> lines = test::lines_of(text);
        std::erase_if(lines, [](const std::string& line) { return line.starts_with('#'); });
        return lines;
    };
    EXPECT_EQ(rows(own.out), rows(test::read_file(folder / std::string{GetParam().expected})));
}

INSTANTIATE_TEST_SUITE_P(
    Cases,
    NewerBcftoolsNorm,
    testing::Values(
        NewerCase{"norm.check-ref", "norm.check-ref.1.out", "-c s", true},
        NewerCase{"norm.breakend.1", "norm.breakend.1.1.out", "", true},
        NewerCase{"norm.string-tags", "norm.string-tags.1.out", "-m-any", false}));

}  // namespace
}  // namespace genostrat

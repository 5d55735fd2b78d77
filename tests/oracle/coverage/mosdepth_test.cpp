// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cstdlib>
#include <map>

#include <fmt/core.h>

namespace genostrat::coverage {
namespace {

struct Case {
    std::string bam{};
    std::string options{};
    std::map<std::string, std::string> environment{};
};

/// Every option once, spread over files that differ: overlapping mates, many empty contigs, long
/// reads with deletions, read groups, 64 k operations, CRAM with and without its reference.
std::vector<Case> cases() {
    return {
        {"NA12878.b37.chr17_69k_70k.bam", ""},
        {"NA12878.b37.chr17_69k_70k.bam", "-x -m -Q 1 -i 1 -b BED -T 1,5 -q :2:"},
        {"NA12878.b37.chr17_69k_70k.bam", "-b 777 -m"},
        {"NA12878.b37.chr17_69k_70k.cram", "-f REF -b 777 -T 10,1,2,5,30,5"},
        {"NA12878.mito.bam", "-b 777 -q 0:1:4:100:"},
        {"NA12878.mito.bam", "-n -F 0 -b BED -m"},
        {"NA12878.mito.bam", "-Q 20 -q 7 -t 2"},
        {"mosdepth_empty-tids.bam", "-b 5000 -T 1,3 -q 1:3:10"},
        {"mosdepth_nanopore.bam", "-x -b BED"},
        {"mosdepth_ovl.bam", "-n -c 1 -q :5"},
        {"NA12878.b37.chr17_69k_70k.bam", "-n -R 809R9.5,none -i 64"},
        {"NA12878.embedded_ref.cram", "-f REF -b 777"},
        {"HG002.ont.grch38.chr11.bam", "-n -c chr11 -b 1000000 -T 1,5"},
        {"NA12878.b37.20_21.10M.with_unmapped.bam", "-n -c 21 -b 1000000 -m"},
        {"NA12878.pacbio.haplotag.grch38.bam", "-n -c chr3 -Q 1 -R NA12878"},
        {"cigar-64k.bam", "-n -c 18 -q 1:4:"},
        {"NA12878.mito.bam",
         "-n -b 500 -q 0:1:100:",
         {{"MOSDEPTH_PRECISION", "5"}, {"MOSDEPTH_Q0", "NONE"}, {"MOSDEPTH_Q2", "a lot"}}},
        {"NA12878.mito.bam", "-n -b 500", {{"MOSDEPTH_PRECISION", "-1"}}},
        {"NA12878.mito.bam", "-n -b 500", {{"MOSDEPTH_PRECISION", "1.5"}}},
    };
}

std::string bed(const std::filesystem::path& bam) {
    std::string rows;
    const test::CommandResult contigs = test::run_command(
        fmt::format("samtools idxstats {} | awk '$3 > 0 {{print $1, $2}}'", bam.string()));
    for (const std::string& line : test::lines_of(contigs.out)) {
        const std::size_t blank = line.find(' ');
        if (blank == std::string::npos)
            continue;
        const std::string name = line.substr(0, blank);
        const long length = std::stol(line.substr(blank + 1));
        rows += fmt::format("{0}\t{1}\t{2}\tnamed\n", name, length / 3, length / 2);
        rows += fmt::format("{0}\t0\t{1}\n", name, length);
        rows += fmt::format("{0}\t{1}\t{2}\tat end\n", name, length - 5, length + 1);
        rows += fmt::format("{0}\t7\t7\n", name);
    }
    return rows + "absent\t1\t2\n";
}

std::string replaced(std::string text, std::string_view what, const std::string& by) {
    if (const std::size_t at = text.find(what); at != std::string::npos)
        text.replace(at, what.size(), by);
    return text;
}

std::string text_of(const std::filesystem::path& path) {
    return path.extension() == ".gz" ? test::read_gzip_file(path) : test::read_file(path);
}

/// Sets variables as long as it lives.
class Environment {
public:
    explicit Environment(const std::map<std::string, std::string>& variables)
        : variables_{&variables} {
        for (const auto& [name, value] : variables)
            ::setenv(name.c_str(), value.c_str(), 1);
    }

    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    ~Environment() {
        for (const auto& [name, value] : *variables_)
            ::unsetenv(name.c_str());
    }

private:
    const std::map<std::string, std::string>* variables_;
};

void compare(const Case& given) {
    const Environment environment{given.environment};
    const test::TempDir folder;
    const std::filesystem::path bam = test::shared("data/bam/" + given.bam);
    test::write_file(folder / "r.bed", bed(bam));
    std::string options = replaced(given.options, "BED", (folder / "r.bed").string());
    options = replaced(options, "REF", test::shared("data/ref/b37.chr17_1Mb.fa.gz").string());
    const std::filesystem::path theirs = folder / "theirs";
    const std::filesystem::path ours = folder / "ours";
    std::filesystem::create_directory(theirs);
    std::filesystem::create_directory(ours);
    ASSERT_EQ(
        test::run_command(
            fmt::format("mosdepth {} {}/x {}", options, theirs.string(), bam.string()))
            .exit_code,
        0);
    const test::CommandResult run = test::genostrat(
        fmt::format("depth --rules mosdepth {} {}/x {}", options, ours.string(), bam.string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    for (const auto& entry : std::filesystem::directory_iterator{theirs}) {
        const std::filesystem::path own = ours / entry.path().filename();
        ASSERT_TRUE(std::filesystem::exists(own)) << own;
        if (own.extension() != ".csi") {
            EXPECT_TRUE(text_of(own) == text_of(entry.path()))
                << own << " of " << given.bam << " " << given.options;
        }
    }
}

TEST(Mosdepth, gives_the_same_text_in_every_mode) {
    if (!test::have_program("mosdepth") || !test::have_program("samtools"))
        GTEST_SKIP() << "mosdepth or samtools is not installed";
    GENOSTRAT_NEEDS(test::shared("data/bam"));
    for (const Case& given : cases())
        compare(given);
}

}  // namespace
}  // namespace genostrat::coverage

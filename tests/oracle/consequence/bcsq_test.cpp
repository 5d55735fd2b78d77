// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

// The cases of bcftools csq: gene models, variants and what csq says about them, by haplotype
// (*.txt) and row by row (*.txt-l).
namespace genostrat::consequence {
namespace {

namespace fs = std::filesystem;

// Where genostrat says something else, and why.
const std::map<std::string, std::string> known_differences{
    {"ENST00000318249.2/synonymous-start-lost.txt",
     "the GFF has no UTR rows, but the exon goes on: bases outside the CDS are UTR here"}};

std::vector<std::string> columns(std::string_view line, char separator = '\t') {
    std::vector<std::string> out(1);
    for (const char letter : line) {
        if (letter == separator)
            out.emplace_back();
        else
            out.back() += letter;
    }
    return out;
}

std::string sorted(const std::string& list) {
    std::vector<std::string> parts = columns(list, ',');
    std::sort(parts.begin(), parts.end());
    std::string out;
    for (const std::string& part : parts)
        out += part + ',';
    return out;
}

// Rows `POS REF ALT consequence …`, consequences in order; of blocks of two rows the second.
std::multiset<std::string> rows_of(const std::string& text, bool second_of_block) {
    std::multiset<std::string> rows;
    std::string last;
    const auto take = [&] {
        if (last.empty())
            return;
        std::string row;
        const std::vector<std::string> parts = columns(last);
        for (std::size_t at = 0; at < parts.size(); ++at)
            row += (at < 3 ? parts[at] : sorted(parts[at])) + '\t';
        rows.insert(row);
        last.clear();
    };
    for (const std::string& line : test::lines_of(text)) {
        if (!second_of_block || line.empty())
            take();
        last = line;
    }
    take();
    return rows;
}

class Cases {
public:
    explicit Cases(fs::path folder) : folder_{std::move(folder)} {}

    // Empty if all rows are as csq has them.
    std::string compare(const fs::path& expected) {
        const fs::path model = scratch_ / "model.gsg";
        const std::string name = expected.parent_path().filename().string();
        if (const auto built = test::genostrat(
                "genes build --gff3 " + (expected.parent_path() / (name + ".gff")).string() +
                " --fasta " + (expected.parent_path() / (name + ".fa")).string() + " -o " +
                model.string());
            built.exit_code != 0)
            return built.err;
        const std::string stem = expected.string().substr(0, expected.string().rfind(".txt"));
        const bool local = expected.string().ends_with("-l");
        const std::string out = (scratch_ / "out.vcf").string();
        if (const auto run = test::genostrat(
                "annotate --no-version --format bcsq --genes " + model.string() +
                (local ? " " : " --haplotypes ") + stem + ".vcf -o " + out);
            run.exit_code != 0)
            return run.err;
        const bool by_sample = !test::run_command("bcftools query -l " + out).out.empty();
        const std::string found = test::run_command(
                                      std::string{"bcftools query -f '"} +
                                      (by_sample ? "[%POS\\t%REF\\t%ALT\\t%TBCSQ\\n]' "
                                                 : "%POS\\t%REF\\t%ALT\\t%BCSQ\\n' ") +
                                      out)
                                      .out;
        const auto wanted = rows_of(test::read_file(expected), !by_sample);
        const auto got = rows_of(found, false);
        std::string text;
        for (const std::string& row : wanted)
            if (!got.contains(row))
                text += "csq:  " + row + '\n';
        for (const std::string& row : got)
            if (!wanted.contains(row))
                text += "ours: " + row + '\n';
        return text;
    }

private:
    fs::path folder_;
    test::TempDir scratch_;
};

TEST(BcftoolsCsq, all_cases) {
    const fs::path folder = test::shared("data/oracle/bcftools-csq");
    GENOSTRAT_NEEDS(folder);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "needs bcftools";
    Cases cases{folder};
    std::vector<fs::path> expected;
    for (const fs::directory_entry& one : fs::recursive_directory_iterator(folder)) {
        const std::string name = one.path().filename().string();
        if ((name.ends_with(".txt") || name.ends_with(".txt-l")) && !name.starts_with("ascii"))
            expected.push_back(one.path());
    }
    std::sort(expected.begin(), expected.end());
    int n_equal = 0;
    for (const fs::path& one : expected) {
        const std::string name = fs::relative(one, folder).string();
        const std::string difference = cases.compare(one);
        if (known_differences.contains(name))
            EXPECT_NE(difference, "") << name << " is equal now";
        else
            EXPECT_EQ(difference, "") << name;
        n_equal += difference.empty() ? 1 : 0;
    }
    std::cout << n_equal << " of " << expected.size() << " files as bcftools csq has them\n";
    EXPECT_GT(n_equal, 90);
}

// Contig names of many shapes, and 48 transcripts at one place. In the recorded answers a line is a
// consequence of one copy.
TEST(BcftoolsCsq, phased_files) {
    const fs::path folder = test::shared("data/edge/bcftools-vcf");
    GENOSTRAT_NEEDS(folder);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "needs bcftools";

    struct Case {
        std::string input;
        std::string fasta;
        std::string expected;
    };

    for (const Case& one :
         {Case{"csq.nchr", "csq.nchr.fa", "csq.chr.out"},
          Case{"csq.ychr", "csq.ychr.fa", "csq.chr.out"},
          Case{"csq.yychr", "csq.yychr.fa", "csq.yychr.out"},
          Case{"csq.2", "csq.fa", "csq.3.out"}}) {
        const test::TempDir scratch;
        const std::string model = (scratch / "model.gsg").string();
        const std::string out = (scratch / "out.vcf").string();
        const std::string stem = (folder / one.input).string();
        const auto built = test::genostrat(
            "genes build --quiet --gff3 " + stem + ".gff --fasta " + (folder / one.fasta).string() +
            " -o " + model);
        ASSERT_EQ(built.exit_code, 0) << built.err;
        const auto run = test::genostrat(
            "annotate --format bcsq --haplotypes --ncsq 64 --genes " + model + ' ' + stem +
            ".vcf -o " + out);
        ASSERT_EQ(run.exit_code, 0) << run.err;
        std::string told = test::run_command("bcftools query -f '[%TBCSQ\n]' " + out).out;
        std::replace(told.begin(), told.end(), '\t', '\n');
        std::replace(told.begin(), told.end(), ',', '\n');
        std::vector<std::string> found = test::lines_of(told);
        std::vector<std::string> wanted = test::lines_of(test::read_file(folder / one.expected));
        std::sort(found.begin(), found.end());
        std::sort(wanted.begin(), wanted.end());
        EXPECT_EQ(found, wanted) << one.input;
    }
}

}  // namespace
}  // namespace genostrat::consequence

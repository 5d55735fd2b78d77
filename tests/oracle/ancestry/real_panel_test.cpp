// SPDX-License-Identifier: MIT
// `ancestry build` and `project` on the genotypes of 3,202 people of the 1000 Genomes Project.
#include "test_support.hpp"

#include <map>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

/// Two columns of a table, by their names in the header.
std::map<std::string, std::string>
read_columns(const std::filesystem::path& path, std::string_view key, std::string_view value) {
    std::map<std::string, std::string> out;
    std::size_t key_column = 0;
    std::size_t value_column = 0;
    bool is_header = true;
    for (const std::string& line : test::lines_of(test::read_file(path))) {
        if (line.starts_with("##"))
            continue;
        const std::vector<std::string_view> cells = split(line, '\t');
        if (is_header) {
            const auto place = [&](std::string_view name) {
                return static_cast<std::size_t>(std::ranges::find(cells, name) - cells.begin());
            };
            key_column = place(key);
            value_column = place(value);
            is_header = false;
            continue;
        }
        out.emplace(cells[key_column], cells[value_column]);
    }
    return out;
}

TEST(RealPanel, puts_people_into_their_group_with_any_number_of_threads) {
    const auto vcf = test::shared("data/pgs/tiny1000G.3202s.vcf.gz");
    const auto labels = test::shared("data/risk/pgs_ancestry/ref.psam");
    GENOSTRAT_NEEDS(vcf);
    GENOSTRAT_NEEDS(labels);
    const test::TempDir folder;
    for (const int threads : {1, 2}) {
        const auto build = test::genostrat(fmt::format(
            "ancestry build --threads {} --name tiny --n-pcs 4 --labels {} {} -o {}/panel.{}.gsp",
            threads,
            labels.string(),
            vcf.string(),
            folder.path().string(),
            threads));
        ASSERT_EQ(build.exit_code, 0) << build.err;
        const auto project = test::genostrat(fmt::format(
            "ancestry project --threads {} --panel {}/panel.1.gsp {} -o {}/people.{}.tsv",
            threads,
            folder.path().string(),
            vcf.string(),
            folder.path().string(),
            threads));
        ASSERT_EQ(project.exit_code, 0) << project.err;
    }
    EXPECT_EQ(test::read_file(folder / "panel.1.gsp"), test::read_file(folder / "panel.2.gsp"));
    EXPECT_EQ(test::read_file(folder / "people.1.tsv"), test::read_file(folder / "people.2.tsv"));
    const auto groups = read_columns(folder / "people.1.tsv", "IID", "MostSimilarPop");
    const auto truth = read_columns(labels, "#IID", "SuperPop");
    ASSERT_EQ(groups.size(), 3202U);
    int n_african = 0;
    int n_right = 0;
    for (const auto& [sample, group] : groups)
        if (truth.at(sample) == "AFR") {
            ++n_african;
            n_right += group == "AFR" ? 1 : 0;
        }
    // 900 variants tell Africans from others; they do not tell all groups apart.
    EXPECT_GT(n_african, 800);
    EXPECT_GT(n_right, n_african * 95 / 100);
}

}  // namespace
}  // namespace genostrat

// SPDX-License-Identifier: MIT
// plink2's recorded answers on small made-up sets: missing genotypes, centring, standardising,
// dominant and recessive models, several ALTs, dosages, X in both models.
#include "test_support.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

using Table = std::map<std::string, std::map<std::string, std::string>>;

Table read_table(const std::string& text) {
    Table table;
    std::vector<std::string> header;
    for (const std::string& line : test::lines_of(text)) {
        const auto cells = split(line, '\t');
        if (header.empty())
            header.assign(cells.begin(), cells.end());
        else
            for (std::size_t at = 0; at < cells.size(); ++at)
                table[std::string{cells[0]}][header[at]] = std::string{cells[at]};
    }
    return table;
}

struct Case {
    std::string golden;   // g_<golden>.sscore
    std::string set;      // A or B, as .pgen
    std::string weights;  // score<weights>.txt
    std::string options;
    std::vector<std::string> skipped{};  // samples where plink2 is documented to be wrong
};

class Plink2Goldens : public testing::TestWithParam<Case> {};

/// Where plink2 is wrong: with centring a missing call still adds ploidy x p x slope, not 0 (m2 and
/// f2 have one each); in dominant and recessive models it counts p, not 1-(1-p)^2 and p^2.
const std::vector<std::string> with_missing{"m2", "f2"};

TEST_P(Plink2Goldens, are_reached) {
    const Case& wanted = GetParam();
    const auto folder = test::shared("data/risk/plink2");
    GENOSTRAT_NEEDS(folder);
    const auto run = test::genostrat(fmt::format(
        "score --quiet --keep-ambiguous --no-flips --min-cohort 1 --format sscore {} "
        "--weights {}/score{}.txt {}/{}.pgen",
        wanted.options,
        folder.string(),
        wanted.weights,
        folder.string(),
        wanted.set));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const Table own = read_table(run.out);
    const Table peer =
        read_table(test::read_file(folder / fmt::format("g_{}.sscore", wanted.golden)));
    ASSERT_EQ(peer.size(), 5U);
    ASSERT_EQ(own.size(), 5U);
    for (const auto& [sample, row] : peer) {
        if (std::ranges::find(wanted.skipped, sample) != wanted.skipped.end())
            continue;
        for (const std::string score : {"W1", "W2"}) {
            const auto& cells = own.at(sample);
            EXPECT_EQ(cells.at(score + "_ALLELE_CT"), row.at("ALLELE_CT")) << sample;
            EXPECT_EQ(cells.at(score + "_DENOM"), row.at("DENOM")) << sample;
            for (const std::string& column : {score + "_SUM", score + "_AVG"}) {
                const double printed = std::strtod(row.at(column).c_str(), nullptr);
                EXPECT_NEAR(
                    std::strtod(cells.at(column).c_str(), nullptr),
                    printed,
                    5.1e-6 * std::fabs(printed) + 1e-12)
                    << sample << ' ' << column;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    All,
    Plink2Goldens,
    testing::Values(
        Case{"A_default", "A", "A", ""},
        Case{"A_nomean", "A", "A", "--missing skip"},
        Case{"A_center", "A", "A", "--scaling center", with_missing},
        Case{"A_vs", "A", "A", "--scaling variance-standardize", with_missing},
        Case{"A_dom", "A", "A", "--effect dominant", with_missing},
        Case{"A_rec", "A", "A", "--effect recessive", with_missing},
        Case{"Bauto_default", "B", "Bauto", ""},
        Case{"Bauto_nomean", "B", "Bauto", "--missing skip"},
        Case{"Bauto_center", "B", "Bauto", "--scaling center", with_missing},
        Case{"Bauto_vs", "B", "Bauto", "--scaling variance-standardize", with_missing},
        Case{"Bauto_dom", "B", "Bauto", "--effect dominant", with_missing},
        Case{"Bauto_rec", "B", "Bauto", "--effect recessive", with_missing},
        Case{"X_1", "B", "B", ""},
        Case{"Xnomean_1", "B", "B", "--missing skip"},
        Case{"X_2", "B", "B", "--haploid-x doubled"},
        Case{"Xnomean_2", "B", "B", "--haploid-x doubled --missing skip"}),
    [](const testing::TestParamInfo<Case>& one) { return one.param.golden; });

}  // namespace
}  // namespace genostrat

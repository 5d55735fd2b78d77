// SPDX-License-Identifier: MIT
// Ancestry of the HGDP samples among the 1000 Genomes panel and their scores, as pygscatalog 2
// computed them.
#include "test_support.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include <genostrat/ancestry/forest.hpp>
#include <genostrat/ancestry/mahalanobis.hpp>
#include <genostrat/ancestry/normalise.hpp>
#include <genostrat/io/data_table.hpp>

namespace genostrat::ancestry {
namespace {

std::filesystem::path folder() {
    return test::shared("data/risk/pgs_ancestry");
}

struct People {
    std::vector<std::string> ids{};
    std::vector<double> pcs{};  // five a sample
    std::vector<double> sums{};

    [[nodiscard]] std::span<const double> of(std::size_t person, std::size_t n) const {
        return std::span{pcs}.subspan(person * 5, n);
    }

    [[nodiscard]] std::vector<double> first(std::size_t n) const {
        std::vector<double> out;
        for (std::size_t person = 0; person < ids.size(); ++person)
            out.insert(out.end(), of(person, n).begin(), of(person, n).end());
        return out;
    }
};

class PgsAncestry : public testing::Test {
protected:
    void SetUp() override {
        GENOSTRAT_NEEDS(folder());
        std::map<std::string, double> sums;
        const auto scores = io::DataTable::read(folder() / "aggregated_scores.txt");
        for (std::size_t row = 0; row < scores.n_rows(); ++row)
            sums[std::string{scores.text(row, scores.column("IID"))}] =
                *scores.number(row, scores.column("SUM"));
        const auto psam = io::DataTable::read(folder() / "ref.psam");
        std::map<std::string, std::string> labels;
        for (std::size_t row = 0; row < psam.n_rows(); ++row)
            labels[std::string{psam.text(row, psam.column("IID"))}] =
                psam.text(row, psam.column("SuperPop"));
        panel = read("ref.pcs", sums);
        target = read("target.pcs", sums);
        for (const std::string& id : panel.ids) {
            const std::string& label = labels.at(id);
            if (std::ranges::find(names, label) == names.end())
                names.push_back(label);
            groups.push_back(
                static_cast<std::size_t>(std::ranges::find(names, label) - names.begin()));
        }
    }

    static People read(const std::string& name, const std::map<std::string, double>& sums) {
        const auto table = io::DataTable::read(folder() / name);
        People people;
        for (std::size_t row = 0; row < table.n_rows(); ++row) {
            people.ids.emplace_back(table.text(row, table.column("IID")));
            people.sums.push_back(sums.at(people.ids.back()));
            for (int pc = 1; pc <= 5; ++pc)
                people.pcs.push_back(*table.number(row, table.column("PC" + std::to_string(pc))));
        }
        return people;
    }

    People panel;
    People target;
    std::vector<std::string> names;
    std::vector<std::size_t> groups;
};

TEST_F(PgsAncestry, normalised_scores) {
    const ScoreNormaliser model = fit_normaliser(panel.first(4), 4, panel.sums);
    const auto json = nlohmann::json::parse(test::read_file(
        folder() / "golden_models.json"))["adjust_pcs"]["PGS"]["PGS001229_hmPOS_GRCh38"];
    EXPECT_NEAR(model.offset, json["pgs_offset"].get<double>(), 1e-12);
    EXPECT_NEAR(model.norm2_log_var[0], json["Z_norm2"]["var_intercept"].get<double>(), 1e-6);
    std::vector<std::vector<double>> of_group(names.size());
    for (std::size_t person = 0; person < groups.size(); ++person)
        of_group[groups[person]].push_back(panel.sums[person]);
    const auto forest = io::DataTable::read(folder() / "golden_target_RandomForest.tsv");
    const auto label_column = forest.column("MostSimilarPop");
    for (const bool is_target : {false, true}) {
        const People& people = is_target ? target : panel;
        const auto golden = io::DataTable::read(
            folder() / (is_target ? "golden_target_adjust.tsv" : "golden_ref_adjust.tsv"));
        ASSERT_EQ(golden.n_rows(), people.ids.size());
        const std::string score = "|PGS001229_hmPOS_GRCh38";
        for (std::size_t person = 0; person < people.ids.size(); ++person) {
            const auto number = [&](const std::string& name) {
                return *golden.number(person, golden.column(name + score));
            };
            ASSERT_EQ(golden.text(person, 0), people.ids[person]);
            const double sum = people.sums[person];
            EXPECT_NEAR(model.z1(people.of(person, 4), sum), number("Z_norm1"), 1e-6);
            EXPECT_NEAR(model.z2(people.of(person, 4), sum), number("Z_norm2"), 1e-6);
            std::size_t group = is_target ? 0 : groups[person];
            if (is_target)
                group = static_cast<std::size_t>(
                    std::ranges::find(names, forest.text(person, label_column)) - names.begin());
            const GroupScores own{of_group[group]};
            EXPECT_NEAR(own.z(sum), number("Z_MostSimilarPop"), 1e-6);
            EXPECT_NEAR(own.percentile(sum), number("percentile_MostSimilarPop"), 1e-6);
        }
    }
}

TEST_F(PgsAncestry, mahalanobis_distances_with_the_peer_s_degrees_of_freedom) {
    const MahalanobisModel model{panel.first(5), 5, groups, names.size()};
    const auto golden = io::DataTable::read(folder() / "golden_target_Mahalanobis.tsv");
    std::size_t n_compared = 0;
    for (std::size_t person = 0; person < target.ids.size(); ++person) {
        std::size_t best = 0;
        std::vector<double> log_p;
        for (std::size_t group = 0; group < names.size(); ++group) {
            log_p.push_back(model.log_p(target.of(person, 5), group, DistanceDf::n_pcs_minus_one));
            if (log_p[group] > log_p[best])
                best = group;
            const double p = *golden.number(person, golden.column("Mahalanobis_P_" + names[group]));
            if (p > 1e-200) {
                EXPECT_NEAR(std::exp(log_p[group]) / p, 1, 1e-6) << target.ids[person];
                ++n_compared;
            }
        }
        EXPECT_EQ(names[best], golden.text(person, golden.column("MostSimilarPop")));
        EXPECT_EQ(
            std::exp(log_p[best]) < 1e-10 ? "True" : "False",
            golden.text(person, golden.column("MostSimilarPop_LowConfidence")));
    }
    EXPECT_GT(n_compared, 1000U);
}

TEST_F(PgsAncestry, own_forest_agrees_with_the_peer_s_in_98_of_100_confident_samples) {
    const RandomForest forest{panel.pcs, 5, groups, names.size()};
    const auto golden = io::DataTable::read(folder() / "golden_target_RandomForest.tsv");
    std::size_t n_confident = 0;
    std::size_t n_agree = 0;
    for (std::size_t person = 0; person < target.ids.size(); ++person) {
        if (golden.text(person, golden.column("MostSimilarPop_LowConfidence")) == "True")
            continue;
        std::vector<double> shares(names.size());
        forest.probabilities(target.of(person, 5), shares);
        const std::size_t best =
            static_cast<std::size_t>(std::ranges::max_element(shares) - shares.begin());
        ++n_confident;
        n_agree += names[best] == golden.text(person, golden.column("MostSimilarPop"));
    }
    EXPECT_EQ(n_confident, 862U);
    RecordProperty("agree", static_cast<int>(n_agree));
    EXPECT_GE(static_cast<double>(n_agree) / static_cast<double>(n_confident), 0.98);
}

}  // namespace
}  // namespace genostrat::ancestry

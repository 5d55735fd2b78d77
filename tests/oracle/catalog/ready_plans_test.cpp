// SPDX-License-Identifier: MIT
// The plans of pipelines/ on a small made-up cohort: each runs whole, and people with a greater
// score stand higher.
#include "test_support.hpp"

#include <cmath>
#include <map>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

constexpr int n_people = 60;
constexpr int n_variants = 20;  // the last two on X

/// Copies of ALT of a person at a variant, as two digits of a genotype.
std::string genotype(int person, int variant) {
    const int hash = (person * 7919 + variant * 104729 + person * variant * 31) % 97;
    return hash < 40 ? "0/0" : hash < 80 ? "0/1" : "1/1";
}

class ReadyPlans : public testing::Test {
protected:
    ReadyPlans() {
        std::string vcf = "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n"
                          "##contig=<ID=chrX,length=156040895>\n"
                          "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"GT\">\n"
                          "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
        std::string psam = "#IID\tSEX\n";
        for (int person = 0; person < n_people; ++person) {
            vcf += fmt::format("\tp{}", person);
            psam += fmt::format("p{}\t{}\n", person, 1 + person % 2);
        }
        for (int variant = 0; variant < n_variants; ++variant) {
            vcf += fmt::format(
                "\nchr{}\t{}\t.\tA\tG\t.\t.\t.\tGT", contig(variant), 20'000'000 + variant);
            for (int person = 0; person < n_people; ++person)
                vcf += '\t' + genotype(person, variant);
        }
        test::write_file(folder_ / "in.vcf", vcf + '\n');
        test::write_file(folder_ / "people.psam", psam);
    }

    static std::string contig(int variant) { return variant < n_variants - 2 ? "1" : "X"; }

    void write_weights(const std::string& name) {
        std::string text = fmt::format(
            "#pgs_id={}\n#genome_build=GRCh38\n"
            "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\n",
            name);
        for (int variant = 0; variant < n_variants; ++variant)
            text += fmt::format(
                "{}\t{}\tG\tA\t0.{}\n", contig(variant), 20'000'000 + variant, 10 + variant);
        test::write_file(folder_ / (name + ".txt"), text);
    }

    /// Runs a plan; its outputs begin with `out`.
    void run(const std::string& plan, const std::string& score, const std::string& settings = {}) {
        write_weights(score);
        const auto path = [&](std::string_view name) { return (folder_ / name).string(); };
        const auto result = test::run_command(fmt::format(
            "cd {} && {} run pipelines/{}.yaml --quiet --set vcf={} --set weights={} --set psam={} "
            "--set out={} {}",
            test::project().string(),
            test::program(),
            plan,
            path("in.vcf"),
            path(score + ".txt"),
            path("people.psam"),
            path("out"),
            settings));
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_THAT(test::read_file(folder_ / "out.report.html"), testing::HasSubstr("</html>"));
    }

    /// A column of out.risk.tsv, by person.
    std::map<std::string, std::string> column(const std::string& name) {
        std::map<std::string, std::string> out;
        std::vector<std::string> header;
        for (const std::string& line : test::lines_of(test::read_file(folder_ / "out.risk.tsv"))) {
            const std::vector<std::string_view> cells = split(line, '\t');
            if (header.empty()) {
                header.assign(cells.begin(), cells.end());
                continue;
            }
            const auto place = std::ranges::find(header, name) - header.begin();
            out.emplace(cells[0], cells[static_cast<std::size_t>(place)]);
        }
        return out;
    }

    /// Sum of a person's weights by hand: males count half on X.
    static double expected_sum(int person) {
        double sum = 0.0;
        for (int variant = 0; variant < n_variants; ++variant) {
            const std::string call = genotype(person, variant);
            const double copies = call == "0/0" ? 0.0 : call == "0/1" ? 1.0 : 2.0;
            const bool is_half = contig(variant) == "X" && person % 2 == 0;
            sum += copies * (is_half ? 0.5 : 1.0) * (10 + variant) / 100.0;
        }
        return sum;
    }

    void expect_sums() {
        const auto sums = column("sum");
        ASSERT_EQ(sums.size(), static_cast<std::size_t>(n_people));
        for (int person = 0; person < n_people; ++person)
            EXPECT_NEAR(
                std::strtod(sums.at(fmt::format("p{}", person)).c_str(), nullptr),
                expected_sum(person),
                1e-12);
    }

    test::TempDir folder_;
};

TEST_F(ReadyPlans, type_2_diabetes) {
    run("type-2-diabetes", "PGS000014");
    expect_sums();
    const auto percentiles = column("percentile");
    int highest = 0;
    for (int person = 1; person < n_people; ++person)
        if (expected_sum(person) > expected_sum(highest))
            highest = person;
    EXPECT_GT(std::strtod(percentiles.at(fmt::format("p{}", highest)).c_str(), nullptr), 95.0);
}

TEST_F(ReadyPlans, cardiovascular) {
    std::string people =
        "sample,age,sex,smoker,sbp,total_cholesterol,hdl_cholesterol,diabetes,region\n";
    for (int person = 0; person < n_people; ++person)
        people += fmt::format(
            "p{},55,{},no,{},5.5,1.3,no,Low\n", person, person % 2 == 0 ? "male" : "female", 130);
    test::write_file(folder_ / "people.csv", people);
    run("cardiovascular",
        "PGS000018",
        fmt::format("--set covariates={}", (folder_ / "people.csv").string()));
    expect_sums();
    // Men of one age and pressure differ by their scores alone.
    const auto risks = column("absolute_risk");
    const auto risk = [&](int person) {
        return std::strtod(risks.at(fmt::format("p{}", person)).c_str(), nullptr);
    };
    for (int person = 2; person < n_people; person += 2) {
        const double difference = expected_sum(person) - expected_sum(person - 2);
        if (std::fabs(difference) > 0.1) {
            EXPECT_EQ(risk(person) > risk(person - 2), difference > 0.0) << person;
        }
    }
}

TEST_F(ReadyPlans, breast_cancer) {
    const auto icare = test::shared("data/risk/icare/iCARE-Lit");
    GENOSTRAT_NEEDS(icare);
    const auto cohort = icare / "validation_cohort_covariate_data.csv.gz";
    const std::string to = folder_.path().string();
    const auto copies = test::run_command(fmt::format(
        "cp {0}/model_formula_ge50.txt {1}/formula.txt && "
        "cp {0}/model_log_odds_ratios_ge50.json {1}/log_odds.json && "
        "zcat {0}/reference_covariate_data_ge50.csv.gz > {1}/reference.csv && "
        "cp {0}/age_specific_breast_cancer_incidence_rates.csv {1}/incidence.csv && "
        "cp {0}/age_specific_all_cause_mortality_rates.csv {1}/mortality.csv && "
        "cp {2}/pipelines/models/breast-cancer.yaml {1}/model.yaml && "
        "zcat {3} | awk -F, 'NR == 1 {{print \"sample,age,\" $0}} "
        "NR > 1 && NR <= {4} + 1 {{print \"p\" NR - 2 \",55,\" $0}}' > {1}/people.csv",
        icare.string(),
        to,
        test::project().string(),
        cohort.string(),
        n_people));
    ASSERT_EQ(copies.exit_code, 0) << copies.err;
    run("breast-cancer",
        "PGS000004",
        fmt::format("--set covariates={0}/people.csv --set model={0}/model.yaml", to));
    expect_sums();
    for (const auto& [person, text] : column("absolute_risk")) {
        const double risk = std::strtod(text.c_str(), nullptr);
        EXPECT_TRUE(risk > 0.0 && risk < 0.2) << person << ' ' << text;
    }
}

}  // namespace
}  // namespace genostrat

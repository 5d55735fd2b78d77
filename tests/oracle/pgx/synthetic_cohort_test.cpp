// SPDX-License-Identifier: MIT
#include "pharmcat_answers.hpp"

namespace genostrat::pgx {
namespace {

using test::shared;

class SyntheticCohort : public testing::TestWithParam<const char*> {};

TEST_P(SyntheticCohort, matches_as_pharmcat_does) {
    const auto folder = shared("data/pgx/synthetic_cohort/dev");
    GENOSTRAT_NEEDS(folder);
    const test::TextVcf vcf = test::read_vcf(folder / (std::string{GetParam()} + ".vcf.gz"));
    std::map<std::string, std::size_t> samples;
    for (const std::string& name : vcf.samples)
        samples.emplace(name, samples.size());
    const auto exemptions = test::read_exemptions();
    std::map<std::string, GeneModel> models;
    std::map<std::string, test::GeneGenotypes> genotypes;
    std::size_t n_rows = 0;
    for (auto& row : test::read_table(folder / (std::string{GetParam()} + ".expected.tsv"))) {
        const std::string& gene = row["gene"];
        const CallOptions options{
            .results = row["mode"] == "top" ? ResultMode::top : ResultMode::all,
            .find_combinations = row["mode"] == "combos"};
        if (!models.contains(gene))
            models.emplace(gene, test::read_model(test::definition_of(gene)));
        const GeneModel& model = models.at(gene);
        const std::string key = gene + (options.find_combinations ? "+" : "");
        if (!genotypes.contains(key))
            genotypes.emplace(key, test::genotypes_of(vcf, model, options));
        const auto& observed = genotypes.at(key);
        const auto exemption = exemptions.find(gene);
        const GeneCall call = call_gene(
            model,
            observed.calls.at(samples.at(row["sample"])),
            observed.undocumented,
            exemption == exemptions.end() ? nullptr : &exemption->second,
            options);
        EXPECT_EQ(test::answer_of(call, model.loci.size()), test::expected_of(row))
            << row["sample"] << " " << gene << " " << row["mode"];
        // the recorded run had no phenotypes of NAT2
        if (!row["source_label"].empty()) {
            EXPECT_EQ(
                test::phenotyper_answer(model, call, observed.calls[samples.at(row["sample"])]),
                test::phenotyper_expectation(row))
                << row["sample"] << " " << gene << " " << row["mode"];
        }
        ++n_rows;
    }
    EXPECT_GT(n_rows, 10U);
}

INSTANTIATE_TEST_SUITE_P(
    Dev,
    SyntheticCohort,
    testing::Values(
        "phased_extra",
        "phased_full",
        "phasesets",
        "ryr1_unphased",
        "unphased_full",
        "unphased_missing",
        "unphased_noise"),
    [](const auto& test) { return std::string{test.param}; });

}  // namespace
}  // namespace genostrat::pgx

// SPDX-License-Identifier: MIT
// Cohorts and PharmCAT 3.1.1's calls of them, through the pipeline and the table it writes.
#include "pgx_input.hpp"

#include <genostrat/pgx/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/report/pgx_tables.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::pgx {
namespace {

using test::shared;
using Row = std::map<std::string, std::string>;

constexpr const char* matcher_columns[] = {
    "phased",
    "effectively_phased",
    "n_positions",
    "n_missing",
    "diplotypes",
    "scores",
    "haplotypes"};
constexpr const char* phenotyper_columns[] = {"phenotype", "activity_score", "lookup_keys"};

class SyntheticCohort : public testing::TestWithParam<const char*> {
protected:
    /// Rows of our table by sample and gene.
    static std::map<std::string, Row> call(const std::string& vcf, const std::string& mode) {
        static const auto bundle = load_bundle(shared("data/pgx"));
        const CallOptions options{
            .results = mode == "top" ? ResultMode::top : ResultMode::all,
            .find_combinations = mode == "combos"};
        auto run = (Pipeline{VcfSource{vcf}} | PgxStage{bundle, {.call = options}, {}}).run({});
        const test::TempDir folder;
        test::write_file(folder / "calls.tsv", report::pgx_table(*run.results.find<CohortCalls>()));
        std::map<std::string, Row> by_sample;
        for (Row& row : test::read_table(folder / "calls.tsv"))
            by_sample.emplace(row["sample"] + " " + row["gene"], row);
        return by_sample;
    }
};

TEST_P(SyntheticCohort, matches_as_pharmcat_does) {
    const auto folder = shared("data/pgx/synthetic_cohort/dev");
    GENOSTRAT_NEEDS(folder);
    const std::string vcf = (folder / (std::string{GetParam()} + ".vcf.gz")).string();
    std::map<std::string, std::map<std::string, Row>> ours;
    std::size_t n_rows = 0;
    for (Row& row : test::read_table(folder / (std::string{GetParam()} + ".expected.tsv"))) {
        const std::string& mode = row["mode"];
        if (!ours.contains(mode))
            ours.emplace(mode, call(vcf, mode));
        Row& own = ours.at(mode).at(row["sample"] + " " + row["gene"]);
        const auto compare = [&](const char* column) {
            EXPECT_EQ(own[column], row[column])
                << row["sample"] << " " << row["gene"] << " " << mode << " " << column;
        };
        EXPECT_EQ(own["mode"], mode);
        std::ranges::for_each(matcher_columns, compare);
        if (!row["source_label"].empty())  // the recorded run had no phenotypes of NAT2
            std::ranges::for_each(phenotyper_columns, compare);
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

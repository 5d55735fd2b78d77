// SPDX-License-Identifier: MIT
// The 3,202 samples of 1000 Genomes: a panel of variants only, so that most positions are absent.
#include "pgx_input.hpp"

#include <set>

#include <fmt/core.h>

#include <genostrat/pgx/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/report/pgx_stage.hpp>
#include <genostrat/report/pgx_tables.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::pgx {
namespace {

using test::shared;

constexpr const char* panel = "data/vcf/1kgphc.grch38.pgx57genes.3202s.bcf";
constexpr const char* labels = "data/risk/pgs_ancestry/ref.psam";

CohortCalls call(CohortOptions options) {
    const auto bundle = load_bundle(shared("data/pgx"));
    auto run = (Pipeline{VcfSource{shared(panel).string(), {.regions = regions_of(*bundle)}}} |
                PgxStage{bundle, std::move(options), {}})
                   .run({});
    return *run.results.find<CohortCalls>();
}

/// Copies of each ALT of a site by population, as `bcftools query` prints genotypes.
using SiteCounts = std::map<std::string, std::pair<std::int64_t, std::int64_t>>;

SiteCounts counts_of_bcftools(
    const std::set<std::string>& sites, const std::map<std::string, std::string>& populations) {
    const test::TempDir folder;
    std::string regions;
    for (const std::string& site : sites) {
        const auto parts = split(site, ':');
        regions += std::string{parts[0]} + "\t" + std::string{parts[1]} + "\n";
    }
    test::write_file(folder / "sites.tsv", regions);
    const std::string file = shared(panel).string();
    const auto names = test::lines_of(test::run_command("bcftools query -l " + file).out);
    const auto rows = test::run_command(
        "bcftools query -R " + (folder / "sites.tsv").string() +
        " -f '%CHROM:%POS:%REF>\\t%ALT[\\t%GT]\\n' " + file);
    SiteCounts counts;
    for (const std::string& row : test::lines_of(rows.out)) {
        const auto columns = split(row, '\t');
        const auto alts = split(columns.at(1), ',');
        for (std::size_t sample = 0; sample < names.size(); ++sample)
            for (const std::string_view allele : split(columns.at(2 + sample), '|')) {
                const auto index = parse_number<std::size_t>(allele);
                if (!index)
                    continue;
                for (const std::string& population :
                     {std::string{"all"}, populations.at(names[sample])})
                    for (std::size_t alt = 0; alt < alts.size(); ++alt) {
                        auto& [copies, total] = counts
                            [std::string{columns[0]} + std::string{alts[alt]} + " " + population];
                        ++total;
                        copies += *index == alt + 1 ? 1 : 0;
                    }
            }
    }
    return counts;
}

TEST(ThousandGenomes, without_records_a_gene_is_not_called) {
    GENOSTRAT_NEEDS(shared(panel));
    for (const bool absent_is_reference : {false, true}) {
        const CohortCalls calls = call({.absent_to_reference = absent_is_reference});
        ASSERT_EQ(calls.samples.size(), 3202U);
        for (std::size_t gene = 0; gene < calls.results.size(); ++gene) {
            const std::string& name = calls.bundle->genes[gene].name();
            const bool has_no_records = name == "DPYD" || name == "IFNL3" || name == "CACNA1S";
            std::size_t n_called = 0;
            for (const GeneResult& result : calls.results[gene]) {
                const GeneCall& call = *result.call;
                n_called += call.is_called() ? 1U : 0U;
                if (has_no_records) {
                    EXPECT_EQ(call.no_call_reason, "no position of the gene is called");
                } else if (absent_is_reference) {
                    EXPECT_TRUE(call.missing_loci.empty()) << name;
                }
            }
            if (has_no_records) {
                EXPECT_EQ(n_called, 0U) << name;
                continue;
            }
            EXPECT_GT(n_called, 3000U) << name;
            const GeneCall& first = *calls.results[gene][0].call;
            if (!first.missing_loci.empty()) {
                EXPECT_FALSE(first.uncallable.empty() && first.untold.empty()) << name;
            }
        }
    }
}

TEST(ThousandGenomes, alleles_of_each_site_are_counted_as_bcftools_does) {
    GENOSTRAT_NEEDS(shared(panel));
    GENOSTRAT_NEEDS(shared(labels));
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    const auto populations = report::read_populations(shared(labels).string());
    const test::TempDir folder;
    test::write_file(folder / "summary.tsv", report::pgx_summary(call({}), populations));
    auto rows = test::read_table(folder / "summary.tsv");
    std::erase_if(rows, [](auto& row) { return row["kind"] != "site"; });
    std::set<std::string> sites;
    for (auto& row : rows)
        sites.insert(row["name"]);
    const SiteCounts expected = counts_of_bcftools(sites, populations);
    for (auto& row : rows) {
        const auto& [copies, total] = expected.at(row["name"] + " " + row["population"]);
        EXPECT_EQ(row["count"] + "/" + row["total"], fmt::format("{}/{}", copies, total))
            << row["name"] << " " << row["population"];
    }
    EXPECT_GT(rows.size(), 1000U);  // 209 sites, 5 super-populations and all
    // SLCO1B1 rs4149056, gnomAD's order of magnitude: common in EUR and EAS, rare in AFR
    EXPECT_EQ(expected.at("chr12:21178615:T>C EUR").first, 188);
}

}  // namespace
}  // namespace genostrat::pgx

// SPDX-License-Identifier: MIT
#include "pgx_fixture.hpp"

#include <nlohmann/json.hpp>

#include <genostrat/report/pgx_json.hpp>

namespace genostrat::report {
namespace {

TEST(PgxJson, says_what_each_call_rests_on) {
    const auto document =
        nlohmann::json::parse(pgx_json(test::two_pgx_samples(), PgxDetail::phenotypes));
    EXPECT_EQ(document["metadata"]["dataVersion"], "v1");
    const auto& gene = document["samples"][1]["results"][1];
    EXPECT_EQ(gene["diplotypes"][0]["name"], "*1/*2");
    EXPECT_EQ(gene["recommendationDiplotypes"][0]["phenotype"], "Intermediate");
    EXPECT_EQ(gene["variants"][0]["vcfCall"], "C/T");
    const auto& missing = gene["matchData"]["missingPositions"][0];
    EXPECT_EQ(missing["position"], 2000);
    EXPECT_EQ(missing["alleles"][0], "*3");
    EXPECT_EQ(
        document["samples"][0]["results"][0]["noCallReason"], "no position of the gene is called");
}

TEST(PgxJson, adds_guidelines_on_request) {
    const pgx::CohortCalls calls = test::two_pgx_samples();
    const auto document = nlohmann::json::parse(pgx_json(calls, PgxDetail::recommendations));
    const auto& guideline = document["samples"][0]["guidelines"][0];
    EXPECT_EQ(guideline["drugs"][0], "examplin");
    EXPECT_EQ(guideline["annotations"][0]["classification"], "Strong");
    EXPECT_TRUE(document["samples"][1]["guidelines"].empty());
}

TEST(PgxJson, mends_names_that_are_no_utf_8) {
    pgx::CohortCalls calls = test::two_pgx_samples();
    calls.samples[0] = "A\xff";
    const auto document = nlohmann::json::parse(pgx_json(calls, PgxDetail::calls));
    EXPECT_EQ(document["samples"][0]["sampleId"], "A\xef\xbf\xbd");
}

TEST(PgxJson, is_written_in_pieces) {
    pgx::CohortCalls calls = test::two_pgx_samples();
    for (int copy = 0; copy < 800; ++copy) {
        calls.samples.push_back("B" + std::to_string(copy));
        calls.sexes.push_back(calls.sexes[1]);
        for (std::size_t gene = 0; gene < calls.results.size(); ++gene) {
            calls.results[gene].push_back(calls.results[gene][1]);
            const auto own = calls.calls_of(gene, 1);
            const std::vector<pgx::LocusCall> copied(own.begin(), own.end());
            calls.genotypes[gene].insert(calls.genotypes[gene].end(), copied.begin(), copied.end());
        }
    }
    std::string together;
    int n_pieces = 0;
    write_pgx_json(calls, PgxDetail::phenotypes, [&](std::string_view piece) {
        together += piece;
        ++n_pieces;
    });
    EXPECT_GT(n_pieces, 2);
    EXPECT_EQ(together, pgx_json(calls, PgxDetail::phenotypes));
    const auto document = nlohmann::json::parse(together);
    ASSERT_EQ(document["samples"].size(), 802U);
    EXPECT_EQ(document["samples"][801]["results"][1]["diplotypes"][0]["name"], "*1/*2");
}

}  // namespace
}  // namespace genostrat::report

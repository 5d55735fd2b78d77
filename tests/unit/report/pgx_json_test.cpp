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

}  // namespace
}  // namespace genostrat::report

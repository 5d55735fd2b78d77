// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pileup/pileup.hpp>

namespace genostrat::pileup {
namespace {

TEST(ToVcf, writes_a_row_a_site) {
    PileupResult result;
    result.samples = {"me"};
    result.contigs = {{"c1", 50}};
    result.sites = {{"c1", 5, {"T", "C"}}, {"c1", 9, {"G"}}};
    result.evidence = {weigh(std::vector<Observation>(10, {0, 20, false}), 2, 2), weigh({}, 1, 2)};
    const std::vector<std::string> lines = test::lines_of(to_vcf(result, false));
    EXPECT_THAT(lines, testing::Contains("##contig=<ID=c1,length=50>"));
    EXPECT_THAT(
        lines,
        testing::Contains("c1\t6\t.\tT\tC\t.\t.\t.\tGT:GQ:DP:AD:ADF:ADR:PL\t"
                          "0/0:30:10:10,0:10,0:0,0:0,30,247"));
    EXPECT_THAT(
        lines,
        testing::Contains("c1\t10\t.\tG\t.\t.\t.\t.\tGT:GQ:DP:AD:ADF:ADR:PL\t./.:.:0:0:0:0:."));
    result.ploidy = 1;
    EXPECT_THAT(to_vcf(result, false), testing::HasSubstr("\t.:.:0:0:0:0:.\n"));
}

}  // namespace
}  // namespace genostrat::pileup

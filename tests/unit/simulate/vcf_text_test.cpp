// SPDX-License-Identifier: MIT
#include "simulate/vcf_text.hpp"
#include "test_support.hpp"

namespace genostrat::simulate {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const Site site{.pos = 99, .ref = "A", .alts = {"C", "AT"}, .rs_number = 7, .planted = 0};

TEST(AppendCohortRow, counts_alleles) {
    const std::vector<Call> calls{{0, 1}, {2, 1}, {1, no_allele}};
    std::string out;
    Random random{1};
    ASSERT_TRUE(append_cohort_row(out, "chr1", site, calls, Phasing::phased, random));
    EXPECT_THAT(out, StartsWith("chr1\t100\trs7\tA\tC,AT\t"));
    EXPECT_THAT(out, HasSubstr("\tPASS\tAC=3,1;AF=0.6,0.2;AN=5;DP="));
    EXPECT_THAT(out, HasSubstr("\tGT:DP:GQ\t0|1:"));
    EXPECT_THAT(out, HasSubstr("\t2|1:"));
    EXPECT_THAT(out, HasSubstr("\t1:"));
}

TEST(AppendCohortRow, writes_nothing_where_nobody_has_the_variant) {
    std::string out;
    Random random{1};
    EXPECT_FALSE(
        append_cohort_row(out, "chr1", site, std::vector<Call>{{0, 0}}, Phasing::phased, random));
    EXPECT_EQ(out, "");
}

TEST(AppendCohortRow, sorts_unphased_alleles_and_splits_the_depth) {
    std::string out;
    Random random{1};
    append_cohort_row(out, "chr1", site, std::vector<Call>{{2, 0}}, Phasing::unphased, random);
    const std::vector<std::string> lines = test::lines_of(out);
    const std::string call = lines.at(0).substr(lines.at(0).rfind('\t') + 1);
    int first = 0;
    int second = 0;
    int depth = 0;
    ASSERT_EQ(std::sscanf(call.c_str(), "0/2:%d,0,%d:%d:", &first, &second, &depth), 3) << call;
    EXPECT_EQ(first + second, depth);
}

TEST(AppendWgsRow, gives_the_call_the_likelihood_zero) {
    std::string out;
    Random random{1};
    append_wgs_row(out, "chr1", site, {1, 2}, random);
    EXPECT_THAT(out, HasSubstr("AC=1,1;AF=0.5,0.5;AN=2;"));
    const std::vector<std::string> lines = test::lines_of(out);
    const std::string likelihoods = lines.at(0).substr(lines.at(0).rfind(':') + 1);
    // Order 0/0, 0/1, 1/1, 0/2, 1/2, 2/2.
    std::array<int, 6> values{};
    ASSERT_EQ(
        std::sscanf(
            likelihoods.c_str(),
            "%d,%d,%d,%d,%d,%d",
            &values[0],
            &values[1],
            &values[2],
            &values[3],
            &values[4],
            &values[5]),
        6);
    EXPECT_EQ(values[4], 0);
    EXPECT_GT(values[0], 0);
    EXPECT_GT(values[5], 0);
}

TEST(AppendKnownRow, leaves_out_what_is_not_known) {
    std::string out;
    append_known_row(out, "chr1", site, {.allele_counts = {5, 20'000}, .significance = {".", "."}});
    EXPECT_EQ(out, "chr1\t100\trs7\tA\tC,AT\t.\tPASS\tAC=5,20000;AF=5e-05,0.2;AN=100000\n");
    out.clear();
    append_known_row(
        out,
        "chr1",
        site,
        {.allele_counts = {5, 6},
         .significance = {"Pathogenic", "."},
         .condition = "X",
         .gene = "SIM1"});
    EXPECT_THAT(out, HasSubstr(";CLNSIG=Pathogenic,.;CLNDN=X;GENEINFO=SIM1\n"));
}

TEST(Headers, end_with_the_samples) {
    const ContigLine contig{"chr1", 900};
    const std::vector<std::string> samples{"A", "B"};
    const std::string header = cohort_header(std::span{&contig, 1}, samples);
    EXPECT_THAT(header, StartsWith("##fileformat=VCFv4.2\n"));
    EXPECT_THAT(header, HasSubstr("##contig=<ID=chr1,length=900,"));
    EXPECT_THAT(header, ::testing::EndsWith("INFO\tFORMAT\tA\tB\n"));
    EXPECT_THAT(wgs_header(std::span{&contig, 1}, "P"), ::testing::EndsWith("FORMAT\tP\n"));
    EXPECT_THAT(known_header(std::span{&contig, 1}), ::testing::EndsWith("FILTER\tINFO\n"));
}

}  // namespace
}  // namespace genostrat::simulate

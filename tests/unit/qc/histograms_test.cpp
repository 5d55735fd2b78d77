// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/qc/histograms.hpp>

namespace genostrat::qc {
namespace {

TEST(Histograms, label_their_bins) {
    SiteCounters counters;
    counters.genotype_depths[depth_bin(0)] = 1;
    counters.genotype_depths[depth_bin(30)] = 2;
    counters.genotype_depths[depth_bin(501)] = 3;
    counters.genotype_qualities[99] = 4;
    counters.balances[10] = 5;
    counters.deletions[0] = 6;
    counters.deletions[1] = 7;
    counters.insertions[59] = 8;
    counters.substitutions[2] = 9;
    EXPECT_EQ(
        histograms_table(counters),
        "histogram\tbin\tcount\n"
        "genotype_depth\t0\t1\ngenotype_depth\t30\t2\ngenotype_depth\t>500\t3\n"
        "genotype_quality\t>=99\t4\nallele_balance\t0.50\t5\n"
        "indel_length\t-2\t7\nindel_length\t-1\t6\nindel_length\t>=60\t8\n"
        "substitution\tA>G\t9\n");
}

}  // namespace
}  // namespace genostrat::qc

// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/qc/flagstat.hpp>

namespace genostrat::qc {
namespace {

TEST(FlagCounts, counts_and_prints_as_samtools_does) {
    alignment::AlignmentBatch batch;
    test::fill_batch(
        batch,
        test::sam("@SQ SN:c1 LN:100\n@SQ SN:c2 LN:100\n"
                  "a 99 c1 1 60 2M = 5 6 AC AB\n"    // proper pair, read 1
                  "a 147 c1 5 60 2M = 1 -6 AC AB\n"  // proper pair, read 2
                  "b 65 c1 7 3 2M c2 5 0 AC AB\n"    // mate on c2, mapping quality 3
                  "c 73 c1 8 9 2M = 8 0 AC AB\n"     // mate unmapped
                  "d 1024 c1 9 9 2M * 0 0 AC AB\n"   // duplicate, not paired
                  "d 2048 c1 9 9 2M * 0 0 AC AB\n"
                  "e 256 c1 9 9 2M * 0 0 AC AB\n"
                  "f 516 * 0 0 * * 0 0 AC AB\n"));  // unmapped, failed
    FlagCounts counts;
    for (std::size_t index = 0; index < batch.n_records(); ++index)
        counts.add(batch.record(index));
    EXPECT_EQ(
        counts.text(),
        "7 + 1 in total (QC-passed reads + QC-failed reads)\n5 + 1 primary\n1 + 0 secondary\n"
        "1 + 0 supplementary\n1 + 0 duplicates\n1 + 0 primary duplicates\n"
        "7 + 0 mapped (100.00% : 0.00%)\n5 + 0 primary mapped (100.00% : 0.00%)\n"
        "4 + 0 paired in sequencing\n3 + 0 read1\n1 + 0 read2\n"
        "2 + 0 properly paired (50.00% : N/A)\n3 + 0 with itself and mate mapped\n"
        "1 + 0 singletons (25.00% : N/A)\n1 + 0 with mate mapped to a different chr\n"
        "0 + 0 with mate mapped to a different chr (mapQ>=5)\n");
    FlagCounts twice = counts;
    twice.add(counts);
    EXPECT_EQ(twice.mapped[0], 14);
}

}  // namespace
}  // namespace genostrat::qc

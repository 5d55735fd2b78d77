// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/coverage/callable.hpp>

namespace genostrat::coverage {
namespace {

const std::string reads = test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:20\n@SQ SN:c2 LN:7\n"
                                    "a 0 c1 3 60 5M * 0 0 ACGTA ABCDE\n"
                                    "b 0 c1 3 60 5M * 0 0 ACGTA ABCDE\n"
                                    "c 0 c1 6 5 5M * 0 0 ACGTA ABCDE\n"
                                    "d 0 c1 6 5 5M * 0 0 ACGTA ABCDE\n");

TEST(RunCallable, reports_targets_groups_and_gaps) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    test::write_file(folder / "t.bed", "c1\t0\t4\tG:1\nc1\t6\t12\tG:2\nc2\t0\t7\n");
    CallableOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.bam").string();
    options.targets = (folder / "t.bed").string();
    options.min_depth = 2;
    const CallableResult result = run_callable(options);
    // 0-2 nothing, 2-7 two good reads, 7-10 two reads of quality 5, then nothing.
    EXPECT_EQ(
        test::read_gzip_file(folder / "out.states.bed.gz"),
        "c1\t0\t2\tNO_COVERAGE\nc1\t2\t7\tCALLABLE\nc1\t7\t10\tPOOR_MAPPING\n"
        "c1\t10\t20\tNO_COVERAGE\nc2\t0\t7\tNO_COVERAGE\n");
    EXPECT_EQ(test::read_gzip_file(folder / "out.callable.bed.gz"), "c1\t2\t7\n");
    EXPECT_EQ(
        test::read_file(folder / "out.groups.tsv"),
        "name\tlength\tcallable\tlow_depth\tpoor_mapping\tno_coverage\tpercent_callable\n"
        "G\t10\t3\t0\t3\t4\t30.00\n");
    EXPECT_EQ(
        test::read_file(folder / "out.gaps.tsv"),
        "target\tcontig\tbegin\tend\tlength\tstate\n"
        "G:1\tc1\t1\t2\t2\tNO_COVERAGE\nG:2\tc1\t8\t10\t3\tPOOR_MAPPING\n"
        "G:2\tc1\t11\t12\t2\tNO_COVERAGE\nc2:1-7\tc2\t1\t7\t7\tNO_COVERAGE\n");
    EXPECT_EQ(result.total.length, 17);
    EXPECT_EQ(result.total.bases[3], 3);
}

TEST(RunCallable, refuses_targets_of_another_reference) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    test::write_file(folder / "t.bed", "c1\t0\t40\n");
    CallableOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.bam").string();
    options.targets = (folder / "t.bed").string();
    EXPECT_ERROR(run_callable(options), ErrorKind::bad_data, testing::HasSubstr("one build"));
}

}  // namespace
}  // namespace genostrat::coverage

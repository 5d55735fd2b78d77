// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/coverage/stage.hpp>

namespace genostrat::coverage {
namespace {

using test::sam;

const std::string reads = sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:20\n@SQ SN:c2 LN:7\n"
                              "a 0 c1 3 60 5M * 0 0 ACGTA ABCDE\n"
                              "b 0 c1 5 60 5M * 0 0 ACGTA ABCDE\n");

TEST(RunDepth, writes_mosdepths_files) {
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", reads);
    DepthOptions options;
    options.prefix = (folder / "out").string();
    options.path = (folder / "in.bam").string();
    options.by = "10";
    run_depth(options);
    EXPECT_EQ(
        test::read_gzip_file(folder / "out.per-base.bed.gz"),
        "c1\t0\t2\t0\nc1\t2\t4\t1\nc1\t4\t7\t2\nc1\t7\t9\t1\nc1\t9\t20\t0\nc2\t0\t7\t0\n");
    EXPECT_EQ(
        test::read_gzip_file(folder / "out.regions.bed.gz"),
        "c1\t0\t10\t1.00\nc1\t10\t20\t0.00\nc2\t0\t7\t0.00\n");
    EXPECT_EQ(
        test::read_file(folder / "out.mosdepth.summary.txt"),
        "chrom\tlength\tbases\tmean\tmin\tmax\nc1\t20\t10\t0.50\t0\t2\n"
        "c1_region\t20\t10\t0.50\t0\t2\ntotal\t20\t10\t0.50\t0\t2\ntotal_region\t20\t10\t0."
        "50\t0\t2\n");
    EXPECT_EQ(
        test::read_file(folder / "out.mosdepth.global.dist.txt"),
        "c1\t2\t0.15\nc1\t1\t0.35\nc1\t0\t1.00\ntotal\t2\t0.15\ntotal\t1\t0.35\ntotal\t0\t1.00\n");
    EXPECT_TRUE(std::filesystem::exists(folder / "out.per-base.bed.gz.csi"));
}

TEST(RunDepth, leaves_nothing_behind_when_it_fails) {
    const test::TempDir folder;
    test::write_bam(
        folder / "in.bam",
        sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:20\n"
            "a 0 c1 18 60 5M * 0 0 ACGTA ABCDE\n"));
    std::filesystem::create_directory(folder / "o");
    DepthOptions options;
    options.prefix = (folder / "o/out").string();
    options.path = (folder / "in.bam").string();
    EXPECT_ERROR(
        run_depth(options), ErrorKind::bad_data, testing::HasSubstr("behind the contig's end"));
    EXPECT_TRUE(std::filesystem::is_empty(folder / "o"));
}

}  // namespace
}  // namespace genostrat::coverage

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/alignment/alignment_source.hpp>

namespace genostrat::alignment {
namespace {

std::vector<std::string> read_all(SourceOptions options) {
    AlignmentSource source{std::move(options)};
    static_cast<void>(source.open());
    std::vector<std::string> reads;
    AlignmentBatch batch;
    for (batch.clear(); source.fetch(batch); batch.clear()) {
        source.inflate(batch);
        source.frame(batch);
        for (std::size_t index = 0; index < batch.n_records(); ++index) {
            const Record record = batch.record(index);
            reads.push_back(
                std::string{record.name()} + " " + std::to_string(record.flags()) + " " +
                std::to_string(record.pos()) + " " + std::to_string(record.end()));
        }
    }
    return reads;
}

TEST(HtsReader, packs_sam_as_bam_does) {
    const test::TempDir folder;
    test::write_file(
        folder / "a.sam",
        "@SQ\tSN:c1\tLN:1000\nr1\t16\tc1\t11\t9\t1S3M2D4M\t*\t0\t0\tACGTACGT\tABCDEFGH\tNM:i:2\n");
    EXPECT_THAT(
        read_all({.path = (folder / "a.sam").string()}), testing::ElementsAre("r1 16 10 19"));
}

TEST(HtsReader, gives_the_reads_of_a_cram_as_its_bam_does) {
    const auto cram = test::shared("data/bam/NA12878.b37.chr17_69k_70k.cram");
    GENOSTRAT_NEEDS(cram);
    const std::string bam = test::shared("data/bam/NA12878.b37.chr17_69k_70k.bam").string();
    EXPECT_EQ(
        read_all(
            {.path = cram.string(),
             .reference = test::shared("data/ref/b37.chr17_1Mb.fa.gz").string(),
             .all_placed = true,
             .bases = false}),
        read_all({.path = bam, .all_placed = true}));
}

TEST(HtsReader, refuses_a_reference_that_is_not_the_crams) {
    const auto cram = test::shared("data/bam/NA12878.b37.chr17_69k_70k.cram");
    GENOSTRAT_NEEDS(cram);
    const test::TempDir folder;
    test::write_file(folder / "r.fa", ">17\n" + std::string(1'000'000, 'A') + "\n");
    EXPECT_ERROR(
        read_all(
            {.path = cram.string(),
             .reference = (folder / "r.fa").string(),
             .all_placed = true,
             .bases = false}),
        ErrorKind::bad_data,
        testing::HasSubstr("cannot be decoded with reference"));
}

}  // namespace
}  // namespace genostrat::alignment

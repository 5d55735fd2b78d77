// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/coverage/read_spans.hpp>

namespace genostrat::coverage {
namespace {

using test::sam;
using testing::ElementsAre;

constexpr std::string_view head = "@SQ SN:c1 LN:1000\n@SQ SN:c2 LN:1000\n";

ReadSpans spans_of(const std::string& reads, const ReadFilter& filter = {}, DepthMode mode = {}) {
    alignment::AlignmentBatch batch;
    test::fill_batch(batch, sam(std::string{head} + reads));
    ReadSpans spans;
    collect_spans(batch, filter, mode, spans);
    for (PlacedRead& read : spans.reads)
        read.name = {};  // the batch is gone
    return spans;
}

TEST(CollectSpans, splits_at_deletions_and_skips_only) {
    const ReadSpans spans =
        spans_of("r 0 c1 11 60 2S3M1I2M2D4M3N1M * 0 0 ACGTACGTACGTA ABCDEFGHIJKLM\n");
    EXPECT_THAT(spans.spans, ElementsAre(Span{10, 15}, Span{17, 21}, Span{24, 25}));
}

TEST(CollectSpans, takes_all_from_first_to_last_base_in_fast_mode) {
    const ReadSpans spans =
        spans_of("r 0 c1 11 60 3M2D4M * 0 0 ACGTACG ABCDEFG\n", {}, DepthMode::fast);
    EXPECT_THAT(spans.spans, ElementsAre(Span{10, 19}));
}

TEST(CollectSpans, takes_the_fragment_once_in_fragment_mode) {
    const ReadSpans spans = spans_of(
        "p 99 c1 11 60 4M = 31 24 ACGT ABCD\n"
        "q 97 c1 15 60 4M = 41 30 ACGT ABCD\n"
        "p 147 c1 31 60 4M = 11 -24 ACGT ABCD\n",
        {},
        DepthMode::fragment);
    EXPECT_THAT(spans.spans, ElementsAre(Span{10, 34}));  // q is no proper pair
}

TEST(CollectSpans, knows_which_pairs_are_fragments) {
    const std::string reads = "u 73 c1 11 60 4M = 11 0 ACGT ABCD\n"  // its mate is unmapped
                              "u 133 c1 11 0 * = 11 0 ACGT ABCD\n"
                              "x 99 c1 12 60 4M c2 21 0 ACGT ABCD\n"  // on another contig
                              "n 99 c1 13 60 10M = 15 10 ACGTACGTAC ABCDEFGHIJ\n"  // nested mates
                              "n 147 c1 15 60 4M = 13 -10 ACGT ABCD\n"
                              "s 2147 c1 16 60 4M = 31 24 ACGT ABCD\n"  // supplementary
                              "d 1123 c1 17 60 4M = 31 18 ACGT ABCD\n"  // a duplicate
                              "r 163 c1 18 60 4M = 25 11 ACGT ABCD\n"   // the second read is left
                              "r 83 c1 25 60 4M = 18 -11 ACGT ABCD\n"
                              "d 1171 c1 31 60 4M = 17 -18 ACGT ABCD\n";
    EXPECT_THAT(
        spans_of(reads, {}, DepthMode::fragment).spans, ElementsAre(Span{12, 22}, Span{17, 28}));
    EXPECT_THAT(
        spans_of(reads, {.exclude_flags = 0}, DepthMode::fragment).spans,
        ElementsAre(Span{12, 22}, Span{16, 34}, Span{17, 28}));
    EXPECT_THAT(  // the filter looks at the left mate, which speaks for both
        spans_of(reads, {.include_flags = 128}, DepthMode::fragment).spans,
        ElementsAre(Span{17, 28}));
}

TEST(CollectSpans, filters_by_quality_flags_and_read_group) {
    const std::string reads = "a 0 c1 11 10 4M * 0 0 ACGT ABCD RG:Z:g1\n"
                              "b 1024 c1 12 60 4M * 0 0 ACGT ABCD RG:Z:g1\n"
                              "c 16 c1 13 60 4M * 0 0 ACGT ABCD RG:Z:g2\n"
                              "d 2048 c1 14 60 4M * 0 0 ACGT ABCD\n";
    EXPECT_EQ(spans_of(reads).reads.size(), 3U);
    EXPECT_EQ(spans_of(reads).contigs[0].n_records, 4U);
    EXPECT_EQ(spans_of(reads, {.min_mapping_quality = 20}).reads.size(), 2U);
    EXPECT_EQ(spans_of(reads, {.exclude_flags = 0}).reads.size(), 4U);
    EXPECT_EQ(spans_of(reads, {.include_flags = 16}).reads.size(), 1U);
    EXPECT_EQ(spans_of(reads, {.read_groups = {"g2"}}).reads.size(), 1U);
}

TEST(CollectSpans, gives_mates_their_roles) {
    const ReadSpans spans = spans_of("a 99 c1 11 60 4M = 13 6 ACGT ABCD\n"
                                     "b 99 c1 11 60 4M = 11 4 ACGT ABCD\n"
                                     "c 99 c1 11 60 4M = 15 8 ACGT ABCD\n"
                                     "d 2147 c1 11 60 4M = 13 6 ACGT ABCD\n");
    EXPECT_EQ(spans.reads[0].role, MateRole::remember);
    EXPECT_EQ(spans.reads[1].role, MateRole::remember_unless_seen);
    EXPECT_EQ(spans.reads[2].role, MateRole::take);  // ends where its mate begins
    EXPECT_EQ(spans.reads[3].role, MateRole::none);  // supplementary
}

TEST(CollectSpans, refuses_reads_that_are_not_sorted) {
    EXPECT_ERROR(
        spans_of("a 0 c1 21 60 4M * 0 0 ACGT ABCD\nb 0 c1 11 60 4M * 0 0 ACGT ABCD\n"),
        ErrorKind::bad_data,
        testing::HasSubstr("not sorted"));
}

}  // namespace
}  // namespace genostrat::coverage

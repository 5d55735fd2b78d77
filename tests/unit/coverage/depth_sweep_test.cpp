// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <numeric>

#include <genostrat/coverage/depth_kernel.hpp>
#include <genostrat/coverage/depth_sweep.hpp>

namespace genostrat::coverage {
namespace {

using test::sam;
using testing::ElementsAre;

alignment::Header header_of(std::int64_t first, std::int64_t second) {
    alignment::Header header;
    header.path = "in.bam";
    header.contigs.add("c1", first);
    header.contigs.add("c2", second);
    return header;
}

/// Pieces of reads on contigs c1 and c2.
std::vector<DepthPiece> sweep(
    const alignment::Header& header,
    const std::string& reads,
    Rules rules = Rules::genostrat,
    DepthMode mode = DepthMode::bases) {
    alignment::AlignmentBatch batch;
    test::fill_batch(
        batch,
        sam("@SQ SN:c1 LN:" + std::to_string(header.contigs.length(0)) +
            "\n@SQ SN:c2 LN:" + std::to_string(header.contigs.length(1)) + "\n" + reads));
    ReadSpans spans;
    collect_spans(batch, {}, mode, spans);
    DepthSweep depth{header, {true, true}, rules, std::make_shared<PagePool>()};
    std::vector<DepthPiece> pieces;
    depth.add(spans, pieces);
    depth.finish(pieces);
    return pieces;
}

std::vector<std::int32_t> depths_of(DepthPiece& piece) {
    const auto n_positions = static_cast<std::size_t>(piece.end - piece.begin);
    if (piece.differences == nullptr)
        return std::vector<std::int32_t>(n_positions, piece.carry);
    prefix_sum({piece.differences->data(), n_positions}, piece.carry);
    return {piece.differences->begin(), piece.differences->begin() + piece.end - piece.begin};
}

TEST(DepthSweep, counts_overlapping_mates_once) {
    const alignment::Header header = header_of(8, 5);
    std::vector<DepthPiece> pieces =
        sweep(header, "p 99 c1 1 60 4M = 3 6 ACGT ABCD\np 147 c1 3 60 4M = 1 -6 ACGT ABCD\n");
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_THAT(depths_of(pieces[0]), ElementsAre(1, 1, 1, 1, 1, 1, 0, 0));
    EXPECT_TRUE(pieces[0].last);
    EXPECT_TRUE(pieces[1].absent);
}

TEST(DepthSweep, counts_a_contained_mate_once_and_as_mosdepth_does) {
    const alignment::Header header = header_of(8, 5);
    const std::string nested =
        "p 99 c1 1 60 6M = 3 6 ACGTAC ABCDEF\np 147 c1 3 60 2M = 1 -6 AC AB\n";
    std::vector<DepthPiece> mended = sweep(header, nested);
    EXPECT_THAT(depths_of(mended[0]), ElementsAre(1, 1, 1, 1, 1, 1, 0, 0));
    // mosdepth 0.3.3 takes one away up to the outer mate's end.
    std::vector<DepthPiece> same = sweep(header, nested, Rules::mosdepth);
    EXPECT_THAT(depths_of(same[0]), ElementsAre(1, 1, 1, 1, 0, 0, 0, 0));
}

TEST(DepthSweep, leaves_gaps_between_blocks_alone) {
    const alignment::Header header = header_of(10, 5);
    std::vector<DepthPiece> pieces = sweep(
        header, "p 99 c1 1 60 2M2D3M = 2 7 ACGTA ABCDE\np 147 c1 2 60 6M = 1 -7 ACGTAC ABCDEF\n");
    EXPECT_THAT(depths_of(pieces[0]), ElementsAre(1, 1, 1, 1, 1, 1, 1, 0, 0, 0));
}

TEST(DepthSweep, lets_go_of_pages_as_reads_go_on) {
    const alignment::Header header = header_of(75'000, 5);
    const std::vector<DepthPiece> pieces = sweep(
        header,
        "a 0 c1 16383 60 4M * 0 0 ACGT ABCD\n"
        "b 0 c1 65537 60 4M * 0 0 ACGT ABCD\n");
    ASSERT_EQ(pieces.size(), 5U);
    EXPECT_EQ(pieces[0].end, 16'384);
    EXPECT_EQ(pieces[1].carry, 1);  // read a goes over the border
    EXPECT_EQ(pieces[2].begin, 32'768);
    EXPECT_EQ(pieces[2].end, 65'536);
    EXPECT_EQ(pieces[2].differences, nullptr);
    EXPECT_EQ(pieces[3].end, 75'000);
    EXPECT_TRUE(pieces[3].last);
}

TEST(DepthSweep, refuses_a_read_that_ends_behind_its_contig) {
    EXPECT_ERROR(
        sweep(header_of(8, 5), "a 0 c1 6 60 4M * 0 0 ACGT ABCD\n"),
        ErrorKind::bad_data,
        testing::HasSubstr("behind the contig's end (8)"));
    EXPECT_ERROR(
        sweep(
            header_of(8, 5),
            "a 99 c1 1 60 4M = 5 9 ACGT ABCD\n",
            Rules::genostrat,
            DepthMode::fragment),
        ErrorKind::bad_data,
        testing::HasSubstr("a fragment ends at 9"));
}

TEST(DepthSweep, compares_the_number_of_reads_with_the_index) {
    alignment::Header header = header_of(8, 5);
    header.index_counts = {alignment::IndexCounts{.mapped = 2}, std::nullopt};
    EXPECT_ERROR(
        sweep(header, "a 0 c1 1 60 4M * 0 0 ACGT ABCD\n"),
        ErrorKind::bad_data,
        testing::HasSubstr("1 reads were found where the index counts 2"));
}

}  // namespace
}  // namespace genostrat::coverage

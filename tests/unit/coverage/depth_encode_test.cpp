// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/coverage/depth_output.hpp>

namespace genostrat::coverage {
namespace {

PieceRows encode(const DepthOptions& options, DepthPiece piece) {
    alignment::Header header;
    header.contigs.add("c1", 20);
    const DepthPlan plan{options, header};
    PagePool pool;
    std::vector<Run> scratch;
    return encode_piece(plan, std::move(piece), pool, scratch);
}

DepthPiece piece_with(std::initializer_list<std::pair<std::size_t, std::int32_t>> changes) {
    DepthPiece piece{.end = 20, .differences = std::make_unique<Page>(), .last = true};
    for (const auto& [pos, by] : changes)
        (*piece.differences)[pos] = by;
    return piece;
}

TEST(EncodePiece, makes_rows_of_what_lies_between_the_first_and_the_last_run) {
    const PieceRows rows = encode({}, piece_with({{3, 2}, {5, -1}, {9, -1}}));
    EXPECT_EQ(rows.per_base.between.text.view(), "c1\t3\t5\t2\nc1\t5\t9\t1\n");
    EXPECT_THAT(rows.per_base.ends, testing::ElementsAre(coverage::Run{0, 0}, coverage::Run{9, 0}));
    EXPECT_EQ(rows.stat.bases, 8);
    EXPECT_EQ(rows.stat.max, 2);
}

TEST(EncodePiece, quantizes_and_looks_at_the_last_base_unless_told_not_to) {
    DepthOptions options;
    options.quantize = parse_quantize("0:1:");
    const PieceRows mended = encode(options, piece_with({{19, 1}}));
    EXPECT_THAT(
        mended.quantized.ends, testing::ElementsAre(coverage::Run{0, 0}, coverage::Run{19, 1}));
    options.rules = Rules::mosdepth;
    const PieceRows same = encode(options, piece_with({{19, 1}}));
    EXPECT_THAT(same.quantized.ends, testing::ElementsAre(coverage::Run{0, 0}));
}

TEST(EncodePiece, makes_rows_of_regions) {
    DepthOptions options;
    options.by = "10";
    options.thresholds = {1, 2};
    const PieceRows rows = encode(options, piece_with({{3, 2}, {5, -1}, {9, -1}}));
    ASSERT_EQ(rows.regions.size(), 1U);
    EXPECT_EQ(rows.regions[0].regions.text.view(), "c1\t0\t10\t0.80\nc1\t10\t20\t0.00\n");
    EXPECT_EQ(
        rows.regions[0].thresholds.text.view(),
        "c1\t0\t10\tunknown\t6\t2\nc1\t10\t20\tunknown\t0\t0\n");
}

}  // namespace
}  // namespace genostrat::coverage

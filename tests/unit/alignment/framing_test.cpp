// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/alignment/framing.hpp>

namespace genostrat::alignment {
namespace {

std::string two_records() {
    AlignmentBatch batch;
    test::fill_batch(
        batch,
        test::sam("@SQ SN:c1 LN:1000\n"
                  "r1 0 c1 11 0 2M * 0 0 AC AB\n"
                  "longer 0 c1 12 0 2M * 0 0 AC AB\n"));
    return std::string{batch.bytes.view().substr(batch.starts[0])};
}

TEST(FrameRecords, finds_whole_records_and_leaves_a_begun_one) {
    const std::string bytes = two_records();
    std::vector<std::uint32_t> starts;
    const Framing whole = frame_records(bytes, 0, 1, starts);
    ASSERT_EQ(starts.size(), 2U);
    EXPECT_EQ(whole.end, bytes.size());
    const std::uint32_t second = starts[1];
    starts.clear();
    const Framing cut =
        frame_records(std::string_view{bytes}.substr(0, bytes.size() - 1), 0, 1, starts);
    EXPECT_EQ(starts.size(), 1U);
    EXPECT_EQ(cut.end, second);
    EXPECT_TRUE(cut.fault.empty());
}

TEST(FrameRecords, stops_at_a_record_that_contradicts_itself) {
    std::string bytes = two_records();
    std::vector<std::uint32_t> starts;
    frame_records(bytes, 0, 1, starts);
    bytes[starts[1] + 4] = 7;  // contig 7 of 1
    starts.clear();
    const Framing framing = frame_records(bytes, 0, 1, starts);
    EXPECT_EQ(starts.size(), 1U);
    EXPECT_EQ(framing.fault, "the record's contig is not in the header");
}

}  // namespace
}  // namespace genostrat::alignment

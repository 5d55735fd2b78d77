// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <genostrat/genes/packed_sequence.hpp>

namespace genostrat::genes {
namespace {

TEST(PackedSequence, gives_every_stretch_back) {
    const std::string bases = "ACGTTGCANNNNACRGGTNA";
    SequencePacker packer;
    EXPECT_EQ(packer.append("TTT"), 0);
    EXPECT_EQ(packer.append(bases), 3);
    EXPECT_EQ(packer.size(), 23);
    EXPECT_EQ(packer.runs().size(), 3U);  // NNNN, R, N
    const PackedSequence packed{packer.bytes(), packer.runs()};
    for (std::size_t begin = 0; begin <= bases.size(); ++begin)
        for (std::size_t end = begin; end <= bases.size(); ++end) {
            std::string out = "x";
            packed.append_to(
                out, 3 + static_cast<std::int64_t>(begin), 3 + static_cast<std::int64_t>(end));
            ASSERT_EQ(out, "x" + bases.substr(begin, end - begin)) << begin << ' ' << end;
        }
}

TEST(SequencePacker, gives_the_same_bytes_in_pieces) {
    const std::string bases = "ACGTTGCANNNNACRGGTNATTCAGGA";
    SequencePacker whole;
    EXPECT_EQ(whole.append(bases), 0);
    for (std::size_t step = 1; step < 8; ++step) {
        SequencePacker packer;
        std::vector<std::uint8_t> bytes;
        for (std::size_t at = 0; at < bases.size(); at += step) {
            EXPECT_EQ(packer.append(bases.substr(at, step)), static_cast<std::int64_t>(at));
            packer.drain(bytes);
            EXPECT_LT(packer.bytes().size(), 2U);
        }
        bytes.insert(bytes.end(), packer.bytes().begin(), packer.bytes().end());
        EXPECT_TRUE(std::ranges::equal(bytes, whole.bytes())) << step;
        ASSERT_EQ(packer.runs().size(), whole.runs().size());
        EXPECT_EQ(packer.runs()[0].begin, 8);
        EXPECT_EQ(packer.runs()[0].length, 4);
    }
}

}  // namespace
}  // namespace genostrat::genes

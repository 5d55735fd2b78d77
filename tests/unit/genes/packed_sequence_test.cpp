// SPDX-License-Identifier: MIT
#include "test_support.hpp"

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

}  // namespace
}  // namespace genostrat::genes

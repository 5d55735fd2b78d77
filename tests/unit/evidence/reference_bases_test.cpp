// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/evidence/reference_bases.hpp>

namespace genostrat::evidence {
namespace {

TEST(ReferenceBases, finds_contigs_by_their_aliases) {
    const test::TempDir folder;
    test::write_file(folder / "r.fa", ">chr1\nACGTacgt\n");
    const ReferenceBases bases{(folder / "r.fa").string()};
    std::string room;
    EXPECT_EQ(bases.at("1", 3, 3, room), "TAC");
    EXPECT_EQ(bases.at("chr1", 6, 9, room), "GT");
    EXPECT_EQ(bases.at("2", 3, 3, room), "");
    EXPECT_EQ(bases.at("1", -1, 3, room), "");
    EXPECT_EQ(bases.at("1", 50, 3, room), "");
}

}  // namespace
}  // namespace genostrat::evidence

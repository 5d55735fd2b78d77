// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>

#include <genostrat/coverage/callable.hpp>

namespace genostrat::coverage {
namespace {

TEST(Classify, asks_for_depth_and_for_well_mapped_reads) {
    EXPECT_EQ(classify(0, 0, 10), CallState::no_coverage);
    EXPECT_EQ(classify(9, 9, 10), CallState::low_depth);
    EXPECT_EQ(classify(10, 9, 10), CallState::poor_mapping);
    EXPECT_EQ(classify(10, 10, 10), CallState::callable);
}

TEST(StateJoiner, joins_pieces_that_end_at_different_positions) {
    StateJoiner joiner{2};
    const std::array<coverage::Run, 3> first{
        coverage::Run{0, 0}, coverage::Run{5, 3}, coverage::Run{9, 3}};
    joiner.add(StateJoiner::Kind::all, first, 12);
    const std::array<coverage::Run, 2> good{coverage::Run{0, 0}, coverage::Run{7, 2}};
    joiner.add(StateJoiner::Kind::good, good, 20);
    const std::array<coverage::Run, 2> second{coverage::Run{12, 3}, coverage::Run{15, 1}};
    joiner.add(StateJoiner::Kind::all, second, 20);
    EXPECT_THAT(
        joiner.take(),
        testing::ElementsAre(
            StateRun{0, 5, CallState::no_coverage},
            StateRun{5, 7, CallState::poor_mapping},
            StateRun{7, 20, CallState::callable}));
    EXPECT_TRUE(joiner.take().empty());
}

}  // namespace
}  // namespace genostrat::coverage

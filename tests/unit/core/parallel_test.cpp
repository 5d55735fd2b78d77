// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <numeric>
#include <stdexcept>
#include <vector>

#include <genostrat/core/parallel.hpp>

namespace genostrat {
namespace {

TEST(ParallelFor, calls_every_number_once_and_sees_what_was_written) {
    std::vector<int> calls(1000);
    tbb::task_arena arena{2};
    arena.execute([&] { parallel_for(calls.size(), [&](std::size_t i) { ++calls[i]; }); });
    EXPECT_EQ(std::accumulate(calls.begin(), calls.end(), 0), 1000);
    EXPECT_EQ(*std::ranges::min_element(calls), 1);
}

TEST(ParallelFor, of_none_calls_nothing) {
    parallel_for(0, [](std::size_t) { FAIL(); });
}

TEST(ParallelFor, throws_what_a_call_threw) {
    EXPECT_THROW(
        parallel_for(
            10,
            [](std::size_t i) {
                if (i == 7)
                    throw std::runtime_error{"seven"};
            }),
        std::runtime_error);
}

}  // namespace
}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <genostrat/core/tsan.hpp>

namespace genostrat {

/// Calls `work(i)` for every i of [0, n), in any order, on the threads of the arena that the caller
/// is in; returns when all calls did. A thread that waits here takes no work from elsewhere, so
/// what it holds of its own (a compressor, a buffer) is not entered twice. Calls must not touch
/// what another one writes. Throws what one of the calls threw.
template <class Work>
void parallel_for(std::size_t n, const Work& work) {
    char hand_over{};
    tbb::this_task_arena::isolate([&] {
        detail::tsan_release(&hand_over);
        tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
            detail::tsan_acquire(&hand_over);
            work(i);
            detail::tsan_release(&hand_over);
        });
        detail::tsan_acquire(&hand_over);
    });
}

}  // namespace genostrat

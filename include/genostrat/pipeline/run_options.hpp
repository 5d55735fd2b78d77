// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace genostrat {

/// Where a run stands, for a progress line.
struct Progress {
    std::int64_t n_records{};  ///< rows written or counted so far
    std::int64_t n_bytes{};    ///< inflated bytes worked on so far
    double share_of_input{};   ///< 0..1; 0 where the size is not known
    std::string position{};    ///< contig:pos of the last row, where the batch tells it
};

struct RunOptions {
    int threads{1};  ///< total; 0 means all processors
    /// Called by one thread at a time after each batch was written.
    std::function<void(const Progress&)> on_progress{};
    /// Set from elsewhere (a signal handler) to end the run with Error{system} "interrupted".
    const std::atomic<bool>* stop{nullptr};
};

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>

#include <genostrat/pipeline/run_options.hpp>

namespace genostrat::cli {

/// Set by SIGINT, SIGTERM and SIGHUP; the runner looks at it between batches.
[[nodiscard]] const std::atomic<bool>& stop_requested() noexcept;

/// Makes the signals above end a run cleanly, and a second one at once, without leaving temporary
/// files; SIGPIPE becomes an error that the writer sees.
void handle_signals();

/// Prints progress to a terminal about five times a second; nothing where standard error is none.
/// @param as_json  a JSON line every five seconds instead, terminal or not
[[nodiscard]] std::function<void(const Progress&)> progress_printer(bool as_json);

/// Ends the progress line, if one was begun.
void finish_progress();

}  // namespace genostrat::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
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

/// Prints a message to standard error: as text with its level in front, or as a JSON line.
void print_message(LogLevel level, std::string_view message);

/// Likewise for what ends the program; in JSON with kind, place and help apart.
void print_error(const Error& error);

/// --quiet: messages below a warning are dropped from now on.
void hide_notes() noexcept;

/// --log-json: what is printed from now on is one JSON object a line.
void print_messages_as_json() noexcept;

}  // namespace genostrat::cli

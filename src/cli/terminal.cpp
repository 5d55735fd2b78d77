// SPDX-License-Identifier: MIT
#include "terminal.hpp"

#include <chrono>
#include <csignal>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <genostrat/io/atomic_file.hpp>

#include <unistd.h>

namespace genostrat::cli {

namespace {

using Clock = std::chrono::steady_clock;

// A signal handler can reach nothing but globals.
std::atomic<bool> stop{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
bool line_is_open{false};       // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
// The log handler is a plain function: what options say about messages has to lie beside it.
std::atomic<bool> notes_are_hidden{false};   // NOLINT(*-avoid-non-const-global-variables)
std::atomic<bool> messages_are_json{false};  // NOLINT(*-avoid-non-const-global-variables)

void on_signal(int signal) {
    constexpr unsigned patience_seconds = 3;
    if (signal == SIGALRM || stop.exchange(true)) {
        io::remove_temporary_files();
        ::_exit(128 + (signal == SIGALRM ? SIGINT : signal));
    }
    ::alarm(patience_seconds);  // a run that waits for its input does not see that it shall stop
}

void print_line(const Progress& progress, double seconds) {
    const double megabytes = static_cast<double>(progress.n_bytes) / 1e6;
    fmt::print(
        stderr,
        "\r\033[K{} records, {:.0f} MB/s, {}{}",
        progress.n_records,
        seconds > 0 ? megabytes / seconds : 0.0,
        progress.position,
        progress.share_of_input > 0
            ? fmt::format(", {:.0f} % of the input", 100 * progress.share_of_input)
            : "");
    line_is_open = true;
}

/// Bytes that are no UTF-8 (names in a damaged file) are replaced: a log must not end the run.
void print_json_line(const nlohmann::json& line) {
    fmt::print(stderr, "{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_json(const Progress& progress, double seconds) {
    print_json_line(
        {{"event", "progress"},
         {"records", progress.n_records},
         {"bytes", progress.n_bytes},
         {"seconds", seconds},
         {"share", progress.share_of_input},
         {"position", progress.position}});
}

}  // namespace

const std::atomic<bool>& stop_requested() noexcept {
    return stop;
}

void handle_signals() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGALRM})
        std::signal(signal, on_signal);
    for (const int signal : {SIGPIPE, SIGXFSZ})  // told by what write returns
        std::signal(signal, SIG_IGN);
}

std::function<void(const Progress&)> progress_printer(bool as_json) {
    if (!as_json && ::isatty(STDERR_FILENO) == 0)
        return {};
    const auto interval =
        as_json ? std::chrono::milliseconds{5000} : std::chrono::milliseconds{200};
    return [as_json, interval, start = Clock::now(), next = Clock::now() + interval](
               const Progress& progress) mutable {
        const auto now = Clock::now();
        if (now < next)
            return;
        next = now + interval;
        const double seconds = std::chrono::duration<double>(now - start).count();
        if (as_json)
            print_json(progress, seconds);
        else
            print_line(progress, seconds);
    };
}

void print_message(LogLevel level, std::string_view message) {
    if (notes_are_hidden && level < LogLevel::warning)
        return;
    const std::string_view name = level == LogLevel::error     ? "error"
                                  : level == LogLevel::warning ? "warning"
                                                               : "note";
    if (messages_are_json) {
        print_json_line({{"event", name}, {"message", message}});
        return;
    }
    finish_progress();
    fmt::print(
        stderr, "{}{}\n", level < LogLevel::warning ? "" : fmt::format("{}: ", name), message);
}

void print_error(const Error& error) {
    finish_progress();
    if (messages_are_json)
        print_json_line(
            {{"event", "error"},
             {"kind", to_string(error.kind())},
             {"where", error.where().text()},
             {"message", error.what()},
             {"help", error.help()}});
    else
        fmt::print(stderr, "error: {}: {}\n", to_string(error.kind()), error.describe());
}

void hide_notes() noexcept {
    notes_are_hidden = true;
}

void print_messages_as_json() noexcept {
    messages_are_json = true;
}

void finish_progress() {
    if (line_is_open)
        fmt::print(stderr, "\r\033[K");
    line_is_open = false;
}

}  // namespace genostrat::cli

// SPDX-License-Identifier: MIT
#include <atomic>
#include <mutex>

#include <genostrat/core/log.hpp>

namespace genostrat {

namespace {

// A process has one place for messages; options cannot travel to every warning of every kernel.
std::atomic<LogHandler> current_handler{
    nullptr};              // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::mutex one_at_a_time;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

}  // namespace

void set_log_handler(LogHandler handler) noexcept {
    current_handler = handler;
}

void log(LogLevel level, std::string_view message) {
    const LogHandler handler = current_handler;
    if (handler == nullptr)
        return;
    const std::lock_guard lock{one_at_a_time};
    handler(level, message);
}

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace genostrat {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// Where a program wants the library's messages. The library itself never prints: without a
/// handler, messages are dropped. Set once, before work starts; the handler is called from many
/// threads, one call at a time.
using LogHandler = void (*)(LogLevel level, std::string_view message);
void set_log_handler(LogHandler handler) noexcept;

/// Hands a message to the handler. Lower case, no full stop, no newline.
void log(LogLevel level, std::string_view message);

inline void log_info(std::string_view message) {
    log(LogLevel::info, message);
}

inline void log_warning(std::string_view message) {
    log(LogLevel::warning, message);
}

}  // namespace genostrat

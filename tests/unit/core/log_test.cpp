// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/core/log.hpp>

namespace genostrat {
namespace {

std::string last_message;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

TEST(Log, reaches_the_handler_or_nobody) {
    set_log_handler(nullptr);
    log_warning("dropped");
    set_log_handler([](LogLevel, std::string_view message) { last_message = message; });
    log_warning("seen");
    set_log_handler(nullptr);
    EXPECT_EQ(last_message, "seen");
}

}  // namespace
}  // namespace genostrat

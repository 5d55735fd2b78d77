// SPDX-License-Identifier: MIT
// Whatever the bytes are: calls or an Error, and a meaning for each call.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/pgx/outside_call.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    try {
        std::vector<std::string> warnings;
        for (const auto& call : genostrat::pgx::parse_outside_calls(text, "x"))
            static_cast<void>(genostrat::pgx::meaning_of(call, nullptr, warnings));
    } catch (const genostrat::Error&) {
    }
    return 0;
}

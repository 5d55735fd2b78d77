// SPDX-License-Identifier: MIT
// Any bytes as a risk model, and as a formula. Only an Error may come out. Tables that a model
// names are looked for in a folder that does not exist.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/risk/design.hpp>
#include <genostrat/risk/model.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    constexpr const char* file = "/no-such-folder/model.yaml";
    try {
        static_cast<void>(genostrat::risk::parse_risk_model(text, file));
    } catch (const genostrat::Error&) {
    }
    try {
        static_cast<void>(genostrat::risk::Design::parse(text, file));
    } catch (const genostrat::Error&) {
    }
    return 0;
}

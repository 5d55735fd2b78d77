// SPDX-License-Identifier: MIT
// Any bytes as a YAML document. Only an Error may come out.
#include "io/yaml_document.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const genostrat::io::YamlNode node = genostrat::io::parse_yaml(
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as characters
            std::string_view{reinterpret_cast<const char*>(data), size},
            "input");
        if (node.is_map())
            node.allow_keys({"name", "value"});
    } catch (const genostrat::Error&) {
    }
    return 0;
}

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace genostrat::test {

/// One gzip member with this text.
[[nodiscard]] std::string gzip(std::string_view text);

/// BGZF with this text, with the block that ends it.
/// @param block_bytes  inflated bytes a block, at most 65,280
[[nodiscard]] std::string bgzf(std::string_view text, std::size_t block_bytes = 0xff00);

}  // namespace genostrat::test

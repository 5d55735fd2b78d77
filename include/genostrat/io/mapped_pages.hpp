// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace genostrat::io {

/// Gives back the memory of pages that lie within these bytes. They are read from the file again
/// when they are touched, so that a large file can be walked through in little memory.
/// @pre the bytes belong to a file that is mapped read-only (a section of a Container); those of
///      other memory would be lost
void release_pages(std::span<const std::byte> mapped) noexcept;

}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace genostrat::hgvs {

/// Kind of a DNA change in HGVS.
enum class ChangeKind : std::uint8_t {
    substitution,
    deletion,
    duplication,
    insertion,
    inversion,
    deletion_insertion,
    none
};

/// The kind of a replacement of `ref` by `alt` (not an insertion): Ensembl VEP's order of tests.
/// An `alt` that is `ref` twice is a duplication.
[[nodiscard]] ChangeKind kind_of_replacement(std::string_view ref, std::string_view alt) noexcept;

/// Appends what stands behind the positions: `A>G`, `del`, `dup`, `inv`, `insAC`, `delinsAC`, `=`.
void append_change(ChangeKind kind, std::string_view ref, std::string_view alt, std::string& out);

/// Takes the common prefix, then the common suffix off both. @return letters of the prefix
std::int64_t clip_common(std::string_view& ref, std::string_view& alt) noexcept;

}  // namespace genostrat::hgvs

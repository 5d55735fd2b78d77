// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace genostrat {

// Missing values and the filling of short vectors, as BCF 2.2 stores them (specification, section
// 6.3.3), so that packed columns can be handed on as they are.

inline constexpr std::int32_t missing_integer = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t end_of_vector_integer = missing_integer + 1;

/// A quiet NaN with BCF's own payload; compare with is_missing, not with ==.
inline const float missing_float = std::bit_cast<float>(std::uint32_t{0x7F800001});
inline const float end_of_vector_float = std::bit_cast<float>(std::uint32_t{0x7F800002});

[[nodiscard]] constexpr bool is_missing(std::int32_t value) noexcept {
    return value == missing_integer;
}

[[nodiscard]] inline bool is_missing(float value) noexcept {
    return std::bit_cast<std::uint32_t>(value) == 0x7F800001;
}

[[nodiscard]] constexpr bool is_end_of_vector(std::int32_t value) noexcept {
    return value == end_of_vector_integer;
}

[[nodiscard]] inline bool is_end_of_vector(float value) noexcept {
    return std::bit_cast<std::uint32_t>(value) == 0x7F800002;
}

/// How floats of packed rows are written as text.
enum class FloatText : std::uint8_t {
    six_digits,  ///< %g, as bcftools prints them
    exact        ///< shortest text that reads back as the same float
};

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/qc/gc_bias.hpp>

namespace genostrat::report {

/// A section with the coverage by GC content as inline SVG: a line, above bars that show how many
/// windows there are.
[[nodiscard]] std::string gc_section(const qc::GcBias& bias);

}  // namespace genostrat::report

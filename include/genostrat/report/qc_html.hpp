// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <genostrat/qc/verdict.hpp>

namespace genostrat::report {

/// A self-contained page (no scripts, nothing to load) about the quality of samples: how many pass,
/// what needs a look with the rule it breaks, and all samples. Every verdict stands there in words.
/// @param most_rows  of each table; a note says how many more there are
[[nodiscard]] std::string qc_html(const qc::QcVerdicts& verdicts, std::size_t most_rows = 500);

}  // namespace genostrat::report

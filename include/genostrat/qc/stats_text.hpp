// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/qc/variant_qc.hpp>

namespace genostrat::qc {

/// The text that `bcftools stats -s -` 1.16 prints (without `-s -` where there are no samples), so
/// that plot-vcfstats and MultiQC read it. Its comment lines name this program.
[[nodiscard]] std::string stats_text(const VariantQc& qc);

}  // namespace genostrat::qc

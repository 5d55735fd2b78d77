// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// `not_assessed`, `lowered`, `typical`, `raised`, `high`: as in report.json.
[[nodiscard]] std::string_view level_name(Level level) noexcept;

/// `94th percentile`; `below the 1st percentile`, `above the 99th percentile` at the ends.
/// @param percentile  0..100
[[nodiscard]] std::string percentile_words(double percentile);

/// The sentence of a risk as given; where there is none, made from what is known: the reason why
/// it was not assessed, or the place among 100 people of the reference.
[[nodiscard]] std::string risk_sentence(const RiskResult& risk);

/// `12,345`.
[[nodiscard]] std::string grouped(std::int64_t value);

/// A share as percent with three significant digits: 0.0193 is `1.93 %`, 1 is `100 %`; a share
/// below 0.0001 is `< 0.01 %`, and one that rounds to 100 but is less is `99.9 %`. The blank is
/// U+00A0, so that a line does not break before the sign.
[[nodiscard]] std::string percent(double share);

/// At most `digits` significant digits, shortest form, never an exponent for 1e-4..1e9.
[[nodiscard]] std::string rounded(double value, int digits);

/// A size for people: `999 bytes`, `52.1 MB`.
[[nodiscard]] std::string file_size(std::int64_t bytes);

/// `0/1` as words: `one copy`; `1/1` `two copies`; a haploid `1` `one copy (single chromosome)`;
/// `1/2` `one copy, with another variant`; missing alleles `no call`. Otherwise as it is.
/// @param genotype  as the VCF has it, after splitting: 1 is the allele of the finding
[[nodiscard]] std::string copies(std::string_view genotype);

}  // namespace genostrat::report

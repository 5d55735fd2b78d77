// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// The document as JSON (docs/report.md describes it): `schema` and `schema_version` first, then
/// provenance and people. Values that are not known are null, never 0; positions are 1-based.
[[nodiscard]] std::string to_json(const Document& document);

/// One row a person and risk: sample, trait, tier, percentile, z, match and the reason where
/// nothing was assessed. Tab-separated with a header line; `NA` where not known.
[[nodiscard]] std::string to_tsv(const Document& document);

}  // namespace genostrat::report

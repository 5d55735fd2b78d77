// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/row_text.hpp>

namespace genostrat::normalize {

/// How rows of one place are joined.
struct JoinOptions {
    TagKinds kinds{};
    TextMap<bool> text_info{};    ///< INFO keys of kinds whose values are text
    TextMap<bool> text_format{};  ///< FORMAT keys, likewise
    bool strict_filter{};         ///< a later row's PASS replaces the filters before it
};

/// One row out of several of one place, as `bcftools norm -m+` makes it: ALTs in the order of their
/// first mention, REF as long as the longest, the largest QUAL, all IDs, all filters; INFO and
/// FORMAT keys of the first row, of which Number=A, R and G take the values of all rows (numbers
/// from the last row that has one, texts from the first), the others those of the first row.
///
/// A genotype takes each ALT call of a later row in its first place that is REF or missing.
///
/// @param rows  at least one, all of one place
/// @throws Error{bad_data} if REFs differ in a shared base, if genotypes differ in ploidy, or a
///         vector does not fit its row's alleles
[[nodiscard]] std::string join_rows(std::span<const RowText> rows, const JoinOptions& options);

}  // namespace genostrat::normalize

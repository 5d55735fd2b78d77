// SPDX-License-Identifier: MIT
#pragma once

#include "bcf_record.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/variant/genotypes.hpp>

namespace genostrat::detail {

/// Appends one sample's packed GT vector as text: `0/1`, `1|0`, `.`.
void append_genotype(const BcfVector& calls, std::string& out);

/// Packs the GT text of one sample: (allele + 1) << 1 | phased; the first allele's phase bit is 0
/// but for the VCF 4.4 prefix `|`, which sets it.
/// @param out  appended to, one entry an allele
/// @return false if the text is no genotype
[[nodiscard]] bool parse_genotype(std::string_view text, std::vector<std::int32_t>& out);

/// Packs a column of diploid one-digit genotypes (`0|1`, `1/1`, `./.`) that stand alone or first in
/// their sample's text: the usual case, without a parser.
/// @param text  the sample columns, separated by tabs, without line end
/// @param out   2 x n_samples values
/// @return false if some sample is of another form; `out` is then undefined
[[nodiscard]] bool
pack_diploid_genotypes(std::string_view text, std::size_t n_samples, std::int8_t* out) noexcept;

}  // namespace genostrat::detail

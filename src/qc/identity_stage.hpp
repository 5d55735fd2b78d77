// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <genostrat/qc/identity.hpp>
#include <genostrat/qc/stage.hpp>

namespace genostrat::qc {

/// Finds the samples of one file of variants in another (`--compare`).
[[nodiscard]] std::vector<IdentityMatch> compare_variants(const QcOptions& options);

/// Finds the sample of reads in a file of variants: genotypes of its SNVs from 8 reads or more.
/// @param sample  of the reads; empty if they do not say
[[nodiscard]] std::vector<IdentityMatch>
compare_reads(const QcOptions& options, const std::string& sample);

/// Whether a sample is who it is in the other file; nothing where that is not known.
[[nodiscard]] std::vector<QcCheck>
identity_checks(const IdentityMatch& match, const std::string& file);

}  // namespace genostrat::qc

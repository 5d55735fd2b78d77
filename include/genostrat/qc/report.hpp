// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/qc/relatives.hpp>
#include <genostrat/qc/sex.hpp>
#include <genostrat/qc/variant_qc.hpp>
#include <genostrat/qc/verdict.hpp>

namespace genostrat::qc {

/// Bounds of what is usual for germline samples. A value beyond the first bound is a warning,
/// beyond the second a failure. They are ours, in the range of what large cohorts use (gnomAD v4:
/// contamination below 5 %; UK Biobank: call rate above 95 to 97 %); a panel or a special
/// population needs others.
struct QcLimits {
    double call_rate_warn{0.98};
    double call_rate_fail{0.95};
    double depth_warn{20};
    double depth_fail{10};
    double contamination_warn{0.01};
    double contamination_fail{0.03};
    double inbreeding_warn{0.1};  ///< of |F|, in cohorts of 50 samples or more
    double inbreeding_fail{0.2};
    double balance_warn{0.05};  ///< of |mean share of ALT reads in heterozygous SNVs - 0.5|
    double balance_fail{0.10};
    double mapped_warn{0.95};  ///< share of reads
    double mapped_fail{0.90};
    double duplicates_warn{0.20};  ///< share of reads
    double duplicates_fail{0.50};
};

/// What is known of one sample.
struct SampleReport {
    std::string sample{};
    SampleCounts counts{};
    SampleDepths depths{};
    double call_rate{};   ///< called genotypes of all rows, without Y; NaN if there is no row
    double inbreeding{};  ///< F of the autosomes; NaN where it cannot be told
    SexEstimate sex{};
    cohort::Sex declared_sex{cohort::Sex::unknown};
    std::vector<QcCheck> checks{};  ///< those that apply
    Verdict verdict{};              ///< the worst
};

/// What a file of variants is worth.
struct QcReport {
    std::string path{};
    std::int64_t n_rows{};
    SiteCounters sites{};
    std::vector<SampleReport> samples{};
    std::vector<RelatedPair> relatives{};
    bool has_relatives{};  ///< pairs were compared
};

/// `male`, `female`, `unknown`.
[[nodiscard]] std::string_view sex_word(cohort::Sex sex) noexcept;

/// Whether somebody is of the sex that was declared.
[[nodiscard]] QcCheck sex_check(cohort::Sex declared, cohort::Sex found, std::string_view reason);

/// Whether few enough reads are foreign.
/// @param share   0..1
/// @param detail  added to the finding
[[nodiscard]] QcCheck
contamination_check(double share, std::string_view detail, const QcLimits& limits);

/// @param people     declared sexes; may be empty
/// @param relatives  found by RelativeFinder, or null if pairs were not compared
[[nodiscard]] QcReport make_report(
    const VariantQc& qc,
    const cohort::SampleTable& people,
    const std::vector<RelatedPair>* relatives,
    const QcLimits& limits = {});

/// One row a sample; `.` for what is not known.
[[nodiscard]] std::string samples_table(const QcReport& report);

/// One row a pair of relatives, declared or found.
[[nodiscard]] std::string relatives_table(const QcReport& report);

/// Everything, schema version 1.0. Numbers that are not known are null.
[[nodiscard]] std::string report_json(const QcReport& report);

/// MultiQC custom content: a table with a row a sample.
[[nodiscard]] std::string report_multiqc(const QcReport& report);

}  // namespace genostrat::qc

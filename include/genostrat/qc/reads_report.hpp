// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/qc/contamination.hpp>
#include <genostrat/qc/reads_stage.hpp>
#include <genostrat/qc/report.hpp>
#include <genostrat/qc/sex.hpp>
#include <genostrat/qc/verdict.hpp>

namespace genostrat::qc {

/// What the reads of a file are worth.
struct ReadsReport {
    std::string path{};
    std::string sample{};
    ReadStats stats{};
    DepthSex sex{};
    Contamination contamination{};  ///< no sites: not looked for
    std::optional<GcBias> gc_bias{};
    cohort::Sex declared_sex{cohort::Sex::unknown};
    std::vector<QcCheck> checks{};
    Verdict verdict{};
};

/// @param people  declared sexes; may be empty
[[nodiscard]] ReadsReport make_reads_report(
    const ReadsQc& qc, const cohort::SampleTable& people, const QcLimits& limits = {});

/// Two columns: what, and its number; `.` for what is not known.
[[nodiscard]] std::string reads_table(const ReadsReport& report);

/// Everything, schema version 1.0.
[[nodiscard]] std::string reads_json(const ReadsReport& report);

/// MultiQC custom content: a table with one row.
[[nodiscard]] std::string reads_multiqc(const ReadsReport& report);

}  // namespace genostrat::qc

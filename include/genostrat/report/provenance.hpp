// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// Size and SHA-256 of a file; `-`, pipes and devices have neither.
/// @throws Error{missing_input} if it is not there, Error{system} on a read error
[[nodiscard]] InputFile describe_input(std::string_view role, const std::string& path);

/// The moment of the report, UTC, as `2026-11-24T00:30:00Z`: SOURCE_DATE_EPOCH where it is set
/// (reproducible-builds.org/specs/source-date-epoch), else now.
/// @throws Error{usage} if SOURCE_DATE_EPOCH is not a number of seconds
[[nodiscard]] std::string report_time();

/// Program, version and libraries filled in, and the time.
[[nodiscard]] Provenance start_provenance();

}  // namespace genostrat::report

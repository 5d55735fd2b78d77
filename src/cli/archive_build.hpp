// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

namespace genostrat::cli {

/// `genostrat archive build`. @param archive  the command `archive`
void add_archive_build_command(CLI::App& archive);

}  // namespace genostrat::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <genostrat/core/error.hpp>

namespace genostrat::cli {

/// The words of the command line without the program's name, in order. `-W` and `--write-index`,
/// which may stand alone, get their value attached: what follows them may be the input's name.
[[nodiscard]] std::vector<std::string> read_arguments(int argc, const char* const* argv);

/// What is wrong with a command line that CLI11 refused: an unknown command or option with the
/// nearest one there is, or else CLI11's own words.
[[nodiscard]] Error explain_refusal(
    const CLI::App& program, const std::vector<std::string>& arguments, const std::string& words);

}  // namespace genostrat::cli

// SPDX-License-Identifier: MIT
#include "commands.hpp"

namespace genostrat::cli {

void add_commands(CLI::App&) {
}

}  // namespace genostrat::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/ancestry/ancestry_table.hpp>
#include <genostrat/ancestry/panel.hpp>

namespace genostrat::report {

/// One row a sample: IID, components, group, its probability, whether it lies between groups, the
/// answer in words, the share of the panel's variants that was found, and each group's probability.
[[nodiscard]] std::string ancestry_tsv(const ancestry::AncestryTable& table);

/// The panel's samples: IID, group, components.
[[nodiscard]] std::string panel_tsv(const ancestry::Panel& panel);

}  // namespace genostrat::report

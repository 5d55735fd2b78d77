// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::ancestry {

/// Where one person lies among the groups of a reference panel.
struct PersonAncestry {
    std::vector<double> pcs{};            ///< in the units of the panel
    std::vector<double> probabilities{};  ///< one a group, adding up to 1
    std::size_t group{};                  ///< the most likely one
    bool is_between{};                    ///< no group is likely enough to speak of one
    double matched_share{1};              ///< of the panel's variants that the person has called
};

/// Ancestry of all people of a run. Owns everything.
struct AncestryTable {
    std::string panel{};                ///< name of the reference panel
    std::vector<std::string> groups{};  ///< labels of the panel
    std::vector<std::string> samples{};
    std::vector<PersonAncestry> people{};  ///< in the order of samples

    /// The person of this name, or null. Valid as long as the table.
    [[nodiscard]] const PersonAncestry* find(std::string_view sample) const noexcept {
        for (std::size_t at = 0; at < samples.size(); ++at)
            if (samples[at] == sample)
                return &people[at];
        return nullptr;
    }
};

}  // namespace genostrat::ancestry

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>

namespace genostrat::cohort {

enum class Sex : std::uint8_t { unknown, male, female };

/// `1`, `M`, `male` and `2`, `F`, `female` in either case; anything else is unknown.
[[nodiscard]] Sex parse_sex(std::string_view text) noexcept;

/// What is known about samples beside their genotypes. Owns everything.
class SampleTable {
public:
    struct Sample {
        std::string id{};
        Sex sex{Sex::unknown};
        std::string father{};      ///< empty if none
        std::string mother{};      ///< empty if none
        std::string population{};  ///< SuperPop, else Population; empty if not given
    };

    /// Reads a table with a header (plink2's .psam; columns IID or sample, SEX, PAT, MAT, SuperPop,
    /// Population), a headerless .fam (or .ped) of six columns, or a headerless table of sample and
    /// sex.
    /// @throws Error{missing_input}; Error{bad_data} naming the line: too few columns, a sample
    ///         named twice
    [[nodiscard]] static SampleTable read(const std::string& path);

    [[nodiscard]] const std::vector<Sample>& samples() const noexcept { return samples_; }

    /// The sample of this id, or null. Valid as long as the table.
    [[nodiscard]] const Sample* find(std::string_view id) const noexcept;

    /// Sex of a sample; unknown if it is not in the table.
    [[nodiscard]] Sex sex(std::string_view id) const noexcept;

private:
    std::vector<Sample> samples_;
    TextMap<std::size_t> index_;
};

}  // namespace genostrat::cohort

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/io/data_table.hpp>

namespace genostrat::risk {

/// One thing that a model has to know of a person: a number, or one of a few levels that stand for
/// numbers.
struct InputRule {
    enum class Outside : std::uint8_t { refuse, clamp };

    std::string name{};   ///< in expressions, and the column it is read from
    std::string label{};  ///< for people; empty: the name
    std::string unit{};
    std::vector<std::string> columns{};                    ///< other names of the column, in order
    std::vector<std::pair<std::string, double>> levels{};  ///< empty: a number
    std::optional<double> low{};                           ///< valid range, both ends included
    std::optional<double> high{};
    Outside outside{Outside::refuse};
    std::optional<double> assumed{};  ///< taken where it is missing
    /// Where it is missing, the risk is that of people alike in what is known (hazard engine). If
    /// neither holds, there is no risk without this input.
    bool averaged{};
    /// What a missing value may be: the risk is computed with each, to see how much it matters.
    std::vector<double> plausible{};

    [[nodiscard]] const std::string& shown() const noexcept { return label.empty() ? name : label; }

    /// The number of a level (case does not matter), or nothing.
    [[nodiscard]] std::optional<double> level(std::string_view text) const noexcept;

    /// A value for people: the level's name, or the number with its unit.
    [[nodiscard]] std::string words(double value) const;
};

/// Where the inputs of a model stand in a table of people.
class InputReader {
public:
    /// @throws Error{missing_input} naming the absent column and the nearest one, unless the input
    ///         may be missing
    InputReader(const std::vector<InputRule>& rules, const io::DataTable& table);

    /// The values of a row in the order of the rules; NaN where missing.
    /// @throws Error{bad_data} for a text that is no number or no level of its input
    [[nodiscard]] std::vector<double> read(std::size_t row) const;

private:
    const std::vector<InputRule>* rules_;
    const io::DataTable* table_;
    std::vector<std::optional<std::size_t>> places_;
};

/// Column that names the people of a table: `sample`, `id`, `IID`, `ID` or the first one.
[[nodiscard]] std::size_t sample_column(const io::DataTable& table);

}  // namespace genostrat::risk

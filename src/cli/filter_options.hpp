// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include <genostrat/filter/rules.hpp>
#include <genostrat/filter/stage.hpp>

namespace genostrat::cli {

/// -i -e --rules: an expression on rows.
class FilterChoice {
public:
    void add_to(CLI::App& command);

    [[nodiscard]] bool is_given() const noexcept { return !options().expression.empty(); }

    /// @throws Error{usage} if both -i and -e are given
    [[nodiscard]] FilterOptions options() const;

private:
    std::string include_;
    std::string exclude_;
    filter::Rules rules_{filter::Rules::manual};
    CLI::Option* include_option_{};
    CLI::Option* exclude_option_{};
};

}  // namespace genostrat::cli

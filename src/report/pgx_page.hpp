// SPDX-License-Identifier: MIT
// What all pharmacogenomic pages share: head, foot and tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::report {

/// The texts with something between.
[[nodiscard]] std::string
joined(const std::vector<std::string>& texts, std::string_view between = ", ");

/// A table of finished rows. @param head  titles of columns with `|` between
[[nodiscard]] std::string
table(std::string_view head, const std::string& rows, std::string_view kind = "pgx");

/// A whole page around its sections: title, number of samples, versions, licences.
[[nodiscard]] std::string
framed(const pgx::CohortCalls& calls, std::size_t n_samples, const std::string& sections);

}  // namespace genostrat::report

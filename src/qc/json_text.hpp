// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <genostrat/qc/verdict.hpp>

namespace genostrat::qc::detail {

using Json = nlohmann::ordered_json;

/// A number with so many decimals; null for NaN and infinity.
inline Json rounded(double value, int decimals) {
    if (!std::isfinite(value))
        return nullptr;
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

inline Json checks_json(const std::vector<QcCheck>& checks) {
    Json rows = Json::array();
    for (const QcCheck& check : checks)
        rows.push_back(
            {{"name", check.name},
             {"verdict", to_string(check.verdict)},
             {"finding", check.finding},
             {"rule", check.rule}});
    return rows;
}

/// Names that are no UTF-8 are mended, not refused.
inline std::string text_of(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace genostrat::qc::detail

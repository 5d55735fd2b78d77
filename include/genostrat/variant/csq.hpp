// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/variant/schema.hpp>

namespace genostrat {

/// Names of the fields that a header description announces, as VEP writes it:
/// `… Format: Allele|Consequence|…`. Empty if it announces none.
[[nodiscard]] std::vector<std::string> csq_fields(std::string_view description);

/// The layout of an INFO column of consequences (CSQ, ANN, BCSQ…), to read its entries by name.
class CsqLayout {
public:
    /// Nothing if the header has no such column, or its description announces no fields.
    [[nodiscard]] static std::optional<CsqLayout>
    find(const Schema& schema, std::string_view tag = "CSQ");

    [[nodiscard]] InfoId id() const noexcept { return id_; }

    /// Index of a field, or nothing.
    [[nodiscard]] std::optional<std::size_t> field(std::string_view name) const noexcept;

    /// Text of a field of one entry (the part between two commas); empty where the entry ends
    /// early. A view into `entry`.
    [[nodiscard]] static std::string_view
    value(std::string_view entry, std::optional<std::size_t> field) noexcept;

private:
    InfoId id_{};
    std::vector<std::string> names_;
};

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

/// The columns of a VCF line as text; views into the line.
struct RowText {
    std::string_view contig{};
    std::string_view pos{};
    std::string_view id{};
    std::string_view ref{};
    std::string_view alt{};  ///< as written: `C,G`, `.`
    std::string_view qual{};
    std::string_view filter{};
    std::string_view info{};
    std::string_view format{};   ///< empty where there is no FORMAT column
    std::string_view samples{};  ///< sample columns with the tabs between them; may be empty

    /// @param line  without line end
    /// @throws Error{bad_data} if there are fewer than eight columns
    [[nodiscard]] static RowText parse(std::string_view line);

    /// ALTs as views; none for `.`.
    [[nodiscard]] std::vector<std::string_view> alts() const;
};

/// How the values of INFO and FORMAT keys follow the alleles. Keys that are not in the map have
/// values that do not follow them (Number=1, `.`, …).
struct TagKinds {
    TextMap<Number::Kind> info{};
    TextMap<Number::Kind> format{};
};

}  // namespace genostrat

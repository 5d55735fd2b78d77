// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/operation.hpp>
#include <genostrat/annotate/structural.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::annotate {

/// Which rows of a source belong to a row.
struct JoinRule {
    enum class Kind : std::uint8_t {
        allele,        ///< of the same allele, for each ALT, however it is padded
        overlap,       ///< that share bases
        structural,    ///< of a like structural variant
        shared_allele  ///< vcfanno: same position, REF and one ALT at least, as written
    };

    Kind kind{Kind::allele};
    double min_share{};       ///< overlap: of the row's bases, 0..1; 0: one base
    double min_reciprocal{};  ///< overlap: of the row's and of the interval's bases, 0..1
    StructuralRule structural{};

    /// `allele`, `overlap[=SHARE]`, `reciprocal=SHARE`, `sv[=SHARE[:DISTANCE]]`, `ends=DISTANCE`.
    /// @throws Error{usage}
    [[nodiscard]] static JoinRule parse(std::string_view text);

    /// For Kind::overlap. @pre the two share a base
    [[nodiscard]] bool takes(Interval row, Interval source) const noexcept;
};

/// What is taken of a source: `SRC[:DST[:OPERATION]]`.
struct JoinField {
    std::string source{};                  ///< INFO key, ID, QUAL, FILTER, column, FLAG
    std::string name{};                    ///< INFO key of annotated rows
    std::optional<Operation> operation{};  ///< nothing: self for alleles, else uniq
    std::optional<ColumnType> type{};      ///< nothing: as source and operation have it

    /// @throws Error{usage} naming an unknown operation
    [[nodiscard]] static JoinField parse(std::string_view text);

    /// Several, separated by commas.
    [[nodiscard]] static std::vector<JoinField> parse_list(std::string_view text);
};

}  // namespace genostrat::annotate

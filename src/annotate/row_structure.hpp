// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <genostrat/annotate/structural.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::annotate {

/// The column of an archive of intervals that keeps what `structural_text` says.
inline constexpr std::string_view structural_column = "_SV";

/// INFO columns that tell of structural variants, as far as a header declares them.
struct StructuralIds {
    std::optional<InfoId> type{};
    std::optional<InfoId> size{};
    std::optional<InfoId> end{};

    [[nodiscard]] static StructuralIds find(const Schema& schema) {
        return {
            .type = schema.find_info("SVTYPE"),
            .size = schema.find_info("SVLEN"),
            .end = schema.find_info("END")};
    }
};

/// One ALT of a row as a structural variant; views into the batch.
[[nodiscard]] inline StructuralVariant
row_structure(const RecordBatch& batch, RowId row, std::size_t alt, const StructuralIds& ids) {
    const std::span<const std::string_view> alts = batch.alts(row);
    if (alt >= alts.size())
        return {};
    StructuralInfo info;
    if (ids.type)
        info.type = batch.info_text(row, *ids.type).value_or("");
    if (ids.end)
        if (const auto ends = batch.info_integers(row, *ids.end); !ends.empty() && ends[0] > 0)
            info.end = ends[0];
    if (ids.size) {
        // One length an ALT; a single one holds for all.
        const auto sizes = batch.info_integers(row, *ids.size);
        const std::size_t own = sizes.size() == 1 ? 0 : alt;
        if (own < sizes.size() && !is_missing(sizes[own]))
            info.size = sizes[own];
    }
    return read_structural(batch.pos(row), batch.ref(row), alts[alt], info);
}

}  // namespace genostrat::annotate

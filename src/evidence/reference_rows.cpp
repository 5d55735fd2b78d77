// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/evidence/reference_rows.hpp>

namespace genostrat::evidence {

bool is_any_allele(std::string_view alt) noexcept {
    return alt == "<NON_REF>" || alt == "<*>";
}

RowKind row_kind(std::span<const std::string_view> alts) noexcept {
    if (alts.empty() || (alts.size() == 1 && is_any_allele(alts[0])))
        return RowKind::block;
    return std::ranges::any_of(alts, is_any_allele) ? RowKind::open : RowKind::closed;
}

ReferenceRows::ReferenceRows(const Schema& schema) : end_{schema.find_info("END")} {
    for (const std::string_view name : {"GQ", "RGQ"})
        if (const auto id = schema.find_format(name))
            qualities_.push_back(*id);
}

Interval ReferenceRows::covers(const RecordBatch& batch, RowId row, RowKind kind) const {
    const std::int64_t begin = batch.pos(row);
    std::int64_t end = begin + static_cast<std::int64_t>(batch.ref(row).size());
    if (kind == RowKind::block && end_) {
        const std::span<const std::int32_t> values = batch.info_integers(row, *end_);
        if (!values.empty() && !is_missing(values[0]))
            end = std::max(end, std::int64_t{values[0]});
    }
    return {begin, end};
}

bool ReferenceRows::mark_low_quality(
    const RecordBatch& batch, RowId row, std::int32_t least, std::span<std::uint8_t> low) const {
    for (const FormatId id : qualities_) {
        if (!batch.has_format(row, id))
            continue;
        const FormatValues<float> values = batch.format_floats(row, id);
        if (values.empty())
            continue;
        for (std::size_t sample = 0; sample < low.size(); ++sample) {
            const std::span<const float> own = values.of(sample);
            const bool is_high =
                !own.empty() && !is_missing(own[0]) && own[0] >= static_cast<float>(least);
            low[sample] = is_high ? 0 : 1;
        }
        return true;
    }
    return false;
}

}  // namespace genostrat::evidence

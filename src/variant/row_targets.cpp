// SPDX-License-Identifier: MIT
#include "row_targets.hpp"

#include <algorithm>

namespace genostrat::detail {

namespace {

/// The bases of a row that differ, for OverlapRule::variant: from where the first ALT leaves REF.
/// As in bcftools, they are none for a pure insertion or a row without ALT: such an interval lies
/// in a region whose bases on both sides of it do.
Interval changed_bases(const RecordBatch& batch, RowId row) {
    const Interval span = batch.span(row);
    std::int64_t shared = span.end - span.begin;
    for (const std::string_view alt : batch.alts(row)) {
        const std::string_view ref = batch.ref(row);
        std::int64_t front = 0;
        for (std::size_t base = 0; base < ref.size() && base < alt.size(); ++base, ++front)
            if (ref[base] != alt[base])
                break;
        shared = std::min(shared, front);
    }
    return {span.begin + shared, span.end};
}

Interval extent(const RecordBatch& batch, RowId row, OverlapRule rule) {
    switch (rule) {
    case OverlapRule::position:
        return {batch.pos(row), batch.pos(row) + 1};
    case OverlapRule::record:
        return batch.span(row);
    case OverlapRule::variant:
        return changed_bases(batch, row);
    }
    return {};
}

}  // namespace

void keep_wanted_rows(RecordBatch& batch, const VcfSourceOptions& options) {
    if (!options.regions.empty())
        batch.keep_if([&](RowId row) {
            return options.regions.overlaps(
                batch.contig_name(row), extent(batch, row, options.regions_overlap));
        });
    if (!options.targets.empty())
        batch.keep_if([&](RowId row) {
            return options.targets.overlaps(
                       batch.contig_name(row), extent(batch, row, options.targets_overlap)) !=
                   options.exclude_targets;
        });
}

}  // namespace genostrat::detail

// SPDX-License-Identifier: MIT
#include <genostrat/consequence/nmd.hpp>

namespace genostrat::consequence {

Nmd judge_nmd(
    const genes::TranscriptRow& transcript,
    std::span<const genes::ExonRow> exons,
    std::int64_t stop_cdna,
    const NmdOptions& options) noexcept {
    if (exons.size() == 1)
        return Nmd::escapes_single_exon;
    const genes::ExonRow& last = transcript.forward() ? exons.back() : exons.front();
    const std::int64_t junction = last.cdna_begin;
    if (stop_cdna >= junction)
        return Nmd::escapes_last_exon;
    if (junction - stop_cdna <= options.junction_bases)
        return Nmd::escapes_50_bases;
    if (stop_cdna - transcript.coding_begin < options.start_bases)
        return Nmd::escapes_start;
    return Nmd::triggers;
}

std::string_view to_string(Nmd nmd) noexcept {
    switch (nmd) {
    case Nmd::not_asked:
        break;
    case Nmd::triggers:
        return "triggers";
    case Nmd::escapes_single_exon:
        return "escapes:single_exon";
    case Nmd::escapes_last_exon:
        return "escapes:last_exon";
    case Nmd::escapes_50_bases:
        return "escapes:50_bases";
    case Nmd::escapes_start:
        return "escapes:start";
    }
    return {};
}

}  // namespace genostrat::consequence

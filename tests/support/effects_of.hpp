// SPDX-License-Identifier: MIT
#pragma once

#include "small_model.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/csq.hpp>
#include <genostrat/consequence/judge.hpp>

namespace genostrat::consequence {

/// CSQ rows of a VCF row, of the transcripts that are named `feature` (all where empty).
inline std::vector<std::string> effects_of(
    const genes::GeneModel& model,
    std::int64_t pos1,
    std::string_view ref,
    const std::vector<std::string_view>& alts,
    std::string_view fields,
    std::string_view feature = {},
    const Rules& rules = {},
    std::string_view contig = "c1",
    const NmdOptions& nmd = {}) {
    const genes::GenomeView genome{model};
    JudgeOptions options;
    options.nmd_options = nmd;
    Judge judge{genome, rules, options};
    CsqWriter writer{model, rules, parse_csq_fields(fields)};
    RowSplitter splitter;
    std::vector<std::string> rows;
    const genes::ContigPlace place = genome.find(contig);
    for (const RowVariant& variant : splitter.split(place.model, pos1 - 1, ref, alts, rules))
        for (const Effect& effect : judge.judge(variant, place)) {
            if (!feature.empty() && (effect.intergenic() ||
                                     model.text(model.transcript(effect.transcript).id) != feature))
                continue;
            const std::string genomic{judge.genomic_name(variant, *effect.allele, place, contig)};
            std::string text;
            writer.append(
                effect,
                effect.allele->text.empty() ? std::string_view{"-"} : effect.allele->text,
                genomic,
                false,
                text);
            rows.push_back(text);
        }
    return rows;
}

}  // namespace genostrat::consequence

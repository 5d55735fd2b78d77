// SPDX-License-Identifier: MIT
#include "risk/predictor.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace genostrat::risk {

namespace {

void add_variables(
    const Design& design,
    std::vector<double> PersonFacts::*variables,
    const PersonFacts& facts,
    std::vector<WhatIf>& out) {
    for (std::size_t at = 0; at < design.variables().size(); ++at) {
        const DesignVariable& variable = design.variables()[at];
        if (!std::isnan((facts.*variables)[at]) ||
            std::ranges::find(out, variable.name, &WhatIf::what) != out.end())
            continue;
        WhatIf own{.what = variable.name, .assumed = "the average of people alike"};
        for (std::size_t level = 0; level < variable.levels.size(); ++level) {
            own.alternatives.push_back(facts);
            (own.alternatives.back().*variables)[at] = static_cast<double>(level);
        }
        out.push_back(std::move(own));
    }
}

/// Missing SNPs together: with the alleles that lower the risk, and with those that raise it.
void add_snps(
    const IcareParts& parts,
    std::vector<double> PersonFacts::*dosages,
    const PersonFacts& facts,
    std::vector<WhatIf>& out) {
    constexpr std::size_t most_named = 3;
    std::string names;
    std::size_t n_missing = 0;
    PersonFacts lowest = facts;
    PersonFacts highest = facts;
    for (std::size_t snp = 0; snp < parts.snps.size(); ++snp) {
        if (!std::isnan((facts.*dosages)[snp]))
            continue;
        if (++n_missing <= most_named)
            names += (names.empty() ? "" : ", ") + parts.snps[snp].name;
        const bool raises = parts.snps[snp].log_odds > 0;
        (lowest.*dosages)[snp] = raises ? 0 : 2;
        (highest.*dosages)[snp] = raises ? 2 : 0;
    }
    if (n_missing == 0)
        return;
    WhatIf own{
        .what = n_missing > most_named ? fmt::format("{} of {} SNPs", n_missing, parts.snps.size())
                                       : fmt::format("SNP{} {}", n_missing > 1 ? "s" : "", names),
        .assumed = "the average of people alike"};
    if (std::ranges::find(out, own.what, &WhatIf::what) != out.end())
        return;
    own.alternatives = {std::move(lowest), std::move(highest)};
    out.push_back(std::move(own));
}

}  // namespace

void add_icare_what_ifs(
    const AbsoluteRule& rule, const PersonFacts& facts, std::vector<WhatIf>& out) {
    add_variables(rule.icare->design, &PersonFacts::variables, facts, out);
    add_snps(*rule.icare, &PersonFacts::dosages, facts, out);
    if (!rule.icare_later)
        return;
    add_variables(rule.icare_later->design, &PersonFacts::later_variables, facts, out);
    add_snps(*rule.icare_later, &PersonFacts::later_dosages, facts, out);
}

}  // namespace genostrat::risk

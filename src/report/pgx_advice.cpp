// SPDX-License-Identifier: MIT
#include "pgx_advice.hpp"

#include <algorithm>

namespace genostrat::report {
namespace {

using pgx::GuidelineMatch;
using pgx::GuidelineResult;
using pgx::PhenotypeCall;
using pgx::Recommendation;

Action action_of(const Recommendation& recommendation) {
    if (recommendation.has_alternate_drug)
        return Action::other_drug;
    if (recommendation.has_dosing_information)
        return Action::adjust;
    return recommendation.has_other_guidance ? Action::read : Action::standard;
}

std::string text_of(const Recommendation& recommendation) {
    std::string text;
    for (const std::string& paragraph : paragraphs_of(recommendation.html))
        text += (text.empty() ? "" : " ") + paragraph;
    return text;
}

/// The advice that decided the drug's action; CPIC's before others.
const Advice* leading(const DrugAdvice& drug) {
    const auto found = std::ranges::find(drug.advice, drug.action, &Advice::action);
    return found == drug.advice.end() ? nullptr : &*found;
}

AdviceGroup line_of(const DrugAdvice& drug) {
    AdviceGroup line{.action = drug.action};
    const Advice* const advice = leading(drug);
    if (!drug.special_cases.empty()) {
        const GuidelineResult& special = *drug.special_cases.front();
        line.text = "Find the dose by the guideline's algorithm from these genes.";
        line.source = special.guideline->source;
        if (!special.matches.empty())
            line.reason = reason_of(special.matches.front());
    } else if (advice != nullptr) {
        line.text = text_of(*advice->recommendation);
        line.reason = reason_of(*advice->match);
        line.source = advice->guideline->source;
        const std::string& strength = advice->recommendation->classification;
        if (!strength.empty() && strength != "N/A" && strength != "n/a")
            line.source += ", " + strength;
    }
    return line;
}

bool is_same_advice(const AdviceGroup& one, const AdviceGroup& other) {
    return one.action == other.action && one.text == other.text && one.reason == other.reason &&
           one.source == other.source;
}

}  // namespace

std::vector<std::string> paragraphs_of(std::string_view html) {
    std::vector<std::string> paragraphs(1);
    std::string tag;
    bool is_tag = false;
    for (const char character : html) {
        const bool is_blank = character == '\n' || character == '\r' || character == '\t';
        if (character == '<') {
            is_tag = true;
            tag.clear();
        } else if (character == '>' && is_tag) {
            is_tag = false;
            if (tag.starts_with("/p") || tag.starts_with("/h") || tag.starts_with("/li") ||
                tag.starts_with("br"))
                paragraphs.emplace_back();
        } else if (is_tag) {
            tag += character;
        } else if (
            (is_blank || character == ' ') &&
            (paragraphs.back().empty() || paragraphs.back().back() == ' ')) {
            continue;
        } else {
            paragraphs.back() += is_blank ? ' ' : character;
        }
    }
    for (std::string& paragraph : paragraphs)
        while (paragraph.ends_with(' '))
            paragraph.pop_back();
    std::erase(paragraphs, "");
    return paragraphs;
}

std::map<std::string, DrugAdvice> advice_by_drug(const std::vector<GuidelineResult>& results) {
    std::map<std::string, DrugAdvice> drugs;
    for (const GuidelineResult& result : results) {
        if (result.is_special_case)
            for (const std::string& name : result.guideline->drugs) {
                drugs[name].special_cases.push_back(&result);
                drugs[name].action = std::min(drugs[name].action, Action::adjust);
            }
        for (const GuidelineMatch& match : result.matches)
            for (const Recommendation* recommendation : match.recommendations) {
                const auto& named =
                    recommendation->drugs.empty() ? result.guideline->drugs : recommendation->drugs;
                for (const std::string& name : named) {
                    DrugAdvice& drug = drugs[name];
                    const Action action = action_of(*recommendation);
                    drug.action = std::min(drug.action, action);
                    drug.advice.push_back({result.guideline, &match, recommendation, action});
                }
            }
    }
    return drugs;
}

std::vector<AdviceGroup> group_advice(const std::map<std::string, DrugAdvice>& drugs) {
    std::vector<AdviceGroup> groups;
    for (const auto& [name, drug] : drugs) {
        if (drug.action == Action::standard)
            continue;
        AdviceGroup line = line_of(drug);
        const auto same = std::ranges::find_if(
            groups, [&](const AdviceGroup& group) { return is_same_advice(group, line); });
        if (same != groups.end()) {
            same->drugs.push_back(name);
            continue;
        }
        line.drugs.push_back(name);
        groups.push_back(std::move(line));
    }
    std::ranges::stable_sort(groups, {}, &AdviceGroup::action);
    return groups;
}

std::string reason_of(const GuidelineMatch& match) {
    std::string reason;
    for (std::size_t gene = 0; gene < match.genes.size(); ++gene) {
        const PhenotypeCall& call = match.genotype[gene];
        reason += (reason.empty() ? "" : "; ") + match.genes[gene];
        if (!call.alleles.empty())
            reason += " " + call.diplotype();
        if (!call.phenotype.empty() && call.phenotype != "n/a")
            reason += (call.alleles.empty() ? " " : ", ") + call.phenotype;
    }
    return reason;
}

}  // namespace genostrat::report

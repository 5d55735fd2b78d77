// SPDX-License-Identifier: MIT
#include "risk/predictor.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat::risk {

namespace {

constexpr double likely_z = 1.96;  // 95 of 100 people lie within

}  // namespace

std::string Predictor::complete(std::vector<double>& inputs) const {
    for (std::size_t at = 0; at < inputs.size(); ++at) {
        const InputRule& rule = absolute().inputs[at];
        double& value = inputs[at];
        if (std::isnan(value) && rule.assumed)
            value = *rule.assumed;
        if (std::isnan(value)) {
            if (rule.averaged)
                continue;
            return fmt::format("{} is not known", rule.shown());
        }
        const bool is_inside =
            (!rule.low || value >= *rule.low) && (!rule.high || value <= *rule.high);
        if (is_inside)
            continue;
        if (rule.outside == InputRule::Outside::refuse)
            return fmt::format(
                "{} is {}; the model is for {} to {}",
                rule.shown(),
                rule.words(value),
                rule.words(*rule.low),
                rule.words(*rule.high));
        value = std::clamp(value, *rule.low, *rule.high);
    }
    return {};
}

std::vector<WhatIf> Predictor::what_ifs(const PersonFacts& facts) const {
    std::vector<WhatIf> out;
    for (std::size_t at = 0; at < facts.inputs.size(); ++at) {
        const InputRule& rule = absolute().inputs[at];
        if (!std::isnan(facts.inputs[at]))
            continue;
        WhatIf own{
            .what = rule.shown(),
            .assumed = rule.assumed    ? rule.words(*rule.assumed)
                       : rule.averaged ? "the average of people alike"
                                       : "nothing: no risk without it"};
        for (const double value : rule.plausible) {
            own.alternatives.push_back(facts);
            own.alternatives.back().inputs[at] = value;
        }
        out.push_back(std::move(own));
    }
    for (std::size_t term = 0; term < absolute().terms.size(); ++term) {
        if (absolute().terms[term].kind != RiskTerm::Kind::carrier || facts.carries[term])
            continue;
        WhatIf own{.what = absolute().terms[term].name, .assumed = "the average of people alike"};
        for (const bool carries : {false, true}) {
            own.alternatives.push_back(facts);
            own.alternatives.back().carries[term] = carries;
        }
        out.push_back(std::move(own));
    }
    for (std::size_t term = 0; term < absolute().terms.size(); ++term) {
        if (absolute().terms[term].kind != RiskTerm::Kind::score || facts.scores[term].z)
            continue;
        const std::string& why = facts.scores[term].obstacle;
        WhatIf own{
            .what = absolute().terms[term].name,
            .assumed = "the average score" + (why.empty() ? why : " (" + why + ")")};
        for (const double z : {-likely_z, likely_z}) {
            own.alternatives.push_back(facts);
            own.alternatives.back().scores[term].z = z;
        }
        out.push_back(std::move(own));
    }
    const bool uses_score = absolute().score_effect || absolute().engine == Engine::mixture;
    if (uses_score && !facts.z) {
        const std::string name = rule_.score.name.empty() ? rule_.score.z_column : rule_.score.name;
        WhatIf own{.what = "score " + name, .assumed = "the average score"};
        for (const double z : {-likely_z, likely_z}) {
            own.alternatives.push_back(facts);
            own.alternatives.back().z = z;
        }
        out.push_back(std::move(own));
    }
    return out;
}

std::unique_ptr<Predictor>
make_predictor(const RiskRule& rule, StreamKind stream, std::uint32_t seed) {
    switch (rule.absolute.engine) {
    case Engine::hazard:
    case Engine::icare:
        return make_hazard_predictor(rule, stream, seed);
    case Engine::equations:
        return make_equation_predictor(rule);
    case Engine::mixture:
        return make_mixture_predictor(rule);
    case Engine::none:
        break;
    }
    return nullptr;
}

}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include "io/yaml_document.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/model.hpp>

namespace genostrat::risk {

namespace {

constexpr std::array<std::pair<std::string_view, TierLevel>, 4> levels{
    {{"lowered", TierLevel::lowered},
     {"typical", TierLevel::typical},
     {"raised", TierLevel::raised},
     {"high", TierLevel::high}}};

constexpr std::array<std::pair<std::string_view, TierScale>, 3> scales{
    {{"below_percentile", TierScale::percentile},
     {"below_z", TierScale::z},
     {"below_score", TierScale::score}}};

TierLevel read_level(const io::YamlNode& node) {
    std::vector<std::string> names;
    for (const auto& [name, level] : levels) {
        if (node.text() == name)
            return level;
        names.emplace_back(name);
    }
    throw node.error(
        fmt::format("there is no level '{}'", node.text()), suggest_name(node.text(), names));
}

/// The level of a tier between two percentiles, for models that do not say it.
TierLevel usual_level(double from_percentile, double to_percentile) {
    return from_percentile >= 90   ? TierLevel::high
           : from_percentile >= 75 ? TierLevel::raised
           : to_percentile <= 25   ? TierLevel::lowered
                                   : TierLevel::typical;
}

Tier read_tier(const io::YamlNode& node) {
    node.allow_keys({"name", "text", "level", "below_percentile", "below_z", "below_score"});
    Tier tier{.name = node.at("name").text(), .text = node.text_or("text", "")};
    for (const auto& [key, scale] : scales) {
        const io::YamlNode* const border = node.find(key);
        if (border == nullptr)
            continue;
        if (tier.below)
            throw border->error("a tier has one upper border", "keep one of the below_ keys");
        tier.below = border->number();
        tier.scale = scale;
        if (scale == TierScale::percentile && (*tier.below <= 0 || *tier.below >= 100))
            throw border->error("a percentile lies between 0 and 100");
    }
    return tier;
}

std::vector<Tier> read_tiers(const io::YamlNode& list) {
    std::vector<Tier> tiers;
    double from_percentile = 0;
    for (const io::YamlNode& node : list.items()) {
        if (!tiers.empty() && !tiers.back().below)
            throw node.error(
                fmt::format(
                    "the tier {} stands behind one without an upper border",
                    node.at("name").text()),
                "only the last tier goes up without end");
        Tier tier = read_tier(node);
        if (!tiers.empty() && tier.below) {
            if (tier.scale != tiers.back().scale)
                throw node.error("all borders of a risk are of one kind");
            if (*tier.below <= *tiers.back().below)
                throw node.error("tiers are not in rising order");
        }
        if (!tiers.empty())
            tier.scale = tiers.back().scale;
        const bool in_percentiles = tier.scale == TierScale::percentile;
        const double to = in_percentiles && tier.below ? *tier.below : 100.0;
        const io::YamlNode* const level = node.find("level");
        tier.level = level != nullptr ? read_level(*level)
                     : in_percentiles ? usual_level(from_percentile, to)
                                      : TierLevel::typical;
        from_percentile = to;
        tiers.push_back(std::move(tier));
    }
    if (!tiers.empty() && tiers.back().below)
        throw list.error(
            "the last tier has an upper border", "leave it out: every person must lie in a tier");
    return tiers;
}

RiskRule read_rule(const io::YamlNode& node) {
    node.allow_keys({"trait", "score", "mean", "sd", "reference", "minimum_match", "tiers"});
    RiskRule rule{
        .trait = node.at("trait").text(),
        .score = node.at("score").text(),
        .reference = node.text_or("reference", ""),
        .minimum_match = node.number_or("minimum_match", 0.75),
        .tiers = read_tiers(node.at("tiers"))};
    if (rule.minimum_match < 0 || rule.minimum_match > 1)
        throw node.at("minimum_match").error("a share lies between 0 and 1");
    if (rule.tiers.empty())
        throw node.at("tiers").error("a risk has at least one tier");
    if ((node.find("mean") == nullptr) != (node.find("sd") == nullptr))
        throw node.error(
            "mean and sd go together", "without both, the cohort itself is the reference");
    if (node.find("mean") != nullptr) {
        rule.mean = node.at("mean").number();
        rule.sd = node.at("sd").number();
        if (!(*rule.sd > 0))
            throw node.at("sd").error("a standard deviation is greater than 0");
    }
    return rule;
}

RiskModel read_model(const io::YamlNode& document) {
    document.allow_keys({"name", "version", "risks"});
    RiskModel model{
        .name = document.text_or("name", ""), .version = document.text_or("version", "")};
    for (const io::YamlNode& rule : document.at("risks").items())
        model.risks.push_back(read_rule(rule));
    return model;
}

}  // namespace

RiskModel parse_risk_model(std::string_view yaml, const std::string& file) {
    return read_model(io::parse_yaml(yaml, file));
}

RiskModel load_risk_model(const std::string& path) {
    return read_model(io::load_yaml(path));
}

}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include "risk/model_reader.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/adjusted_scores.hpp>
#include <genostrat/risk/model.hpp>

namespace genostrat::risk {

namespace {

constexpr std::array<std::pair<std::string_view, TierLevel>, 4> levels{
    {{"lowered", TierLevel::lowered},
     {"typical", TierLevel::typical},
     {"raised", TierLevel::raised},
     {"high", TierLevel::high}}};

constexpr std::array<std::pair<std::string_view, TierScale>, 4> scales{
    {{"below_percentile", TierScale::percentile},
     {"below_z", TierScale::z},
     {"below_score", TierScale::score},
     {"below_risk", TierScale::risk}}};

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
    node.allow_keys(
        {"name", "text", "level", "below_percentile", "below_z", "below_score", "below_risk"});
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
        if (scale == TierScale::risk && (*tier.below <= 0 || *tier.below >= 1))
            throw border->error("a risk lies between 0 and 1", "5 % is written 0.05");
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

std::vector<PopulationReference> read_populations(const io::YamlNode& node) {
    std::vector<PopulationReference> populations;
    for (const auto& [name, values] : node.entries()) {
        values.allow_keys({"mean", "sd"});
        populations.push_back({name, values.at("mean").number(), values.at("sd").number()});
        if (!(populations.back().sd > 0))
            throw values.at("sd").error("a standard deviation is greater than 0");
    }
    return populations;
}

void add_tiers(const io::YamlNode& list, std::optional<Expression> when, RiskRule& rule) {
    std::vector<Tier> tiers = read_tiers(list);
    if (tiers.empty())
        throw list.error("a risk has at least one tier");
    const std::size_t begin = rule.tiers.size();
    std::ranges::move(tiers, std::back_inserter(rule.tiers));
    rule.tier_sets.push_back({std::move(when), begin, rule.tiers.size()});
}

void read_tier_sets(const io::YamlNode& node, RiskRule& rule) {
    const io::YamlNode* const sets = node.find("tier_sets");
    if ((sets != nullptr) == (node.find("tiers") != nullptr))
        throw node.error(
            "a risk has either tiers or tier_sets",
            "tier_sets is a list of {when: condition, tiers: [...]}, of which the first that holds "
            "counts");
    if (sets == nullptr) {
        add_tiers(node.at("tiers"), std::nullopt, rule);
    } else {
        for (const io::YamlNode& set : sets->items()) {
            set.allow_keys({"when", "tiers"});
            std::optional<Expression> when;
            if (const io::YamlNode* const condition = set.find("when"))
                when = read_expression(*condition, rule.absolute, true);
            add_tiers(set.at("tiers"), std::move(when), rule);
        }
        if (rule.tier_sets.empty())
            throw sets->error("tier_sets is empty");
    }
    for (const Tier& tier : rule.tiers)
        if (tier.scale == TierScale::score && rule.score.normalise != Normalisation::none)
            throw node.error(
                "a tier has a border in the score itself, but the score is adjusted for ancestry",
                "give borders by below_z or below_percentile");
    if (rule.absolute.engine != Engine::none)
        return;
    for (const Tier& tier : rule.tiers)
        if (tier.scale == TierScale::risk)
            throw node.error(
                "a tier has a border in absolute risk, but the model gives no way to one",
                "add incidence, icare, equations or mixture");
}

RiskRule read_rule(const io::YamlNode& node) {
    node.allow_keys({"trait",        "score",       "mean",
                     "sd",           "populations", "z_column",
                     "reference",    "tiers",       "minimum_match",
                     "tier_sets",    "inputs",      "let",
                     "horizons",     "until_age",   "score_effect",
                     "terms",        "incidence",   "competing_mortality",
                     "incidence_se", "convention",  "equations",
                     "link",         "mixture",     "icare",
                     "round_to",     "normalise"});
    RiskRule rule{.trait = node.at("trait").text(), .score = read_score(node)};
    rule.reference = node.text_or("reference", "");
    read_absolute(node, rule);
    if (rule.absolute.engine == Engine::none && rule.score.name.empty())
        static_cast<void>(node.at("score"));
    read_tier_sets(node, rule);
    return rule;
}

RiskModel read_model(const io::YamlNode& document) {
    document.allow_keys({"name", "version", "source", "licence", "risks"});
    RiskModel model{
        .name = document.text_or("name", ""),
        .version = document.text_or("version", ""),
        .source = document.text_or("source", ""),
        .licence = document.text_or("licence", "")};
    for (const io::YamlNode& rule : document.at("risks").items())
        model.risks.push_back(read_rule(rule));
    return model;
}

}  // namespace

ScoreReference read_score(const io::YamlNode& node) {
    ScoreReference score{
        .name = node.text_or("score", ""),
        .z_column = node.text_or("z_column", ""),
        .minimum_match = node.number_or("minimum_match", 0.75)};
    if (score.minimum_match < 0 || score.minimum_match > 1)
        throw node.at("minimum_match").error("a share lies between 0 and 1");
    const io::YamlNode* const sd = node.find("sd");
    const io::YamlNode* const mean = node.find("mean");
    if ((mean == nullptr) != (sd == nullptr))
        throw node.error(
            "mean and sd go together", "without both, the cohort itself is the reference");
    if (mean != nullptr) {
        score.mean = mean->number();
        score.sd = sd->number();
        if (!(*score.sd > 0))
            throw sd->error("a standard deviation is greater than 0");
    }
    if (const io::YamlNode* const populations = node.find("populations"))
        score.populations = read_populations(*populations);
    if (const io::YamlNode* const method = node.find("normalise")) {
        try {
            score.normalise = parse_normalisation(method->text());
        } catch (Error& error) {
            error.add_where(method->where());
            throw;
        }
        if (score.normalise != Normalisation::none && (mean || !score.populations.empty()))
            throw method->error(
                "a score that is adjusted for ancestry is compared with the reference panel",
                "leave out mean, sd and populations");
    }
    return score;
}

RiskModel parse_risk_model(std::string_view yaml, const std::string& file) {
    return read_model(io::parse_yaml(yaml, file));
}

RiskModel load_risk_model(const std::string& path) {
    return read_model(io::load_yaml(path));
}

}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include "risk/model_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numeric>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat::risk {

namespace {

using io::YamlNode;

void read_levels(const YamlNode& node, InputRule& input) {
    if (node.is_map()) {
        for (const auto& [name, number] : node.entries())
            input.levels.emplace_back(name, number.number());
        return;
    }
    double next = 0;
    for (const YamlNode& level : node.items())
        input.levels.emplace_back(level.text(), next++);
}

/// A value of an input as the model writes it: a level's name or a number.
double value_of(const YamlNode& node, const InputRule& input) {
    if (input.levels.empty())
        return node.number();
    const std::optional<double> level = input.level(node.text());
    std::vector<std::string> known;
    for (const auto& [name, number] : input.levels)
        known.push_back(name);
    if (!level)
        throw node.error(
            fmt::format("{} has no level '{}'", input.name, node.text()),
            suggest_name(node.text(), known));
    return *level;
}

std::pair<double, double> read_pair(const YamlNode& node) {
    const std::vector<YamlNode>& items = node.items();
    if (items.size() != 2)
        throw node.error("this is a pair of numbers: [low, high]");
    const std::pair pair{items[0].number(), items[1].number()};
    if (!(pair.first < pair.second))
        throw node.error("the first number of the pair has to be the smaller one");
    return pair;
}

InputRule read_input(const YamlNode& node) {
    node.allow_keys(
        {"name", "label", "unit", "columns", "levels", "range", "outside", "missing", "plausible"});
    InputRule input{
        .name = node.at("name").text(),
        .label = node.text_or("label", ""),
        .unit = node.text_or("unit", "")};
    if (const YamlNode* const columns = node.find("columns"))
        for (const YamlNode& column : columns->items_or_self())
            input.columns.push_back(column.text());
    if (const YamlNode* const levels = node.find("levels"))
        read_levels(*levels, input);
    if (const YamlNode* const range = node.find("range"))
        std::tie(input.low, input.high) = read_pair(*range);
    const std::string outside = node.text_or("outside", "refuse");
    if (outside != "refuse" && outside != "clamp")
        throw node.at("outside").error(
            "a value outside the range is refused or clamped",
            suggest_name(outside, {"refuse", "clamp"}));
    input.outside = outside == "clamp" ? InputRule::Outside::clamp : InputRule::Outside::refuse;
    if (const YamlNode* const missing = node.find("missing")) {
        input.averaged = missing->text() == "average";
        if (missing->text() != "average" && missing->text() != "refuse")
            input.assumed = value_of(*missing, input);
    }
    if (const YamlNode* const plausible = node.find("plausible"))
        for (const YamlNode& value : plausible->items())
            input.plausible.push_back(value_of(value, input));
    if (input.plausible.empty() && !input.levels.empty())
        for (const auto& [name, number] : input.levels)
            input.plausible.push_back(number);
    if (input.plausible.empty() && input.low)
        input.plausible = {*input.low, *input.high};
    return input;
}

std::optional<std::size_t> find_input(const AbsoluteRule& rule, std::string_view name) {
    const auto found = std::ranges::find(rule.inputs, name, &InputRule::name);
    if (found == rule.inputs.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - rule.inputs.begin());
}

std::size_t input_of(const YamlNode& node, const AbsoluteRule& rule) {
    if (const std::optional<std::size_t> found = find_input(rule, node.text()))
        return *found;
    std::vector<std::string> known;
    for (const InputRule& input : rule.inputs)
        known.push_back(input.name);
    throw node.error(
        fmt::format("there is no input '{}'", node.text()), suggest_name(node.text(), known));
}

double read_share(const YamlNode& node) {
    const double share = node.number();
    if (share < 0 || share > 1)
        throw node.error("a share lies in 0..1");
    return share;
}

void read_term_levels(const YamlNode& node, const InputRule& input, RiskTerm& term) {
    double sum = 0;
    for (const auto& [name, values] : node.entries()) {
        values.allow_keys({"hazard_ratio", "odds_ratio", "log_hazard", "interval", "se", "share"});
        const std::optional<double> level = input.level(name);
        if (!level)
            throw values.error(fmt::format("{} has no level '{}'", input.name, name));
        term.levels.push_back({*level, read_effect(values), read_share(values.at("share"))});
        sum += term.levels.back().share;
    }
    if (std::abs(sum - 1) > 0.01)
        throw node.error(
            fmt::format("the shares of the levels add up to {}, not to 1", sum),
            "give the share of each level in the population of the incidence");
    for (LevelEffect& level : term.levels)
        level.share /= sum;
}

std::vector<std::string> texts_of(const YamlNode& node) {
    std::vector<std::string> texts;
    for (const YamlNode& item : node.items_or_self())
        texts.push_back(item.text());
    return texts;
}

RiskTerm read_term(const YamlNode& node, const AbsoluteRule& rule) {
    node.allow_keys({"name",         "input",       "genes",
                     "classes",      "copies",      "family_history",
                     "hazard_ratio", "odds_ratio",  "log_hazard",
                     "interval",     "se",          "per",
                     "mean",         "sd",          "levels",
                     "share",        "score_scale", "score",
                     "z_column",     "populations", "minimum_match",
                     "normalise"});
    RiskTerm term{.name = node.text_or("name", "")};
    if (node.find("score") != nullptr || node.find("z_column") != nullptr) {
        term.kind = RiskTerm::Kind::score;
        term.score = read_score(node);
        term.effect = read_effect(node);
        if (term.name.empty())
            term.name =
                "score " + (term.score.name.empty() ? term.score.z_column : term.score.name);
        return term;
    }
    if (node.find("genes") != nullptr) {
        term.kind = RiskTerm::Kind::carrier;
        term.genes = texts_of(node.at("genes"));
        term.classes = texts_of(node.at("classes"));
        term.copies =
            static_cast<int>(std::clamp<std::int64_t>(node.integer_or("copies", 1), 1, 2));
        term.share = read_share(node.at("share"));
        term.score_scale = node.number_or("score_scale", 1);
        term.effect = read_effect(node);
        if (term.name.empty())
            term.name = term.genes.empty() ? "carrier" : term.genes.front() + " carrier";
        return term;
    }
    const bool is_family = node.find("family_history") != nullptr;
    term.input = input_of(node.at(is_family ? "family_history" : "input"), rule);
    const InputRule& input = rule.inputs[term.input];
    if (term.name.empty())
        term.name = input.shown();
    if (is_family) {
        term.kind = RiskTerm::Kind::family_history;
        term.share = read_share(node.at("share"));
        term.effect = read_effect(node);
    } else if (const YamlNode* const levels = node.find("levels")) {
        term.kind = RiskTerm::Kind::levels;
        read_term_levels(*levels, input, term);
    } else {
        term.effect = read_effect(node);
        term.per = node.number_or("per", 1);
        if (term.per == 0)
            throw node.at("per").error("the effect of 0 units is no effect");
        term.mean = node.at("mean").number();
        term.sd = node.number_or("sd", 0);
        if (term.sd < 0)
            throw node.at("sd").error("a standard deviation is not below 0");
    }
    return term;
}

void add_term(const YamlNode& node, AbsoluteRule& rule) {
    rule.terms.push_back(read_term(node, rule));
    if (rule.engine == Engine::icare && rule.terms.back().kind != RiskTerm::Kind::score)
        throw node.error(
            "the terms of an iCARE model are polygenic scores",
            "its covariates stand in the formula");
    if (rule.engine == Engine::mixture)
        throw node.error("a mixture has no terms but its score");
}

/// A rate table: its path, or a map of path, per and band.
RateBook read_rates(const YamlNode& node, const std::string& what) {
    RateReading reading{.what = what};
    if (!node.is_map())
        return RateBook::read(path_beside(node), reading);
    node.allow_keys({"file", "per", "band"});
    reading.per = node.number_or("per", 1);
    if (!(reading.per > 0))
        throw node.at("per").error("rates are counted per a positive number of person-years");
    const std::string band = node.text_or("band", "interval");
    if (band != "interval" && band != "yearly")
        throw node.at("band").error(
            "the rate of a band of ages is one of the whole interval, or yearly",
            suggest_name(band, {"interval", "yearly"}));
    reading.band = band == "yearly" ? BandRate::yearly : BandRate::interval;
    return RateBook::read(path_beside(node.at("file")), reading);
}

ScoreMixture read_mixture(const YamlNode& node) {
    node.allow_keys({"prevalence", "auc", "r2"});
    const double prevalence = node.at("prevalence").number();
    if (!(prevalence > 0 && prevalence < 1))
        throw node.at("prevalence").error("a prevalence lies between 0 and 1");
    if ((node.find("auc") != nullptr) == (node.find("r2") != nullptr))
        throw node.error("a mixture has either an auc or an r2 (on the liability scale)");
    if (const YamlNode* const auc = node.find("auc")) {
        if (!(auc->number() >= 0.5 && auc->number() < 1))
            throw auc->error("an AUC lies in 0.5..1");
        return ScoreMixture::of_auc(prevalence, auc->number());
    }
    const double r2 = node.at("r2").number();
    if (!(r2 >= 0 && r2 < 1))
        throw node.at("r2").error("a share of the variance lies in 0..1");
    return ScoreMixture::of_liability_r2(prevalence, r2);
}

void read_horizons(const YamlNode& node, AbsoluteRule& rule) {
    if (const YamlNode* const horizons = node.find("horizons"))
        for (const YamlNode& horizon : horizons->items_or_self()) {
            rule.horizons.push_back(horizon.number());
            if (!(rule.horizons.back() > 0 && rule.horizons.back() <= 120))
                throw horizon.error("a horizon is a number of years between 0 and 120");
        }
    if (const YamlNode* const age = node.find("until_age"))
        rule.until_age = age->number();
    if (rule.horizons.empty() && !rule.until_age)
        throw node.error(
            "an absolute risk needs horizons", "add 'horizons: [10]' (years), or 'until_age: 80'");
}

void read_engine(const YamlNode& node, RiskRule& rule) {
    AbsoluteRule& absolute = rule.absolute;
    const std::array<std::pair<std::string_view, Engine>, 3> engines{
        {{"icare", Engine::icare}, {"equations", Engine::equations}, {"mixture", Engine::mixture}}};
    for (const auto& [key, engine] : engines) {
        if (node.find(key) == nullptr)
            continue;
        if (absolute.engine != Engine::none)
            throw node.at(key).error("a risk is computed in one way");
        absolute.engine = engine;
    }
    if (const YamlNode* const incidence = node.find("incidence")) {
        if (absolute.engine == Engine::equations || absolute.engine == Engine::mixture)
            throw incidence->error("an equation or a mixture has no incidence");
        if (absolute.engine == Engine::none)
            absolute.engine = Engine::hazard;
        absolute.incidence = read_rates(*incidence, "incidence");
    }
    if (const YamlNode* const competing = node.find("competing_mortality"))
        absolute.competing = read_rates(*competing, "competing mortality");
    if (absolute.engine == Engine::icare && !absolute.incidence)
        throw node.error("an iCARE model needs incidence");
}

}  // namespace

std::string path_beside(const YamlNode& node) {
    const std::filesystem::path given{node.text()};
    if (given.is_absolute() || node.where().file.empty())
        return given.string();
    return (std::filesystem::path{node.where().file}.parent_path() / given).string();
}

Effect read_effect(const YamlNode& node) {
    Effect effect;
    int n_given = 0;
    for (const std::string_view key : {"hazard_ratio", "odds_ratio", "log_hazard"}) {
        const YamlNode* const own = node.find(key);
        if (own == nullptr)
            continue;
        ++n_given;
        if (key != "log_hazard" && !(own->number() > 0))
            throw own->error("a ratio is greater than 0");
        effect.log_ratio = key == "log_hazard" ? own->number() : std::log(own->number());
    }
    if (n_given != 1)
        throw node.error("an effect is given as one of hazard_ratio, odds_ratio or log_hazard");
    if (const YamlNode* const interval = node.find("interval")) {
        const auto [low, high] = read_pair(*interval);
        if (!(low > 0))
            throw interval->error("the 95 % interval of a ratio lies above 0");
        effect.se = std::log(high / low) / (2 * 1.959963984540054);
    }
    effect.se = node.number_or("se", effect.se);
    return effect;
}

Expression read_expression(
    const std::string& text, const YamlNode& at, const AbsoluteRule& rule, bool with_definitions) {
    ExpressionNames names;
    for (const InputRule& input : rule.inputs)
        names.known.push_back(input.name);
    if (with_definitions)
        for (const auto& [name, expression] : rule.equations.definitions)
            names.known.push_back(name);
    names.find = [&](std::string_view name) -> std::optional<std::size_t> {
        const auto found = std::ranges::find(names.known, name);
        if (found == names.known.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - names.known.begin());
    };
    names.level = [&](std::size_t value, std::string_view level) -> std::optional<double> {
        return value < rule.inputs.size() ? rule.inputs[value].level(level) : std::nullopt;
    };
    try {
        return Expression::parse(text, names);
    } catch (Error& error) {
        error.add_where(at.where());
        throw;
    }
}

Expression read_expression(const YamlNode& node, const AbsoluteRule& rule, bool with_definitions) {
    return read_expression(node.text(), node, rule, with_definitions);
}

void read_absolute(const YamlNode& node, RiskRule& rule) {
    AbsoluteRule& absolute = rule.absolute;
    if (const YamlNode* const inputs = node.find("inputs"))
        for (const YamlNode& input : inputs->items()) {
            absolute.inputs.push_back(read_input(input));
            if (*find_input(absolute, absolute.inputs.back().name) + 1 != absolute.inputs.size())
                throw input.error("this input is there twice");
        }
    absolute.age = find_input(absolute, "age");
    absolute.sex = find_input(absolute, "sex");
    absolute.region = find_input(absolute, "region");
    read_engine(node, rule);
    if (absolute.engine == Engine::icare) {
        absolute.convention = RiskConvention::yearly;
        read_icare(node.at("icare"), absolute);
    }
    if (absolute.engine == Engine::equations)
        read_equations(node, absolute);
    if (absolute.engine == Engine::mixture)
        absolute.mixture = read_mixture(node.at("mixture"));
    if (absolute.engine != Engine::none)
        read_horizons(node, absolute);
    const bool needs_age = absolute.incidence.has_value() || absolute.until_age.has_value();
    if (needs_age && !absolute.age)
        throw node.error(
            "the model needs an input 'age'", "add '- {name: age, unit: years}' to inputs");
    const std::string convention = node.text_or("convention", "");
    if (!convention.empty() && convention != "yearly" && convention != "piecewise")
        throw node.at("convention")
            .error(
                "risk adds up yearly (iCARE) or piecewise (Gail)",
                suggest_name(convention, {"yearly", "piecewise"}));
    if (!convention.empty())
        absolute.convention =
            convention == "yearly" ? RiskConvention::yearly : RiskConvention::piecewise;
    if (const YamlNode* const effect = node.find("score_effect")) {
        effect->allow_keys({"hazard_ratio", "odds_ratio", "log_hazard", "interval", "se"});
        absolute.score_effect = read_effect(*effect);
        if (!rule.score.is_given())
            throw effect->error("there is an effect of a score, but no score");
    }
    if (const YamlNode* const terms = node.find("terms"))
        for (const YamlNode& term : terms->items())
            add_term(term, absolute);
    absolute.incidence_se = node.number_or("incidence_se", 0);
    if (const YamlNode* const decimals = node.find("round_to"))
        absolute.round_to = static_cast<double>(decimals->integer());
}

}  // namespace genostrat::risk

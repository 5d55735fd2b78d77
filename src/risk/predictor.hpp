// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <genostrat/risk/risk_table.hpp>

// How the engines of a rule answer for one person.
namespace genostrat::risk {

/// A score term's place for one person.
struct TermScore {
    std::optional<double> z{};
    double unmatched_share{};  ///< of the score's weight, 0..1
    std::string obstacle{};    ///< why z is not known
};

/// What is known of one person.
struct PersonFacts {
    std::vector<double> inputs{};     ///< in the order of the rule's inputs; NaN where missing
    std::vector<double> variables{};  ///< of the iCARE formula; NaN where missing
    std::vector<double> later_variables{};       ///< of the formula after the split
    std::vector<double> dosages{};               ///< of the iCARE SNPs; NaN where missing
    std::vector<double> later_dosages{};         ///< of the SNPs after the split
    std::optional<double> z{};                   ///< of the score
    double unmatched_share{};                    ///< of the score's weight, 0..1
    std::vector<std::optional<bool>> carries{};  ///< one a term; nothing where not known
    std::vector<TermScore> scores{};             ///< one a term; empty for other terms
};

struct Prediction {
    std::string obstacle{};  ///< why there is no risk; empty if there is one
    std::vector<HorizonRisk> horizons{};
    std::optional<double> linear_predictor{};
    std::optional<double> percentile{};
    double start_risk{};
    std::vector<Contribution> contributions{};
    std::vector<CurvePoint> curve{};
};

/// People that a person with something missing might be.
struct WhatIf {
    std::string what{};
    std::string assumed{};
    std::vector<PersonFacts> alternatives{};
};

/// Adds what an iCARE model could not know: variables of its formulas and SNPs.
void add_icare_what_ifs(
    const AbsoluteRule& rule, const PersonFacts& facts, std::vector<WhatIf>& out);

enum class Detail : std::uint8_t { first_horizon, all };

/// Answers for the people of one rule; keeps what they share. For one thread.
class Predictor {
public:
    explicit Predictor(const RiskRule& rule) : rule_{rule} {}

    virtual ~Predictor() = default;
    Predictor(const Predictor&) = delete;
    Predictor& operator=(const Predictor&) = delete;

    [[nodiscard]] virtual Prediction predict(const PersonFacts& facts, Detail detail) = 0;

    /// The risk over a stretch of life of its own: of a study. Nothing if the engine has only its
    /// published horizon.
    [[nodiscard]] virtual std::optional<Prediction>
    over(const PersonFacts&, double /*age*/, double /*years*/) {
        return std::nullopt;
    }

    /// What this engine could not know of the person.
    [[nodiscard]] virtual std::vector<WhatIf> what_ifs(const PersonFacts& facts) const;

protected:
    [[nodiscard]] const AbsoluteRule& absolute() const noexcept { return rule_.absolute; }

    /// Inputs with the values that the model takes where they are missing, cut to their ranges;
    /// or why that is not possible.
    [[nodiscard]] std::string complete(std::vector<double>& inputs) const;

    const RiskRule& rule_;
};

/// The predictor of a rule's engine; null if it has none. @param rule  outlives the predictor
[[nodiscard]] std::unique_ptr<Predictor>
make_predictor(const RiskRule& rule, StreamKind stream, std::uint32_t seed);

[[nodiscard]] std::unique_ptr<Predictor>
make_hazard_predictor(const RiskRule& rule, StreamKind stream, std::uint32_t seed);
[[nodiscard]] std::unique_ptr<Predictor> make_equation_predictor(const RiskRule& rule);
[[nodiscard]] std::unique_ptr<Predictor> make_mixture_predictor(const RiskRule& rule);

/// Effects of a rule's terms and score for one person, in the order of terms, then the score.
struct TermEffects {
    std::vector<double> log_hazards{};  ///< NaN where not known
    std::vector<double> variances{};    ///< from standard errors and from the score's missing part
};

/// A family history's effect is lessened by half the variance that the score explains.
[[nodiscard]] TermEffects term_effects(const AbsoluteRule& rule, const PersonFacts& facts);

/// A score of a rule: of a score term, or (behind them) the rule's own.
struct ScoreEffect {
    Effect effect{};
    std::optional<std::size_t> term{};  ///< nothing for the rule's own score

    [[nodiscard]] std::optional<double> z(const PersonFacts& facts) const {
        return term ? facts.scores[*term].z : facts.z;
    }
};

[[nodiscard]] std::vector<ScoreEffect> score_effects(const AbsoluteRule& rule);

/// Variance of the log hazard that the scores explain, taken as independent of each other.
[[nodiscard]] double explained_variance(const AbsoluteRule& rule);

/// What a person has, for a term's or the score's line in the waterfall.
[[nodiscard]] std::string
term_words(const AbsoluteRule& rule, std::size_t term, const PersonFacts& facts);

/// One effect a term, then that of the score, of `n` people who stand for the population of the
/// terms' means and shares: a low-discrepancy sequence (Roberts's R sequence, the generalised
/// golden ratio). @return shape [n x (terms + 1 if there is a score)]
[[nodiscard]] std::vector<double> population_effects(const AbsoluteRule& rule, std::size_t n);

}  // namespace genostrat::risk

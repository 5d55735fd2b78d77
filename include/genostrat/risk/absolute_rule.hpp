// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <genostrat/risk/design.hpp>
#include <genostrat/risk/equations.hpp>
#include <genostrat/risk/hazard.hpp>
#include <genostrat/risk/inputs.hpp>
#include <genostrat/risk/mixture.hpp>
#include <genostrat/risk/rates.hpp>
#include <genostrat/risk/score_reference.hpp>
#include <genostrat/risk/snp_reference.hpp>

namespace genostrat::risk {

/// A ratio of hazards (or odds) as its logarithm, with its standard error.
struct Effect {
    double log_ratio{};
    double se{};  ///< 0: not known
};

/// Effect and share of one level of an input.
struct LevelEffect {
    double level{};
    Effect effect{};
    double share{};  ///< of the reference population, 0..1
};

/// One thing besides the score that changes a hazard.
struct RiskTerm {
    enum class Kind : std::uint8_t {
        number,         ///< log hazard for each `per` of an input
        levels,         ///< one effect a level of an input
        score,          ///< a further polygenic score: log hazard for each standard deviation
        carrier,        ///< of a variant of a class in one of some genes
        family_history  ///< 1 or 0; lessened by half of what the score explains
    };

    Kind kind{Kind::number};
    std::string name{};
    std::size_t input{};  ///< index of the input; not for scores and carriers
    Effect effect{};
    double per{1};                      ///< units of the input that the effect belongs to
    double mean{};                      ///< of a number in the reference population
    double sd{};                        ///< its spread there; 0: it is not spread
    std::vector<LevelEffect> levels{};  ///< for Kind::levels
    double share{};                     ///< of carriers, or of people with a family history
    std::vector<std::string> genes{};
    std::vector<std::string> classes{};  ///< ClinVar's, `loss_of_function`, or consequence terms
    int copies{1};                       ///< alleles that make a carrier: 2 for recessive disease
    double score_scale{1};               ///< of the scores' effects among carriers
    ScoreReference score{};              ///< for Kind::score
};

/// Files of an iCARE model, read and checked.
struct IcareParts {
    Design design{};
    std::vector<double> effects{};    ///< one a design column
    std::vector<double> reference{};  ///< shape [n_people x n_columns]
    std::vector<double> weights{};    ///< empty: all the same
    std::vector<Snp> snps{};
    std::string snp_file{};   ///< table of the SNPs if it names alleles, or empty
    std::string snp_build{};  ///< genome build of its positions; empty: not known
    std::optional<std::size_t> family_history{};  ///< design column
    std::size_t n_imputations{5};
    std::size_t n_snp_people{10'000};
};

enum class Engine : std::uint8_t {
    none,       ///< only the place of the score
    hazard,     ///< terms on an incidence, calibrated to a population made of their shares
    icare,      ///< iCARE's files
    equations,  ///< a published equation
    mixture     ///< a score known by prevalence and AUC or R2
};

/// How a rule comes to an absolute risk. Owns everything.
struct AbsoluteRule {
    Engine engine{Engine::none};
    std::vector<InputRule> inputs{};
    std::optional<std::size_t> age{};  ///< the inputs of these names
    std::optional<std::size_t> sex{};
    std::optional<std::size_t> region{};
    std::vector<double> horizons{};        ///< years; the first gives the tier
    std::optional<double> until_age{};     ///< one more horizon: up to this age
    std::optional<Effect> score_effect{};  ///< for each standard deviation of the score
    std::vector<RiskTerm> terms{};
    EquationModel equations{};
    ScoreMixture mixture{};
    std::optional<RateBook> incidence{};
    std::optional<RateBook> competing{};
    double incidence_se{};  ///< relative standard error of the incidence; 0: not known
    RiskConvention convention{RiskConvention::piecewise};
    std::optional<double> round_to{};  ///< decimals that a risk is rounded to before it is tiered
    std::shared_ptr<const IcareParts> icare{};
    std::shared_ptr<const IcareParts> icare_later{};  ///< from `split_at` on
    double split_at{};
};

}  // namespace genostrat::risk

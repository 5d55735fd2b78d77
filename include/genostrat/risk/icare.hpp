// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <genostrat/risk/hazard.hpp>
#include <genostrat/risk/random_stream.hpp>
#include <genostrat/risk/rates.hpp>
#include <genostrat/risk/snp_reference.hpp>

namespace genostrat::risk {

/// What an iCARE model is made of. Columns are SNPs first, then covariates.
struct IcareInputs {
    std::vector<Snp> snps{};
    std::vector<double> covariate_effects{};  ///< log odds, one a covariate column
    /// Covariates of the reference people, none missing; shape [n_people x n_covariates].
    std::vector<double> reference{};
    std::vector<double> reference_weights{};  ///< one a person; empty: all the same
    /// Covariate column that says whether a first-degree relative had the disease. Its effect is
    /// lessened by half the variance that the SNPs explain: they are part of the family history.
    std::optional<std::size_t> family_history{};
    AgeRates incidence{};
    AgeRates competing{};  ///< no rates: nobody dies of anything else
    RiskConvention convention{RiskConvention::yearly};
    std::size_t n_imputations{5};      ///< genotypes drawn for each reference person
    std::size_t n_snp_people{10'000};  ///< reference people of a model without covariates
};

/// Columns of one person and the stretch of life in question.
struct IcareProfile {
    std::span<const double> values{};  ///< one a column; NaN where missing
    double age{};                      ///< years
    double years{};                    ///< length of the stretch
};

struct IcareRisk {
    double risk{};              ///< chance of the disease within the stretch, 0..1
    double linear_predictor{};  ///< sum of effects; of the matching people where some are missing
    bool is_matched{};          ///< from reference people alike in what is known
};

/// When a person's risk is that of reference people with the same percentile of the linear
/// predictor.
enum class Matching : std::uint8_t {
    where_missing,  ///< where a column is missing
    always          ///< for everybody: what R's iCARE does when a rate of anybody's ages is missing
};

/// iCARE: absolute risk from relative risks, age-specific incidence, competing mortality and a
/// reference population (Choudhury et al. 2020, doi:10.1371/journal.pone.0228198). Owns everything;
/// const members may be called from many threads.
class IcareModel {
public:
    /// @param stream  of the drawn genotypes; models of one run share it
    /// @throws Error{bad_data}: incidence with a missing age, no reference people, no column at all
    IcareModel(IcareInputs inputs, RandomStream& stream);

    [[nodiscard]] std::size_t n_columns() const noexcept { return effects_.size(); }

    /// Effects a column, that of the family history lessened.
    [[nodiscard]] std::span<const double> effects() const noexcept { return effects_; }

    /// Weighted mean of each column over the reference.
    [[nodiscard]] const std::vector<double>& column_means() const noexcept { return means_; }

    /// Baseline hazard a year, from incidence.first_age.
    [[nodiscard]] std::span<const double> hazard() const noexcept { return hazard_; }

    /// One entry a profile.
    /// @throws Error{bad_data} for ages without rates; Error{usage} for parts of years under the
    ///         yearly convention
    [[nodiscard]] std::vector<IcareRisk> assess(
        std::span<const IcareProfile> profiles, Matching matching = Matching::where_missing) const;

    /// Risk of a person of this linear predictor.
    [[nodiscard]] double risk_of(double linear_predictor, double age, double years) const;

    /// Risks of the reference people over a stretch; where genotypes are drawn, each person's mean
    /// over the draws.
    [[nodiscard]] std::vector<double> reference_risks(double age, double years) const;

    /// Percentile of a linear predictor among the reference people, 0..100 (ties count half).
    [[nodiscard]] double percentile_of(double linear_predictor) const;

    /// One weight a reference person; empty: all the same.
    [[nodiscard]] std::span<const double> reference_weights() const noexcept {
        return inputs_.reference_weights;
    }

private:
    friend class IcareAssessor;
    struct Bins;
    struct Stretch;

    void draw_reference(RandomStream& stream);
    [[nodiscard]] double value(std::size_t row, std::size_t column) const noexcept;
    [[nodiscard]] Stretch stretch(double age, double years) const;
    [[nodiscard]] double risk_over(const Stretch& stretch, double linear_predictor) const noexcept;
    [[nodiscard]] Bins bins_of(const std::vector<bool>& is_present) const;
    [[nodiscard]] IcareRisk
    matched(const Bins& bins, double linear_predictor, const Stretch& stretch) const;

    IcareInputs inputs_;
    std::size_t n_people_{};
    std::size_t n_rows_{};                // people x imputations, imputation after imputation
    std::vector<std::int8_t> genotypes_;  // shape [n_snps x n_rows]
    std::vector<double> effects_;
    std::vector<double> means_;
    std::vector<double> row_predictors_;
    std::vector<double> row_weights_;  // empty: all the same
    std::vector<double> hazard_;
};

/// Assesses people one by one; keeps the bins of each pattern of missing columns. A view of the
/// model, for one thread.
class IcareAssessor {
public:
    explicit IcareAssessor(const IcareModel& model);
    ~IcareAssessor();
    IcareAssessor(IcareAssessor&&) noexcept;
    IcareAssessor& operator=(IcareAssessor&&) noexcept;

    /// As IcareModel::assess.
    [[nodiscard]] IcareRisk
    assess(const IcareProfile& profile, Matching matching = Matching::where_missing);

private:
    struct Cache;
    const IcareModel* model_;
    std::unique_ptr<Cache> cache_;
};

/// Chance over two stretches, one after the other, each by its own model: r1 + (1 - r1) r2. That
/// somebody may die of something else before the second begins is not carried over (iCARE's
/// convention for a split interval).
[[nodiscard]] constexpr double split_risk(double first, double second) noexcept {
    return first + (1 - first) * second;
}

}  // namespace genostrat::risk

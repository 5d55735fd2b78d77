// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <genostrat/risk/risk_table.hpp>
#include <genostrat/risk/score_reference.hpp>

// Where people stand in one score of a model.
namespace genostrat::risk {

class ScorePlacer {
public:
    /// @param reference, inputs  outlive this
    ScorePlacer(const ScoreReference& reference, const RiskInputs& inputs);

    /// @param row  of the person in the covariates
    [[nodiscard]] ScorePlace place(const std::string& sample, std::optional<std::size_t> row) const;

    /// Share of the score's weight that was not found, 0..1; 0 where it was not computed.
    [[nodiscard]] double unmatched_share() const noexcept;

    [[nodiscard]] double mean() const noexcept { return mean_; }

    [[nodiscard]] double sd() const noexcept { return sd_; }

    /// True if z and percentile compare with the people of the run.
    [[nodiscard]] bool is_from_cohort() const noexcept { return from_cohort_; }

    /// Their sums in rising order; empty unless is_from_cohort.
    [[nodiscard]] const std::vector<double>& cohort() const noexcept { return cohort_; }

private:
    void set_reference();
    [[nodiscard]] std::string score_obstacle() const;
    void place_adjusted(const std::string& sample, ScorePlace& out) const;
    [[nodiscard]] std::optional<std::size_t> sample_index(const std::string& sample) const;
    [[nodiscard]] const PopulationReference*
    population_of(const std::string& sample, std::optional<std::size_t> row) const;

    const ScoreReference& reference_;
    const RiskInputs& inputs_;
    std::ptrdiff_t score_{-1};  // index in the score table
    std::string obstacle_;
    double mean_{};
    double sd_{};
    bool from_cohort_{};
    std::vector<double> cohort_;
};

}  // namespace genostrat::risk

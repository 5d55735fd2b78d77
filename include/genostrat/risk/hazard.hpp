// SPDX-License-Identifier: MIT
#pragma once

#include <span>

// Absolute risk from age-specific rates. An entry of a rate vector holds for one year of life;
// entry 0 is the year that begins at `first_age`.
namespace genostrat::risk {

/// Weight of a row of the reference population: weights may have any positive sum.
struct ReferenceView {
    std::span<const double> relative_risks{};  ///< exp(linear predictor), shape [n]
    std::span<const double> weights{};         ///< shape [n]; empty: all the same
};

/// Baseline hazard of each age: incidence / E[relative risk | alive and free of disease at that
/// age], the expectation over the reference population. A fixed point, because who is still free of
/// disease depends on the hazard: iterated until no entry moves by more than 1e-13 relative
/// (iCARE's rule stops at 1e-3; risks differ by less than 1.1e-9). Competing mortality does not
/// enter: it takes all people alike.
///
/// @param incidence  one entry a year from birth (or from where risk begins), 0..1
/// @param out        shape of incidence
/// Source: Choudhury et al. 2020, doi:10.1371/journal.pone.0228198; Pal Choudhury's iCARE.
void baseline_hazard(
    std::span<const double> incidence, ReferenceView reference, std::span<double> out);

/// How risk adds up over a stretch of ages.
enum class RiskConvention : char {
    yearly,    ///< iCARE: the sum over whole years, each with the survival at its beginning
    piecewise  ///< Gail 1989 (doi:10.1093/jnci/81.24.1879): exact for rates constant in each year
};

/// Rates of one person's years, and their ages.
struct RiskYears {
    std::span<const double> hazard{};     ///< baseline hazard a year
    std::span<const double> competing{};  ///< competing mortality a year; empty: none
    double relative_risk{1};
};

/// Chance of the disease within the years [0, n) of the spans, by iCARE's yearly sum:
/// sum of h r exp(-(all of h r and of m before)).
/// @pre competing is empty or as long as hazard
[[nodiscard]] double yearly_risk(const RiskYears& years) noexcept;

/// The same with rates constant within each year (Gail's formula).
/// @param skipped  share of the first year that lies before the person's age, 0 <= skipped < 1
/// @param last     share of the last year that belongs to the stretch, 0 < last <= 1
[[nodiscard]] double
piecewise_risk(const RiskYears& years, double skipped = 0, double last = 1) noexcept;

}  // namespace genostrat::risk

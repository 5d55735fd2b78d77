// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace genostrat::risk {

/// How a score is adjusted for ancestry before it is compared (see ancestry/normalise.hpp).
enum class Normalisation : std::uint8_t {
    none,              ///< the score itself, against a mean and sd
    most_similar_pop,  ///< against the reference people of the most similar group
    norm1,             ///< less the mean that the principal components predict
    norm2              ///< and over the spread that they predict
};

/// A score's mean and spread among the people of one population.
struct PopulationReference {
    std::string population{};
    double mean{};
    double sd{};
};

/// A polygenic score of a model, and what it is compared with.
struct ScoreReference {
    std::string name{};            ///< empty: none
    std::optional<double> mean{};  ///< of the score in the reference; nothing: the cohort's own
    std::optional<double> sd{};
    std::vector<PopulationReference> populations{};  ///< where the model tells populations apart
    std::string z_column{};      ///< column of the covariates that holds the score's z instead
    double minimum_match{0.75};  ///< share of the score's weight that has to be matched, 0..1
    Normalisation normalise{Normalisation::none};

    /// True if there is a score, computed or in a column.
    [[nodiscard]] bool is_given() const noexcept { return !name.empty() || !z_column.empty(); }
};

}  // namespace genostrat::risk

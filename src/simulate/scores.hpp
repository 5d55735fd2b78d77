// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/individuals.hpp"
#include "simulate/sites.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::simulate {

/// A polygenic score made up for the simulated cohort.
struct SimulatedScore {
    std::string id{};
    std::string trait{};
    std::string file_name{};
    std::string text{};      ///< a PGS Catalog scoring file, format 2.0
    double mean{};           ///< of the cohort, over the rows that can be matched
    double sd{};             ///< of the cohort, ddof 0
    double patient_score{};  ///< of the patient, over the same rows
};

/// Chooses SNVs of the cohort for three scores and gives them weights: high for the patient in
/// the first score, about the middle in the second, low in the third. The first two files are
/// harmonised (their original positions differ), the third has original columns only. Some rows are
/// written for the other strand, some are ambiguous (A/T, C/G), some name no variant of the cohort.
class ScoreMaker {
public:
    static constexpr std::size_t n_scores = 3;

    /// @param n_rows     rows a score
    /// @param n_records  variants of the cohort to choose from
    ScoreMaker(std::int64_t n_rows, std::int64_t n_records, Random random);

    /// Looks at a variant of the cohort; takes it for none, one or more scores.
    void
    consider(std::string_view contig, const Site& site, std::span<const Call> cohort, Call patient);

    /// The scores. @pre called once, after the last variant
    [[nodiscard]] std::vector<SimulatedScore> finish();

private:
    struct Row {
        std::string contig{};
        std::int64_t pos{};
        std::uint32_t rs_number{};
        std::string effect{};
        std::string other{};
        double weight{};
        bool is_ambiguous{};
        std::vector<std::int8_t> dosages{};  // of the effect allele, by person of the cohort
        int patient_dosage{};
    };

    struct Sums {
        double mean;
        double sd;
        double patient;

        [[nodiscard]] double z() const noexcept { return sd > 0 ? (patient - mean) / sd : 0; }
    };

    static Sums sums_of(std::span<const Row> rows);
    static void aim(std::vector<Row>& rows, std::size_t score);
    std::string text_of(std::span<const Row> rows, std::size_t score);

    double probability_;
    Random random_;
    std::vector<std::vector<Row>> rows_;
};

/// A risk model over these scores: mean and sd of each, three tiers by percentile with a text each.
[[nodiscard]] std::string risk_model_text(std::span<const SimulatedScore> scores);

}  // namespace genostrat::simulate

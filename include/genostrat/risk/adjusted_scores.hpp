// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <string>
#include <string_view>

#include <genostrat/ancestry/ancestry_table.hpp>
#include <genostrat/ancestry/panel.hpp>
#include <genostrat/ancestry/reference_scores.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/risk/score_reference.hpp>
#include <genostrat/score/score_table.hpp>

namespace genostrat::risk {

/// `none`, `most_similar_pop`, `norm1` or `norm2`. @throws Error{usage} with the nearest name
[[nodiscard]] Normalisation parse_normalisation(std::string_view name);
[[nodiscard]] std::string_view to_string(Normalisation method) noexcept;

/// One score of one person, adjusted for ancestry in each way; NaN where not known.
struct AdjustedScore {
    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

    double z_similar{unknown};           ///< among the most similar group
    double percentile_similar{unknown};  ///< 0..100
    double z_norm1{unknown};
    double z_norm2{unknown};
    std::string group{};     ///< the most similar one
    bool is_between{};       ///< no group is likely enough to compare with
    bool is_of_reference{};  ///< a reference person's own

    /// z by a method; NaN for `none`.
    [[nodiscard]] double z(Normalisation method) const noexcept;
};

/// Scores of people, adjusted for ancestry. Owns everything.
class AdjustedScores {
public:
    /// Reads what `genostrat ancestry adjust` writes: IID, PGS, Z_MostSimilarPop, Z_norm1, Z_norm2
    /// and, if they are there, MostSimilarPop, MostSimilarPop_LowConfidence,
    /// percentile_MostSimilarPop. Of a person of both sample sets the row of the target counts.
    /// @throws Error{missing_input}, Error{bad_data} naming file and column
    [[nodiscard]] static AdjustedScores read(const std::string& path);

    /// Learns from the sums of a panel's people how each score depends on ancestry (the first four
    /// components), and adjusts the people of a run. Scores without reference sums are left out.
    /// @throws Error{bad_data} as ancestry::learn_adjustment
    [[nodiscard]] static AdjustedScores learn(
        const ancestry::Panel& panel,
        const ancestry::SumTable& reference,
        const ancestry::AncestryTable& people,
        const score::ScoreTable& scores);

    /// Null if there is none. Valid as long as this.
    [[nodiscard]] const AdjustedScore*
    find(std::string_view score, std::string_view sample) const noexcept;

    /// Where they come from, in words.
    [[nodiscard]] const std::string& source() const noexcept { return source_; }

private:
    TextMap<TextMap<AdjustedScore>> of_scores_;
    std::string source_;
};

}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
// What guidelines say to one sample, drug by drug.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/recommend.hpp>

namespace genostrat::report {

/// What a recommendation asks of the prescriber, the most urgent first.
enum class Action : std::uint8_t { other_drug, adjust, read, standard };

struct Advice {
    const pgx::Guideline* guideline{};
    const pgx::GuidelineMatch* match{};
    const pgx::Recommendation* recommendation{};
    Action action{};
};

/// Everything said about one drug. Borrows from the results it was made of.
struct DrugAdvice {
    Action action{Action::standard};
    std::vector<Advice> advice{};
    std::vector<const pgx::GuidelineResult*> special_cases{};
};

/// Drugs that get the same advice for the same reason: one line of the summary.
struct AdviceGroup {
    Action action{};
    std::vector<std::string> drugs{};
    std::string text{};    ///< the leading recommendation, without markup
    std::string reason{};  ///< genes with what they mean
    std::string source{};  ///< `CPIC, strong`
};

/// A publisher's HTML as plain paragraphs: no tag of theirs is left, entities are.
[[nodiscard]] std::vector<std::string> paragraphs_of(std::string_view html);

[[nodiscard]] std::map<std::string, DrugAdvice>
advice_by_drug(const std::vector<pgx::GuidelineResult>& results);

/// Lines for drugs whose guidelines ask for something else than usual care, most urgent first.
[[nodiscard]] std::vector<AdviceGroup> group_advice(const std::map<std::string, DrugAdvice>& drugs);

/// `CYP2C19 *2/*2, poor metabolizer`, the genes of a match with `; ` between.
[[nodiscard]] std::string reason_of(const pgx::GuidelineMatch& match);

}  // namespace genostrat::report

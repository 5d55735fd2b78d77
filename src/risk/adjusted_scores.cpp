// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/risk/adjusted_scores.hpp>

namespace genostrat::risk {

namespace {

constexpr std::array<std::pair<std::string_view, Normalisation>, 4> normalisations{
    {{"none", Normalisation::none},
     {"most_similar_pop", Normalisation::most_similar_pop},
     {"norm1", Normalisation::norm1},
     {"norm2", Normalisation::norm2}}};

}  // namespace

Normalisation parse_normalisation(std::string_view name) {
    std::vector<std::string> known;
    for (const auto& [word, method] : normalisations) {
        if (word == name)
            return method;
        known.emplace_back(word);
    }
    throw Error{
        ErrorKind::usage,
        fmt::format("there is no normalisation '{}'", name),
        {},
        suggest_name(name, known)};
}

std::string_view to_string(Normalisation method) noexcept {
    return normalisations[static_cast<std::size_t>(method)].first;
}

double AdjustedScore::z(Normalisation method) const noexcept {
    switch (method) {
    case Normalisation::most_similar_pop:
        return z_similar;
    case Normalisation::norm1:
        return z_norm1;
    case Normalisation::norm2:
        return z_norm2;
    case Normalisation::none:
        break;
    }
    return unknown;
}

AdjustedScores AdjustedScores::read(const std::string& path) {
    const io::DataTable table = io::DataTable::read(path);
    const std::size_t id = ancestry::id_column(table);
    const auto known = table.find_column({"PGS", "score"});
    const std::size_t score = known ? *known : table.column("PGS");
    const std::array<std::size_t, 3> z{
        table.column("Z_MostSimilarPop"), table.column("Z_norm1"), table.column("Z_norm2")};
    const auto percentile = table.find_column("percentile_MostSimilarPop");
    const auto group = table.find_column("MostSimilarPop");
    const auto is_unsure = table.find_column("MostSimilarPop_LowConfidence");
    const auto set = table.find_column("sampleset");
    AdjustedScores out;
    out.source_ = path;
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
        AdjustedScore own{
            .z_similar = table.number(row, z[0]).value_or(AdjustedScore::unknown),
            .z_norm1 = table.number(row, z[1]).value_or(AdjustedScore::unknown),
            .z_norm2 = table.number(row, z[2]).value_or(AdjustedScore::unknown)};
        if (percentile)
            own.percentile_similar =
                table.number(row, *percentile).value_or(AdjustedScore::unknown);
        if (group)
            own.group = table.text(row, *group);
        own.is_between = is_unsure && table.text(row, *is_unsure) == "True";
        TextMap<AdjustedScore>& of_score = out.of_scores_[std::string{table.text(row, score)}];
        own.is_of_reference = set && table.text(row, *set) == "reference";
        const auto [known_row, is_new] =
            of_score.try_emplace(std::string{table.text(row, id)}, own);
        if (is_new)
            continue;
        // Who is asked about may be part of the reference, too.
        if (own.is_of_reference == known_row->second.is_of_reference)
            table.fail(row, id, fmt::format("has two rows of {}", table.text(row, score)));
        if (!own.is_of_reference)
            known_row->second = std::move(own);
    }
    return out;
}

AdjustedScores AdjustedScores::learn(
    const ancestry::Panel& panel,
    const ancestry::SumTable& reference,
    const ancestry::AncestryTable& people,
    const score::ScoreTable& scores) {
    constexpr std::size_t usual_components = 4;
    const std::vector<double> pcs = panel.basis.reference_pcs();
    const std::vector<std::size_t> groups = panel.group_of_samples();
    const ancestry::ReferencePeople known{
        .samples = panel.samples,
        .pcs = pcs,
        .n_pcs = panel.basis.n_reference,
        .groups = groups,
        .n_groups = panel.groups().size()};
    const std::size_t n_components = std::min(usual_components, known.n_pcs);
    AdjustedScores out;
    out.source_ = fmt::format("the panel {}", panel.name);
    for (std::size_t score = 0; score < scores.scores.size(); ++score) {
        const std::string& name = scores.scores[score].summary.facts.name;
        if (reference.find(name) == nullptr)
            continue;
        const ancestry::ScoreAdjustment adjustment =
            ancestry::learn_adjustment(known, n_components, reference, name);
        TextMap<AdjustedScore>& of_score = out.of_scores_[name];
        for (std::size_t sample = 0; sample < scores.samples.size(); ++sample) {
            const ancestry::PersonAncestry* const person = people.find(scores.samples[sample]);
            if (person == nullptr)
                continue;
            const double sum = scores.sums[scores.at(score, sample)];
            const std::span<const double> place = std::span{person->pcs}.first(n_components);
            AdjustedScore own{
                .z_norm1 = adjustment.normaliser.z1(place, sum),
                .z_norm2 = adjustment.normaliser.z2(place, sum),
                .group = people.groups[person->group],
                .is_between = person->is_between};
            if (const auto& alike = adjustment.groups[person->group]) {
                own.z_similar = alike->z(sum);
                own.percentile_similar = alike->percentile(sum);
            }
            of_score.emplace(scores.samples[sample], std::move(own));
        }
    }
    return out;
}

const AdjustedScore*
AdjustedScores::find(std::string_view score, std::string_view sample) const noexcept {
    const auto of_score = of_scores_.find(score);
    if (of_score == of_scores_.end())
        return nullptr;
    const auto own = of_score->second.find(sample);
    return own == of_score->second.end() ? nullptr : &own->second;
}

}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <genostrat/ancestry/reference_scores.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::ancestry {

SumTable SumTable::read(const std::string& path) {
    const io::DataTable table = io::DataTable::read(path);
    const auto known = table.find_column({"PGS", "score"});
    const std::size_t score = known ? *known : table.column("PGS");
    const std::size_t sum = table.column("SUM");
    const std::size_t id = id_column(table);
    SumTable out{.file = path};
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
        const auto found = std::ranges::find(out.scores, table.text(row, score));
        const auto index = static_cast<std::size_t>(found - out.scores.begin());
        if (found == out.scores.end()) {
            out.scores.emplace_back(table.text(row, score));
            out.of_samples.emplace_back();
        }
        const std::optional<double> value = table.number(row, sum);
        if (!value)
            continue;
        if (!out.of_samples[index].emplace(table.text(row, id), *value).second)
            table.fail(row, id, fmt::format("has two sums of {}", out.scores[index]));
    }
    return out;
}

const TextMap<double>* SumTable::find(std::string_view score) const noexcept {
    const auto found = std::ranges::find(scores, score);
    return found == scores.end() ? nullptr
                                 : &of_samples[static_cast<std::size_t>(found - scores.begin())];
}

ScoreAdjustment learn_adjustment(
    const ReferencePeople& reference,
    std::size_t n_normalise,
    const SumTable& sums,
    std::string_view score) {
    const TextMap<double>* const of_samples = sums.find(score);
    std::vector<double> pcs;
    std::vector<double> values;
    std::vector<std::vector<double>> of_group(reference.n_groups);
    for (std::size_t sample = 0; sample < reference.samples.size(); ++sample) {
        if (of_samples == nullptr)
            break;
        const auto own = of_samples->find(reference.samples[sample]);
        if (own == of_samples->end())
            continue;
        const std::span<const double> place =
            reference.pcs.subspan(sample * reference.n_pcs, n_normalise);
        pcs.insert(pcs.end(), place.begin(), place.end());
        values.push_back(own->second);
        of_group[reference.groups[sample]].push_back(own->second);
    }
    if (values.empty())
        throw Error{
            ErrorKind::bad_data,
            fmt::format("no reference sample has a sum of {}", score),
            {.file = sums.file},
            "the sums of reference and target samples are computed alike, by genostrat score"};
    ScoreAdjustment out{.normaliser = fit_normaliser(pcs, n_normalise, values)};
    for (std::vector<double>& group : of_group) {
        out.groups.emplace_back();
        if (!group.empty())
            out.groups.back().emplace(std::move(group));
    }
    return out;
}

std::size_t id_column(const io::DataTable& table) {
    return table.find_column({"IID", "sample", "id", "ID"}).value_or(0);
}

}  // namespace genostrat::ancestry

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include <genostrat/ancestry/adjust.hpp>
#include <genostrat/ancestry/forest.hpp>
#include <genostrat/ancestry/mahalanobis.hpp>
#include <genostrat/ancestry/reference_scores.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/data_table.hpp>

namespace genostrat::ancestry {

namespace {

/// Samples with their components, row-major.
struct Places {
    std::vector<std::string> ids{};
    std::vector<double> pcs{};
    std::size_t n_pcs{};

    [[nodiscard]] std::span<const double> of(std::size_t sample, std::size_t n) const {
        return std::span{pcs}.subspan(sample * n_pcs, n);
    }

    [[nodiscard]] std::vector<double> first(std::size_t n) const {
        std::vector<double> out;
        for (std::size_t sample = 0; sample < ids.size(); ++sample)
            out.insert(out.end(), of(sample, n).begin(), of(sample, n).end());
        return out;
    }
};

Places read_places(const std::string& path, std::size_t n_pcs) {
    const io::DataTable table = io::DataTable::read(path);
    Places out{.n_pcs = n_pcs};
    std::vector<std::size_t> columns;
    for (std::size_t pc = 1; pc <= n_pcs; ++pc)
        columns.push_back(table.column(fmt::format("PC{}", pc)));
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
        out.ids.emplace_back(table.text(row, id_column(table)));
        for (const std::size_t column : columns) {
            const std::optional<double> place = table.number(row, column);
            if (!place || !std::isfinite(*place))
                table.fail(row, column, "is no place on a component");
            out.pcs.push_back(*place);
        }
    }
    if (out.ids.empty())
        throw Error{ErrorKind::bad_data, "the table has no samples", {.file = path}};
    return out;
}

TextMap<std::string> read_labels(const std::string& path, const std::string& column) {
    const io::DataTable table = io::DataTable::read(path);
    const std::size_t group = table.column(column);
    TextMap<std::string> labels;
    for (std::size_t row = 0; row < table.n_rows(); ++row)
        labels.emplace(table.text(row, id_column(table)), table.text(row, group));
    return labels;
}

const std::string&
label_of(const TextMap<std::string>& labels, const std::string& id, const std::string& file) {
    const auto own = labels.find(id);
    if (own == labels.end())
        throw Error{
            ErrorKind::bad_data,
            fmt::format("there is no label for the sample '{}'", id),
            {.file = file}};
    return own->second;
}

/// The group of a sample and how sure it is.
struct Group {
    std::size_t index{};
    double probability{1};  ///< of the forest; of a distance its P
    bool is_unsure{};
    std::vector<double> log_p{};  ///< of distances, one a group
};

/// Assigns samples by one of the two ways.
class Assigner {
public:
    Assigner(
        const AdjustOptions& options,
        const Places& reference,
        const std::vector<std::size_t>& groups,
        std::size_t n_groups)
        : options_{options}, n_groups_{n_groups} {
        const std::vector<double> features = reference.first(options.n_assign);
        if (options.assignment == Assignment::forest)
            forest_.emplace(features, options.n_assign, groups, n_groups);
        else
            distances_.emplace(features, options.n_assign, groups, n_groups);
    }

    [[nodiscard]] Group assign(std::span<const double> pcs) const {
        Group out;
        if (forest_) {
            std::vector<double> shares(n_groups_);
            forest_->probabilities(pcs, shares);
            const auto best = std::ranges::max_element(shares);
            out.index = static_cast<std::size_t>(best - shares.begin());
            out.probability = *best;
            out.is_unsure = *best < 0.5;
            return out;
        }
        const DistanceDf df =
            options_.as_pgsc_calc ? DistanceDf::n_pcs_minus_one : DistanceDf::n_pcs;
        for (std::size_t group = 0; group < n_groups_; ++group)
            out.log_p.push_back(distances_->log_p(pcs, group, df));
        const auto best = std::ranges::max_element(out.log_p);
        out.index = static_cast<std::size_t>(best - out.log_p.begin());
        out.probability = std::exp(*best);
        out.is_unsure = out.probability < 1e-10;
        return out;
    }

private:
    const AdjustOptions& options_;
    std::size_t n_groups_;
    std::optional<RandomForest> forest_;
    std::optional<MahalanobisModel> distances_;
};

void append(std::string& out, double value) {
    out += '\t';
    if (std::isfinite(value))
        append_number(out, value);
    else
        out += "NA";
}

}  // namespace

std::string adjust_scores(const AdjustOptions& options) {
    const std::size_t n_pcs = std::max(options.n_assign, options.n_normalise);
    const Places reference = read_places(options.reference_pcs, n_pcs);
    const Places target = read_places(options.target_pcs, n_pcs);
    const TextMap<std::string> labels = read_labels(options.reference_labels, options.label_column);
    std::vector<std::string> names;
    std::vector<std::size_t> groups;
    for (const std::string& id : reference.ids) {
        const std::string& label = label_of(labels, id, options.reference_labels);
        const auto known = std::ranges::find(names, label);
        groups.push_back(static_cast<std::size_t>(known - names.begin()));
        if (known == names.end())
            names.push_back(label);
    }
    const Assigner assigner{options, reference, groups, names.size()};
    TextMap<std::string> given;
    if (!options.target_labels.empty())
        given = read_labels(options.target_labels, "MostSimilarPop");
    const bool has_distances = options.assignment == Assignment::mahalanobis;

    std::string out = "sampleset\tIID\tPGS\tSUM\tMostSimilarPop\tprobability\t"
                      "MostSimilarPop_LowConfidence\tpercentile_MostSimilarPop\tZ_MostSimilarPop\t"
                      "Z_norm1\tZ_norm2";
    for (const std::string& name : names)
        if (has_distances)
            out += "\tMahalanobis_P_" + name;
    out += '\n';
    const SumTable sums = SumTable::read(options.scores);
    const ReferencePeople people{
        .samples = reference.ids,
        .pcs = reference.pcs,
        .n_pcs = n_pcs,
        .groups = groups,
        .n_groups = names.size()};
    for (std::size_t score = 0; score < sums.scores.size(); ++score) {
        const ScoreAdjustment own =
            learn_adjustment(people, options.n_normalise, sums, sums.scores[score]);
        for (const bool is_target : {false, true}) {
            const Places& places = is_target ? target : reference;
            for (std::size_t sample = 0; sample < places.ids.size(); ++sample) {
                const std::string& id = places.ids[sample];
                const auto sum = sums.of_samples[score].find(id);
                if (sum == sums.of_samples[score].end())
                    continue;
                Group group = assigner.assign(places.of(sample, options.n_assign));
                if (!is_target)
                    group.index = groups[sample];
                if (is_target && !given.empty()) {
                    const std::string& label = label_of(given, id, options.target_labels);
                    group.index =
                        static_cast<std::size_t>(std::ranges::find(names, label) - names.begin());
                    if (group.index == names.size())
                        throw Error{
                            ErrorKind::bad_data,
                            fmt::format("the reference has no group '{}'", label),
                            {.file = options.target_labels},
                            suggest_name(label, names)};
                }
                out += fmt::format(
                    "{}\t{}\t{}", is_target ? "target" : "reference", id, sums.scores[score]);
                append(out, sum->second);
                out += '\t' + names[group.index];
                append(out, group.probability);
                out += group.is_unsure ? "\tTrue" : "\tFalse";
                const std::optional<GroupScores>& alike = own.groups[group.index];
                append(out, alike ? alike->percentile(sum->second) : std::nan(""));
                append(out, alike ? alike->z(sum->second) : std::nan(""));
                const std::span<const double> pcs = places.of(sample, options.n_normalise);
                append(out, own.normaliser.z1(pcs, sum->second));
                append(out, own.normaliser.z2(pcs, sum->second));
                for (const double log_p : group.log_p)
                    append(out, std::exp(log_p));
                out += '\n';
            }
        }
    }
    return out;
}

}  // namespace genostrat::ancestry

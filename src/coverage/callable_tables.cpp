// SPDX-License-Identifier: MIT
#include "callable_work.hpp"

#include <array>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/io/atomic_file.hpp>

namespace genostrat::coverage {

namespace {

using Json = nlohmann::ordered_json;

/// Of longer lists of targets (sites of a score) the JSON holds the sums only.
constexpr std::size_t most_json_targets = 20'000;

constexpr std::array columns{
    std::pair{"callable", CallState::callable},
    std::pair{"low_depth", CallState::low_depth},
    std::pair{"poor_mapping", CallState::poor_mapping},
    std::pair{"no_coverage", CallState::no_coverage},
    std::pair{"low_quality", CallState::low_quality}};

std::string_view or_dot(std::string_view text) {
    return text.empty() ? "." : text;
}

std::string counts_table(std::span<const CallableCounts> rows) {
    std::string out = "name\tlength";
    for (const auto& [name, state] : columns)
        out += fmt::format("\t{}", name);
    out += "\tpercent_callable\n";
    for (const CallableCounts& row : rows) {
        out += fmt::format("{}\t{}", row.name, row.length);
        for (const auto& [name, state] : columns)
            out += fmt::format("\t{}", row.of(state));
        out += fmt::format("\t{:.2f}\n", row.percent_callable());
    }
    return out;
}

std::string gaps_table(std::span<const Gap> gaps) {
    std::string out = "target\tcontig\tbegin\tend\tlength\tstate\thgvs\n";  // 1-based, inclusive
    for (const Gap& gap : gaps)
        out += fmt::format(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
            gap.target,
            gap.contig,
            gap.run.begin + 1,
            gap.run.end,
            gap.run.end - gap.run.begin,
            to_string(gap.run.state),
            or_dot(gap.hgvs));
    return out;
}

std::string missed_table(std::span<const MissedSite> sites) {
    std::string out = "gene\tcontig\tpos\tref\talt\tid\tsignificance\tstate\thgvs\n";  // 1-based
    for (const MissedSite& missed : sites)
        out += fmt::format(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
            missed.gene,
            missed.site.contig,
            missed.site.pos + 1,
            missed.site.ref,
            missed.site.alt,
            or_dot(missed.site.id),
            missed.site.significance,
            to_string(missed.state),
            or_dot(missed.hgvs));
    return out;
}

Json to_json(const CallableCounts& counts) {
    Json json{{"name", counts.name}, {"length", counts.length}};
    for (const auto& [name, state] : columns)
        json[name] = counts.of(state);
    json["percent_callable"] = counts.percent_callable();
    return json;
}

Json to_json(std::span<const CallableCounts> rows) {
    Json list = Json::array();
    for (const CallableCounts& row : rows)
        list.push_back(to_json(row));
    return list;
}

Json to_json(const Gap& gap) {
    return {
        {"target", gap.target},
        {"contig", gap.contig},
        {"begin", gap.run.begin + 1},
        {"end", gap.run.end},
        {"state", to_string(gap.run.state)},
        {"hgvs", gap.hgvs}};
}

Json to_json(const MissedSite& missed) {
    return {
        {"gene", missed.gene},
        {"contig", missed.site.contig},
        {"pos", missed.site.pos + 1},
        {"ref", missed.site.ref},
        {"alt", missed.site.alt},
        {"id", missed.site.id},
        {"significance", missed.site.significance},
        {"state", to_string(missed.state)},
        {"hgvs", missed.hgvs}};
}

template <typename T>
Json list_of(std::span<const T> items) {
    Json list = Json::array();
    for (const T& item : items)
        list.push_back(to_json(item));
    return list;
}

std::string to_text(const CallableOptions& options, const CallableResult& result) {
    Json json;
    json["schema"] = "genostrat-callable-1";
    json["min_depth"] = options.min_depth;
    json["min_mapping_quality"] = options.min_mapping_quality;
    json["min_genotype_quality"] = options.min_genotype_quality;
    json["total"] = to_json(result.total);
    json["genes"] = to_json(result.genes);
    json["groups"] = to_json(result.groups);
    if (result.targets.size() <= most_json_targets) {
        json["targets"] = to_json(result.targets);
        json["gaps"] = list_of(std::span{result.gaps});
    }
    if (options.has_clinical)
        json["clinical"] = {
            {"n_sites", result.n_clinical},
            {"n_not_assessed", result.missed.size()},
            {"not_assessed", list_of(std::span{result.missed})}};
    return json.dump(2) + "\n";
}

}  // namespace

void write_callable_tables(const CallableOptions& options, const CallableResult& result) {
    const auto write = [&](std::string_view ending, const std::string& text) {
        io::write_file(options.prefix + std::string{ending}, text);
    };
    write(".targets.tsv", counts_table(result.targets));
    write(".groups.tsv", counts_table(result.groups));
    write(".genes.tsv", counts_table(result.genes));
    write(".gaps.tsv", gaps_table(result.gaps));
    if (options.has_clinical)
        write(".not_assessed.tsv", missed_table(result.missed));
    write(".callable.json", to_text(options, result));
}

}  // namespace genostrat::coverage

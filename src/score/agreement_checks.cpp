// SPDX-License-Identifier: MIT
#include "score/agreement_checks.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>

namespace genostrat::score {

namespace {

// By chance two single-base variants fit, strands tried, in about one of five places.
constexpr std::int64_t fewest_places = 20;
constexpr std::int64_t tolerated_refs = 100;  // one REF in so many may differ

void check_refs(const Agreement& found, const std::string& file) {
    if (found.n_refs_differ == 0)
        return;
    const std::string what = fmt::format(
        "REF of {} of {} rows is not the reference genome's, first at {}",
        found.n_refs_differ,
        found.n_refs,
        found.differs_at);
    if (found.n_refs_differ > 1 && found.n_refs_differ * tolerated_refs > found.n_refs)
        throw Error{
            ErrorKind::bad_data,
            what,
            {.file = file},
            "take the FASTA of the build that the genomes were called on"};
    log_warning(fmt::format("{}: {}", file, what));
}

void check_overlap(const ScoreTable& table, const std::string& file) {
    const bool has_rows = std::ranges::any_of(
        table.scores, [](const ScoreReport& score) { return score.summary.n_rows > 0; });
    const bool has_match = std::ranges::any_of(
        table.scores, [](const ScoreReport& score) { return score.matched.n > 0; });
    if (!has_rows || has_match || table.n_variants == 0)
        return;
    const bool has_excluded = std::ranges::any_of(table.scores, [](const ScoreReport& score) {
        return score.ambiguous.n + score.duplicate.n > 0;
    });
    throw Error{
        ErrorKind::bad_data,
        fmt::format(
            "no row of the weights matches any of the {} variants{}",
            table.n_variants,
            has_excluded ? " (but for ambiguous or duplicate ones, which are left out)" : ""),
        {.file = file},
        "compare genome build, contig names, and alleles or ids of the two files; --build names "
        "another build, --columns the columns"};
}

}  // namespace

void check_builds(const WeightTable& weights, const std::string& build, const std::string& file) {
    if (build.empty()) {
        log_warning(fmt::format(
            "{}: the header does not tell the genome build; it is taken to be that of the weights",
            file));
        return;
    }
    for (const ScoreSummary& score : weights.scores())
        if (!score.build.empty() && score.build != build)
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "the weights of {} are on {}, the genomes on {}",
                    score.facts.name,
                    score.build,
                    build),
                {.file = file},
                fmt::format(
                    "take the scoring file harmonised to {0}, or lift one of the two over "
                    "(genostrat liftover); if the header is wrong, say --build {1}",
                    build,
                    score.build)};
}

void check_agreement(const ScoreTable& table, const std::string& file, Overlap overlap) {
    const Agreement& found = table.agreement;
    check_refs(found, file);
    if (found.n_places >= fewest_places && found.n_matched * 2 < found.n_places)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "at {} of {} places where both have a variant the alleles of weights and genomes "
                "differ: they are on different builds",
                found.n_places - found.n_matched,
                found.n_places),
            {.file = file},
            "take weights of the genomes' build, or lift one of the two over (genostrat liftover)"};
    if (overlap == Overlap::needed)
        check_overlap(table, file);
    if (found.n_unknown_side > 0)
        log_warning(fmt::format(
            "{}: {} rows of the weights lie in reference blocks but could not be scored: which "
            "allele is REF is not known (--reference tells)",
            file,
            found.n_unknown_side));
}

}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#include <cmath>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/core/text.hpp>
#include <genostrat/report/score_tables.hpp>

namespace genostrat::report {

namespace {

using score::ScoreReport;
using score::ScoreTable;
using Json = nlohmann::ordered_json;

void append(std::string& out, double value) {
    if (std::isnan(value))
        out += "NA";
    else
        append_number(out, value);
}

const std::string& name_of(const ScoreReport& score) {
    return score.summary.facts.name;
}

Json tally_json(const score::Tally& tally) {
    return {{"n", tally.n}, {"weight", tally.weight}};
}

Json inferred_json(const ScoreReport& score) {
    Json out = Json::object();
    for (std::size_t known = 1; known + 1 < score.inferred_by.size(); ++known)
        out[std::string{to_string(static_cast<evidence::KnownBy>(known))}] =
            tally_json(score.inferred_by[known]);
    return out;
}

Json number_json(double value) {
    return std::isnan(value) ? Json(nullptr) : Json(value);
}

Json report_json(const ScoreTable& table, std::size_t index) {
    const ScoreReport& score = table.scores[index];
    const score::ScoreFacts& facts = score.summary.facts;
    return {
        {"name", facts.name},
        {"description", facts.description},
        {"trait", facts.trait},
        {"file", facts.file},
        {"genome_build", score.summary.build},
        {"weight_type", facts.weight_type},
        {"citation", facts.citation},
        {"license", facts.license},
        {"n_rows", score.summary.n_rows},
        {"total_weight", score.summary.total_weight},
        {"matched", tally_json(score.matched)},
        {"flipped", tally_json(score.flipped)},
        {"inferred", tally_json(score.inferred)},
        {"inferred_by", inferred_json(score)},
        {"ambiguous", tally_json(score.ambiguous)},
        {"duplicate", tally_json(score.duplicate)},
        {"missing", tally_json(score.missing())},
        {"n_no_position", score.summary.n_no_position},
        {"n_complex", score.summary.n_complex},
        {"matched_share", score.matched_share()},
        {"matched_weight_share", score.matched_weight_share()},
        {"usable", table.is_usable(index)}};
}

}  // namespace

std::string score_table_tsv(const ScoreTable& table) {
    std::string out =
        "sample\tscore\tSUM\tDENOM\tAVG\tZ\tmatched_weight_share\t"
        "inferred_weight_share\tn_matched\tn_missing_genotypes\tn_inferred_genotypes\tusable\n";
    std::vector<std::vector<double>> z;
    for (std::size_t score = 0; score < table.scores.size(); ++score)
        z.push_back(table.z_scores(score));
    for (std::size_t sample = 0; sample < table.samples.size(); ++sample) {
        if (sample == 1)  // the first sample's rows tell how long the others are, and a little more
            out.reserve(out.size() / 4 * 5 * table.samples.size());
        for (std::size_t score = 0; score < table.scores.size(); ++score) {
            const std::size_t cell = table.at(score, sample);
            out += table.samples[sample] + '\t' + name_of(table.scores[score]) + '\t';
            append(out, table.sums[cell]);
            out += '\t';
            append_number(out, table.denominators[cell]);
            for (const double value :
                 {table.average(score, sample),
                  z[score][sample],
                  table.scores[score].matched_weight_share(),
                  table.scores[score].inferred_weight_share()}) {
                out += '\t';
                append(out, value);
            }
            out += '\t';
            append_number(out, table.scores[score].matched.n);
            out += '\t';
            append_number(out, std::int64_t{table.n_missing[cell]});
            out += '\t';
            append_number(out, std::int64_t{table.n_inferred[cell]});
            out += table.is_usable(score) ? "\tyes\n" : "\tno\n";
        }
    }
    return out;
}

std::string score_table_sscore(const ScoreTable& table) {
    const bool single = table.scores.size() == 1;
    std::string out = "#IID";
    for (const ScoreReport& score : table.scores) {
        const std::string prefix = single ? "" : name_of(score) + "_";
        out += '\t' + prefix + "ALLELE_CT\t" + prefix + "DENOM\t" + name_of(score) + "_AVG\t" +
               name_of(score) + "_SUM";
    }
    out += '\n';
    for (std::size_t sample = 0; sample < table.samples.size(); ++sample) {
        out += table.samples[sample];
        for (std::size_t score = 0; score < table.scores.size(); ++score) {
            const std::size_t cell = table.at(score, sample);
            out += '\t';
            append_number(out, table.called_alleles[cell]);
            out += '\t';
            append_number(out, table.denominators[cell]);
            out += '\t';
            append(out, table.average(score, sample));
            out += '\t';
            append(out, table.sums[cell]);
        }
        out += '\n';
    }
    return out;
}

std::string score_match_log(const ScoreTable& table) {
    std::string out =
        "#score\tn_scores\tline\tid\tcontig\tpos\teffect_allele\tother_allele\tweight\tstatus\t"
        "match\tknown_by\n";
    const score::WeightTable& weights = *table.weights;
    for (std::size_t index = 0; index < table.rows.size(); ++index) {
        const score::WeightRow& row = weights.rows()[index];
        const auto text = [&](std::string_view value) {
            out += '\t';
            out += value.empty() ? std::string_view{"."} : value;
        };
        out += name_of(table.scores[row.first_score]) + '\t';
        append_number(out, std::int64_t{row.n_scores});
        out += '\t';
        append_number(out, std::int64_t{row.line});
        text(weights.id(row));
        text(row.contig < 0 ? std::string_view{} : weights.contigs().name(row.contig));
        out += '\t';
        if (row.pos < 0)
            out += '.';
        else
            append_number(out, std::int64_t{row.pos} + 1);
        text(weights.allele(row.effect));
        text(weights.allele(row.other));
        out += '\t';
        append(out, weights.weights(row).front());
        text(to_string(table.rows[index].status));
        text(
            table.rows[index].kind == sites::MatchKind::none ? std::string_view{}
                                                             : to_string(table.rows[index].kind));
        text(to_string(table.rows[index].known_by));
        out += '\n';
    }
    return out;
}

std::string score_table_json(const ScoreTable& table) {
    Json document = {
        {"schema", "genostrat.scores"},
        {"schema_version", "1.0"},
        {"genome_build", table.build.empty() ? Json(nullptr) : Json(table.build)},
        {"n_variants", table.n_variants},
        {"minimum_overlap", table.minimum_overlap},
        {"missing_genotypes", to_string(table.missing)},
        {"scaling", to_string(table.scaling)},
        {"scores", Json::array()},
        {"samples", Json::array()}};
    std::vector<std::vector<double>> z;
    for (std::size_t score = 0; score < table.scores.size(); ++score) {
        document["scores"].push_back(report_json(table, score));
        z.push_back(table.z_scores(score));
    }
    for (std::size_t sample = 0; sample < table.samples.size(); ++sample) {
        Json person = {{"sample", table.samples[sample]}, {"scores", Json::array()}};
        for (std::size_t score = 0; score < table.scores.size(); ++score) {
            const std::size_t cell = table.at(score, sample);
            person["scores"].push_back(
                {{"score", name_of(table.scores[score])},
                 {"sum", table.sums[cell]},
                 {"denominator", table.denominators[cell]},
                 {"average", number_json(table.average(score, sample))},
                 {"z", number_json(z[score][sample])},
                 {"n_missing_genotypes", table.n_missing[cell]},
                 {"n_inferred_genotypes", table.n_inferred[cell]}});
        }
        document["samples"].push_back(std::move(person));
    }
    return document.dump(1) + '\n';
}

std::string score_match_summary(const ScoreTable& table) {
    std::string out;
    for (std::size_t index = 0; index < table.scores.size(); ++index) {
        const ScoreReport& score = table.scores[index];
        const std::int64_t n_absent = score.missing().n;
        out += fmt::format(
            "{}: {} of {} rows match ({:.1f} % of the weight), {} flipped, {} inferred, {} "
            "ambiguous, {} duplicate, {} without a match",
            name_of(score),
            score.matched.n,
            score.summary.n_rows,
            100.0 * score.matched_weight_share(),
            score.flipped.n,
            score.inferred.n,
            score.ambiguous.n,
            score.duplicate.n,
            n_absent);
        if (score.summary.n_no_position > 0)
            out += fmt::format(" (of these {} without a position)", score.summary.n_no_position);
        if (score.summary.n_complex > 0)
            out += fmt::format(" (of these {} haplotypes or the like)", score.summary.n_complex);
        if (!table.is_usable(index))
            out += fmt::format(
                "; NOT USABLE: below {:.0f} % of the weight", 100.0 * table.minimum_overlap);
        out += '\n';
    }
    return out;
}

}  // namespace genostrat::report

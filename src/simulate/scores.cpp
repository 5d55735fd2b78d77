// SPDX-License-Identifier: MIT
#include "simulate/scores.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace genostrat::simulate {

namespace {

struct Trait {
    std::string_view id;
    std::string_view name;
    std::string_view label;
    double aim;  // the patient's place, in standard deviations
};

constexpr std::array<Trait, ScoreMaker::n_scores> traits{{
    {"SIM000001", "coronary artery disease", "SIM_CAD", 1.9},
    {"SIM000002", "type 2 diabetes", "SIM_T2D", 0.2},
    {"SIM000003", "breast cancer", "SIM_BC", -1.2},
}};

/// About this share of a cohort's records can be a row of a score: autosomal SNVs with one ALT,
/// most of those that read the same on both strands left out.
constexpr double share_of_candidates = 0.55;

bool is_ambiguous(std::string_view one, std::string_view other) {
    return one.size() == 1 && other.size() == 1 && one[0] == complement(other[0]);
}

int dosage_of(Call call, int allele) {
    return (call[0] == allele ? 1 : 0) + (call[1] == allele ? 1 : 0);
}

/// A weight with six decimals, so that its text is short and exact.
double draw_weight(Random& random) {
    return std::round(random.normal() * 40'000.0) / 1e6;
}

constexpr std::string_view columns =
    "rsID\tchr_name\tchr_position\teffect_allele\tother_allele\teffect_weight";
constexpr std::string_view harmonised_columns =
    "\thm_source\thm_rsID\thm_chr\thm_pos\thm_inferOtherAllele";
// What the original positions of harmonised files are off by, as if on another build.
constexpr std::int64_t other_build_offset = 51'234;

std::string header_of(const Trait& trait, std::size_t n_rows, bool is_harmonised) {
    std::string out = fmt::format(
        "###PGS CATALOG SCORING FILE - simulated, without clinical meaning\n"
        "#format_version=2.0\n"
        "##POLYGENIC SCORE (PGS) INFORMATION\n"
        "#pgs_id={}\n#pgs_name={}\n#trait_reported={}\n#trait_mapped={}\n#trait_efo=NR\n"
        "#genome_build=NR\n#variants_number={}\n#weight_type=beta\n"
        "##SOURCE INFORMATION\n#pgp_id=NR\n#citation=genostrat simulate\n#license=MIT\n",
        trait.id,
        trait.label,
        trait.name,
        trait.name,
        n_rows);
    if (is_harmonised)
        out += "##HARMONIZATION DETAILS\n#HmPOS_build=GRCh38\n#HmPOS_date=NR\n";
    out += columns;
    if (is_harmonised)
        out += harmonised_columns;
    out += '\n';
    return out;
}

}  // namespace

ScoreMaker::ScoreMaker(std::int64_t n_rows, std::int64_t n_records, Random random)
    : probability_{n_records == 0 ? 0.0 : static_cast<double>(n_rows) / (share_of_candidates * static_cast<double>(n_records))},
      random_{random}, rows_(n_scores) {
}

void ScoreMaker::consider(
    std::string_view contig, const Site& site, std::span<const Call> cohort, Call patient) {
    const bool is_carried = std::any_of(
        cohort.begin(), cohort.end(), [](Call call) { return call[0] > 0 || call[1] > 0; });
    if (site.alts.size() != 1 || !site.is_snv() || site.planted >= 0 || contig == "chrX" ||
        !is_carried)
        return;
    const bool ambiguous = is_ambiguous(site.ref, site.alts.front());
    if (ambiguous && !random_.chance(0.4))
        return;
    for (std::vector<Row>& rows : rows_) {
        if (!random_.chance(probability_))
            continue;
        const bool effect_is_alt = random_.chance(0.6);
        const std::string& alt = site.alts.front();
        Row row{
            .contig = std::string{contig},
            .pos = site.pos,
            .rs_number = site.rs_number,
            .effect = effect_is_alt ? alt : site.ref,
            .other = effect_is_alt ? site.ref : alt,
            .weight = draw_weight(random_),
            .is_ambiguous = ambiguous,
            .patient_dosage = dosage_of(patient, effect_is_alt ? 1 : 0)};
        row.dosages.reserve(cohort.size());
        for (const Call& call : cohort)
            row.dosages.push_back(static_cast<std::int8_t>(dosage_of(call, effect_is_alt ? 1 : 0)));
        rows.push_back(std::move(row));
    }
}

ScoreMaker::Sums ScoreMaker::sums_of(std::span<const Row> rows) {
    Sums sums{.mean = 0, .sd = 0, .patient = 0};
    std::vector<double> people(rows.empty() ? 0 : rows.front().dosages.size(), 0.0);
    for (const Row& row : rows) {
        if (row.is_ambiguous)
            continue;
        sums.patient += row.weight * row.patient_dosage;
        for (std::size_t person = 0; person < people.size(); ++person)
            people[person] += row.weight * row.dosages[person];
    }
    const auto n_people = static_cast<double>(people.size());
    for (const double score : people)
        sums.mean += score;
    sums.mean = people.empty() ? 0 : sums.mean / n_people;
    for (const double score : people)
        sums.sd += (score - sums.mean) * (score - sums.mean);
    sums.sd = people.empty() ? 0 : std::sqrt(sums.sd / n_people);
    return sums;
}

/// Turns signs of weights until the patient stands where wanted.
void ScoreMaker::aim(std::vector<Row>& rows, std::size_t score) {
    const double wanted = traits[score].aim;
    const bool upwards = sums_of(rows).z() < wanted;
    constexpr double near_enough = 0.1;
    for (Row& row : rows) {
        double mean = 0;
        for (const std::int8_t dosage : row.dosages)
            mean += dosage;
        mean /= static_cast<double>(std::max<std::size_t>(row.dosages.size(), 1));
        const double part = row.weight * (row.patient_dosage - mean);
        if (row.is_ambiguous || (upwards ? part >= 0 : part <= 0))
            continue;
        row.weight = -row.weight;
        const double z = sums_of(rows).z();
        if (std::abs(z - wanted) < near_enough)
            return;
        if ((z < wanted) != upwards)
            row.weight = -row.weight;  // too far: a smaller weight may do
    }
}

std::string ScoreMaker::text_of(std::span<const Row> rows, std::size_t score) {
    const bool is_harmonised = score < 2;
    std::string body;
    std::size_t n_rows = 0;
    const auto append_row = [&](const Row& row, bool has_variant) {
        const bool is_flipped = has_variant && !row.is_ambiguous && random_.chance(0.03);
        const std::string effect = is_flipped ? reverse_complement(row.effect) : row.effect;
        const std::string other = is_flipped ? reverse_complement(row.other) : row.other;
        const std::string name =
            row.rs_number == 0 ? std::string{} : fmt::format("rs{}", row.rs_number);
        const std::string_view contig = std::string_view{row.contig}.substr(3);
        fmt::format_to(
            std::back_inserter(body),
            "{}\t{}\t{}\t{}\t{}\t{}",
            name,
            contig,
            row.pos + 1 + (is_harmonised ? other_build_offset : 0),
            effect,
            other,
            row.weight);
        if (is_harmonised)
            fmt::format_to(
                std::back_inserter(body), "\tENSEMBL\t{}\t{}\t{}\t", name, contig, row.pos + 1);
        body += '\n';
        ++n_rows;
    };
    for (const Row& row : rows) {
        append_row(row, true);
        if (random_.chance(0.04)) {
            Row absent = row;
            absent.pos += 1;  // strata keep sites apart: nothing stands here
            absent.rs_number = 0;
            absent.effect = "A";
            absent.other = "G";
            append_row(absent, false);
        }
    }
    return header_of(traits[score], n_rows, is_harmonised) + body;
}

std::vector<SimulatedScore> ScoreMaker::finish() {
    std::vector<SimulatedScore> scores;
    for (std::size_t score = 0; score < n_scores; ++score) {
        aim(rows_[score], score);
        const Sums sums = sums_of(rows_[score]);
        scores.push_back(
            {.id = std::string{traits[score].id},
             .trait = std::string{traits[score].name},
             .file_name =
                 fmt::format("{}{}.txt.gz", traits[score].id, score < 2 ? "_hmPOS_GRCh38" : ""),
             .text = text_of(rows_[score], score),
             .mean = sums.mean,
             .sd = sums.sd,
             .patient_score = sums.patient});
    }
    return scores;
}

std::string risk_model_text(std::span<const SimulatedScore> scores) {
    std::string out = "# A risk model for the simulated cohort. It has no clinical meaning.\n"
                      "name: Demonstration panel\n"
                      "version: 1\n"
                      "risks:\n";
    for (const SimulatedScore& score : scores) {
        out += fmt::format(
            "  - trait: {0}\n"
            "    score: {1}\n"
            "    mean: {2}\n"
            "    sd: {3}\n"
            "    reference: the simulated cohort\n"
            "    minimum_match: 0.75\n"
            "    tiers:\n"
            "      - name: low\n"
            "        below_percentile: 20\n"
            "        text: The polygenic score for {0} lies in the lowest fifth of the reference.\n"
            "      - name: average\n"
            "        below_percentile: 90\n"
            "        text: The polygenic score for {0} lies in the middle range of the reference.\n"
            "      - name: high\n"
            "        text: The polygenic score for {0} lies in the highest tenth of the reference;"
            " consider earlier screening.\n",
            score.trait,
            score.id,
            std::round(score.mean * 1e6) / 1e6,
            std::round(score.sd * 1e6) / 1e6);
    }
    return out;
}

}  // namespace genostrat::simulate

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <string_view>

#include <nlohmann/json.hpp>

#include <genostrat/core/text.hpp>
#include <genostrat/report/json.hpp>
#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(const std::optional<double>& value) {
    return value ? number(*value) : Json(nullptr);
}

Json text(const std::string& value) {
    return value.empty() ? Json(nullptr) : Json(value);
}

template <typename Range, typename Make>
Json list(const Range& range, Make make) {
    Json items = Json::array();
    for (const auto& item : range)
        items.push_back(make(item));
    return items;
}

Json pairs(const std::vector<std::pair<std::string, std::string>>& items) {
    Json object = Json::object();
    for (const auto& [name, value] : items)
        object[name] = value;
    return object;
}

Json not_assessed_json(const NotAssessed& item) {
    return {{"what", item.what}, {"why", item.why}, {"remedy", text(item.remedy)}};
}

Json absolute_json(const AbsoluteRisk& risk) {
    return {
        {"probability", number(risk.probability)},
        {"horizon_years", risk.horizon_years},
        {"population", number(risk.population)},
        {"low", number(risk.low)},
        {"high", number(risk.high)}};
}

Json part_json(const RiskPart& part) {
    return {{"name", part.name}, {"value", text(part.value)}, {"change", number(part.change)}};
}

Json unknown_json(const UnknownInput& input) {
    return {
        {"what", input.what},
        {"assumed", text(input.assumed)},
        {"lowest_risk", number(input.lowest_risk)},
        {"highest_risk", number(input.highest_risk)},
        {"lowest_tier", text(input.lowest_tier)},
        {"highest_tier", text(input.highest_tier)}};
}

Json age_json(const RiskAge& point) {
    return {
        {"age", number(point.age)},
        {"risk", number(point.risk)},
        {"population", number(point.population)}};
}

Json risk_json(const RiskResult& risk) {
    return {
        {"trait", risk.trait},
        {"tier", text(risk.tier)},
        {"level", level_name(risk.level)},
        {"sentence", risk_sentence(risk)},
        {"advice", text(risk.advice)},
        {"percentile", number(risk.percentile)},
        {"absolute_risk", risk.absolute ? absolute_json(*risk.absolute) : Json(nullptr)},
        {"horizons", list(risk.horizons, absolute_json)},
        {"start_risk", risk.parts.empty() ? Json(nullptr) : number(risk.start_risk)},
        {"parts", list(risk.parts, part_json)},
        {"curve", list(risk.curve, age_json)},
        {"unknown", list(risk.unknown, unknown_json)},
        {"scores", risk.score_ids},
        {"not_assessed_because", text(risk.not_assessed_because)}};
}

Json match_json(const MatchQuality& match) {
    return {
        {"variants", match.n_variants},
        {"matched", match.n_matched},
        {"ambiguous", match.n_ambiguous},
        {"flipped", match.n_flipped},
        {"missing_genotype", match.n_missing},
        {"weight_fraction", number(match.weight_fraction)},
        {"required_fraction", number(match.required_fraction)},
        {"build", text(match.build)}};
}

Json score_json(const ScoreResult& score) {
    return {
        {"id", score.id},
        {"name", text(score.name)},
        {"trait", text(score.trait)},
        {"sum", number(score.sum)},
        {"z", number(score.z)},
        {"percentile", number(score.percentile)},
        {"reference",
         {{"description", text(score.reference.description)},
          {"mean", number(score.reference.mean)},
          {"sd", score.reference.sd > 0 ? number(score.reference.sd) : Json(nullptr)},
          {"people",
           score.reference.n_people > 0 ? Json(score.reference.n_people) : Json(nullptr)}}},
        {"bands",
         list(
             score.bands,
             [](const TierBand& band) {
                 return Json{
                     {"label", band.label},
                     {"level", level_name(band.level)},
                     {"from_z", number(band.from_z)},
                     {"to_z", number(band.to_z)}};
             })},
        {"match", match_json(score.match)},
        {"not_tiered_because", text(score.not_tiered_because)}};
}

Json finding_json(const Finding& finding) {
    return {
        {"contig", finding.contig},
        {"pos", finding.pos + 1},
        {"ref", finding.ref},
        {"alt", finding.alt},
        {"id", text(finding.id)},
        {"gene", text(finding.gene)},
        {"hgvs_c", text(finding.hgvs_c)},
        {"hgvs_p", text(finding.hgvs_p)},
        {"consequence", text(finding.consequence)},
        {"clinical_significance", text(finding.clinical_significance)},
        {"condition", text(finding.condition)},
        {"frequency", number(finding.frequency)},
        {"genotype", text(finding.genotype)}};
}

Json medicine_json(const MedicineResult& medicine) {
    return {
        {"gene", medicine.gene},
        {"diplotype", text(medicine.diplotype)},
        {"phenotype", text(medicine.phenotype)},
        {"level", level_name(medicine.level)},
        {"medicines", text(medicine.medicines)},
        {"recommendation", text(medicine.recommendation)},
        {"source", text(medicine.source)}};
}

Json quality_json(const QualityCheck& check) {
    return {
        {"check", check.name},
        {"verdict", check.verdict},
        {"finding", check.finding},
        {"rule", check.rule}};
}

Json gene_json(const CoveredGene& gene) {
    return {
        {"name", gene.name},
        {"length", gene.length_bp},
        {"percent_callable", number(gene.percent_callable)}};
}

Json missed_json(const MissedPosition& missed) {
    return {
        {"gene", missed.gene},
        {"contig", missed.contig},
        {"pos", missed.pos + 1},
        {"ref", missed.ref},
        {"alt", missed.alt},
        {"hgvs", text(missed.hgvs)},
        {"significance", text(missed.significance)},
        {"state", missed.state}};
}

Json coverage_json(const Coverage& coverage) {
    return {
        {"percent_callable", number(coverage.percent_callable)},
        {"min_depth", coverage.min_depth},
        {"genes", list(coverage.genes, gene_json)},
        {"clinical_positions", coverage.n_clinical ? Json(*coverage.n_clinical) : Json(nullptr)},
        {"clinical_positions_not_assessed", list(coverage.missed, missed_json)}};
}

Json person_json(const Person& person) {
    return {
        {"sample", person.sample},
        {"ancestry", text(person.ancestry)},
        {"risks", list(person.risks, risk_json)},
        {"scores", list(person.scores, score_json)},
        {"findings_in_all",
         std::max(person.n_findings_in_all, static_cast<std::int64_t>(person.findings.size()))},
        {"findings", list(person.findings, finding_json)},
        {"medicines", list(person.medicines, medicine_json)},
        {"quality", list(person.quality, quality_json)},
        {"not_assessed", list(person.not_assessed, not_assessed_json)}};
}

Json provenance_json(const Provenance& provenance) {
    return {
        {"program", provenance.program},
        {"version", provenance.version},
        {"libraries", pairs(provenance.libraries)},
        {"command", text(provenance.command)},
        {"options", pairs(provenance.options)},
        {"inputs",
         list(
             provenance.inputs,
             [](const InputFile& input) {
                 return Json{
                     {"role", input.role},
                     {"path", input.path},
                     {"bytes", input.bytes ? Json(*input.bytes) : Json(nullptr)},
                     {"sha256", text(input.sha256)}};
             })},
        {"created", text(provenance.created)}};
}

std::string cell(std::string_view value) {
    if (value.empty())
        return "NA";
    std::string clean{value};
    std::replace_if(
        clean.begin(),
        clean.end(),
        [](char c) { return c == '\t' || c == '\n' || c == '\r'; },
        ' ');
    return clean;
}

std::string cell(const std::optional<double>& value) {
    std::string shown;
    if (value && std::isfinite(*value))
        append_number(shown, *value);
    return cell(shown);
}

const ScoreResult* first_score(const Person& person, const RiskResult& risk) {
    for (const ScoreResult& score : person.scores)
        if (std::find(risk.score_ids.begin(), risk.score_ids.end(), score.id) !=
            risk.score_ids.end())
            return &score;
    return nullptr;
}

}  // namespace

std::string to_json(const Document& document) {
    const Json json{
        {"schema", "genostrat.report"},
        {"schema_version", schema_version},
        {"title", document.title},
        {"build", text(document.build)},
        {"records", document.n_records},
        {"provenance", provenance_json(document.provenance)},
        {"coverage", document.coverage ? coverage_json(*document.coverage) : Json(nullptr)},
        {"not_assessed", list(document.not_assessed, not_assessed_json)},
        {"people", list(document.people, person_json)}};
    // Bytes that are no UTF-8 (a Latin-1 file name) are replaced rather than refused.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_tsv(const Document& document) {
    std::string rows = "sample\ttrait\ttier\tlevel\tpercentile\tabsolute_risk\thorizon_years\t"
                       "score\tsum\tz\tmatched\tvariants\tweight_fraction\tnot_assessed_because\n";
    for (const Person& person : document.people)
        for (const RiskResult& risk : person.risks) {
            const ScoreResult* const score = first_score(person, risk);
            const ScoreResult none;
            const ScoreResult& shown = score != nullptr ? *score : none;
            const std::optional<double> probability =
                risk.absolute ? std::optional{risk.absolute->probability} : std::nullopt;
            for (const std::string& column :
                 {cell(person.sample),
                  cell(risk.trait),
                  cell(risk.tier),
                  cell(level_name(risk.level)),
                  cell(risk.percentile),
                  cell(probability),
                  cell(risk.absolute ? std::to_string(risk.absolute->horizon_years) : ""),
                  cell(shown.id),
                  cell(shown.sum),
                  cell(shown.z),
                  cell(score != nullptr ? std::to_string(shown.match.n_matched) : ""),
                  cell(score != nullptr ? std::to_string(shown.match.n_variants) : ""),
                  cell(shown.match.weight_fraction),
                  cell(risk.not_assessed_because)})
                rows.append(column).push_back('\t');
            rows.back() = '\n';
        }
    return rows;
}

}  // namespace genostrat::report

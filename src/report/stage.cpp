// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/report/html.hpp>
#include <genostrat/report/json.hpp>
#include <genostrat/report/provenance.hpp>
#include <genostrat/report/quality.hpp>
#include <genostrat/report/results.hpp>
#include <genostrat/report/risk_tables.hpp>
#include <genostrat/report/score_tables.hpp>
#include <genostrat/report/stage.hpp>

namespace genostrat::report {

namespace {

/// `role=path` or a path alone.
std::pair<std::string, std::string> parse_input(const std::string& text) {
    const std::size_t equals = text.find('=');
    return equals == std::string::npos ? std::pair{std::string{"input"}, text}
                                       : std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<NotAssessed> gaps_of(const Findings& findings) {
    std::vector<NotAssessed> gaps;
    if (!findings.has_consequences)
        gaps.push_back(
            {"effects of variants on genes",
             "the run had no gene model",
             "give one made by 'genostrat genes build'"});
    if (!findings.has_significance)
        gaps.push_back(
            {"variants of known clinical significance",
             "the run had no archive with clinical significance",
             "build one from ClinVar with 'genostrat archive build'"});
    return gaps;
}

}  // namespace

void ReportStage::bind(const Schema& schema) {
    has_variants_ = true;
    collector_.bind(schema);
    build_ = build_of(schema.contigs()).value_or("");
}

ReportStage::Partial ReportStage::summarize(RecordBatch& batch) const {
    return {collector_.collect(batch), static_cast<std::int64_t>(batch.rows().size())};
}

void ReportStage::merge(Partial partial) {
    collector_.merge(std::move(partial.first));
    n_records_ += partial.second;
}

Document ReportStage::document(const Results& results) const {
    Document out{.title = options_.title, .build = build_, .n_records = n_records_};
    const Findings& findings = collector_.findings();
    if (has_variants_)
        out.not_assessed = gaps_of(findings);
    for (std::size_t sample = 0; sample < findings.samples.size(); ++sample)
        out.people.push_back(
            {.sample = findings.samples[sample],
             .findings = findings.of_sample[sample],
             .n_findings_in_all = findings.n_in_all[sample]});
    add_results(results, out);
    add_quality(results, out);
    if (!options_.callable.empty())
        out.coverage = read_coverage(options_.callable);
    out.provenance = start_provenance();
    out.provenance.command = options_.command;
    out.provenance.options = options_.options;
    for (const auto& [role, path] : options_.inputs)
        out.provenance.inputs.push_back(describe_input(role, path));
    return out;
}

void ReportStage::finish(Results& results) const {
    const Document whole = document(results);
    if (!options_.html.empty())
        results.add_file(options_.html, to_html(whole));
    if (!options_.json.empty())
        results.add_file(options_.json, to_json(whole));
    if (!options_.tsv.empty())
        results.add_file(options_.tsv, to_tsv(whole));
    const auto* const scores = results.find<score::ScoreTable>();
    if (!options_.scores.empty() && scores != nullptr)
        results.add_file(options_.scores, score_table_tsv(*scores));
    const auto* const risks = results.find<risk::RiskTable>();
    if (risks == nullptr)
        return;
    const std::array<std::pair<const std::string*, std::string (*)(const risk::RiskTable&)>, 4>
        tables{
            {{&options_.horizons, risk_horizons_tsv},
             {&options_.contributions, risk_contributions_tsv},
             {&options_.curves, risk_curves_tsv},
             {&options_.summary, risk_summary_json}}};
    for (const auto& [path, make] : tables)
        if (!path->empty())
            results.add_file(*path, make(*risks));
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "report",
        .summary = "one page for a clinician, and the same as JSON",
        .effect = StageEffect::reports,
        .options =
            {{"html", OptionType::path, "the page; it needs no other file and no network"},
             {"json", OptionType::path, "the same, for programs"},
             {"tsv", OptionType::path, "risks as a table, one row a person and risk"},
             {"scores", OptionType::path, "sums of every sample and score, as a table"},
             {"horizons", OptionType::path, "risks of every horizon with intervals, as a table"},
             {"contributions", OptionType::path, "what each part adds to a risk, as a table"},
             {"curves", OptionType::path, "risk by age, as a table"},
             {"summary", OptionType::path, "people a tier, and calibration (JSON)"},
             {"callable",
              OptionType::path,
              "PREFIX.callable.json of 'genostrat callable': what the reads could have shown"},
             {"title", OptionType::text, "heading of the page", "Genomic risk report"},
             {"findings", OptionType::integer, "findings shown for each person", "20"},
             {"max_frequency",
              OptionType::number,
              "allele frequency above which only known pathogenic variants are findings",
              "0.01"},
             {"frequency", OptionType::text, "INFO column of the allele frequency", "AF"},
             {"significance", OptionType::text, "INFO column of clinical significance", "CLNSIG"},
             {"condition", OptionType::text, "INFO column of the condition", "CLNDN"},
             {"inputs", OptionType::list, "role=path: named with size and checksum"}},
        .make = [](const StageOptions& given) {
            ReportOptions options{
                .title = given.text("title"),
                .html = given.text("html"),
                .json = given.text("json"),
                .tsv = given.text("tsv"),
                .scores = given.text("scores"),
                .horizons = given.text("horizons"),
                .contributions = given.text("contributions"),
                .curves = given.text("curves"),
                .summary = given.text("summary"),
                .callable = given.text("callable"),
                .findings = {
                    .n_kept = static_cast<std::size_t>(given.integer("findings")),
                    .max_frequency = given.number("max_frequency"),
                    .significance = given.text("significance"),
                    .condition = given.text("condition"),
                    .frequency = given.text("frequency")}};
            for (const std::string& input : given.list("inputs"))
                options.inputs.push_back(parse_input(input));
            options.command = "genostrat run";
            return AnyStage<RecordBatch>{ReportStage{std::move(options)}};
        }};
}

}  // namespace genostrat::report

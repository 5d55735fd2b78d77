// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/core/error.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/qc/verdict.hpp>
#include <genostrat/report/quality.hpp>

namespace genostrat::report {

namespace {

Level level_of(qc::Verdict verdict) noexcept {
    return verdict == qc::Verdict::pass   ? Level::typical
           : verdict == qc::Verdict::warn ? Level::raised
                                          : Level::high;
}

Coverage coverage_of(const nlohmann::json& json) {
    Coverage coverage;
    coverage.percent_callable = json.at("total").at("percent_callable").get<double>();
    coverage.min_depth = json.at("min_depth").get<std::int64_t>();
    const nlohmann::json& genes = json.at(json.at("genes").empty() ? "groups" : "genes");
    for (const nlohmann::json& gene : genes)
        coverage.genes.push_back(
            {.name = gene.at("name").get<std::string>(),
             .length_bp = gene.at("length").get<std::int64_t>(),
             .percent_callable = gene.at("percent_callable").get<double>()});
    std::ranges::stable_sort(coverage.genes, {}, &CoveredGene::percent_callable);
    if (!json.contains("clinical"))
        return coverage;
    const nlohmann::json& clinical = json.at("clinical");
    coverage.n_clinical = clinical.at("n_sites").get<std::int64_t>();
    for (const nlohmann::json& site : clinical.at("not_assessed"))
        coverage.missed.push_back(
            {.gene = site.at("gene").get<std::string>(),
             .contig = site.at("contig").get<std::string>(),
             .pos = site.at("pos").get<std::int64_t>() - 1,
             .ref = site.at("ref").get<std::string>(),
             .alt = site.at("alt").get<std::string>(),
             .hgvs = site.at("hgvs").get<std::string>(),
             .significance = site.at("significance").get<std::string>(),
             .state = site.at("state").get<std::string>()});
    return coverage;
}

}  // namespace

void add_quality(const Results& results, Document& document) {
    const auto* const verdicts = results.find<qc::QcVerdicts>();
    if (verdicts == nullptr)
        return;
    for (Person& person : document.people) {
        const auto own =
            std::ranges::find(verdicts->samples, person.sample, &qc::SampleVerdict::sample);
        if (own == verdicts->samples.end())
            continue;
        for (const qc::QcCheck& check : own->checks)
            person.quality.push_back(
                {.name = check.name,
                 .verdict = std::string{qc::to_string(check.verdict)},
                 .level = level_of(check.verdict),
                 .finding = check.finding,
                 .rule = check.rule});
    }
}

Coverage parse_coverage(std::string_view json, const std::string& file) {
    try {
        const nlohmann::json whole = nlohmann::json::parse(json);
        if (whole.at("schema") == "genostrat-callable-1")
            return coverage_of(whole);
    } catch (const nlohmann::json::exception&) {
        // Said below: whatever it lacks, it is not the file that was asked for.
    }
    throw Error{
        ErrorKind::bad_data,
        "this is no PREFIX.callable.json",
        {.file = file},
        "give the JSON that 'genostrat callable' wrote"};
}

Coverage read_coverage(const std::string& path) {
    io::LineReader reader{path};
    std::string text;
    std::string_view line;
    while (reader.next(line)) {
        text.append(line);
        text += '\n';
    }
    return parse_coverage(text, path);
}

}  // namespace genostrat::report

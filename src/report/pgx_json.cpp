// SPDX-License-Identifier: MIT
#include "pgx_json_texts.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/core/version.hpp>
#include <genostrat/pgx/recommend.hpp>
#include <genostrat/report/pgx_json.hpp>

namespace genostrat::report {
namespace {

using pgx::AlleleCode;
using pgx::AlleleIndex;
using pgx::CohortCalls;
using pgx::Diplotype;
using pgx::Evidence;
using pgx::Gene;
using pgx::GeneCall;
using pgx::GeneModel;
using pgx::Guideline;
using pgx::GuidelineMatch;
using pgx::GuidelineResult;
using pgx::LocusCall;
using pgx::LocusIndex;
using pgx::Message;
using pgx::no_phase_set;
using pgx::partial_code;
using pgx::PhenotypeCall;
using pgx::Recommendation;
using pgx::ResultMode;
using pgx::Sex;
using pgx::UndocumentedAlleles;
using Json = nlohmann::ordered_json;

const char* text_of(Sex sex) {
    switch (sex) {
    case Sex::male:
        return "male";
    case Sex::female:
        return "female";
    case Sex::unknown:
        break;
    }
    return "unknown";
}

std::string code_text(
    const GeneModel& model,
    const UndocumentedAlleles& undocumented,
    std::size_t locus,
    AlleleCode code) {
    if (code == partial_code)
        return ".";
    const auto& codes = model.loci[locus].codes;
    const auto index = static_cast<std::size_t>(code);
    return index < codes.size() ? codes[index] : undocumented.at(locus).at(index - codes.size());
}

const char* text_of(Evidence evidence) {
    switch (evidence) {
    case Evidence::called:
        return "called";
    case Evidence::inferred:
        return "inferred";
    case Evidence::assumed:
        return "assumed";
    case Evidence::unspecified:
        break;
    }
    return "unspecified";
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

class SampleWriter {
public:
    SampleWriter(
        const CohortCalls& calls, std::size_t sample, PgxDetail detail, PgxCommonTexts& common)
        : calls_(calls), sample_(sample), detail_(detail), common_(common) {}

    void append_to(std::string& out) const {
        const Json head{
            {"sampleId", calls_.samples[sample_]},
            {"sex", text_of(calls_.sexes[sample_])},
            {"sexSource", calls_.options.sexes.empty() ? "inferred from genotypes on X" : "given"}};
        out += json_text(head);
        out.back() = ',';
        out += "\"results\":[";
        const std::size_t start = out.size();
        for (std::size_t gene = 0; gene < calls_.results.size(); ++gene) {
            append_separator(out, start);
            append_gene(gene, out);
        }
        append_outside_genes(start, out);
        out += ']';
        if (detail_ == PgxDetail::recommendations)
            out += ",\"guidelines\":" + json_text(guidelines());
        out += '}';
    }

private:
    /// Genes that are known by outside calls alone.
    void append_outside_genes(std::size_t start, std::string& out) const {
        if (sample_ >= calls_.outside.size())
            return;
        for (const auto& [gene, meanings] : calls_.outside[sample_]) {
            if (calls_.bundle->find_gene(gene) != nullptr)
                continue;
            append_separator(out, start);
            const Json entry{
                {"gene", gene},
                {"callSource", "OUTSIDE"},
                {"recommendationDiplotypes", phenotypes(meanings)},
                {"messages", messages(pgx::outside_messages(calls_, meanings))}};
            out += json_text(entry);
        }
    }

    void append_gene(std::size_t index, std::string& out) const {
        const auto make = [&] {
            PgxCommonTexts::Frame frame{json_text(gene_head(index)), gene_tail(index)};
            frame.before.back() = ',';
            return frame;
        };
        const bool has_own = sample_ < calls_.outside.size() && !calls_.outside[sample_].empty();
        const PgxCommonTexts::Frame own = has_own ? make() : PgxCommonTexts::Frame{};
        const PgxCommonTexts::Frame& frame =
            has_own ? own : common_.frame(calls_.results[index][sample_].call, make);
        out += frame.before;
        out += "\"variants\":[";
        append_variants(index, out);
        out += "],";
        out += frame.after;
    }

    [[nodiscard]] Json gene_head(std::size_t index) const {
        const Gene& gene = calls_.bundle->genes[index];
        const auto& definition = gene.model.definition;
        const GeneCall& call = *calls_.results[index][sample_].call;
        const bool is_outside =
            sample_ < calls_.outside.size() && calls_.outside[sample_].contains(gene.name());
        Json out;
        out["gene"] = gene.name();
        out["chromosome"] = definition.contig;
        out["version"] = definition.version;
        out["callSource"] = is_outside ? "OUTSIDE" : call.is_called() ? "MATCHER" : "NONE";
        out["phased"] = call.is_phased;
        out["effectivelyPhased"] = call.is_effectively_phased;
        Json& diplotypes = out["diplotypes"] = Json::array();
        for (const Diplotype& diplotype : call.diplotypes) {
            Json entry{{"name", diplotype.text()}, {"haplotype1", diplotype.first.text()}};
            if (!diplotype.is_haploid())
                entry["haplotype2"] = diplotype.second.text();
            entry["score"] = diplotype.score;
            diplotypes.push_back(std::move(entry));
        }
        out["haplotypeMatches"] = call.haplotypes;
        if (!call.no_call_reason.empty())
            out["noCallReason"] = call.no_call_reason;
        if (detail_ != PgxDetail::calls)
            out["recommendationDiplotypes"] = phenotypes(calls_.phenotypes_of(index, sample_));
        return out;
    }

    [[nodiscard]] std::string gene_tail(std::size_t index) const {
        const GeneCall& call = *calls_.results[index][sample_].call;
        std::string out = "\"matchData\":";
        append_match_data(index, call, out);
        out += ",\"warnings\":" + json_text(Json(call.warnings));
        out += ",\"messages\":" + json_text(messages(pgx::gene_messages(calls_, index, sample_)));
        out += '}';
        return out;
    }

    [[nodiscard]] static Json messages(const std::vector<const Message*>& found) {
        Json out = Json::array();
        for (const Message* message : found)
            out.push_back(
                {{"rule_name", message->name},
                 {"exception_type", message->kind},
                 {"message", message->html}});
        return out;
    }

    /// One entry a called position. Written as text, as these are nearly all of the output.
    void append_variants(std::size_t index, std::string& out) const {
        const auto genotypes = calls_.calls_of(index, sample_);
        const std::size_t start = out.size();
        for (std::size_t locus = 0; locus < genotypes.size(); ++locus) {
            const LocusCall& call = genotypes[locus];
            if (call.is_missing())
                continue;
            append_separator(out, start);
            out += common_.position(index, locus).beginning;
            out += "\"vcfCall\":\"";
            append_code(index, locus, call.first, out);
            if (!call.is_haploid()) {
                out += call.is_phased ? '|' : '/';
                append_code(index, locus, call.second, out);
            }
            out += call.is_phased ? "\",\"phased\":true" : "\",\"phased\":false";
            if (call.phase_set != no_phase_set)
                out += fmt::format(",\"phaseSet\":{}", call.phase_set);
            out += ",\"evidence\":\"";
            out += text_of(call.evidence);
            out += call.had_undocumented ? "\",\"undocumentedVariation\":true}" : "\"}";
        }
    }

    void
    append_code(std::size_t index, std::size_t locus, AlleleCode code, std::string& out) const {
        const auto& codes = common_.position(index, locus).codes;
        if (code >= 0 && static_cast<std::size_t>(code) < codes.size())
            out += codes[static_cast<std::size_t>(code)];
        else
            out += between_quotes(code_text(
                calls_.bundle->genes[index].model, calls_.undocumented[index], locus, code));
    }

    void append_names(
        std::size_t index, const std::vector<AlleleIndex>& alleles, std::string& out) const {
        auto names = common_.names(index, out);
        for (const AlleleIndex allele : alleles)
            names.add(allele);
        names.close();
    }

    /// What is missing and what cannot be told without it. Written as text: a sample without
    /// records of a gene lists all of its positions.
    void append_match_data(std::size_t index, const GeneCall& call, std::string& out) const {
        const auto& model = calls_.bundle->genes[index].model;
        out += "{\"missingPositions\":[";
        const std::size_t start = out.size();
        for (const LocusIndex locus : call.missing_loci) {
            append_separator(out, start);
            out += common_.position(index, locus).beginning;
            out += "\"alleles\":";
            auto names = common_.names(index, out);
            model.loci[locus].defined.each([&](AlleleIndex allele) {
                if (allele != model.reference)
                    names.add(allele);
            });
            names.close();
            out += '}';
        }
        out += "],\"undocumentedVariants\":" + json_text(undocumented(index));
        out += ",\"uncallableHaplotypes\":";
        append_names(index, call.uncallable, out);
        out += ",\"haplotypesNotTold\":";
        append_names(index, call.untold, out);
        out += ",\"treatUndocumentedVariationsAsReference\":";
        const auto& gene = model.definition.gene;
        out += pgx::takes_undocumented_as_reference(gene, calls_.options.call) ? "true}" : "false}";
    }

    /// Positions at which the sample has bases that no definition knows; where they count as
    /// reference, those that the input has there.
    [[nodiscard]] Json undocumented(std::size_t index) const {
        const auto& model = calls_.bundle->genes[index].model;
        const auto genotypes = calls_.calls_of(index, sample_);
        Json out = Json::array();
        for (std::size_t locus = 0; locus < genotypes.size(); ++locus) {
            const LocusCall& call = genotypes[locus];
            if (call.is_missing())
                continue;
            Json alleles = Json::array();
            for (const AlleleCode code : {call.first, call.second})
                if (code >= 0 && static_cast<std::size_t>(code) >= model.loci[locus].n_documented)
                    alleles.push_back(code_text(model, calls_.undocumented[index], locus, code));
            if (call.had_undocumented && alleles.empty() &&
                locus < calls_.undocumented[index].size())
                alleles = calls_.undocumented[index][locus];
            if (alleles.empty())
                continue;
            out.push_back(
                {{"position", model.definition.loci[locus].pos0 + 1},
                 {"rsid", model.definition.loci[locus].rsid},
                 {"alleles", std::move(alleles)},
                 {"takenAsReference",
                  pgx::takes_undocumented_as_reference(
                      model.definition.gene, calls_.options.call)}});
        }
        return out;
    }

    [[nodiscard]] static Json phenotypes(const std::vector<PhenotypeCall>& meanings) {
        Json out = Json::array();
        for (const PhenotypeCall& meaning : meanings) {
            Json entry{{"label", meaning.diplotype()}};
            Json& alleles = entry["alleles"] = Json::array();
            for (std::size_t index = 0; index < meaning.alleles.size(); ++index)
                alleles.push_back(
                    {{"name", meaning.alleles[index]}, {"function", meaning.functions[index]}});
            entry["phenotype"] = meaning.phenotype;
            entry["activityScore"] =
                meaning.activity_score ? Json(*meaning.activity_score) : Json(nullptr);
            Json keys = Json::array({meaning.lookup_key});
            for (const std::string& key : meaning.other_keys)
                keys.push_back(key);
            entry["lookupKey"] = std::move(keys);
            entry["inferred"] = meaning.is_inferred;
            out.push_back(std::move(entry));
        }
        return out;
    }

    [[nodiscard]] Json guidelines() const {
        Json out = Json::array();
        for (const GuidelineResult& result :
             pgx::recommend(calls_.bundle->guidelines, pgx::meanings_of(calls_, sample_))) {
            if (!result.is_reportable())
                continue;
            const Guideline& guideline = *result.guideline;
            Json entry{
                {"id", guideline.id},
                {"name", guideline.name},
                {"source", guideline.source},
                {"licence", pgx::licence_of(guideline.source)},
                {"version", guideline.version},
                {"url", guideline.url},
                {"drugs", guideline.drugs},
                {"genes", guideline.genes},
                {"specialCase", result.is_special_case}};
            Json& annotations = entry["annotations"] = Json::array();
            for (const GuidelineMatch& match : result.matches)
                for (const Recommendation* recommendation : match.recommendations)
                    annotations.push_back(annotation(*recommendation, match));
            Json& remarks = entry["messages"] = Json::object();
            const auto of_result = pgx::result_messages(calls_.bundle->messages, result);
            for (const std::string& drug : guideline.drugs) {
                auto found = pgx::drug_messages(calls_, guideline, drug, sample_);
                found.insert(found.end(), of_result.begin(), of_result.end());
                if (!found.empty())
                    remarks[drug] = messages(found);
            }
            out.push_back(std::move(entry));
        }
        return out;
    }

    [[nodiscard]] static Json
    annotation(const Recommendation& recommendation, const GuidelineMatch& match) {
        Json genotype = Json::array();
        for (std::size_t gene = 0; gene < match.genes.size(); ++gene)
            genotype.push_back(
                {{"gene", match.genes[gene]},
                 {"diplotype", match.genotype[gene].diplotype()},
                 {"phenotype", match.genotype[gene].phenotype}});
        return {
            {"genotype", std::move(genotype)},
            {"drugs", recommendation.drugs},
            {"population", text_or_null(recommendation.population)},
            {"classification", text_or_null(recommendation.classification)},
            {"implications", recommendation.implications},
            {"drugRecommendation", recommendation.html},
            {"dosingInformation", recommendation.has_dosing_information},
            {"alternateDrugAvailable", recommendation.has_alternate_drug},
            {"otherPrescribingGuidance", recommendation.has_other_guidance}};
    }

    const CohortCalls& calls_;
    std::size_t sample_;
    PgxDetail detail_;
    PgxCommonTexts& common_;
};

}  // namespace

void write_pgx_json(
    const CohortCalls& calls,
    PgxDetail detail,
    const std::function<void(std::string_view bytes)>& write) {
    Json metadata{
        {"genostratVersion", version()},
        {"dataVersion", calls.bundle->version},
        {"dataDigest", calls.bundle->digest},
        {"genomeBuild", "GRCh38"},
        {"inputFilename", calls.input},
        {"topCandidatesOnly", calls.options.call.results == ResultMode::top},
        {"findCombinations", calls.options.call.find_combinations},
        {"useExemptions", calls.options.call.use_exemptions},
        {"absentToReference", calls.options.absent_to_reference},
        {"unspecifiedToReference", calls.options.unspecified_to_reference},
        {"warnings", calls.warnings}};
    constexpr std::size_t piece_bytes = 1 << 18;
    std::string out = "{\"metadata\":" + json_text(metadata) + ",\n\"samples\":[";
    PgxCommonTexts common{calls};
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample) {
        out += sample == 0 ? "\n" : ",\n";
        SampleWriter{calls, sample, detail, common}.append_to(out);
        if (out.size() < piece_bytes)
            continue;
        write(out);
        out.clear();
    }
    out += "\n]}\n";
    write(out);
}

std::string pgx_json(const CohortCalls& calls, PgxDetail detail) {
    std::string json;
    write_pgx_json(calls, detail, [&](std::string_view bytes) { json += bytes; });
    return json;
}

}  // namespace genostrat::report

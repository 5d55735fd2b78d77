// SPDX-License-Identifier: MIT
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
    SampleWriter(const CohortCalls& calls, std::size_t sample, PgxDetail detail)
        : calls_(calls), sample_(sample), detail_(detail) {}

    [[nodiscard]] Json run() const {
        Json out;
        out["sampleId"] = calls_.samples[sample_];
        out["sex"] = text_of(calls_.sexes[sample_]);
        out["sexSource"] = calls_.options.sexes.empty() ? "inferred from genotypes on X" : "given";
        Json& results = out["results"] = Json::array();
        for (std::size_t gene = 0; gene < calls_.results.size(); ++gene)
            results.push_back(gene_result(gene));
        if (sample_ < calls_.outside.size())
            for (const auto& [gene, meanings] : calls_.outside[sample_])
                if (calls_.bundle->find_gene(gene) == nullptr)
                    results.push_back(
                        {{"gene", gene},
                         {"callSource", "OUTSIDE"},
                         {"recommendationDiplotypes", phenotypes(meanings)},
                         {"messages", messages(pgx::outside_messages(calls_))}});
        if (detail_ == PgxDetail::recommendations)
            out["guidelines"] = guidelines();
        return out;
    }

private:
    [[nodiscard]] Json gene_result(std::size_t index) const {
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
        out["variants"] = variants(index);
        out["matchData"] = match_data(index, call);
        out["warnings"] = call.warnings;
        out["messages"] = messages(pgx::gene_messages(calls_, index, sample_));
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

    [[nodiscard]] Json variants(std::size_t index) const {
        const auto& model = calls_.bundle->genes[index].model;
        const auto genotypes = calls_.calls_of(index, sample_);
        Json out = Json::array();
        for (std::size_t locus = 0; locus < genotypes.size(); ++locus) {
            const LocusCall& call = genotypes[locus];
            if (call.is_missing())
                continue;
            const auto text = [&](AlleleCode code) {
                return code_text(model, calls_.undocumented[index], locus, code);
            };
            std::string genotype = text(call.first);
            if (!call.is_haploid())
                genotype += (call.is_phased ? "|" : "/") + text(call.second);
            Json entry{
                {"position", model.definition.loci[locus].pos0 + 1},
                {"rsid", model.definition.loci[locus].rsid},
                {"vcfCall", genotype},
                {"phased", static_cast<bool>(call.is_phased)}};
            if (call.phase_set != no_phase_set)
                entry["phaseSet"] = call.phase_set;
            entry["evidence"] = text_of(call.evidence);
            if (call.had_undocumented)
                entry["undocumentedVariation"] = true;
            out.push_back(std::move(entry));
        }
        return out;
    }

    [[nodiscard]] Json names(std::size_t index, const std::vector<AlleleIndex>& alleles) const {
        Json out = Json::array();
        for (const AlleleIndex allele : alleles)
            out.push_back(calls_.bundle->genes[index].model.allele(allele).name);
        return out;
    }

    [[nodiscard]] Json match_data(std::size_t index, const GeneCall& call) const {
        const auto& model = calls_.bundle->genes[index].model;
        Json missing = Json::array();
        for (const LocusIndex locus : call.missing_loci) {
            Json told = Json::array();
            model.loci[locus].defined.each([&](AlleleIndex allele) {
                if (allele != model.reference)
                    told.push_back(model.allele(allele).name);
            });
            missing.push_back(
                {{"position", model.definition.loci[locus].pos0 + 1},
                 {"rsid", model.definition.loci[locus].rsid},
                 {"alleles", std::move(told)}});
        }
        return {
            {"missingPositions", std::move(missing)},
            {"undocumentedVariants", undocumented(index)},
            {"uncallableHaplotypes", names(index, call.uncallable)},
            {"haplotypesNotTold", names(index, call.untold)},
            {"treatUndocumentedVariationsAsReference",
             pgx::takes_undocumented_as_reference(model.definition.gene, calls_.options.call)}};
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
            for (const std::string& drug : guideline.drugs)
                if (const auto found = pgx::drug_messages(calls_, guideline, drug, sample_);
                    !found.empty())
                    remarks[drug] = messages(found);
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
};

}  // namespace

std::string pgx_json(const CohortCalls& calls, PgxDetail detail) {
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
    std::string out = "{\"metadata\":" + metadata.dump() + ",\n\"samples\":[";
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample) {
        out += sample == 0 ? "\n" : ",\n";
        out += SampleWriter{calls, sample, detail}.run().dump();
    }
    out += "\n]}\n";
    return out;
}

}  // namespace genostrat::report

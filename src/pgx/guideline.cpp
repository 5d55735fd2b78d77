// SPDX-License-Identifier: MIT
#include "json_node.hpp"

#include <genostrat/pgx/guideline.hpp>

namespace genostrat::pgx {
namespace {

LookupKey read_key(const JsonNode& node) {
    LookupKey key;
    node.members([&](const std::string& gene, const JsonNode& value) {
        if (value.is_text()) {
            key.phenotypes[gene] = value.text();
            return;
        }
        value.members([&](const std::string& allele, const JsonNode& copies) {
            key.alleles[gene][allele] = static_cast<int>(copies.integer());
        });
    });
    return key;
}

Recommendation read_recommendation(const JsonNode& node) {
    Recommendation recommendation;
    recommendation.id = node.text_or("id", "");
    recommendation.population = node.text_or("population", "");
    if (const auto classification = node.find("classification"))
        recommendation.classification = classification->text_or("term", "");
    if (const auto text = node.find("text"))
        recommendation.html = text->text_or("html", "");
    if (const auto implications = node.find("implications"))
        implications->each([&](const JsonNode& implication) {
            recommendation.implications.push_back(implication.text());
        });
    if (const auto chemicals = node.find("relatedChemicals"))
        chemicals->each([&](const JsonNode& chemical) {
            recommendation.drugs.push_back(chemical.at("name").text());
        });
    const JsonNode key = node.at("lookupKey");
    if (key.is_object())
        recommendation.keys.push_back(read_key(key));
    else if (!key.is_null())
        key.each([&](const JsonNode& one) { recommendation.keys.push_back(read_key(one)); });
    recommendation.has_dosing_information = node.flag_or("dosingInformation", false);
    recommendation.has_alternate_drug = node.flag_or("alternateDrugAvailable", false);
    recommendation.has_other_guidance = node.flag_or("otherPrescribingGuidance", false);
    return recommendation;
}

Guideline read_guideline(const JsonNode& node) {
    const JsonNode head = node.at("guideline");
    Guideline guideline;
    guideline.id = head.text_or("id", "");
    guideline.name = head.at("name").text();
    guideline.source = head.at("source").text();
    guideline.version = node.text_or("version", "");
    guideline.url = head.text_or("url", "");
    head.at("relatedChemicals").each([&](const JsonNode& chemical) {
        guideline.drugs.push_back(chemical.at("name").text());
    });
    head.at("relatedGenes").each([&](const JsonNode& gene) {
        guideline.genes.push_back(gene.at("symbol").text());
    });
    node.at("recommendations").each([&](const JsonNode& recommendation) {
        guideline.recommendations.push_back(read_recommendation(recommendation));
    });
    return guideline;
}

}  // namespace

std::vector<Guideline> parse_guidelines(std::string_view json, const std::string& file) {
    const nlohmann::json document = parse_json(json, file);
    const JsonNode root{document, file};
    const auto list = root.find("guidelines");
    if (!list)
        return {read_guideline(root)};
    std::vector<Guideline> guidelines;
    list->each([&](const JsonNode& node) { guidelines.push_back(read_guideline(node)); });
    return guidelines;
}

std::string_view licence_of(std::string_view source) noexcept {
    if (source == "CPIC")
        return "CC0 1.0";
    if (source == "DPWG")
        return "CC BY-SA 4.0 (annotations of ClinPGx)";
    return source == "FDA" ? "public domain" : "";
}

}  // namespace genostrat::pgx

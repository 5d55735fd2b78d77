// SPDX-License-Identifier: MIT
// Guidance of PharmCAT 3.1.1's two example reports, as far as our data hold the guidelines.
#include "test_support.hpp"

#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include <genostrat/pgx/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/report/pgx_json.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::report {
namespace {

using nlohmann::json;
using test::shared;

const auto& data() {
    static const auto bundle = pgx::load_bundle(shared("data/pgx"), {.with_guidance = true});
    return bundle;
}

/// Text without markup, entities of apostrophes and blanks: what a reader compares.
std::string plain(std::string_view html) {
    std::string text;
    bool is_tag = false;
    for (const char character : html) {
        if (character == '<')
            is_tag = true;
        else if (character == '>')
            is_tag = false;
        else if (!is_tag && static_cast<unsigned char>(character) > ' ')
            text += character;
    }
    for (std::size_t at; (at = text.find("&#39;")) != std::string::npos;)
        text.replace(at, 5, "'");
    return text;
}

/// ClinPGx of 2024 says N/A where that of 2025 says Unspecified.
std::string strength_of(const json& annotation) {
    const json& term = annotation["classification"];
    if (term.is_null() || term == "Unspecified")
        return "N/A";
    return term.get<std::string>();
}

std::string population_of(const json& annotation) {
    return annotation["population"].is_null() ? "" : annotation["population"].get<std::string>();
}

std::string row_of(const json& annotation, bool with_text) {
    return population_of(annotation) + "; " + strength_of(annotation) + "; " +
           (with_text ? plain(annotation["drugRecommendation"].get<std::string>()) : "");
}

class PharmcatReport : public testing::TestWithParam<const char*> {
protected:
    static json ours(const std::string& example) {
        const auto folder = shared("data/pgx/examples_v3.1.1");
        pgx::PgxInputs inputs;
        const auto outside = folder / (example + ".outsideCall.tsv");
        if (std::filesystem::exists(outside))
            inputs.outside.push_back(pgx::read_outside_file(outside.string()));
        auto run = (Pipeline{VcfSource{(folder / (example + ".vcf")).string()}} |
                    pgx::PgxStage{data(), {}, {}, std::move(inputs)})
                       .run({});
        return json::parse(pgx_json(
            *run.results.find<pgx::CohortCalls>(), PgxDetail::recommendations))["samples"][0];
    }

    /// Annotations of our answer by guideline and drug.
    static std::map<std::string, std::vector<json>> by_drug(const json& sample) {
        std::map<std::string, std::vector<json>> found;
        for (const json& guideline : sample["guidelines"])
            for (const json& drug : guideline["drugs"]) {
                auto& own =
                    found[guideline["id"].get<std::string>() + " " + drug.get<std::string>()];
                for (const json& annotation : guideline["annotations"]) {
                    const json& named = annotation["drugs"];
                    if (named.empty() || std::find(named.begin(), named.end(), drug) != named.end())
                        own.push_back(annotation);
                }
            }
        return found;
    }

    /// Texts of each guideline of our data.
    static std::map<std::string, std::set<std::string>> known_texts() {
        std::map<std::string, std::set<std::string>> texts;
        for (const pgx::Guideline& guideline : data()->guidelines) {
            auto& own = texts[guideline.id];
            for (const pgx::Recommendation& recommendation : guideline.recommendations)
                own.insert(plain(recommendation.html));
        }
        return texts;
    }
};

TEST_P(PharmcatReport, gives_the_same_guidance) {
    const auto folder = shared("data/pgx/examples_v3.1.1");
    GENOSTRAT_NEEDS(folder);
    const json expected =
        json::parse(test::read_file(folder / (std::string{GetParam()} + ".report.json")));
    const auto own = by_drug(ours(GetParam()));
    const auto texts = known_texts();
    std::set<std::string> seen;
    int n_equal_texts = 0;
    for (const char* source : {"CPIC Guideline Annotation", "DPWG Guideline Annotation"})
        for (const auto& [drug, entry] : expected["drugs"][source].items())
            for (const json& guideline : entry["guidelines"]) {
                const std::string id = guideline["id"];
                if (!texts.contains(id))
                    continue;  // newer than our data
                const std::string key = id + " " + drug;
                seen.insert(key);
                if (drug == "warfarin" && source[0] == 'C') {
                    EXPECT_TRUE(own.contains(key));  // an algorithm: no annotation of a table
                    continue;
                }
                std::multiset<std::string> wanted;
                std::multiset<std::string> given;
                bool with_text = true;
                for (const json& annotation : guideline["annotations"])
                    with_text = with_text &&
                                texts.at(id).contains(
                                    plain(annotation["drugRecommendation"].get<std::string>()));
                for (const json& annotation : guideline["annotations"])
                    wanted.insert(row_of(annotation, with_text));
                if (own.contains(key))
                    for (const json& annotation : own.at(key))
                        given.insert(row_of(annotation, with_text));
                EXPECT_EQ(given, wanted) << key;
                EXPECT_TRUE(with_text || source[0] == 'D')
                    << "text of CPIC not in our data: " << key;
                n_equal_texts += with_text ? 1 : 0;
            }
    EXPECT_GE(n_equal_texts, 135);
    for (const auto& [key, annotations] : own)
        EXPECT_TRUE(seen.contains(key)) << "not in PharmCAT's report: " << key;
}

TEST_P(PharmcatReport, shows_the_same_messages_of_genes) {
    const auto folder = shared("data/pgx/examples_v3.1.1");
    GENOSTRAT_NEEDS(folder);
    const json expected =
        json::parse(test::read_file(folder / (std::string{GetParam()} + ".report.json")));
    const json answer = ours(GetParam());
    ASSERT_FALSE(answer.at("results").empty());
    for (const json& result : answer.at("results")) {
        std::multiset<std::string> wanted;
        std::multiset<std::string> given;
        const std::string gene = result["gene"];
        for (const json& message : expected["genes"][gene]["messages"])
            if (message["rule_name"] != "reference-allele")  // made by the program, not by the data
                wanted.insert(message["rule_name"].get<std::string>());
        for (const json& message : result["messages"])
            given.insert(message["rule_name"].get<std::string>());
        EXPECT_EQ(given, wanted) << gene;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Examples,
    PharmcatReport,
    testing::Values("pharmcat.example", "pharmcat.example2"),
    [](const auto& test) {
        return std::string{std::string_view{test.param}.ends_with('2') ? "second" : "first"};
    });

}  // namespace
}  // namespace genostrat::report

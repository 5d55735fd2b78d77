// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pgx/recommend.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

PhenotypeCall meaning(const std::string& key, std::vector<std::string> alleles = {"*1", "*1"}) {
    return {.alleles = std::move(alleles), .phenotype = key, .lookup_key = key};
}

Recommendation row(const std::string& id, LookupKey key) {
    return {.id = id, .keys = {std::move(key)}};
}

std::vector<std::string> ids(const GuidelineResult& result) {
    std::vector<std::string> out;
    for (const GuidelineMatch& match : result.matches)
        for (const Recommendation* recommendation : match.recommendations)
            out.push_back(recommendation->id);
    return out;
}

Guideline two_genes() {
    return {
        .source = "CPIC",
        .drugs = {"drug"},
        .genes = {"A", "B"},
        .recommendations = {
            row("both", {.phenotypes = {{"A", "Poor"}, {"B", "Normal"}}}),
            row("a alone", {.phenotypes = {{"A", "Poor"}, {"B", "No Result"}}}),
            row("alleles", {.phenotypes = {}, .alleles = {{"A", {{"*2", 2}}}}})}};
}

TEST(Recommend, matches_keys_of_several_genes) {
    const std::vector<Guideline> guidelines{two_genes()};
    const auto found = recommend(
        guidelines,
        {{.gene = "A", .calls = {meaning("Poor")}}, {.gene = "B", .calls = {meaning("Normal")}}});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(ids(found[0]), ElementsAre("both"));
}

TEST(Recommend, takes_a_gene_without_a_call_as_no_result) {
    const std::vector<Guideline> guidelines{two_genes()};
    EXPECT_THAT(
        ids(recommend(guidelines, {{.gene = "A", .calls = {meaning("Poor")}}}).at(0)),
        ElementsAre("a alone"));
    EXPECT_THAT(recommend(guidelines, {{.gene = "C", .calls = {meaning("Poor")}}}), IsEmpty());
    EXPECT_THAT(
        recommend(
            guidelines, {{.gene = "A", .calls = {meaning("No Result", {"Unknown", "Unknown"})}}}),
        IsEmpty());
}

TEST(Recommend, prefers_keys_of_alleles) {
    const std::vector<Guideline> guidelines{two_genes()};
    EXPECT_THAT(
        ids(recommend(guidelines, {{.gene = "A", .calls = {meaning("Poor", {"*2", "*2"})}}}).at(0)),
        ElementsAre("alleles"));
}

TEST(Recommend, crosses_alternatives) {
    const std::vector<Guideline> guidelines{two_genes()};
    const auto found = recommend(
        guidelines,
        {{.gene = "A", .calls = {meaning("Poor"), meaning("Poor", {"*2", "*2"})}},
         {.gene = "B", .calls = {meaning("Normal")}}});
    EXPECT_THAT(ids(found.at(0)), ElementsAre("both", "alleles"));
}

TEST(Recommend, reports_warfarin_by_its_algorithm) {
    const std::vector<Guideline> guidelines{
        {.source = "CPIC", .drugs = {"warfarin"}, .genes = {"VKORC1"}}};
    const auto found = recommend(guidelines, {{.gene = "VKORC1", .calls = {meaning("-1639 GG")}}});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_TRUE(found[0].is_special_case);
    EXPECT_TRUE(found[0].is_reportable());
}

TEST(Recommend, knows_dpwg_by_the_names_of_phenotypes) {
    const Guideline guideline{
        .source = "DPWG",
        .drugs = {"drug"},
        .genes = {"A"},
        .recommendations = {
            row("name", {.phenotypes = {{"A", "Normal"}}}),
            row("score and name", {.phenotypes = {{"A", "1.0 (Intermediate)"}}}),
            row("own name", {.phenotypes = {{"A", "0.5 (Phenotyping)"}}})}};
    const auto found = [&](const std::string& score, const std::string& phenotype) {
        const PhenotypeCall call{
            .alleles = {"*1", "*2"},
            .phenotype = phenotype,
            .activity_score = score,
            .lookup_key = score};
        std::vector<Guideline> guidelines{guideline};
        const auto of_dpwg = ids(recommend(guidelines, {{.gene = "A", .calls = {call}}}).at(0));
        guidelines[0].source = "CPIC";  // whose keys are scores
        EXPECT_THAT(ids(recommend(guidelines, {{.gene = "A", .calls = {call}}}).at(0)), IsEmpty());
        return of_dpwg;
    };
    EXPECT_THAT(found("2.0", "Normal"), ElementsAre("name"));
    EXPECT_THAT(found("1.0", "Intermediate"), ElementsAre("score and name"));
    EXPECT_THAT(found("0.5", "Poor"), ElementsAre("own name"));
}

TEST(Recommend, puts_cpic_first) {
    Guideline dpwg = two_genes();
    dpwg.source = "DPWG";
    const std::vector<Guideline> guidelines{dpwg, two_genes()};
    const auto found = recommend(guidelines, {{.gene = "A", .calls = {meaning("Poor")}}});
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].guideline->source, "CPIC");
}

/// One sample of a DPYD with HapB3's two positions, with these genotypes of both.
CohortCalls hapb3_sample(RawGenotype exon, RawGenotype intron) {
    GeneDefinition definition;
    definition.gene = "DPYD";
    definition.contig = "chr1";
    definition.loci = {
        {.contig = "chr1", .pos0 = 97573862, .rsid = "rs56038477", .ref = "C", .alts = {"T"}},
        {.contig = "chr1", .pos0 = 97579892, .rsid = "rs75017182", .ref = "G", .alts = {"C"}}};
    definition.alleles = {
        {.name = "Reference", .is_reference = true, .cells = {"C", "G"}},
        {.name = "c.1129-5923C>G, c.1236G>A (HapB3)", .cells = {"T", "C"}},
        {.name = "c.1129-5923C>G", .cells = {std::nullopt, "C"}}};
    auto bundle = std::make_shared<Bundle>();
    bundle->genes.push_back({.model = compile(std::move(definition))});
    for (const char* const name :
         {"pcat-dpyd-hapB3-exonic-only", "pcat-dpyd-hapB3-intronic-mismatch-exonic"})
        bundle->messages.push_back({.name = name, .html = "text"});
    CohortCaller caller{bundle, {"A"}, {}};
    caller.add({.loci = {{.gene = 0, .locus = 0}}, .ref = "C", .alts = {"T"}, .samples = {exon}});
    caller.add({.loci = {{.gene = 0, .locus = 1}}, .ref = "G", .alts = {"C"}, .samples = {intron}});
    return caller.finish();
}

/// The expected messages are those of PharmCAT's messages.json by their texts: "based on the exon
/// SNP alone since the intron SNP is missing", "on the intron SNP alone because the exon SNP is
/// missing or conflicts".
TEST(GeneMessages, say_which_position_hapb3_rests_on) {
    constexpr RawGenotype het{.first = 0, .second = 1, .n_alleles = 2};
    constexpr RawGenotype none{.first = 0, .second = 0, .n_alleles = 2};
    constexpr RawGenotype missing{};
    const auto messages_of = [](const CohortCalls& calls) {
        std::vector<std::string> names;
        for (const Message* const message : gene_messages(calls, 0, 0))
            names.push_back(message->name);
        return names;
    };
    EXPECT_THAT(messages_of(hapb3_sample(het, het)), IsEmpty());
    EXPECT_THAT(messages_of(hapb3_sample(none, none)), IsEmpty());
    EXPECT_THAT(
        messages_of(hapb3_sample(het, missing)), ElementsAre("pcat-dpyd-hapB3-exonic-only"));
    EXPECT_THAT(
        messages_of(hapb3_sample(none, het)),
        ElementsAre("pcat-dpyd-hapB3-intronic-mismatch-exonic"));
    EXPECT_THAT(
        messages_of(hapb3_sample(missing, het)),
        ElementsAre("pcat-dpyd-hapB3-intronic-mismatch-exonic"));
    EXPECT_THAT(
        messages_of(hapb3_sample(het, none)), IsEmpty());  // not HapB3: a warning of the call
}

TEST(ResultMessages, say_that_several_genotypes_have_one_recommendation) {
    const std::vector<Message> messages{{.name = "pcat-call-multimatch", .html = "text"}};
    const Recommendation one = row("one", {});
    const Recommendation other = row("other", {});
    GuidelineResult result{.matches = {{.recommendations = {&one}}, {.recommendations = {&other}}}};
    EXPECT_THAT(result_messages(messages, result), IsEmpty());
    result.matches[1].recommendations.push_back(&one);
    EXPECT_THAT(result_messages(messages, result), SizeIs(1));
}

TEST(OutsideMessages, say_that_a_phenotype_alone_fits_several_scores) {
    auto bundle = std::make_shared<Bundle>();
    bundle->messages = {
        {.name = "pcat-outside-call", .html = "text"},
        {.name = "pcat-score-multimatch", .html = "text"}};
    const CohortCalls calls{.bundle = bundle};
    EXPECT_THAT(outside_messages(calls, {{.alleles = {"*1", "*4"}}}), SizeIs(1));
    EXPECT_THAT(
        outside_messages(
            calls,
            {{.phenotype = "Intermediate Metabolizer",
              .lookup_key = "0.5",
              .other_keys = {"1.0"}}}),
        SizeIs(2));
}

}  // namespace
}  // namespace genostrat::pgx

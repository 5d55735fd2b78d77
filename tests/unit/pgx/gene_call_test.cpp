// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/gene_call.hpp>

namespace genostrat::pgx {
namespace {

using test::texts;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

GeneCall call(
    const std::string& gene,
    std::initializer_list<std::string_view> genotypes,
    const CallOptions& options = {},
    const Exemption* exemption = nullptr) {
    const GeneModel model = compile(test::small_definition(
        gene, {"100 C T", "200 A G", "300 G A"}, {"*1 C A G", "*2 T . .", "*3 . G .", "*4 T G ."}));
    return call_gene(model, test::genotypes(genotypes), {}, exemption, options);
}

TEST(CallGene, reports_the_best_score_or_all) {
    EXPECT_THAT(texts(call("GEN1", {"0/1", "0/1", "0/0"})), ElementsAre("*1/*4 5"));
    EXPECT_THAT(
        texts(call("GEN1", {"0/1", "0/1", "0/0"}, {.results = ResultMode::all})),
        ElementsAre("*1/*4 5", "*2/*3 2"));
}

TEST(CallGene, says_why_there_is_no_call) {
    EXPECT_EQ(call("GEN1", {"-", "-", "-"}).no_call_reason, "no position of the gene is called");
    EXPECT_EQ(
        call("GEN1", {"0/0", "0/0", "1/1"}).no_call_reason,
        "no pair of named alleles fits the genotypes");
    EXPECT_EQ(
        call("GEN1", {"./1", "0/0", "0/0"}).no_call_reason, "a genotype is only partly called");
}

TEST(CallGene, lists_missing_loci_and_the_alleles_they_tell) {
    const GeneCall answer = call("GEN1", {"-", "0/0", "0/0"});
    EXPECT_THAT(answer.missing_loci, ElementsAre(0));
    EXPECT_THAT(answer.uncallable, ElementsAre(1));  // *2 is nothing but this locus
    EXPECT_THAT(answer.untold, ElementsAre(3));      // *4 shows at another one, too
}

TEST(CallGene, wants_required_positions_unless_told_not_to) {
    const Exemption exemption{.gene = "GEN1", .required_pos0 = {99}};
    EXPECT_EQ(
        call("GEN1", {"-", "0/0", "0/0"}, {}, &exemption).no_call_reason,
        "required position 100 is missing");
    EXPECT_THAT(
        texts(call("GEN1", {"-", "0/0", "0/0"}, {.use_exemptions = false}, &exemption)),
        ElementsAre("*1/*1 4"));
}

TEST(CallGene, combines_only_where_no_plain_pair_fits) {
    const CallOptions combine{.find_combinations = true};
    EXPECT_THAT(texts(call("GEN1", {"0/1", "0/0", "0/0"}, combine)), ElementsAre("*1/*2 4"));
    EXPECT_THAT(
        texts(call("GEN1", {"1|0", "0|0", "1|0"}, combine)), ElementsAre("*1/[*2 + g.300G>A] 3"));
}

TEST(CallGene, gives_up_on_too_many_combinations) {
    std::string loci;
    GeneDefinition definition;
    definition.gene = "GEN1";
    definition.contig = "chr1";
    NamedAllele reference{.name = "*1", .is_reference = true};
    std::vector<LocusCall> calls;
    for (int pos = 1; pos <= 40; ++pos) {
        definition.loci.push_back({.contig = "chr1", .pos0 = pos, .ref = "A", .alts = {"C"}});
        reference.cells.emplace_back("A");
        calls.push_back({.first = 0, .second = 1});
    }
    definition.alleles.push_back(reference);
    const GeneCall answer =
        call_gene(compile(definition), calls, {}, nullptr, {.find_combinations = true});
    EXPECT_THAT(answer.no_call_reason, HasSubstr("40 phase blocks"));
}

TEST(CallGene, applies_nat2_priorities_to_unphased_data) {
    const Exemption exemption{
        .gene = "NAT2", .priorities = {{.diplotypes = {"*1/*4", "*2/*3"}, .pick = "*2/*3"}}};
    EXPECT_THAT(texts(call("NAT2", {"0/1", "0/1", "0/0"})), ElementsAre("*1/*4 5", "*2/*3 2"));
    EXPECT_THAT(texts(call("NAT2", {"0/1", "0/1", "0/0"}, {}, &exemption)), ElementsAre("*2/*3 2"));
}

TEST(CallGene, reports_suballeles_by_their_allele) {
    GeneDefinition definition = test::small_definition("GEN1", {"100 C T"}, {"*1 C", "*2.001 T"});
    definition.suballeles = {{"*2.001", "*2"}};
    EXPECT_THAT(
        texts(call_gene(compile(definition), test::genotypes({"0/1"}), {}, nullptr, {})),
        ElementsAre("*1/*2 2"));
}

TEST(TakesUndocumentedAsReference, depends_on_gene_and_mode) {
    EXPECT_TRUE(takes_undocumented_as_reference("TPMT", {}));
    EXPECT_FALSE(takes_undocumented_as_reference("TPMT", {.find_combinations = true}));
    EXPECT_TRUE(takes_undocumented_as_reference("DPYD", {.find_combinations = true}));
    EXPECT_FALSE(takes_undocumented_as_reference("CYP2C19", {}));
}

}  // namespace
}  // namespace genostrat::pgx

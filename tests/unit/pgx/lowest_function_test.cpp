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

GeneCall call_ryr1(std::initializer_list<std::string_view> genotypes) {
    const GeneModel model = compile(test::small_definition(
        "RYR1",
        {"100 C T", "200 A G", "300 G A"},
        {"Reference C A G", "c.1C>T T . .", "c.2A>G . G .", "c.3G>A . . A"}));
    return call_gene(model, test::genotypes(genotypes), {}, nullptr, {});
}

TEST(LowestFunction, lists_the_alleles_of_unphased_data) {
    const GeneCall call = call_ryr1({"0/1", "0/1", "0/0"});
    EXPECT_THAT(call.diplotypes, IsEmpty());
    EXPECT_THAT(call.haplotypes, ElementsAre("c.1C>T", "c.2A>G"));
}

TEST(LowestFunction, lists_an_allele_on_both_strands_twice) {
    EXPECT_THAT(
        call_ryr1({"0/1", "0/1", "1/1"}).haplotypes,
        ElementsAre("c.1C>T", "c.2A>G", "c.3G>A", "c.3G>A"));
}

TEST(LowestFunction, combines_alleles_of_phased_strands) {
    EXPECT_THAT(
        texts(call_ryr1({"0|1", "0|1", "0|0"})), ElementsAre("Reference/[c.1C>T + c.2A>G] 5"));
    EXPECT_THAT(texts(call_ryr1({"0|1", "1|0", "0|0"})), ElementsAre("c.1C>T/c.2A>G 2"));
    EXPECT_THAT(
        texts(call_ryr1({"0|1:1", "1|0:2", "0|0"})),
        ElementsAre("Reference/[c.1C>T + c.2A>G] 5", "c.1C>T/c.2A>G 2"));
}

GeneCall call_dpyd(std::initializer_list<std::string_view> genotypes) {
    const GeneModel model = compile(test::small_definition(
        "DPYD",
        {"97573863 C T", "97579893 G C", "97600000 A G"},
        {"Reference C G A", "HapB3 T C .", "intron . C .", "c.9A>G . . G"}));
    return call_gene(model, test::genotypes(genotypes), {}, nullptr, {});
}

TEST(LowestFunction, tells_hapb3_from_its_intronic_variant) {
    EXPECT_THAT(texts(call_dpyd({"0|1", "0|1", "0|0"})), ElementsAre("Reference/HapB3 5"));
    EXPECT_THAT(texts(call_dpyd({"0|0", "0|1", "0|0"})), ElementsAre("Reference/intron 4"));
    EXPECT_THAT(texts(call_dpyd({"0|1", "1|1", "0|0"})), ElementsAre("HapB3/intron 3"));
    EXPECT_THAT(
        texts(call_dpyd({"0|1", "0|1", "0|1"})), ElementsAre("Reference/[HapB3 + c.9A>G] 6"));
}

TEST(LowestFunction, does_not_take_the_exonic_variant_alone) {
    const GeneCall call = call_dpyd({"0|1", "0|0", "0|0"});
    EXPECT_THAT(texts(call), ElementsAre("Reference/Reference 6"));
    EXPECT_THAT(call.warnings, ElementsAre(HasSubstr("not taken as HapB3")));
}

TEST(LowestFunction, takes_the_exonic_variant_where_the_intronic_is_not_known) {
    const GeneCall call = call_dpyd({"0|1", "-", "0|0"});
    EXPECT_THAT(texts(call), ElementsAre("Reference/HapB3 3"));
    EXPECT_THAT(call.warnings, ElementsAre(HasSubstr("taken as HapB3")));
}

TEST(LowestFunction, counts_hapb3_of_unphased_data) {
    EXPECT_THAT(call_dpyd({"0/1", "0/1", "0/1"}).haplotypes, ElementsAre("HapB3", "c.9A>G"));
    EXPECT_THAT(call_dpyd({"0/1", "0/1", "0/0"}).haplotypes, ElementsAre("Reference", "HapB3"));
    EXPECT_THAT(
        call_dpyd({"0/1", "1/1", "0/1"}).haplotypes, ElementsAre("HapB3", "c.9A>G", "intron"));
}

}  // namespace
}  // namespace genostrat::pgx

// SPDX-License-Identifier: MIT
#include "../../../src/pgx/strand_names.hpp"
#include "small_gene.hpp"
#include "test_support.hpp"

namespace genostrat::pgx {
namespace {

using testing::SizeIs;

TEST(PartialName, uses_the_definitions_names_and_makes_the_others) {
    const GeneModel model = compile(test::small_definition("GEN1", {"100 C T"}, {"*1 C", "*2 T"}));
    EXPECT_EQ(partial_name(model, {}, 0, 1), "g.100C>T");
    EXPECT_EQ(partial_name(model, {}, 0, partial_code), "g.100?");
    EXPECT_EQ(partial_name(model, {}, 0, 0), "g.100=");
    EXPECT_EQ(partial_name(model, {{"A"}}, 0, 2), "g.100C>A");
}

TEST(MakeDiplotype, puts_names_in_order) {
    const HaplotypeName two{.alleles = {"*2"}, .partials = {}};
    const HaplotypeName ten{.alleles = {"*10"}, .partials = {}};
    EXPECT_EQ(make_diplotype(ten, two, 1).text(), "*2/*10");
}

TEST(AddPairs, gives_pairs_of_plain_names_once) {
    const std::vector<NamedStrand> plain{
        {.name = {.alleles = {"*2"}, .partials = {}}, .score = 1, .is_plain = true}};
    std::vector<Diplotype> diplotypes;
    add_pairs(plain, plain, true, diplotypes);
    add_pairs(plain, plain, true, diplotypes);
    EXPECT_THAT(diplotypes, SizeIs(1));
}

}  // namespace
}  // namespace genostrat::pgx

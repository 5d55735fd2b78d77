// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/gene_model.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Compile, fills_undefined_cells_with_the_reference_only_where_asked) {
    const GeneModel model = compile(
        test::small_definition("GEN1", {"100 C T", "200 A G"}, {"*1 C A", "*2 T .", "*3 . G"}));
    const CompiledLocus& locus = model.loci[0];
    EXPECT_TRUE(locus.filled[0].contains(2));  // *3 is C there once filled
    EXPECT_TRUE(locus.open[1].contains(2));    // and anything as long as it is not
    EXPECT_FALSE(locus.filled[1].contains(2));
    EXPECT_FALSE(locus.defined.contains(2));
    EXPECT_TRUE(locus.defined.contains(1));
}

TEST(Compile, reads_iupac_cells_as_several_bases) {
    const GeneModel model =
        compile(test::small_definition("GEN1", {"100 C T"}, {"*1 C", "*2 Y", "*3 R"}));
    const CompiledLocus& locus = model.loci[0];
    EXPECT_TRUE(locus.filled[0].contains(1));
    EXPECT_TRUE(locus.filled[1].contains(1));
    EXPECT_TRUE(locus.wobbles_to_ref.contains(1));
    EXPECT_FALSE(locus.wobbles_to_ref.contains(2));             // R is A or G: no REF
    EXPECT_THAT(locus.codes, ElementsAre("C", "T", "A", "G"));  // known, but not documented
    EXPECT_EQ(locus.n_documented, 2U);
}

TEST(Compile, names_a_cell_that_is_no_documented_allele) {
    EXPECT_ERROR(
        compile(test::small_definition("GEN1", {"100 C T"}, {"*1 C", "*2 TA"})),
        ErrorKind::bad_data,
        HasSubstr("GEN1 *2 has 'TA'"));
}

TEST(AlleleSet, visits_its_members_in_order) {
    AlleleSet set;
    for (const AlleleIndex allele : {AlleleIndex{700}, AlleleIndex{3}, AlleleIndex{64}})
        set.insert(allele);
    set.erase(3);
    std::vector<AlleleIndex> members;
    set.each([&](AlleleIndex allele) { members.push_back(allele); });
    EXPECT_THAT(members, ElementsAre(64, 700));
}

TEST(IupacBases, knows_no_plain_base) {
    EXPECT_EQ(iupac_bases("R"), "AG");
    EXPECT_EQ(iupac_bases("A"), "");
    EXPECT_EQ(iupac_bases("RA"), "");
}

}  // namespace
}  // namespace genostrat::pgx

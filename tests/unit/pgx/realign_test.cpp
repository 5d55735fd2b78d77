// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/realign.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Ten G, then C and three times AT: a repeat that is one shorter or longer in named alleles.
constexpr std::string_view genome = "GGGGGGGGGGCATATATGGGGAGGGG";

class ChangeIndexTest : public testing::Test {
protected:
    ChangeIndexTest() {
        bundle_.genes.push_back(
            {.model = compile(test::small_definition(
                 "GEN1",
                 {"11 CAT C,CATAT", "22 A G"},
                 {"*1 CAT A", "*2 C .", "*3 CATAT .", "*4 . G"}))});
    }

    [[nodiscard]] std::vector<Projection>
    find(std::int64_t pos0, std::string_view ref, std::vector<std::string_view> alts) const {
        return ChangeIndex{bundle_}.find("1", pos0, ref, alts, nullptr);
    }

    [[nodiscard]] std::vector<Projection>
    align(std::int64_t pos0, std::string_view ref, std::vector<std::string_view> alts) const {
        const FetchBases fetch = [](Interval where, std::string& bases) {
            bases = genome.substr(
                static_cast<std::size_t>(where.begin), static_cast<std::size_t>(where.length()));
        };
        return ChangeIndex{bundle_}.find("1", pos0, ref, alts, &fetch);
    }

    Bundle bundle_{};
};

TEST_F(ChangeIndexTest, leaves_records_at_their_locus_alone) {
    EXPECT_THAT(find(10, "CAT", {"C"}), IsEmpty());
    EXPECT_THAT(find(21, "A", {"G"}), IsEmpty());
    EXPECT_THAT(align(10, "CAT", {"C", "CATAT"}), IsEmpty());
}

TEST_F(ChangeIndexTest, cuts_padding) {
    const auto deletion = find(8, "GGCAT", {"GGC"});
    ASSERT_THAT(deletion, SizeIs(1));
    EXPECT_EQ(deletion[0].place, (GeneLocus{.gene = 0, .locus = 0}));
    EXPECT_THAT(deletion[0].alts, ElementsAre("C"));
    const auto snv = find(20, "GA", {"GG"});
    ASSERT_THAT(snv, SizeIs(1));
    EXPECT_EQ(snv[0].place.locus, 1);
    EXPECT_THAT(snv[0].alts, ElementsAre("G"));
}

TEST_F(ChangeIndexTest, aligns_repeats_to_the_left_with_the_genome) {
    EXPECT_THAT(find(14, "TAT", {"T"}), IsEmpty());
    const auto both = align(14, "TAT", {"T", "TATAT"});
    ASSERT_THAT(both, SizeIs(1));
    EXPECT_THAT(both[0].alts, ElementsAre("C", "CATAT"));
    EXPECT_THAT(align(16, "T", {"TAT"}).at(0).alts, ElementsAre("CATAT"));
    EXPECT_THAT(align(17, "GGG", {"G"}), IsEmpty());
}

TEST_F(ChangeIndexTest, marks_other_changes_of_the_locus) {
    // GGCGT changes a base of the locus; the third ALT changes one in front of it
    EXPECT_THAT(
        find(8, "GGCAT", {"GGC", "GGCGT", "GACAT"}).at(0).alts, ElementsAre("C", "*", "CAT"));
    EXPECT_THAT(find(8, "GGCAT", {"<DEL>", "GGC"}).at(0).alts, ElementsAre("*", "C"));
}

}  // namespace
}  // namespace genostrat::pgx

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/cohort/pedigree.hpp>

namespace genostrat::cohort {

namespace {

using ::testing::HasSubstr;

Pedigree parse(std::string_view text) {
    return Pedigree::parse(text, "family.ped");
}

TEST(Pedigree, reads_plink_columns) {
    const Pedigree pedigree = parse("#Family\tId\tDad\tMom\tSex\tPhenotype\n"
                                    "F1\tkid\tdad\tmom\t1\t2\n"
                                    "F1\tdad\t0\t0\t1\t1\r\n"
                                    "F1\tmom\t\t\t2\t-9\n");
    ASSERT_EQ(pedigree.people().size(), 3U);
    const Pedigree::Person& kid = pedigree.people()[*pedigree.find("kid")];
    EXPECT_EQ(kid.father, "dad");
    EXPECT_EQ(kid.mother, "mom");
    EXPECT_EQ(kid.gender, Pedigree::Gender::male);
    EXPECT_EQ(kid.phenotype, Pedigree::Phenotype::affected);
    const Pedigree::Person& mom = pedigree.people()[*pedigree.find("mom")];
    EXPECT_EQ(mom.father, "");
    EXPECT_EQ(mom.phenotype, Pedigree::Phenotype::unknown);
    EXPECT_FALSE(pedigree.find("aunt"));
}

TEST(Pedigree, takes_blanks_and_words) {
    const Pedigree pedigree = parse("F1  kid dad . Female affected\n");
    EXPECT_EQ(pedigree.people()[0].gender, Pedigree::Gender::female);
    EXPECT_EQ(pedigree.people()[0].mother, "");
    EXPECT_EQ(pedigree.people()[0].phenotype, Pedigree::Phenotype::affected);
}

TEST(Pedigree, names_the_bad_line) {
    EXPECT_ERROR(parse("F kid 0 0 1\n"), ErrorKind::bad_data, HasSubstr("family.ped:1: "));
    EXPECT_ERROR(
        parse("F a 0 0 1 1\nF a 0 0 1 1\n"), ErrorKind::bad_data, HasSubstr("'a' is listed twice"));
    EXPECT_ERROR(parse("F a a 0 1 1\n"), ErrorKind::bad_data, HasSubstr("own parent"));
    EXPECT_ERROR(parse("F a b b 1 1\n"), ErrorKind::bad_data, HasSubstr("same person"));
    EXPECT_ERROR(
        parse("F a b c 1 1\nF b 0 0 2 1\n"), ErrorKind::bad_data, HasSubstr("'b', is female"));
    EXPECT_ERROR(
        parse("F a b c 1 1\nF c 0 0 1 1\n"), ErrorKind::bad_data, HasSubstr("'c', is male"));
}

TEST(Pedigree, nobody_is_his_own_ancestor) {
    EXPECT_ERROR(
        parse("F a b 0 1 1\nF b a 0 1 1\n"), ErrorKind::bad_data, HasSubstr("family.ped:2: "));
    EXPECT_ERROR(
        parse("F x 0 0 1 1\nF a b x2 1 1\nF b c y 1 1\nF c 0 d 1 1\nF d a z 2 1\n"),
        ErrorKind::bad_data,
        HasSubstr("'a' is an ancestor of 'd' and descends from 'd'"));
}

TEST(Pedigree, cousins_may_have_children) {
    // two children of one couple, their children, and a child of these
    const Pedigree pedigree = parse("F kid c1 c2 1 1\nF c1 a x 1 1\nF c2 y b 2 1\n"
                                    "F a g h 1 1\nF b g h 2 1\nF g 0 0 1 1\nF h 0 0 2 1\n");
    EXPECT_EQ(pedigree.people().size(), 7U);
}

}  // namespace

}  // namespace genostrat::cohort

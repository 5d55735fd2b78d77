// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <genostrat/variant/alleles.hpp>

namespace genostrat {
namespace {

struct Classified {
    std::string_view ref;
    std::string_view alt;
    std::string_view type;
};

class ClassifyAllele : public testing::TestWithParam<Classified> {};

TEST_P(ClassifyAllele, agrees_with_bcftools) {
    const auto& [ref, alt, type] = GetParam();
    EXPECT_EQ(to_string(classify_allele(ref, alt).type), type) << ref << ' ' << alt;
}

// Expected: `bcftools query -f '%REF %ALT %TYPE\n'`, version 1.16, on one row each.
INSTANTIATE_TEST_SUITE_P(
    Peer,
    ClassifyAllele,
    testing::Values(
        Classified{"A", "C", "SNP"},
        Classified{"A", ".", "REF"},
        Classified{"A", "A", "REF"},
        Classified{"A", "X", "REF"},
        Classified{"A", "*", "OVERLAP"},
        Classified{"AC", "*", "OVERLAP"},
        Classified{"A", "<X>", "REF"},
        Classified{"A", "<*>", "REF"},
        Classified{"A", "<NON_REF>", "REF"},
        Classified{"A", "<DEL>", "OTHER"},
        Classified{"A", "<INS:ME>", "OTHER"},
        Classified{"A", "A[1:5[", "BND"},
        Classified{"A", "]1:5]A", "BND"},
        Classified{"A", "G]1:5]", "OTHER"},
        Classified{"A", ".A", "INDEL"},
        Classified{"A", "A.", "INDEL"},
        Classified{"ACG", "A", "INDEL"},
        Classified{"A", "ACG", "INDEL"},
        Classified{"ACG", "ATG", "SNP"},
        Classified{"ACG", "TCA", "MNP"},
        Classified{"ACG", "TGG", "MNP"},
        Classified{"ACGT", "TG", "OTHER"},
        Classified{"AC", "TCA", "OTHER"},
        Classified{"ac", "AC", "REF"},
        Classified{"A", "a", "SNP"},
        Classified{"AC", "C", "INDEL"},
        Classified{"AC", "CC", "SNP"},
        Classified{"CAAG", "CG", "INDEL"},
        Classified{"CAAG", "TAG", "OTHER"},
        Classified{"A", "AN", "INDEL"},
        Classified{"AC", "GTT", "OTHER"},
        Classified{"ACTG", "AG", "INDEL"},
        Classified{"AATG", "CG", "OTHER"},
        Classified{"GCAC", "GTC", "OTHER"},
        Classified{"GTT", "GTTTT", "INDEL"},
        Classified{"AA", "A*", "SNP"},
        Classified{"AC", "X", "OTHER"},
        Classified{"AC", ".", "REF"}));

TEST(ClassifyAllele, counts_changed_bases) {
    EXPECT_EQ(classify_allele("A", "C").n_bases, 1);
    EXPECT_EQ(classify_allele("ACG", "A").n_bases, -2);
    EXPECT_EQ(classify_allele("A", "ACGT").n_bases, 3);
    EXPECT_EQ(classify_allele("GACGT", "GTTTT").n_bases, 3);
    EXPECT_EQ(classify_allele("A", "<DEL>").n_bases, 0);
}

TEST(IsSequence, refuses_symbols) {
    EXPECT_TRUE(is_sequence("ACGTN"));
    EXPECT_TRUE(is_sequence("acgtRYk"));
    EXPECT_FALSE(is_plain_sequence("ACGTR"));
    for (const std::string_view allele : {"", ".", "*", "<DEL>", "A[1:2[", "A."})
        EXPECT_FALSE(is_sequence(allele)) << allele;
}

AlleleSet make_set(std::int64_t pos, std::vector<std::string> alleles) {
    return {pos, std::move(alleles)};
}

TEST(Trim, keeps_one_base_of_each_allele) {
    AlleleSet set = make_set(10, {"GACGT", "GTCGT"});
    EXPECT_TRUE(trim(set));
    EXPECT_EQ(set, make_set(11, {"A", "T"}));

    set = make_set(10, {"CAAA", "CAA"});
    EXPECT_TRUE(trim(set));
    EXPECT_EQ(set, make_set(10, {"CA", "C"}));

    set = make_set(10, {"A", "C"});
    EXPECT_FALSE(trim(set));
}

TEST(Trim, looks_at_all_alleles) {
    AlleleSet set = make_set(10, {"GTTA", "GTA", "GA"});
    EXPECT_TRUE(trim(set));
    EXPECT_EQ(set, make_set(10, {"GTT", "GT", "G"}));
}

// The contig:   0123456789
//               GGCACACACT
const std::string contig = "GGCACACACT";

const FetchBases fetch = [](Interval where, std::string& bases) {
    bases = contig.substr(
        static_cast<std::size_t>(where.begin), static_cast<std::size_t>(where.length()));
};

TEST(LeftAlign, moves_a_deletion_to_the_start_of_its_repeat) {
    // Figure 2 of Tan et al. 2015: the ways to write the loss of one CA.
    for (const AlleleSet& written :
         {make_set(6, {"CAC", "C"}),
          make_set(5, {"ACA", "A"}),
          make_set(2, {"CAC", "C"}),
          make_set(1, {"GCACA", "GCA"}),
          make_set(0, {"GGCA", "GG"})}) {
        AlleleSet set = written;
        EXPECT_TRUE(left_align(set, fetch));
        EXPECT_EQ(set, make_set(1, {"GCA", "G"})) << "from " << written.pos;
    }
}

TEST(LeftAlign, leaves_a_normal_row_alone) {
    AlleleSet set = make_set(1, {"GCA", "G"});
    EXPECT_FALSE(left_align(set, fetch));
    EXPECT_EQ(set, make_set(1, {"GCA", "G"}));
}

TEST(LeftAlign, stops_at_the_start_of_the_contig) {
    // GG -> G: the deletion of one of the first two bases.
    AlleleSet set = make_set(0, {"GG", "G"});
    EXPECT_FALSE(left_align(set, fetch));
    EXPECT_EQ(set, make_set(0, {"GG", "G"}));
    set = make_set(1, {"GC", "C"});
    EXPECT_TRUE(left_align(set, fetch));
    EXPECT_EQ(set, make_set(0, {"GG", "G"}));
}

TEST(MayBeUnnormalised, tells_rows_that_need_no_copy) {
    const std::vector<std::string_view> snp{"T"};
    const std::vector<std::string_view> deletion{"G"};
    const std::vector<std::string_view> movable{"CA"};
    const std::vector<std::string_view> padded{"GCT"};
    EXPECT_FALSE(may_be_unnormalised("A", snp));
    EXPECT_FALSE(may_be_unnormalised("GCA", deletion));
    EXPECT_TRUE(may_be_unnormalised("CACA", movable));
    EXPECT_TRUE(may_be_unnormalised("GCA", padded));
    EXPECT_FALSE(may_be_unnormalised("A", {}));
}

}  // namespace
}  // namespace genostrat

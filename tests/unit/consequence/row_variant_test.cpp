// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/consequence/row_variant.hpp>

namespace genostrat::consequence {
namespace {

struct Cut {
    std::int64_t begin;
    std::int64_t end;
    std::string ref;
    std::vector<std::string> alts;
    RowClass row_class;

    friend bool operator==(const Cut&, const Cut&) = default;
};

std::vector<Cut>
cut(std::string_view ref, const std::vector<std::string_view>& alts, const Rules& rules) {
    RowSplitter splitter;
    std::vector<Cut> found;
    for (const RowVariant& one : splitter.split(0, 100, ref, alts, rules)) {
        Cut next{one.span.begin, one.span.end, std::string{one.ref}, {}, one.row_class};
        for (const RowAllele& allele : one.alleles)
            next.alts.emplace_back(allele.text);
        found.push_back(next);
    }
    return found;
}

using Cuts = std::vector<Cut>;

TEST(RowSplitter, trims_one_alt_of_another_length_wholly) {
    EXPECT_EQ(cut("A", {"C"}, Rules::vep115()), (Cuts{{100, 101, "A", {"C"}, RowClass::snp}}));
    EXPECT_EQ(
        cut("AC", {"AT"}, Rules::vep115()),
        (Cuts{{100, 102, "AC", {"AT"}, RowClass::substitution}}));
    EXPECT_EQ(
        cut("A", {"ATT"}, Rules::vep115()), (Cuts{{101, 101, "", {"TT"}, RowClass::insertion}}));
    EXPECT_EQ(
        cut("ACTT", {"AT"}, Rules::vep115()), (Cuts{{101, 103, "CT", {""}, RowClass::deletion}}));
    EXPECT_EQ(
        cut("TATG", {"AAT"}, Rules::vep115()),
        (Cuts{{100, 104, "TATG", {"AAT"}, RowClass::indel}}));
    EXPECT_EQ(cut("a", {"g"}, Rules::vep115()), (Cuts{{100, 101, "A", {"G"}, RowClass::snp}}));
}

TEST(RowSplitter, takes_one_base_off_a_shared_span) {
    // Ensembl VEP 115, Parser::VCF: only a first base that all alleles share.
    EXPECT_EQ(
        cut("GTG", {"G", "GTGCTC", "CTG"}, Rules::vep115()),
        (Cuts{{100, 103, "GTG", {"G", "GTGCTC", "CTG"}, RowClass::indel}}));
    EXPECT_EQ(
        cut("TA", {"T", "TAA"}, Rules::vep115()),
        (Cuts{{101, 102, "A", {"", "AA"}, RowClass::other}}));
    EXPECT_EQ(
        cut("T", {"TA", "TC"}, Rules::vep115()),
        (Cuts{{101, 101, "", {"A", "C"}, RowClass::insertion}}));
    EXPECT_EQ(
        cut("TA", {"T", "*"}, Rules::vep115()), (Cuts{{101, 102, "A", {""}, RowClass::other}}));
}

TEST(RowSplitter, trims_each_alt_alone) {
    EXPECT_EQ(
        cut("GTG", {"G", "GTGCTC", "CTG"}, {}),
        (Cuts{
            {101, 103, "TG", {""}, RowClass::deletion},
            {103, 103, "", {"CTC"}, RowClass::insertion},
            {100, 101, "G", {"C"}, RowClass::snp}}));
}

TEST(RowSplitter, trims_blocks_but_not_under_vep_s_rules) {
    EXPECT_EQ(
        cut("ACGT", {"ATGA"}, {}), (Cuts{{101, 104, "CGT", {"TGA"}, RowClass::substitution}}));
    EXPECT_EQ(cut("ACGT", {"ACTT"}, {}), (Cuts{{102, 103, "G", {"T"}, RowClass::snp}}));
    EXPECT_EQ(cut("AC", {"ac"}, {}), (Cuts{{100, 102, "AC", {"AC"}, RowClass::substitution}}));
    EXPECT_EQ(
        cut("ACGT", {"ACTT"}, Rules::vep115()),
        (Cuts{{100, 104, "ACGT", {"ACTT"}, RowClass::substitution}}));
}

TEST(RowSplitter, keeps_other_kinds_apart) {
    RowSplitter splitter;
    const std::vector<std::string_view> alts{"<DEL>", "G", "*", ".", "G]1:5]"};
    const auto variants = splitter.split(0, 9, "A", alts, {});
    ASSERT_EQ(variants.size(), 1U);
    EXPECT_EQ(variants[0].alleles[0].number, 2);
    ASSERT_EQ(splitter.others().size(), 4U);
    EXPECT_EQ(splitter.others()[0].kind, AlleleKind::symbolic);
    EXPECT_EQ(splitter.others()[1].kind, AlleleKind::overlapped);
    EXPECT_EQ(splitter.others()[2].kind, AlleleKind::missing);
    EXPECT_EQ(splitter.others()[3].kind, AlleleKind::breakend);
}

}  // namespace
}  // namespace genostrat::consequence

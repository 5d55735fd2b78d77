// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/normalize/atomize.hpp>

namespace genostrat::normalize {
namespace {

using Kind = Number::Kind;
using Call = Atom::Call;
using testing::ElementsAre;

std::vector<std::string> pieces(std::string_view ref, std::vector<std::string_view> alts) {
    std::vector<std::string> texts;
    for (const Atom& atom : atomize(ref, alts)) {
        std::string text = std::to_string(atom.begin) + atom.ref + ">" + atom.alt + " ";
        for (const Call call : atom.calls)
            text += call == Call::same ? '1' : call == Call::other ? '2' : '0';
        texts.push_back(text + (atom.overlaps ? "*" : ""));
    }
    return texts;
}

// Expected: bcftools 1.16, norm -a, on the same alleles (bcftools' case atomize.split).
TEST(Atomize, takes_changed_bases_apart) {
    EXPECT_THAT(pieces("A", {"G"}), ElementsAre("0A>G 1"));
    EXPECT_THAT(pieces("CC", {"GG"}), ElementsAre("0C>G 1", "1C>G 1"));
    EXPECT_THAT(pieces("CC", {"GGGG"}), ElementsAre("0C>G 1", "1C>GGG 1"));
    EXPECT_THAT(pieces("GCCCGC", {"CGCCCCGC"}), ElementsAre("0G>CGC 1"));
    EXPECT_THAT(pieces("CAT", {"CATG"}), ElementsAre("2T>TG 1"));
    EXPECT_THAT(pieces("ACG", {"TC"}), ElementsAre("0A>T 1", "1CG>C 1"));
}

TEST(Atomize, tells_what_other_alleles_have_in_its_place) {
    EXPECT_THAT(
        pieces("GCGT", {"G", "GCGA", "GTGA", "CCGT"}),
        ElementsAre("0G>C 2001*", "0GCGT>G 1222*", "1C>T 2010*", "3T>A 2110*"));
    EXPECT_THAT(pieces("CC", {"GG", "GT"}), ElementsAre("0C>G 11*", "1C>G 12*", "1C>T 21*"));
}

AtomizeOptions options(AtomOverlaps overlaps) {
    return {
        .kinds =
            {.info =
                 {{"AC", Kind::per_alt},
                  {"AD", Kind::per_allele},
                  {"XG", Kind::per_genotype},
                  {"XS", Kind::per_allele}},
             .format =
                 {{"FA", Kind::per_alt}, {"AD", Kind::per_allele}, {"PL", Kind::per_genotype}}},
        .text_info = {{"XS", true}},
        .overlaps = overlaps,
        .old_record_tag = "OLD"};
}

std::vector<std::string> rows(std::string_view line, AtomOverlaps overlaps) {
    const RowText row = RowText::parse(line);
    std::vector<std::string> made;
    for (const Atom& atom : atomize(row.ref, row.alts()))
        append_atom_line(row, atom, options(overlaps), made.emplace_back());
    return made;
}

// Expected: bcftools 1.16, norm -a --old-rec-tag OLD, on this row.
TEST(AppendAtomLine, follows_the_first_allele_and_sums_reads) {
    constexpr std::string_view row =
        "1\t200\tr\tAAA\tAAC,CAC\t9\tPASS\tAD=1,2,3;XG=1,2,3,4,5,6;DB;XS=a,b\tGT:FA:AD:PL\t"
        "1|2:7,8:1,2,3:1,2,3,4,5,6\t.\t0:.:.:1,2,3";
    EXPECT_THAT(
        rows(row, AtomOverlaps::star),
        ElementsAre(
            "1\t200\tr\tA\tC\t9\tPASS\tAD=1,3;DB;XS=a,.;OLD=1|200|AAA|AAC,CAC|2\tGT:FA:AD:PL\t"
            "0|1:8:1,3:1,4,6\t.:.:.:.\t0:.:.:1,3",
            "1\t202\tr\tA\tC,*\t9\tPASS\tAD=1,5,.;DB;XS=a,b,.;OLD=1|200|AAA|AAC,CAC|1,2\t"
            "GT:FA:AD:PL\t1|1:7,.:1,5,.:1,2,3,.,.,.\t.:.,.:.:.\t0:.,.:.:1,2,."));
}

TEST(AppendAtomLine, writes_missing_alleles_for_overlaps) {
    EXPECT_THAT(
        rows("1\t1\t.\tCC\tGG,GT\t.\t.\tAC=4,5;AD=1\tGT\t1|2\t0/2", AtomOverlaps::missing),
        ElementsAre(
            "1\t1\t.\tC\tG\t.\t.\tAC=4;OLD=1|1|CC|GG,GT|1,2\tGT\t1|1\t0/1",
            "1\t2\t.\tC\tG\t.\t.\tAC=4;OLD=1|1|CC|GG,GT|1\tGT\t1|.\t0/.",
            "1\t2\t.\tC\tT\t.\t.\tAC=5;OLD=1|1|CC|GG,GT|2\tGT\t.|1\t0/1"));
}

TEST(AppendAtomLine, refuses_what_does_not_fit) {
    EXPECT_ERROR(
        rows("1\t1\t.\tC\tG\t.\t.\t.\tGT\t0/2", AtomOverlaps::star),
        ErrorKind::bad_data,
        testing::HasSubstr("0/2"));
    EXPECT_ERROR(
        rows("1\t1\t.\tC\tG\t.\t.\t.\tPL\t1,2,3\t1", AtomOverlaps::star),
        ErrorKind::bad_data,
        testing::HasSubstr("FORMAT/PL has 1 values"));
}

}  // namespace
}  // namespace genostrat::normalize

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/genes/codon.hpp>

namespace genostrat::genes {
namespace {

TEST(TranslateCodon, knows_both_tables) {
    // NCBI tables 1 and 2 differ in AGA, AGG, ATA and TGA.
    EXPECT_EQ(translate_codon("ATG", CodonTable::standard), 'M');
    EXPECT_EQ(translate_codon("AGA", CodonTable::standard), 'R');
    EXPECT_EQ(translate_codon("TGA", CodonTable::standard), '*');
    EXPECT_EQ(translate_codon("ATA", CodonTable::standard), 'I');
    EXPECT_EQ(translate_codon("AGA", CodonTable::vertebrate_mitochondrial), '*');
    EXPECT_EQ(translate_codon("AGG", CodonTable::vertebrate_mitochondrial), '*');
    EXPECT_EQ(translate_codon("TGA", CodonTable::vertebrate_mitochondrial), 'W');
    EXPECT_EQ(translate_codon("ATA", CodonTable::vertebrate_mitochondrial), 'M');
}

TEST(TranslateCodon, agrees_over_the_expansions_of_ambiguous_letters) {
    EXPECT_EQ(translate_codon("GGN", CodonTable::standard), 'G');
    EXPECT_EQ(translate_codon("TAR", CodonTable::standard), '*');
    EXPECT_EQ(translate_codon("RAY", CodonTable::standard), 'B');
    EXPECT_EQ(translate_codon("SAR", CodonTable::standard), 'Z');
    EXPECT_EQ(translate_codon("MTT", CodonTable::standard), 'J');
    EXPECT_EQ(translate_codon("NTG", CodonTable::standard), 'X');
    EXPECT_EQ(translate_codon("A-G", CodonTable::standard), 'X');
}

TEST(Translate, leaves_a_rest_of_one_or_two_bases) {
    std::string residues = "M";
    translate("ATGTAAC", CodonTable::standard, residues);
    EXPECT_EQ(residues, "MM*");
}

TEST(CanStartTranslation, counts_codons_that_may_be_a_start) {
    EXPECT_TRUE(can_start_translation("CTG"));
    EXPECT_TRUE(can_start_translation("NNG"));
    EXPECT_FALSE(can_start_translation("ATA"));
    EXPECT_FALSE(can_start_translation("GTG"));
}

TEST(ReverseComplement, keeps_iupac_letters_right) {
    std::string bases = "ACGTRYKMSWBVDHN";
    reverse_complement(bases);
    EXPECT_EQ(bases, "NDHBVWSKMRYACGT");
    std::string out = "x";
    append_reverse_complement("AAC", out);
    EXPECT_EQ(out, "xGTT");
}

TEST(ThreeLetterName, prints_stop_and_unknown) {
    EXPECT_EQ(three_letter_name('W'), "Trp");
    EXPECT_EQ(three_letter_name('*'), "Ter");
    EXPECT_EQ(three_letter_name('U'), "Sec");
    EXPECT_EQ(three_letter_name('X'), "Xaa");
    EXPECT_EQ(three_letter_name('Z'), "Glx");
}

}  // namespace
}  // namespace genostrat::genes

// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/hgvs/convert.hpp>

namespace genostrat::hgvs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Convert : public testing::Test {
protected:
    [[nodiscard]] Conversion convert(std::string_view text) const {
        return to_vcf(genome_, parse_expression(text).dna.value());
    }

    [[nodiscard]] std::string alleles(std::string_view text) const {
        const Conversion found = convert(text);
        if (!found.alleles)
            return found.reason;
        return std::to_string(found.alleles->pos + 1) + ' ' + found.alleles->ref + ' ' +
               found.alleles->alt;
    }

    test::ToyModel toy_;
    genes::GenomeView genome_{toy_.model()};
};

TEST(ConvertNumbers, reads_vep_s_numbers_of_substitutions) {
    // The CDS begins with the last base of a codon (GFF phase 1: two bases are missing). By the
    // nomenclature c.1 is base 11; VEP counts the missing ones and calls it c.3 in substitutions.
    const genes::GeneModel model =
        test::SmallModel{
            "1\tx\tmRNA\t11\t40\t.\t+\t.\tID=transcript:T\n"
            "1\tx\texon\t11\t40\t.\t+\t.\tParent=transcript:T\n"
            "1\tx\tCDS\t11\t29\t.\t+\t1\tParent=transcript:T\n",
            ">1\n" + std::string(60, 'A') + "\n"}
            .open();
    const genes::GenomeView genome{model};
    const auto place = [&](std::string_view name, CodingNumbers numbers) {
        return to_vcf(genome, parse_expression(name).dna.value(), numbers).alleles->pos + 1;
    };
    EXPECT_EQ(place("T:c.3A>G", CodingNumbers::nomenclature), 13);
    EXPECT_EQ(place("T:c.3A>G", CodingNumbers::vep115), 11);
    EXPECT_EQ(place("T:c.*3A>G", CodingNumbers::vep115), 32);  // behind the CDS: as ever
    EXPECT_EQ(place("T:c.3delinsGG", CodingNumbers::vep115), 13);
}

TEST_F(Convert, finds_the_alleles_of_a_name) {
    // T1: c.1 is base 16; T2 is the same on the minus strand, base 281 - p of the transcript.
    EXPECT_EQ(alleles("T1.2:c.4G>A"), "19 G A");
    EXPECT_EQ(alleles("T2:c.4G>A"), "272 C T");
    EXPECT_EQ(alleles("T1:c.15+1G>A"), "31 G A");
    EXPECT_EQ(alleles("T1:c.*1C>A"), "73 C A");
    EXPECT_EQ(alleles("T1:c.-1C>A"), "15 C A");
    EXPECT_EQ(alleles("c1:g.16A>G"), "16 A G");
    // c.8..12 are A: a deletion of the last is written at the first, behind G.
    EXPECT_EQ(alleles("T1:c.12del"), "22 GA G");
    EXPECT_EQ(alleles("T1:c.12delA"), "22 GA G");
    EXPECT_EQ(alleles("T1:c.12dup"), "22 G GA");
    EXPECT_EQ(alleles("T1:c.3_4insTTT"), "18 G GTTT");
    EXPECT_EQ(alleles("T1:c.4_6delinsAC"), "19 GCT AC");
    EXPECT_EQ(alleles("T3:n.20C>G"), "420 C G");
    EXPECT_EQ(alleles("c1(T1.2):c.4G>A"), "19 G A");
    EXPECT_EQ(alleles("T1.2(ONE):c.4G>A"), "19 G A");
    EXPECT_EQ(alleles("T1:c.15+30G>A"), "60 G A");   // c.16-1
    EXPECT_EQ(alleles("T2:c.16-30G>A"), "260 C T");  // c.15+1
}

TEST_F(Convert, says_why_there_are_none) {
    EXPECT_THAT(alleles("T9:c.4G>A"), HasSubstr("no transcript 'T9'"));
    EXPECT_THAT(alleles("T1:c.4T>A"), HasSubstr("the reference has G"));
    EXPECT_THAT(alleles("T1:n.4G>A"), HasSubstr("number by c."));
    EXPECT_THAT(alleles("T1:c.*999G>A"), HasSubstr("outside the transcript"));
    EXPECT_THAT(alleles("T1:c.-6G>A"), HasSubstr("outside the transcript"));
    EXPECT_THAT(alleles("T1:c.15+20_16-20del"), HasSubstr("end lies before the start"));
    EXPECT_THAT(alleles("T1:c.15+3_16-20insA"), HasSubstr("neighbouring"));
    EXPECT_THAT(alleles("T3:n.-5A>G"), HasSubstr("outside the transcript"));
    EXPECT_THAT(alleles("T1:c.28del"), HasSubstr("ends with c.27"));
    EXPECT_THAT(alleles("T1:c.14+1del"), HasSubstr("counted from the exon's last"));
    EXPECT_THAT(alleles("T1:c.17-1del"), HasSubstr("counted from the exon's last"));
    EXPECT_THAT(alleles("T1:c.15-1del"), HasSubstr("counted from the exon's last"));
    EXPECT_THAT(alleles("T2:c.15+31del"), HasSubstr("the intron has 30 bases"));
}

TEST_F(Convert, names_alleles_on_every_transcript) {
    EXPECT_THAT(
        to_names(genome_, {.contig = "c1", .pos = 21, .ref = "GA", .alt = "G"}),
        ElementsAre("c1:g.27del", "T1.2:c.12del"));
    EXPECT_THAT(
        to_names(genome_, {.contig = "c1", .pos = 271, .ref = "C", .alt = "T"}),
        ElementsAre("c1:g.272C>T", "T2.3:c.4G>A"));
}

TEST_F(Convert, comes_back_to_the_same_alleles) {
    for (const char* name :
         {"T1.2:c.12del",
          "T2.3:c.12dup",
          "T2.3:c.15+3_15+4insGGG",
          "T1.2:c.*3_*4insT",
          "T2.3:c.4_6delinsAAAA",
          "T1.2:c.16-2A>G",
          "T2.3:c.4_6inv"}) {
        const Conversion found = convert(name);
        ASSERT_TRUE(found.alleles) << name << ' ' << found.reason;
        EXPECT_THAT(to_names(genome_, *found.alleles), testing::Contains(std::string{name}));
    }
}

}  // namespace
}  // namespace genostrat::hgvs

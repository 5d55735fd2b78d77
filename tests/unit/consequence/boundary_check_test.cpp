// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/bcsq_terms.hpp>
#include <genostrat/consequence/bcsq_transcript.hpp>
#include <genostrat/consequence/boundary_check.hpp>

// On the toy gene: T1 11..90 with exons 11..30 and 61..90, CDS 16..30 and 61..72.
namespace genostrat::consequence {
namespace {

class BoundaryCheck : public testing::Test {
protected:
    BoundaryFindings check(
        std::int64_t pos1,
        std::string_view ref,
        std::string_view alt,
        Interval stretch,
        const BoundaryOptions& options) {
        return check_boundary(
            toy_.model(), *transcripts_.get(0), {pos1 - 1, ref, alt}, stretch, options);
    }

    std::string terms(std::int64_t pos1, std::string_view ref, std::string_view alt) {
        // The first exon, with an intron behind it.
        const BoundaryFindings found =
            check(pos1, ref, alt, {10, 30}, {.splice_sites = true, .high_region = true});
        std::string text;
        append_bcsq_terms(found.terms, text);
        return text;
    }

    test::ToyModel toy_;
    BcsqTranscripts transcripts_{toy_.model()};
};

TEST_F(BoundaryCheck, knows_the_bases_of_an_intron) {
    EXPECT_EQ(terms(27, "A", "C"), "");
    EXPECT_EQ(terms(28, "G", "C"), "splice_region");
    EXPECT_EQ(terms(30, "T", "C"), "splice_region");
    EXPECT_EQ(terms(31, "G", "C"), "splice_donor");
    EXPECT_EQ(terms(32, "T", "C"), "splice_donor");
    EXPECT_EQ(terms(33, "A", "C"), "splice_region");
    EXPECT_EQ(terms(38, "C", "A"), "splice_region");
    EXPECT_EQ(terms(39, "C", "A"), "");
}

TEST_F(BoundaryCheck, trims_from_the_right_first) {
    const BoundaryFindings found =
        check(22, "GAAAA", "GAAA", {10, 30}, {.high_region = true, .alleles = true});
    EXPECT_EQ(found.place, BoundaryPlace::inside);
    EXPECT_EQ(found.ref, "GA");
    EXPECT_EQ(found.alt, "G");
    EXPECT_EQ(found.begin, 21);
}

TEST_F(BoundaryCheck, says_where_an_allele_lies) {
    const BoundaryOptions none;
    EXPECT_EQ(check(20, "CT", "CT", {10, 30}, none).place, BoundaryPlace::no_change);
    EXPECT_EQ(check(20, "C", "T", {10, 30}, none).place, BoundaryPlace::inside);
    EXPECT_EQ(check(31, "G", "T", {10, 30}, none).place, BoundaryPlace::outside);
    EXPECT_EQ(check(30, "T", "TA", {10, 30}, none).place, BoundaryPlace::outside);
    EXPECT_EQ(
        check(28, "GGTGT", "G", {10, 30}, {.high_region = true, .alleles = true}).place,
        BoundaryPlace::overlapping);
}

TEST(BcsqTranscripts, cuts_a_cds_down_to_whole_codons) {
    const std::string gff =
        "1\tx\tgene\t11\t40\t.\t-\t.\tID=gene:G;Name=N\n"
        "1\tx\tmRNA\t11\t40\t.\t-\t.\tID=transcript:T;Parent=gene:G\n"
        "1\tx\texon\t11\t40\t.\t-\t.\tParent=transcript:T\n"
        "1\tx\tCDS\t14\t31\t.\t-\t2\tParent=transcript:T\n";  // 2 bases, 5 codons, 1 base
    const genes::GeneModel model =
        test::SmallModel{gff, ">1\n" + std::string(60, 'A') + "\n"}.open();
    BcsqTranscripts transcripts{model};
    const BcsqTranscript& transcript = *transcripts.get(0);
    ASSERT_EQ(transcript.pieces.size(), 1U);
    EXPECT_EQ(transcript.pieces[0].begin, 14);
    EXPECT_EQ(transcript.pieces[0].end, 29);
    EXPECT_FALSE(transcript.whole_start);
    EXPECT_FALSE(transcript.whole_end);
    EXPECT_EQ(transcript.spliced_length(), 15);
    ASSERT_EQ(transcript.utrs.size(), 2U);
    EXPECT_FALSE(transcript.utrs[0].five_prime);
    EXPECT_EQ(transcript.utrs[1].span, (Interval{31, 40}));
}

TEST(FindBcsqBiotype, prints_names_as_csq_does) {
    EXPECT_EQ(find_bcsq_biotype("nonsense_mediated_decay")->name, "NMD");
    EXPECT_TRUE(find_bcsq_biotype("IG_V_gene")->coding);
    EXPECT_EQ(find_bcsq_biotype("IG_V_gene")->name, "IG_V");
    EXPECT_FALSE(find_bcsq_biotype("IG_V_pseudogene")->coding);
    EXPECT_EQ(find_bcsq_biotype("TEC"), std::nullopt);
}

}  // namespace
}  // namespace genostrat::consequence

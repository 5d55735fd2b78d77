// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/structural.hpp>

// By VEP's definitions (Bio::EnsEMBL::Variation::Utils::VariationEffect: feature_ablation,
// feature_amplification, feature_elongation, feature_truncation), on the toy gene: T1 11..90 with
// exons 11..30 and 61..90 and CDS 16..72; T3 not coding, 401..440.
namespace genostrat::consequence {
namespace {

StructuralAllele
allele(std::int64_t pos1, std::string_view alt, std::optional<std::int64_t> end = {}) {
    return read_structural(pos1 - 1, 1, alt, 1, end, {}, {}).value();
}

std::string terms(genes::TranscriptId transcript, const StructuralAllele& one) {
    static const test::ToyModel toy;
    std::string text;
    judge_structural(toy.model(), transcript, one).terms.for_each([&](Term term) {
        text += std::string{to_string(term)} + ' ';
    });
    return text;
}

TEST(ReadStructural, finds_kind_and_span) {
    EXPECT_EQ(allele(100, "<DEL>", 150).span, (Interval{100, 150}));
    EXPECT_EQ(allele(100, "<DEL>", 150).name, "deletion");
    EXPECT_EQ(allele(100, "<DUP:TANDEM>", 150).name, "tandem_duplication");
    EXPECT_EQ(allele(100, "<INS:ME:ALU>", 100).span, (Interval{100, 100}));
    EXPECT_EQ(allele(100, "<CN0>", 150).copies, 0);
    EXPECT_TRUE(allele(100, "<CN0>", 150).is_loss());
    EXPECT_TRUE(allele(100, "<CN3>", 150).is_gain());
    EXPECT_EQ(allele(100, "G]2:30]").kind, StructuralKind::breakend);
    EXPECT_EQ(read_structural(99, 1, "<DEL>", 1, {}, -50, {}).value().span, (Interval{100, 150}));
    EXPECT_TRUE(read_structural(99, 1, "<CNV>", 1, 150, {}, 4).value().is_gain());
    EXPECT_FALSE(read_structural(99, 1, "<NON_REF>", 1, 150, {}, {}));
    EXPECT_FALSE(read_structural(99, 1, "*", 1, 150, {}, {}));
}

TEST(JudgeStructural, ablates_and_amplifies_whole_transcripts) {
    EXPECT_EQ(terms(0, allele(5, "<DEL>", 95)), "transcript_ablation ");
    EXPECT_EQ(terms(0, allele(10, "<CN1>", 90)), "transcript_ablation ");
    EXPECT_EQ(terms(2, allele(390, "<DUP>", 500)), "transcript_amplification ");
    EXPECT_EQ(terms(2, allele(390, "<CN3>", 500)), "transcript_amplification ");
    EXPECT_EQ(terms(0, allele(5, "<DUP:TANDEM>", 95)), "transcript_amplification ");
    EXPECT_EQ(
        terms(0, allele(5, "<INV>", 95)),
        "5_prime_UTR_variant 3_prime_UTR_variant intron_variant "
        "coding_transcript_variant ");
}

TEST(JudgeStructural, truncates_and_elongates) {
    EXPECT_EQ(terms(0, allele(60, "<DEL>", 65)), "feature_truncation coding_sequence_variant ");
    EXPECT_EQ(
        terms(0, allele(65, "<DEL>", 300)),
        "feature_truncation coding_sequence_variant 3_prime_UTR_variant ");
    EXPECT_EQ(terms(0, allele(35, "<DEL>", 45)), "feature_truncation intron_variant ");
    EXPECT_EQ(terms(0, allele(62, "<DUP>", 70)), "feature_elongation coding_sequence_variant ");
    EXPECT_EQ(terms(0, allele(40, "<INS>")), "feature_elongation intron_variant ");
    EXPECT_EQ(terms(0, allele(80, "<DUP>", 100)), "3_prime_UTR_variant ");
    EXPECT_EQ(
        terms(2, allele(410, "<DEL>", 420)),
        "feature_truncation non_coding_transcript_exon_variant ");
}

// Neither a loss nor a gain: VEP names the regions, as intron_variant, coding_sequence_variant and
// the UTR terms are of every kind of variant, the splice terms of short ones only.
TEST(JudgeStructural, names_the_regions_of_inversions) {
    EXPECT_EQ(terms(0, allele(62, "<INV>", 70)), "coding_sequence_variant ");
    EXPECT_EQ(terms(0, allele(33, "<INV>", 45)), "intron_variant ");
    EXPECT_EQ(terms(0, allele(25, "<INV>", 35)), "coding_sequence_variant intron_variant ");
    EXPECT_EQ(terms(0, allele(75, "<INV>", 85)), "3_prime_UTR_variant ");
    EXPECT_EQ(terms(1, allele(205, "<INV>", 215)), "3_prime_UTR_variant ");  // minus strand
    EXPECT_EQ(terms(2, allele(404, "<INV>", 410)), "non_coding_transcript_exon_variant ");
    EXPECT_EQ(terms(2, allele(390, "<INV>", 450)), "non_coding_transcript_variant ");
}

TEST(JudgeStructural, asks_for_the_copies_of_a_copy_number_variant) {
    const auto copies = [](std::int64_t pos1, std::int64_t end, std::optional<std::int32_t> n) {
        return terms(0, read_structural(pos1 - 1, 1, "<CNV>", 1, end, {}, n).value());
    };
    EXPECT_EQ(copies(5, 95, 0), "transcript_ablation ");
    EXPECT_EQ(copies(5, 95, 3), "transcript_amplification ");
    EXPECT_EQ(copies(62, 70, 1), "feature_truncation coding_sequence_variant ");
    EXPECT_EQ(copies(62, 70, 4), "feature_elongation coding_sequence_variant ");
    EXPECT_EQ(copies(62, 70, 2), "coding_sequence_variant ");
    EXPECT_EQ(copies(62, 70, {}), "coding_sequence_variant ");  // not told
}

TEST(JudgeStructural, names_the_regions_of_short_tandem_repeats) {
    EXPECT_EQ(allele(62, "<STR>", 70).name, "short_tandem_repeat_variation");
    EXPECT_EQ(terms(0, allele(62, "<STR>", 70)), "coding_sequence_variant ");
    EXPECT_EQ(terms(0, allele(36, "<STR>", 48)), "intron_variant ");
    EXPECT_EQ(terms(0, allele(74, "<STR>", 80)), "3_prime_UTR_variant ");
    EXPECT_EQ(terms(2, allele(404, "<STR>", 410)), "non_coding_transcript_exon_variant ");
}

TEST(JudgeStructural, elongates_by_insertions) {
    EXPECT_EQ(terms(0, allele(20, "<INS>")), "feature_elongation coding_sequence_variant ");
    EXPECT_EQ(terms(0, allele(80, "<INS:ME:ALU>")), "feature_elongation 3_prime_UTR_variant ");
    EXPECT_EQ(
        terms(2, allele(410, "<INS>")), "feature_elongation non_coding_transcript_exon_variant ");
    EXPECT_EQ(terms(0, allele(95, "<INS>")), "downstream_gene_variant ");
}

TEST(JudgeStructural, places_breakends) {
    EXPECT_EQ(terms(0, allele(20, "G]2:30]")), "coding_sequence_variant ");
    EXPECT_EQ(terms(0, allele(45, "[2:30[G")), "intron_variant ");
    EXPECT_EQ(terms(0, allele(95, "G.")), "downstream_gene_variant ");
}

TEST(JudgeStructural, measures_the_overlap) {
    const test::ToyModel toy;
    const StructuralEffect effect = judge_structural(toy.model(), 0, allele(70, "<DEL>", 130));
    EXPECT_EQ(effect.overlap_bases, 20);
    EXPECT_DOUBLE_EQ(effect.overlap_percent, 25.0);
    EXPECT_EQ(effect.exons.first, 2);
    EXPECT_EQ(judge_structural(toy.model(), 0, allele(95, "<DEL>", 130)).distance, 6);
}

}  // namespace
}  // namespace genostrat::consequence

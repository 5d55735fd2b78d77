// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/bcsq_row.hpp>
#include <genostrat/consequence/haplotype.hpp>
#include <genostrat/consequence/haplotype_caller.hpp>

// T1 of the toy gene (T2 is its mirror image, base p of T1 is base 291 - p):
//     16 ATG GCT GAA AAA GGT 30 | 61 CAT TGG CTG TAA 72        M A E K G H W L *
namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

struct Row {
    std::int64_t pos1;
    std::string_view ref;
    std::string_view alt;
    std::vector<std::int8_t> genotypes;  // BCF's coding
};

constexpr std::int8_t ref_phased = 3;
constexpr std::int8_t alt_phased = 5;
const std::vector<std::int8_t> first{4, ref_phased};   // 1|0
const std::vector<std::int8_t> second{2, alt_phased};  // 0|1
const std::vector<std::int8_t> unphased{2, 4};         // 0/1

std::vector<std::string> call(const std::vector<Row>& rows, HaplotypeOptions options = {}) {
    static const test::ToyModel toy;
    HaplotypeCaller caller{toy.model(), options, 1, nullptr};
    for (const Row& row : rows) {
        const std::string_view alts[] = {row.alt};
        caller.add(
            {.contig = 0,
             .pos = row.pos1 - 1,
             .ref = row.ref,
             .alts = alts,
             .genotypes = {row.genotypes.data(), 1, 2, Genotypes::Width::int8}});
    }
    caller.finish();
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        HaplotypeAnswer answer = caller.take();
        for (const std::uint32_t word : answer.mask)
            answer.text += " " + std::to_string(word);
        texts.push_back(answer.text);
    }
    return texts;
}

TEST(HaplotypeCaller, judges_two_bases_of_a_codon_together) {
    EXPECT_THAT(
        call({{19, "G", "A", first}, {20, "C", "A", first}}),
        ElementsAre(
            "missense|ONE|T1|protein_coding|+|2A>2N|19G>A+20C>A 1",  // GCT -> AAT
            "@19 1"));
}

TEST(HaplotypeCaller, keeps_two_copies_apart) {
    EXPECT_THAT(
        call({{19, "G", "A", first}, {20, "C", "A", second}}),
        ElementsAre(
            "missense|ONE|T1|protein_coding|+|2A>2T|19G>A 1",
            "missense|ONE|T1|protein_coding|+|2A>2D|20C>A 2"));
}

TEST(HaplotypeCaller, restores_the_frame) {
    // GAA AAA -> G-A ACAA: GAA CAA
    EXPECT_THAT(
        call({{22, "GA", "G", second}, {25, "A", "AC", second}}),
        ElementsAre(
            "missense&inframe_altering|ONE|T1|protein_coding|+|3EK>3EQ|22GA>G+25A>AC 2", "@22 2"));
}

TEST(HaplotypeCaller, tells_at_the_first_row_in_the_order_of_translation) {
    EXPECT_THAT(
        call({{271, "G", "T", first}, {272, "C", "T", first}}),
        ElementsAre("@272 1", "missense|TWO|T2|protein_coding|-|2A>2N|271G>T+272C>T 1"));
}

TEST(HaplotypeCaller, marks_what_follows_a_stop) {
    EXPECT_THAT(
        call({{22, "G", "T", first}, {64, "T", "C", first}}),
        ElementsAre(
            "stop_gained|ONE|T1|protein_coding|+|3E>3*|22G>T 1",
            testing::StartsWith("*missense|ONE|T1|protein_coding|+|7W>7R|64T>C")));
}

TEST(HaplotypeCaller, treats_missing_phase_by_rule) {
    const std::vector<Row> rows{{19, "G", "A", unphased}, {20, "C", "A", first}};
    EXPECT_ERROR(call(rows), ErrorKind::bad_data, testing::HasSubstr("without phase"));
    EXPECT_THAT(
        call(rows, {.phase = PhaseRule::as_is}),
        ElementsAre(testing::HasSubstr("2A>2T"), testing::HasSubstr("2A>2D")));
    EXPECT_THAT(
        call(rows, {.phase = PhaseRule::non_reference}),
        ElementsAre(testing::HasSubstr("2A>2N"), testing::HasSubstr("@19")));
    EXPECT_THAT(
        call(rows, {.phase = PhaseRule::skip}), ElementsAre("", testing::HasSubstr("2A>2D")));
    EXPECT_ERROR(parse_phase_rule("x"), ErrorKind::usage, testing::HasSubstr("'x'"));
}

TEST(HaplotypeCaller, judges_rows_alone_when_asked) {
    EXPECT_THAT(
        call({{19, "G", "A", first}, {20, "C", "A", first}}, {.local = true}),
        ElementsAre(testing::HasSubstr("2A>2T|19G>A 1"), testing::HasSubstr("2A>2D|20C>A 1")));
}

TEST(HaplotypeCaller, wants_rows_in_order) {
    EXPECT_ERROR(
        call({{20, "C", "A", first}, {19, "G", "A", first}}),
        ErrorKind::bad_data,
        testing::HasSubstr("order"));
}

TEST(HaplotypeCaller, leaves_out_what_overlaps) {
    // The deletion takes base 23 and 24; the SNV on the same copy has no place.
    EXPECT_THAT(
        call({{22, "GAA", "G", first}, {24, "A", "C", first}}),
        ElementsAre(testing::StartsWith("frameshift|ONE|T1|protein_coding|+|3EKGHWL*>3"), ""));
}

TEST(HaplotypeCaller, joins_a_block_with_what_lies_in_its_last_codon) {
    // GCT GAA -> GAA CAC
    EXPECT_THAT(
        call({{20, "CTG", "AAC", first}, {24, "A", "C", first}}),
        ElementsAre("missense|ONE|T1|protein_coding|+|2AE>2EH|20CTG>AAC+24A>C 1", "@20 1"));
    // GCT GAA -> ACA CAA, read from above
    EXPECT_THAT(
        call({{269, "CA", "GT", first}, {272, "C", "T", first}}),
        ElementsAre("@272 1", "missense|TWO|T2|protein_coding|-|2AE>2TQ|269CA>GT+272C>T 1"));
    // The anchor of a deletion and the base below it are one codon: AAA GGT -> AAC
    EXPECT_THAT(
        call({{264, "T", "G", first}, {265, "TTTC", "T", first}}),
        ElementsAre("@265 1", testing::HasSubstr("|3EK>3D|264T>G+265TTTC>T 1")));
}

TEST(HaplotypeCaller, reads_a_deletion_wherever_it_is_written) {
    // GAA AAA GGT less one A: GAA AAG GTC ATT GGC TGT
    EXPECT_THAT(
        call({{22, "GA", "G", first}}),
        ElementsAre("frameshift|ONE|T1|protein_coding|+|3EKGHWL*>3EKVIGC|22GA>G 1"));
    EXPECT_THAT(
        call({{23, "AAAA", "AAA", first}}),
        ElementsAre("frameshift|ONE|T1|protein_coding|+|3EKGHWL*>3EKVIGC|23AAAA>AAA 1"));
    // The base before it is one of the intron.
    EXPECT_THAT(
        call({{60, "GCAT", "G", first}}),
        ElementsAre(testing::HasSubstr("|ONE|T1|protein_coding|+|6HW>6W|60GCAT>G")));
}

TEST(HaplotypeCaller, marks_a_lost_stop_on_the_copies_that_have_its_residues) {
    // Three bases more on the first copy: its stop is residue 10.
    EXPECT_THAT(
        call({{21, "T", "TGCA", first}, {70, "T", "C", {4, 5}}}).back(),
        "stop_lost|ONE|T1|protein_coding|+|9*>10Q|70T>C,"
        "stop_lost|ONE|T1|protein_coding|+|9*>9Q|70T>C 9");
}

TEST(HaplotypeCaller, cuts_long_proteins) {
    EXPECT_THAT(
        call({{22, "GAA", "G", first}}, {.max_residues = 2}),
        ElementsAre(testing::StartsWith("frameshift|ONE|T1|protein_coding|+|3EK..9>3")));
}

TEST(BcsqRow, tells_a_consequence_once) {
    const test::ToyModel toy;
    BcsqTranscripts transcripts{toy.model()};
    BcsqRow row;
    const BcsqEntry entry{.terms = bcsq::splice_region, .transcript = transcripts.get(0)};
    EXPECT_TRUE(row.push(entry).is_new);
    EXPECT_FALSE(row.push(entry).is_new);
    EXPECT_FALSE(row.push({.terms = bcsq::splice_donor, .transcript = transcripts.get(0)}).is_new);
    EXPECT_EQ(row.size(), 1U);
}

TEST(TranslateStretch, completes_codons_on_both_strands) {
    const test::ToyModel toy;
    BcsqTranscripts transcripts{toy.model()};
    std::string residues;
    // GCT -> GC|A|T: one base in the middle; forward 4..5, backward from the other end.
    translate_stretch(*transcripts.get(0), {"A", 4, 27, 4, 5}, false, residues);
    EXPECT_EQ(residues, "D");  // GAT
    translate_stretch(*transcripts.get(1), {"T", 22, 27, 22, 23}, false, residues);
    EXPECT_EQ(residues, "D");
    translate_stretch(*transcripts.get(0), {"A", 4, 27, 4, 5}, true, residues);
    EXPECT_EQ(residues, "DEKGHWL*");
}

}  // namespace
}  // namespace genostrat::consequence

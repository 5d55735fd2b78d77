// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

#include <optional>

#include <genostrat/consequence/nmd.hpp>

namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

TEST(JudgeNmd, asks_for_exons_and_distances) {
    genes::TranscriptRow row;
    row.strand = 1;
    row.coding_begin = 30;
    const std::vector<genes::ExonRow> exons{
        {.begin = 0, .end = 300, .cdna_begin = 0}, {.begin = 400, .end = 500, .cdna_begin = 300}};
    EXPECT_EQ(judge_nmd(row, exons, 300), Nmd::escapes_last_exon);
    EXPECT_EQ(judge_nmd(row, exons, 299), Nmd::escapes_50_bases);
    EXPECT_EQ(judge_nmd(row, exons, 250), Nmd::escapes_50_bases);
    EXPECT_EQ(judge_nmd(row, exons, 249), Nmd::triggers);
    EXPECT_EQ(judge_nmd(row, exons, 129), Nmd::escapes_start);
    EXPECT_EQ(judge_nmd(row, exons, 130), Nmd::triggers);
    EXPECT_EQ(judge_nmd(row, exons, 130, {.start_bases = 150}), Nmd::escapes_start);
    EXPECT_EQ(judge_nmd(row, std::span{exons}.first(1), 100), Nmd::escapes_single_exon);
    row.strand = -1;  // the last exon is the first of the genome
    const std::vector<genes::ExonRow> minus{
        {.begin = 0, .end = 100, .cdna_begin = 300}, {.begin = 400, .end = 700, .cdna_begin = 0}};
    EXPECT_EQ(judge_nmd(row, minus, 200), Nmd::triggers);
    EXPECT_EQ(judge_nmd(row, minus, 310), Nmd::escapes_last_exon);
}

TEST(JudgeNmd, is_a_field_of_stops_and_frameshifts) {
    const test::ToyModel toy;
    const auto field = [&](std::int64_t pos1, std::string_view ref, std::string_view alt) {
        return effects_of(toy.model(), pos1, ref, {alt}, "NMD,CDS_PERCENT,LAST_EXON", "T1");
    };
    // Stop at codon 3 of 9, 9 bases before the only junction.
    EXPECT_THAT(field(22, "G", "T"), ElementsAre("escapes:50_bases|25.9|"));
    EXPECT_THAT(field(19, "G", "A"), ElementsAre("|14.8|"));
    EXPECT_THAT(field(65, "G", "A"), ElementsAre("escapes:last_exon|74.1|YES"));
}

// `utr` bases and ATG, 67 codons TGG over the only junction (base 200 of the transcript) and TAA
// CTG ACC. In the frame of a base less the first stop is the TGA in CTGACC, in that of a base more
// there is none.
class LongGene {
public:
    explicit LongGene(std::size_t utr, bool forward = true) : forward_{forward} {
        std::string bases = std::string(utr, 'C') + "ATG";
        for (int codon = 0; codon < 67; ++codon)
            bases += "TGG";
        bases += "TAACTGACC";
        const std::size_t length = bases.size();
        bases.insert(200, "GTAAGTCCCCCCCCCCCCAG");
        std::string genome(10, 'A');
        if (forward)
            genome += bases;
        else
            genes::append_reverse_complement(bases, genome);
        genome += std::string(10, 'A');
        end_ = static_cast<std::int64_t>(genome.size()) - 10;
        const auto row = [&](std::string_view kind,
                             std::size_t begin,
                             std::size_t end,
                             std::string_view attributes) {
            const auto first = static_cast<std::int64_t>(begin) + 11;
            const auto last = static_cast<std::int64_t>(end) + 10;
            return "c1\tx\t" + std::string{kind} + '\t' +
                   std::to_string(forward ? first : end_ + 11 - last) + '\t' +
                   std::to_string(forward ? last : end_ + 11 - first) + "\t.\t" +
                   (forward ? '+' : '-') + "\t0\t" + std::string{attributes} + '\n';
        };
        const std::size_t coding_end = utr + 3 + 67 * 3 + 3;
        const std::string parent = "Parent=transcript:T";
        const auto second_phase = (3 - (200 - utr) % 3) % 3;
        std::string second_cds = row("CDS", 220, 20 + coding_end, parent + ";protein_id=P");
        second_cds.replace(second_cds.find("\t0\t"), 3, "\t" + std::to_string(second_phase) + "\t");
        model_.emplace(
            row("gene", 0, length + 20, "ID=gene:G;biotype=protein_coding") +
                row("mRNA",
                    0,
                    length + 20,
                    "ID=transcript:T;Parent=gene:G;biotype=protein_coding") +
                row("exon", 0, 200, parent) + row("exon", 220, length + 20, parent) +
                row("CDS", utr, 200, parent + ";protein_id=P") + second_cds,
            ">c1\n" + genome + "\n");
        opened_.emplace(model_->path());
    }

    // The change of bases of the transcript from `begin`, 0-based and in front of the junction.
    [[nodiscard]] std::string told(
        std::int64_t begin,
        std::string ref,
        std::string alt,
        std::string_view fields = "NMD",
        const NmdOptions& nmd = {}) const {
        std::int64_t pos1 = begin + 11;
        if (!forward_) {
            pos1 = end_ + 11 - (pos1 + static_cast<std::int64_t>(ref.size()) - 1);
            genes::reverse_complement(ref);
            genes::reverse_complement(alt);
        }
        const auto rows = effects_of(*opened_, pos1, ref, {alt}, fields, "T", {}, "c1", nmd);
        return rows.empty() ? "" : rows.front();
    }

private:
    bool forward_;
    std::int64_t end_{};
    std::optional<test::SmallModel> model_;
    std::optional<genes::GeneModel> opened_;
};

TEST(JudgeNmd, counts_from_the_first_base_of_the_stop) {
    for (const bool forward : {true, false}) {
        // TGG to TGA; codon 50 begins 50 bases before the junction, with two bases in front 48
        EXPECT_EQ(LongGene(0, forward).told(152, "G", "A"), "escapes:50_bases");
        EXPECT_EQ(LongGene(0, forward).told(149, "G", "A"), "triggers");
        EXPECT_EQ(LongGene(2, forward).told(151, "G", "A"), "triggers");  // 51 bases
        EXPECT_EQ(LongGene(2, forward).told(154, "G", "A"), "escapes:50_bases");
        // codon 33 begins behind 99 coding bases, codon 34 behind 102
        EXPECT_EQ(LongGene(0, forward).told(101, "G", "A"), "escapes:start");
        EXPECT_EQ(LongGene(2, forward).told(103, "G", "A"), "escapes:start");
        EXPECT_EQ(LongGene(0, forward).told(104, "G", "A"), "triggers");
        EXPECT_EQ(
            LongGene(0, forward).told(104, "G", "A", "NMD", {.start_bases = 150}), "escapes:start");
    }
}

TEST(JudgeNmd, takes_the_new_stop_of_a_frameshift_wherever_it_is) {
    for (const bool forward : {true, false}) {
        const LongGene gene{0, forward};
        // One base less in codon 40, which alone would trigger: TGGTGG… reads on to …TAACTGACC.
        EXPECT_EQ(
            gene.told(120, "TG", "T", "Consequence,LAST_EXON,NMD"),
            "frameshift_variant||escapes:last_exon");
        // One base more: there is no stop in that frame.
        EXPECT_EQ(gene.told(120, "T", "TC", "Consequence,NMD"), "frameshift_variant|");
        // A stop within the inserted bases; the same with a broken frame behind it.
        EXPECT_EQ(
            gene.told(122, "G", "GTAA", "Consequence,NMD"),
            "stop_gained&inframe_insertion|triggers");
        EXPECT_EQ(
            gene.told(122, "G", "GTAAC", "Consequence,NMD"),
            "stop_gained&frameshift_variant|triggers");
        // Whole CDS: 207 bases.
        EXPECT_EQ(gene.told(122, "G", "C", "CDS_PERCENT,LAST_EXON,NMD"), "59.4||");
    }
}

}  // namespace
}  // namespace genostrat::consequence

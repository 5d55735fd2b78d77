// SPDX-License-Identifier: MIT
#include "small_model.hpp"

namespace genostrat::genes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Transcript A on +: exons 11-20, 31-40; CDS 13..38. Transcript B on -: one exon 51-62, all coding.
const std::string gff =
    "chr1\tx\tgene\t11\t40\t.\t+\t.\tID=gene:GA;Name=ALPHA;gene_id=GA\n"
    "chr1\tx\tmRNA\t11\t40\t.\t+\t.\tID=transcript:A;Parent=gene:GA;version=3;tag=MANE_Select\n"
    "chr1\tx\texon\t11\t20\t.\t+\t.\tParent=transcript:A\n"
    "chr1\tx\texon\t31\t40\t.\t+\t.\tParent=transcript:A\n"
    "chr1\tx\tCDS\t13\t20\t.\t+\t0\tParent=transcript:A;protein_id=PA\n"
    "chr1\tx\tCDS\t31\t37\t.\t+\t1\tParent=transcript:A;protein_id=PA\n"
    "chr1\tx\tgene\t51\t62\t.\t-\t.\tID=gene:GB;Name=BETA\n"
    "chr1\tx\ttranscript\t51\t62\t.\t-\t.\tID=transcript:B.7;Parent=gene:GB;biotype=TEC\n"
    "chr1\tx\texon\t51\t62\t.\t-\t.\tParent=transcript:B.7\n"
    "chr1\tx\tCDS\t51\t62\t.\t-\t0\tParent=transcript:B.7\n";
//                       1         11        21        31        41        51          63
const std::string fasta = ">chr1\nNNNNNNNNNN"
                          "CCATGAAACC"
                          "gtaaaaaaag"
                          "GGGATAAGCC"
                          "TTTTTTTTTT"
                          "TTAACGTTTCATGGGG\n";

TEST(GeneModel, gives_back_what_was_built) {
    const test::SmallModel small{gff, fasta};
    const GeneModel model = small.open();
    ASSERT_EQ(model.transcripts().size(), 2U);
    const TranscriptRow& a = model.transcript(0);
    EXPECT_EQ(model.text(a.id), "A");
    EXPECT_EQ(model.text(a.version), "3");
    EXPECT_EQ(model.text(a.biotype), "protein_coding");
    EXPECT_EQ(model.text(a.protein_id), "PA");
    EXPECT_EQ(model.text(a.source), "small");
    EXPECT_EQ(model.text(model.gene(a.gene).symbol), "ALPHA");
    EXPECT_TRUE(a.has(flag_mane_select));
    EXPECT_TRUE(a.has(flag_tiny_intron));
    EXPECT_EQ(a.coding_begin, 2);
    EXPECT_EQ(a.coding_end, 17);  // 8 + 7 bases: ATGAAACC GGGATAA
    EXPECT_EQ(a.cds_length, 15);
    EXPECT_EQ(a.peptide_length, 4);
    EXPECT_EQ(model.exons(a)[1].cdna_begin, 10);
    std::string spliced;
    model.append_spliced(a, spliced);
    EXPECT_EQ(spliced, "CCATGAAACCGGGATAAGCC");
    const TranscriptRow& b = model.transcript(1);
    EXPECT_EQ(model.text(model.gene(b.gene).id), "GB");
    EXPECT_EQ(b.strand, -1);
    spliced.clear();
    model.append_spliced(b, spliced);
    EXPECT_EQ(spliced, "ATGAAACGTTAA");
    EXPECT_EQ(b.peptide_length, 3);
}

TEST(GeneModel, locates_by_overlap) {
    const test::SmallModel small{gff, fasta};
    const GeneModel model = small.open();
    std::vector<TranscriptId> found;
    model.locate(0, {0, 10}, found);
    EXPECT_THAT(found, IsEmpty());
    model.locate(0, {0, 11}, found);
    EXPECT_THAT(found, ElementsAre(0));
    model.locate(0, {39, 51}, found);
    EXPECT_THAT(found, ElementsAre(0, 1));
    model.locate(0, {40, 50}, found);
    EXPECT_THAT(found, IsEmpty());
    model.locate(unknown_contig, {0, 100}, found);
    EXPECT_THAT(found, IsEmpty());
    EXPECT_EQ(model.contigs().find_alias("1"), 0);
}

TEST(GeneModel, locates_a_point_between_two_bases) {
    const std::string row = "1\tx\t";
    const GeneModel model =
        test::SmallModel{
            row + "mRNA\t16001\t17000\t.\t+\t.\tID=t\n" + row +
                "exon\t16001\t17000\t.\t+\t.\tParent=t\n",
            ">1\n" + std::string(20'000, 'A') + "\n"}
            .open();
    std::vector<TranscriptId> found;
    for (const std::int64_t inside : {16001, 16383, 16384, 16385, 16999}) {
        model.locate(0, {inside, inside}, found);  // 16384: where a bin of the index begins
        EXPECT_THAT(found, ElementsAre(0)) << inside;
    }
    for (const std::int64_t outside : {0, 16000, 17000, 20000}) {
        model.locate(0, {outside, outside}, found);
        EXPECT_THAT(found, IsEmpty()) << outside;
    }
}

TEST(GeneModel, finds_ids_with_and_without_version) {
    const test::SmallModel small{gff, fasta};
    const GeneModel model = small.open();
    EXPECT_THAT(model.find_transcripts("A"), ElementsAre(0));
    EXPECT_THAT(model.find_transcripts("A.3"), ElementsAre(0));
    EXPECT_THAT(model.find_transcripts("A.2"), IsEmpty());
    EXPECT_THAT(model.find_transcripts("B.7"), ElementsAre(1));
    EXPECT_THAT(model.find_transcripts("B"), ElementsAre(1));
}

TEST(GeneModel, stores_the_genome_around_its_transcripts) {
    const test::SmallModel small{gff, fasta};
    const GeneModel model = small.open();
    std::string bases;
    EXPECT_EQ(model.append_bases(0, {-5, 13}, bases), (Interval{0, 13}));
    EXPECT_EQ(bases, "NNNNNNNNNNCCA");
    bases.clear();
    EXPECT_EQ(model.append_bases(0, {60, 99}, bases), (Interval{60, 66}));
    EXPECT_EQ(bases, "ATGGGG");
    EXPECT_EQ(model.stored_around(0, 3), (Interval{0, 66}));
}

TEST(GeneModel, refuses_a_damaged_file) {
    const test::SmallModel small{gff, fasta};
    const std::string bytes = test::read_file(small.path());
    test::write_file(small.path(), bytes.substr(0, bytes.size() / 2));
    EXPECT_ERROR(GeneModel{small.path()}, ErrorKind::bad_data, HasSubstr(small.path()));
    EXPECT_ERROR(
        GeneModel{small.path() + ".none"}, ErrorKind::missing_input, HasSubstr("small.gsg.none"));
}

// The genome is checked when it is first used.
TEST(GeneModel, gives_no_bases_of_a_damaged_file) {
    const test::SmallModel small{gff, fasta};
    const std::string bytes = test::read_file(small.path());
    const auto bases_of = [&] {
        std::string bases;
        GeneModel{small.path()}.append_bases(0, {0, 60}, bases);
        return bases;
    };
    const std::string sound = bases_of();
    int n_refused = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 7) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        test::write_file(small.path(), damaged);
        try {
            EXPECT_EQ(bases_of(), sound) << "byte " << at;
        } catch (const Error&) {
            ++n_refused;
        }
    }
    EXPECT_GT(n_refused, 10);
}

}  // namespace
}  // namespace genostrat::genes

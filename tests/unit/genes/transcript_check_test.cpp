// SPDX-License-Identifier: MIT
#include "genes/transcript_check.hpp"
#include "test_support.hpp"

namespace genostrat::genes {
namespace {

TEST(FindFault, keeps_a_sound_transcript_without_a_word) {
    Contigs contigs;
    RawTranscript transcript;
    transcript.contig = contigs.add("1");
    transcript.span = {10, 40};
    transcript.exons = {{10, 20}, {30, 40}};
    transcript.cds = {{{12, 20}, 0}, {{30, 37}, 1}};
    ProblemList problems{false};
    EXPECT_EQ(find_fault(transcript, 40, problems, contigs), std::nullopt);
    EXPECT_TRUE(problems.all().empty());
    EXPECT_EQ(
        find_fault(transcript, 39, problems, contigs),
        "transcript ends after the contig of the FASTA");
    EXPECT_EQ(find_fault(transcript, -1, problems, contigs), "the FASTA has no such contig");
    EXPECT_EQ(problems.all().size(), 2U);
}

TEST(FindFault, follows_phases_on_the_minus_strand) {
    Contigs contigs;
    RawTranscript transcript;
    transcript.contig = contigs.add("1");
    transcript.span = {10, 40};
    transcript.strand = '-';
    transcript.exons = {{10, 20}, {30, 40}};
    transcript.cds = {{{12, 20}, 2}, {{30, 37}, 0}};  // 7 bases, then 2 finish the codon
    ProblemList problems{false};
    EXPECT_EQ(find_fault(transcript, 40, problems, contigs), std::nullopt);
    EXPECT_TRUE(problems.all().empty());
    transcript.cds[0].phase = 1;
    EXPECT_EQ(find_fault(transcript, 40, problems, contigs), std::nullopt);
    ASSERT_EQ(problems.all().size(), 1U);
    EXPECT_EQ(problems.all()[0].what, "CDS not in frame");
}

}  // namespace
}  // namespace genostrat::genes

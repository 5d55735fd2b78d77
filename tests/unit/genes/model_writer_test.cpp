// SPDX-License-Identifier: MIT
#include "small_model.hpp"

namespace genostrat::genes {
namespace {

TEST(WriteGeneModel, sorts_transcripts_and_marks_selenocysteine) {
    // Transcript s: ATG TGA AAA TAA; its TGA is selenocysteine by position, that of u by its tag.
    const std::string gff =
        "1\tx\tmRNA\t21\t32\t.\t+\t.\tID=u;tag=seleno\n1\tx\texon\t21\t32\t.\t+\t.\tParent=u\n"
        "1\tx\tCDS\t21\t32\t.\t+\t0\tParent=u\n"
        "1\tx\tmRNA\t1\t12\t.\t+\t.\tID=s\n1\tx\texon\t1\t12\t.\t+\t.\tParent=s\n"
        "1\tx\tCDS\t1\t12\t.\t+\t0\tParent=s;transl_except=(pos:4..6%2Caa:Sec)\n";
    const test::SmallModel small{gff, ">1\nATGTGAAAATAACCCCCCCCATGTGAAAATAA\n"};
    const GeneModel model = small.open();
    ASSERT_EQ(model.transcripts().size(), 2U);
    for (const TranscriptRow& row : model.transcripts()) {
        EXPECT_TRUE(row.has(flag_selenocysteine));
        ASSERT_EQ(model.special_sites(row).size(), 1U);
        EXPECT_EQ(model.special_sites(row)[0].begin, 3);
        EXPECT_EQ(row.peptide_length, 3);
    }
    EXPECT_EQ(model.text(model.transcript(0).id), "s");
    EXPECT_EQ(small.report.n_coding, 2);
    EXPECT_EQ(small.report.n_genome_bases, 32);
}

}  // namespace
}  // namespace genostrat::genes

// SPDX-License-Identifier: MIT
#include "genes/annotation_reader.hpp"
#include "test_support.hpp"

namespace genostrat::genes {
namespace {

using testing::ElementsAre;

TEST(ReadAnnotation, joins_lines_in_any_order) {
    const test::TempDir folder;
    const std::string path = (folder / "a.gff3").string();
    test::write_file(
        path,
        "1\tx\texon\t31\t40\t.\t+\t.\tParent=t,u\n"
        "1\tx\tmRNA\t11\t40\t.\t+\t.\tID=t;Parent=g\n"
        "1\tx\texon\t11\t20\t.\t+\t.\tParent=t\n"
        "1\tx\tmRNA\t31\t40\t.\t+\t.\tID=u;Parent=g\n"
        "1\tx\tgene\t11\t40\t.\t+\t.\tID=g;Name=N\n"
        "##FASTA\n>1\nACGT\n");
    Annotation annotation;
    ProblemList problems{true};
    read_annotation({.path = path}, annotation, problems);
    ASSERT_EQ(annotation.transcripts.size(), 2U);
    EXPECT_THAT(annotation.transcripts[0].exons, ElementsAre(Interval{10, 20}, Interval{30, 40}));
    EXPECT_THAT(annotation.transcripts[1].exons, ElementsAre(Interval{30, 40}));
    EXPECT_EQ(annotation.transcripts[0].source, "a.gff3");
    ASSERT_EQ(annotation.genes.size(), 1U);
    EXPECT_EQ(annotation.genes[0].symbol, "N");
}

}  // namespace
}  // namespace genostrat::genes

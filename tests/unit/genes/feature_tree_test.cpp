// SPDX-License-Identifier: MIT
#include "genes/annotation_reader.hpp"
#include "genes/feature_tree.hpp"
#include "test_support.hpp"

namespace genostrat::genes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

static_assert(sizeof(FeaturePart) <= 20, "a complete annotation has millions of them");

struct Read {
    explicit Read(std::string_view text, const OnBuildProgress& on_progress = {}) {
        test::write_file(path, text);
        tree.emplace(path, contigs, problems, on_progress);
    }

    [[nodiscard]] std::vector<std::int64_t> begins(std::uint32_t node) const {
        std::vector<std::int64_t> found;
        for (const FeaturePart& part : tree->parts(node))
            found.push_back(part.span().begin);
        return found;
    }

    test::TempDir folder;
    std::string path{(folder / "a.gff3").string()};
    Contigs contigs;
    ProblemList problems{false};
    std::optional<FeatureTree> tree;
};

TEST(FeatureTree, joins_rows_sorted_by_place) {
    const Read read{"1\tx\texon\t31\t40\t.\t+\t.\tParent=u,t\n"
                    "1\tx\tgene\t11\t60\t.\t+\t.\tID=g\n"
                    "1\tx\tmRNA\t11\t40\t.\t+\t.\tID=t;Parent=g\n"
                    "1\tx\texon\t11\t20\t.\t+\t.\tParent=t\n"
                    "1\tx\tmRNA\t31\t60\t.\t+\t.\tID=u;Parent=g\n"
                    "1\tx\texon\t51\t60\t.\t+\t.\tParent=u\n"
                    "2\tx\tmRNA\t31\t60\t.\t+\t.\tID=u\n"
                    "2\tx\texon\t41\t60\t.\t+\t.\tParent=u\n"};
    EXPECT_THAT(read.problems.all(), testing::IsEmpty());
    ASSERT_EQ(read.tree->size(), 4U);
    EXPECT_THAT(read.tree->children(0), ElementsAre(1, 2));
    EXPECT_THAT(read.begins(0), testing::IsEmpty());
    EXPECT_THAT(read.begins(1), ElementsAre(30, 10));  // as the lines stand
    EXPECT_THAT(read.begins(2), ElementsAre(30, 50));
    EXPECT_THAT(read.begins(3), ElementsAre(40));
    EXPECT_EQ(read.tree->node(1).n_parents, 1U);
    EXPECT_EQ(read.tree->node(3).n_parents, 0U);
    EXPECT_EQ(read.tree->id(2), "u");
}

TEST(FeatureTree, keeps_what_the_first_cds_row_says_and_all_exceptions) {
    const Read read{
        "1\tx\tCDS\t31\t40\t.\t+\t0\tParent=t;version=2;protein_id=P1;Dbxref=CCDS:C5.1\n"
        "1\tx\tCDS\t51\t60\t.\t+\t2\tParent=t;protein_id=P9;transl_except=(pos:52..54%2Caa:Sec)\n"
        "1\tx\tCDS\t71\t72\t.\t+\t2\tParent=t;transl_except=(pos:71..72%2Caa:TERM);end_range=72,.\n"
        "1\tx\tmRNA\t11\t80\t.\t+\t.\tID=t\n"};
    const CdsFacts& facts = read.tree->cds_facts(0);
    EXPECT_EQ(facts.protein_id, "P1");
    EXPECT_EQ(facts.protein_version, "2");
    EXPECT_EQ(facts.ccds, "C5.1");
    EXPECT_THAT(facts.seleno, ElementsAre(Interval{51, 54}));
    EXPECT_TRUE(facts.stop_completed);
    EXPECT_FALSE(read.tree->parts(0)[0].end_unknown);
    EXPECT_TRUE(read.tree->parts(0)[2].end_unknown);
    EXPECT_EQ(read.tree->parts(0)[1].phase, 2);
}

TEST(FeatureTree, names_rows_without_their_parent) {
    const Read read{"1\tx\texon\t31\t40\t.\t+\t.\tParent=nobody\n"
                    "1\tx\tmRNA\t11\t40\t.\t+\t.\tID=t;Parent=lost\n"
                    "1\tx\tmRNA\t12\t40\t.\t+\t.\tID=t\n"};
    ASSERT_EQ(read.problems.all().size(), 2U);
    EXPECT_EQ(read.problems.all()[0].what, "duplicate id");
    EXPECT_THAT(read.problems.all()[1].first, HasSubstr("nobody"));
    EXPECT_EQ(read.problems.all()[1].count, 2);
    EXPECT_EQ(read.tree->size(), 1U);
}

TEST(FeatureTree, knows_transcripts_of_a_gtf_without_gene_lines) {
    const Read read{"1\tx\ttranscript\t11\t40\t.\t+\t.\tgene_id \"g\"; transcript_id \"t\";\n"
                    "1\tx\texon\t11\t40\t.\t+\t.\tgene_id \"g\"; transcript_id \"t\";\n"};
    EXPECT_EQ(read.tree->dialect(), GffDialect::gtf);
    EXPECT_THAT(read.tree->orphans(), ElementsAre(0));
    EXPECT_THAT(read.begins(0), ElementsAre(10));
}

TEST(FeatureTree, can_be_stopped) {
    std::string text;
    for (int line = 0; line < 40'000; ++line)
        text += "#\n";
    std::int64_t n_rows = 0;
    EXPECT_THROW(
        (Read{
            text,
            [&](const BuildProgress& progress) {
                n_rows = progress.n_rows;
                throw Error{ErrorKind::system, "interrupted"};
            }}),
        Error);
    EXPECT_EQ(n_rows, 1 << 15);
}

}  // namespace
}  // namespace genostrat::genes

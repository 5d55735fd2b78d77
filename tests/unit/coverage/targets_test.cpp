// SPDX-License-Identifier: MIT
#include "small_model.hpp"
#include "test_support.hpp"

#include <genostrat/coverage/callable.hpp>

namespace genostrat::coverage {
namespace {

TEST(ReadTargets, names_targets_and_groups) {
    const test::TempDir folder;
    test::write_file(folder / "t.bed", "c1\t4\t9\nc1\t20\t30\tG1:exon2\n");
    const std::vector<Target> targets = read_targets((folder / "t.bed").string());
    ASSERT_EQ(targets.size(), 2U);
    EXPECT_EQ(targets[0].name, "c1:5-9");
    EXPECT_EQ(targets[0].group, "");
    EXPECT_EQ(targets[1].group, "G1");
}

TEST(CodingTargets, needs_a_gene_model) {
    const test::TempDir folder;
    const std::vector<std::string> genes{"G1"};
    EXPECT_ERROR(
        coding_targets((folder / "none.gsg").string(), genes),
        ErrorKind::missing_input,
        testing::HasSubstr("none.gsg"));
}

TEST(CodingTargets, gives_coding_parts_of_exons_with_flanks) {
    const test::ToyModel toy;
    const std::vector<std::string> genes{"T2"};
    const GeneTargets targets = coding_targets(toy.files().path(), genes, 2);
    // CDS of T2, minus strand: c.1 to c.15 at 260..274 (0-based), c.16 to c.27 at 218..229.
    ASSERT_EQ(targets.exons.size(), 2U);
    EXPECT_EQ(targets.exons[0].begin, 216);
    EXPECT_EQ(targets.exons[0].end, 232);
    EXPECT_THAT(targets.exons[0].name, testing::EndsWith(":T2:exon2"));
    EXPECT_EQ(targets.exons[1].begin, 258);
    EXPECT_EQ(targets.exons[1].end, 277);
    ASSERT_EQ(targets.spans.size(), 1U);
    EXPECT_EQ(targets.spans[0].begin, 200);
    EXPECT_EQ(targets.spans[0].end, 280);
}

TEST(CodingTargets, refuses_a_gene_without_coding_transcript) {
    const test::ToyModel toy;
    const std::vector<std::string> genes{"T3"};
    EXPECT_ERROR(
        coding_targets(toy.files().path(), genes),
        ErrorKind::usage,
        testing::HasSubstr("no coding transcript of T3"));
}

}  // namespace
}  // namespace genostrat::coverage

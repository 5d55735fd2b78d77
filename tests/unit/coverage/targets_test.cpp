// SPDX-License-Identifier: MIT
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

}  // namespace
}  // namespace genostrat::coverage

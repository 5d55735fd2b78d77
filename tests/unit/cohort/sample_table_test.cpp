// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/cohort/sample_table.hpp>

namespace genostrat::cohort {
namespace {

using testing::AllOf;
using testing::HasSubstr;

SampleTable read(std::string_view content) {
    const test::TempDir folder;
    test::write_file(folder / "samples", content);
    return SampleTable::read((folder / "samples").string());
}

TEST(SampleTable, reads_a_psam) {
    const SampleTable table = read(
        "##comment\n#IID\tPAT\tMAT\tSEX\tSuperPop\tPopulation\na\t0\t0\t1\tEUR\tGBR\nb\ta\tc\t2\t"
        "AFR\tYRI\n");
    EXPECT_EQ(table.samples().size(), 2U);
    EXPECT_EQ(table.sex("a"), Sex::male);
    EXPECT_EQ(table.find("b")->father, "a");
    EXPECT_EQ(table.find("a")->father, "");
    EXPECT_EQ(table.find("b")->population, "AFR");
    EXPECT_EQ(table.find("x"), nullptr);
    EXPECT_EQ(table.sex("x"), Sex::unknown);
}

TEST(SampleTable, reads_a_fam_and_a_plain_pair) {
    EXPECT_EQ(read("f1 a 0 0 2 -9\n").sex("a"), Sex::female);
    EXPECT_EQ(read("a M\nb female\nc 0\n").sex("b"), Sex::female);
    EXPECT_EQ(read("a M\nb female\nc 0\n").sex("c"), Sex::unknown);
}

TEST(SampleTable, names_the_line_of_a_second_sample_of_one_name) {
    EXPECT_ERROR(
        read("a 1\nb 1\na 2\n"), ErrorKind::bad_data, AllOf(HasSubstr(":3"), HasSubstr("'a'")));
}

}  // namespace
}  // namespace genostrat::cohort

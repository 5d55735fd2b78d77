// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

#include <genostrat/variant/sample_stages.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(SampleSelection, reads_names_and_the_caret) {
    EXPECT_THAT(SampleSelection::parse("b,a").names, ElementsAre("b", "a"));
    EXPECT_TRUE(SampleSelection::parse("^a").exclude);
    const test::TempDir folder;
    test::write_file(folder / "s.txt", "x\tmale\ny\n");
    EXPECT_THAT(
        SampleSelection::read("^" + (folder / "s.txt").string()).names, ElementsAre("x", "y"));
}

TEST(SelectSamples, takes_leaves_out_and_names_the_unknown) {
    test::VcfRows kept{std::string{test::small_header}};
    SelectSamples{SampleSelection::parse("B")}.bind(kept.schema());
    EXPECT_THAT(kept.schema().samples(), ElementsAre("B"));
    test::VcfRows left{std::string{test::small_header}};
    SelectSamples{SampleSelection::parse("^B")}.bind(left.schema());
    EXPECT_THAT(left.schema().samples(), ElementsAre("A"));
    test::VcfRows unknown{std::string{test::small_header}};
    EXPECT_ERROR(
        SelectSamples{SampleSelection::parse("C")}.bind(unknown.schema()),
        ErrorKind::usage,
        HasSubstr("no sample 'C'"));
    SampleSelection forced = SampleSelection::parse("C,A");
    forced.force = true;
    SelectSamples{forced}.bind(unknown.schema());
    EXPECT_THAT(unknown.schema().samples(), ElementsAre("A"));
}

TEST(UpdateAlleleCounts, counts_called_alleles) {
    test::VcfRows vcf{
        std::string{test::small_header} + "1~5~.~A~C,G~.~.~AC=9,9;DP=1~GT~0/2~./"
                                          "2\n1~6~.~A~.~.~.~.~GT~0/0~0\n1~7~.~A~C~.~.~.~DP~1~2\n"};
    UpdateAlleleCounts stage;
    stage.bind(vcf.schema());
    stage.process(vcf.batch());
    EXPECT_EQ(vcf.line(0), "1~5~.~A~C,G~.~.~AC=0,2;DP=1;AN=3~GT~0/2~./2");
    EXPECT_EQ(vcf.line(1), "1~6~.~A~.~.~.~AN=3~GT~0/0~0");
    EXPECT_EQ(vcf.line(2), "1~7~.~A~C~.~.~.~DP~1~2");
}

}  // namespace
}  // namespace genostrat

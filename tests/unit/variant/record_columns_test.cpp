// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

test::VcfRows rows(std::string_view body, OnBadRecord on_bad = OnBadRecord::fail) {
    return test::VcfRows{std::string{test::small_header} + std::string{body}, on_bad};
}

TEST(RecordColumns, fixed_columns) {
    test::VcfRows vcf = rows("2~7~rs1~AC~A,<DEL>~30.5~q10~DP=3~GT~0/1~./.\n");
    RecordBatch& batch = vcf.batch();
    const RowId row = vcf.row();
    EXPECT_EQ(batch.contig(row), 1);
    EXPECT_EQ(batch.contig_name(row), "2");
    EXPECT_EQ(batch.pos(row), 6);
    EXPECT_EQ(batch.id(row), "rs1");
    EXPECT_EQ(batch.ref(row), "AC");
    EXPECT_THAT(batch.alts(row), ElementsAre("A", "<DEL>"));
    EXPECT_EQ(batch.n_alleles(row), 3U);
    EXPECT_FLOAT_EQ(batch.qual(row).value(), 30.5F);
    EXPECT_EQ(batch.filter(row), "q10");
    EXPECT_EQ(batch.span(row), (Interval{6, 8}));
}

TEST(RecordColumns, what_is_missing_reads_as_absent) {
    test::VcfRows vcf = rows("1~0~.~N~.~.~.~.~GT~0~0\n");
    RecordBatch& batch = vcf.batch();
    EXPECT_EQ(batch.pos(vcf.row()), -1);
    EXPECT_THAT(batch.alts(vcf.row()), IsEmpty());
    EXPECT_EQ(batch.qual(vcf.row()), std::nullopt);
    EXPECT_THAT(batch.info_integers(vcf.row(), vcf.schema().reads_info("DP")), IsEmpty());
}

TEST(RecordColumns, info_values_by_type) {
    test::VcfRows vcf = rows("1~5~.~A~C,G~.~.~DB;AF=0.5,.;NAME=x,y;DP=7~GT~0/1~1/1\n");
    RecordBatch& batch = vcf.batch();
    const RowId row = vcf.row();
    const std::span<const float> frequencies =
        batch.info_floats(row, vcf.schema().reads_info("AF"));
    ASSERT_EQ(frequencies.size(), 2U);
    EXPECT_FLOAT_EQ(frequencies[0], 0.5F);
    EXPECT_TRUE(is_missing(frequencies[1]));
    EXPECT_THAT(batch.info_integers(row, vcf.schema().reads_info("DP")), ElementsAre(7));
    EXPECT_EQ(batch.info_text(row, vcf.schema().reads_info("NAME")), "x,y");
    EXPECT_EQ(batch.info_text(row, vcf.schema().reads_info("DB")), "");
    EXPECT_FALSE(batch.has_info(row, vcf.schema().reads_info("AC")));
}

TEST(RecordColumns, end_gives_the_span_if_it_lies_behind_pos) {
    test::VcfRows vcf = rows("1~5~.~A~<DEL>~.~.~END=20~GT~0~0\n1~5~.~AT~A~.~.~END=3~GT~0~0\n");
    EXPECT_EQ(vcf.batch().span(vcf.row(0)), (Interval{4, 20}));
    EXPECT_EQ(vcf.batch().span(vcf.row(1)), (Interval{4, 6}));
}

// As strtod and a cast to float read them, which is how HTSlib does.
TEST(RecordColumns, floats_may_be_beyond_32_bits_and_have_a_plus) {
    test::VcfRows vcf = rows("1~5~.~A~C~1e-60~.~AF=1e-60,-1e-400,1e60,-1e400~GT:GL~0:+0.5~0:1e-50\n"
                             "1~6~.~A~C~+Inf~.~AF=+2;DP=+3~GT:DP~0:+4~0:5\n"
                             "1~7~.~A~C~1~.~AF=1e-60x;DP=1~GT~0~0\n");
    RecordBatch& batch = vcf.batch();
    const InfoId frequency = vcf.schema().reads_info("AF");
    constexpr float infinite = std::numeric_limits<float>::infinity();
    EXPECT_EQ(batch.qual(vcf.row(0)), 0.0F);
    EXPECT_THAT(
        batch.info_floats(vcf.row(0), frequency),
        testing::ElementsAre(0.0F, -0.0F, infinite, -infinite));
    const auto likelihoods = batch.format_floats(vcf.row(0), vcf.schema().reads_format("GL"));
    EXPECT_THAT(likelihoods.values, testing::ElementsAre(0.5F, 0.0F));
    EXPECT_EQ(batch.qual(vcf.row(1)), infinite);
    EXPECT_THAT(batch.info_floats(vcf.row(1), frequency), testing::ElementsAre(2.0F));
    EXPECT_THAT(
        batch.info_integers(vcf.row(1), vcf.schema().reads_info("DP")), testing::ElementsAre(3));
    EXPECT_TRUE(batch.info_floats(vcf.row(2), frequency).empty());
    EXPECT_ERROR(batch.settle(), ErrorKind::bad_data, testing::HasSubstr("1e-60x"));
}

TEST(RecordColumns, a_value_of_another_type_fails_the_row) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~AF=abc~GT~0/1~1/1\n");
    EXPECT_THAT(vcf.batch().info_floats(vcf.row(), vcf.schema().reads_info("AF")), IsEmpty());
    EXPECT_ERROR(vcf.batch().settle(), ErrorKind::bad_data, HasSubstr("1:5: INFO/AF is 'abc'"));
}

}  // namespace
}  // namespace genostrat

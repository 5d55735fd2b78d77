// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

namespace genostrat {
namespace {

test::VcfRows rows(std::string_view body) {
    return test::VcfRows{std::string{test::small_header} + std::string{body}};
}

TEST(RecordEdits, info_changes_in_place_and_grows_behind) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~DP=1;AF=0.25;DB~GT~0/1~1/1\n");
    RecordBatch& batch = vcf.batch();
    const RowId row = vcf.row();
    const std::array<float, 1> frequency{0.1F};
    const std::array<std::int32_t, 2> counts{3, missing_integer};
    batch.set_info(row, vcf.schema().reads_info("AF"), frequency);
    batch.set_info(row, vcf.schema().reads_info("AC"), counts);
    batch.remove_info(row, vcf.schema().reads_info("DP"));
    EXPECT_EQ(vcf.line(), "1~5~.~A~C~.~.~AF=0.1;DB;AC=3,.~GT~0/1~1/1");
    EXPECT_EQ(batch.info_text(row, vcf.schema().reads_info("AC")), "3,.");
    EXPECT_FALSE(batch.has_info(row, vcf.schema().reads_info("DP")));
}

TEST(RecordEdits, an_emptied_info_is_a_dot_and_a_dot_gives_way) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~DP=1~GT~0~0\n1~6~.~A~C~.~.~.~GT~0~0\n");
    vcf.batch().remove_info(vcf.row(0), vcf.schema().reads_info("DP"));
    vcf.batch().set_info_flag(vcf.row(1), vcf.schema().reads_info("DB"));
    EXPECT_EQ(vcf.line(0), "1~5~.~A~C~.~.~.~GT~0~0");
    EXPECT_EQ(vcf.line(1), "1~6~.~A~C~.~.~DB~GT~0~0");
}

TEST(RecordEdits, added_info_reads_and_changes_like_that_of_set_info) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~DP=1;XX~GT~0~0\n1~6~.~A~C~.~.~.~GT~0~0\n");
    RecordBatch& batch = vcf.batch();
    const InfoId frequency = vcf.schema().reads_info("AF");
    const InfoId flag = vcf.schema().reads_info("DB");
    const InfoKeys keys{vcf.schema(), std::array{frequency, flag}};
    for (const int row : {0, 1}) {
        ASSERT_TRUE(batch.lacks_info(vcf.row(row), keys));
        batch.add_info(vcf.row(row), ";AF=0.1;DB");
    }
    EXPECT_EQ(vcf.line(0), "1~5~.~A~C~.~.~DP=1;XX;AF=0.1;DB~GT~0~0");
    EXPECT_EQ(vcf.line(1), "1~6~.~A~C~.~.~AF=0.1;DB~GT~0~0");
    EXPECT_EQ(batch.info_text(vcf.row(0), frequency), "0.1");
    EXPECT_EQ(batch.info_text(vcf.row(0), flag), "");
    EXPECT_FALSE(batch.has_info(vcf.row(0), vcf.schema().reads_info("AC")));
    EXPECT_EQ(batch.info_floats(vcf.row(1), frequency).front(), 0.1F);
    batch.add_info(vcf.row(0), ";AC=3");  // another stage
    batch.set_info(vcf.row(0), frequency, std::string_view{"0.2"});
    batch.remove_info(vcf.row(0), flag);
    batch.remove_info(vcf.row(1), flag);
    batch.remove_info(vcf.row(1), frequency);
    EXPECT_EQ(vcf.line(0), "1~5~.~A~C~.~.~DP=1;XX;AF=0.2;AC=3~GT~0~0");
    EXPECT_EQ(vcf.line(1), "1~6~.~A~C~.~.~.~GT~0~0");
    EXPECT_FALSE(batch.has_info(vcf.row(1), frequency));
}

TEST(RecordEdits, lacks_info_finds_a_key_at_every_place_and_no_other_of_its_letter) {
    test::VcfRows vcf =
        rows("1~5~.~A~C~.~.~AF=1;DP=1~GT~0~0\n1~6~.~A~C~.~.~DP=1;X=2;AF~GT~0~0\n"
             "1~7~.~A~C~.~.~AFX=1;AN=3;A~GT~0~0\n1~8~.~A~C~.~.~X=1;AF=2;Y~GT~0~0\n");
    const InfoKeys keys{vcf.schema(), std::array{vcf.schema().reads_info("AF")}};
    EXPECT_FALSE(vcf.batch().lacks_info(vcf.row(0), keys));
    EXPECT_FALSE(vcf.batch().lacks_info(vcf.row(1), keys));
    EXPECT_TRUE(vcf.batch().lacks_info(vcf.row(2), keys));
    EXPECT_FALSE(vcf.batch().lacks_info(vcf.row(3), keys));
}

TEST(RecordEdits, a_row_with_nothing_but_added_info_is_an_insertion_into_its_bytes) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~DP=1~GT~0~0\n1~6~.~A~C~.~.~.~GT~0~0\n"
                             "1~7~.~A~C~.~.~DP=1~GT~0~0\r\n1~8~.~A~C~.~.~DP=1~GT~0~0\n");
    for (const int row : {0, 1, 2, 3})
        vcf.batch().add_info(vcf.row(row), ";AF=0.1");
    vcf.batch().set_id(vcf.row(3), "x");
    const auto first = vcf.batch().insertion(vcf.row(0));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->before, "1\t5\t.\tA\tC\t.\t.\tDP=1");
    EXPECT_EQ(first->entries, ";AF=0.1");
    EXPECT_EQ(first->after, "\tGT\t0\t0\n");
    const auto second = vcf.batch().insertion(vcf.row(1));
    ASSERT_TRUE(second);
    EXPECT_EQ(second->before, "1\t6\t.\tA\tC\t.\t.\t");
    EXPECT_EQ(second->entries, "AF=0.1");
    EXPECT_FALSE(vcf.batch().insertion(vcf.row(2)));  // another line end
    EXPECT_FALSE(vcf.batch().insertion(vcf.row(3)));  // another edit
}

TEST(RecordEdits, an_empty_info_column_takes_entries) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~~GT~0~0\n1~6~.~A~C~.~.~~GT~0~0\n");
    vcf.batch().set_info_flag(vcf.row(0), vcf.schema().reads_info("DB"));
    vcf.batch().add_info(vcf.row(1), ";DP=3");
    EXPECT_EQ(vcf.line(0), "1~5~.~A~C~.~.~DB~GT~0~0");
    EXPECT_EQ(vcf.line(1), "1~6~.~A~C~.~.~DP=3~GT~0~0");
}

TEST(RecordEdits, fixed_columns) {
    test::VcfRows vcf = rows("1~5~.~AT~C~9~PASS~.~GT~0/1~1/1\n");
    RecordBatch& batch = vcf.batch();
    const RowId row = vcf.row();
    const std::array<std::string_view, 2> alts{"G", "GT"};
    batch.set_alleles(row, 2, "T", alts);
    batch.set_id(row, "x1");
    batch.set_qual(row, std::nullopt);
    batch.add_filter(row, "q10");
    batch.add_filter(row, "low");
    batch.add_filter(row, "q10");
    EXPECT_EQ(vcf.line(), "1~3~x1~T~G,GT~.~q10;low~.~GT~0/1~1/1");
    EXPECT_EQ(batch.pos(row), 2);
    EXPECT_EQ(batch.ref(row), "T");
    EXPECT_EQ(batch.alts(row).size(), 2U);
    EXPECT_EQ(batch.filter(row), "q10;low");
}

TEST(RecordEdits, format_columns_are_replaced_or_added_and_gt_comes_first) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~.~GT:DP~0/1:3~1/1\n1~6~.~A~C~.~.~.~DP~3~4\n");
    const std::array<std::string_view, 2> texts{"8", "9"};
    const std::array<std::string_view, 2> genotypes{"0|0", "0|1"};
    vcf.batch().set_format(vcf.row(0), vcf.schema().reads_format("DP"), texts);
    vcf.batch().set_format(vcf.row(0), vcf.schema().reads_format("AD"), texts);
    vcf.batch().set_format(vcf.row(1), vcf.schema().reads_format("GT"), genotypes);
    EXPECT_EQ(vcf.line(0), "1~5~.~A~C~.~.~.~GT:DP:AD~0/1:8:8~1/1:9:9");
    EXPECT_EQ(vcf.line(1), "1~6~.~A~C~.~.~.~GT:DP~0|0:3~0|1:4");
    EXPECT_EQ(Genotypes::allele_of(vcf.batch().genotypes(vcf.row(1)).at(1, 1)), 1);
}

}  // namespace
}  // namespace genostrat

// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

namespace genostrat {
namespace {

using testing::HasSubstr;

test::VcfRows rows(std::string_view body, OnBadRecord on_bad = OnBadRecord::fail) {
    return test::VcfRows{std::string{test::small_header} + std::string{body}, on_bad};
}

std::string row_at(std::string_view contig, int pos) {
    return std::string{contig} + "~" + std::to_string(pos) + "~.~A~C~.~.~.~GT~0/1~1/1\n";
}

std::vector<std::int64_t> positions(const RecordBatch& batch) {
    std::vector<std::int64_t> out;
    for (const RowId row : batch.rows())
        out.push_back(batch.pos(row) + 1);
    return out;
}

TEST(RecordBatch, rows_are_kept_replaced_and_sorted_without_moving_bytes) {
    test::VcfRows vcf = rows(row_at("2", 9) + row_at("1", 7) + row_at("2", 3));
    RecordBatch& batch = vcf.batch();
    batch.sort_rows();  // contig 2 was first
    EXPECT_THAT(positions(batch), testing::ElementsAre(3, 9, 7));
    const RowId made = batch.add_line("1\t8\t.\tA\tT\t.\t.\t.\tGT\t0/0\t0/1");
    batch.replace(vcf.row(2), std::array{made, vcf.row(2)});
    EXPECT_THAT(positions(batch), testing::ElementsAre(3, 9, 8, 7));
    batch.keep_if([&](RowId row) { return batch.contig_name(row) == "1"; });
    EXPECT_THAT(positions(batch), testing::ElementsAre(8, 7));
}

TEST(RecordBatch, made_rows_have_the_selected_samples) {
    test::VcfRows vcf = rows(row_at("1", 1) + row_at("1", 2));
    vcf.schema().selects_samples(std::array{1});
    RecordBatch& batch = vcf.batch();
    const RowId made = batch.add_line("1\t2\t.\tA\tT\t.\t.\t.\tGT\t0/1");
    EXPECT_EQ(batch.genotypes(made).n_samples, 1U);
    EXPECT_EQ(batch.where(made).line, -1);  // it stands in no line of the input
    EXPECT_ERROR(
        batch.add_line("1\t2\t.\tA\tT\t.\t.\t.\tGT\t0/1\t0/0"),
        ErrorKind::bad_data,
        HasSubstr("11 columns but the header 10"));
}

TEST(RecordBatch, made_rows_have_the_selected_samples_or_none_and_the_place_of_their_origin) {
    test::VcfRows vcf = rows(row_at("1", 1) + row_at("1", 2));
    vcf.schema().selects_samples(std::array{1});
    RecordBatch& batch = vcf.batch();
    const RowId made = batch.add_line("1\t2\t.\tA\tT\t.\t.\t.\tGT\t0/1", vcf.row(1));
    EXPECT_EQ(batch.where(made).line, 2);
    EXPECT_EQ(batch.genotypes(made).n_samples, 1U);
    const RowId site = batch.add_line("1\t2\t.\tA\tT\t.\t.\t.");
    EXPECT_EQ(batch.where(site).line, -1);
    EXPECT_ERROR(
        batch.add_line("1\t2\t.\tA\tT\t.\t.\t.\tGT\t0/1\t0/0"),
        ErrorKind::bad_data,
        HasSubstr("11 columns but the header 10"));
}

TEST(RecordBatch, hand_over_takes_rows_with_their_edits_to_the_front) {
    test::VcfRows vcf = rows(row_at("1", 1) + row_at("1", 2));
    test::VcfRows other = rows(row_at("1", 5));
    vcf.batch().set_id(vcf.row(1), "edited");
    const std::vector<RowId> both{vcf.row(0), vcf.row(1)};
    RecordBatch& next = other.batch();
    vcf.batch().hand_over(both, next);
    EXPECT_TRUE(vcf.batch().rows().empty());
    vcf.batch().clear();
    EXPECT_THAT(positions(next), testing::ElementsAre(1, 2, 5));
    EXPECT_EQ(next.id(next.rows()[1]), "edited");
}

TEST(RecordBatch, bad_rows_fail_skip_or_pass) {
    const std::string body = row_at("1", 1) + "1~x~.~A~C~.~.~.~GT~0~0\n" + row_at("1", 3);
    test::VcfRows failing = rows(body);
    static_cast<void>(failing.batch());
    EXPECT_ERROR(
        failing.batch().settle(), ErrorKind::bad_data, HasSubstr("test.vcf:2: 1: POS is 'x'"));
    test::VcfRows skipping = rows(body, OnBadRecord::skip);
    skipping.batch().settle();
    EXPECT_THAT(positions(skipping.batch()), testing::ElementsAre(1, 3));
    EXPECT_EQ(skipping.batch().n_bad(), 1);
    EXPECT_THAT(skipping.batch().first_bad(), HasSubstr("test.vcf:2: 1: POS is 'x'"));
    test::VcfRows keeping = rows(body, OnBadRecord::keep);
    keeping.batch().settle();
    EXPECT_EQ(keeping.batch().rows().size(), 3U);
    EXPECT_EQ(keeping.line(1), "1~x~.~A~C~.~.~.~GT~0~0");
}

TEST(RecordBatch, products_are_found_by_type) {
    RecordBatch batch;
    batch.attach(7);
    EXPECT_EQ(*batch.attached<int>(), 7);
    EXPECT_EQ(batch.attached<double>(), nullptr);
    batch.clear();
    EXPECT_EQ(batch.attached<int>(), nullptr);
}

}  // namespace
}  // namespace genostrat

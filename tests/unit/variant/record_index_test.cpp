// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

namespace genostrat {
namespace {

using testing::HasSubstr;

void expect_bad(std::string_view body, std::string_view message) {
    test::VcfRows vcf{std::string{test::small_header} + std::string{body}};
    static_cast<void>(vcf.batch());
    EXPECT_ERROR(vcf.batch().settle(), ErrorKind::bad_data, HasSubstr(std::string{message}));
}

TEST(RecordIndex, names_what_is_wrong_with_a_row) {
    expect_bad("1~5~.~A~C~.~.~.~GT~0/1\n", "the row has 10 columns but the header 11");
    expect_bad("1~5~.~A~C~.~.~.~GT~0/1~0/0~0/0\n", "the row has 12 columns but the header 11");
    expect_bad("1~-5~.~A~C~.~.~.~GT~0~0\n", "POS is '-5'");
    expect_bad("1~5~.~~C~.~.~.~GT~0~0\n", "REF is empty");
    expect_bad("~5~.~A~C~.~.~.~GT~0~0\n", "'' is no contig name");
}

TEST(RecordIndex, blank_lines_and_carriage_returns_are_no_data) {
    test::VcfRows vcf{
        std::string{test::small_header} + "1~5~.~A~C~.~.~.~GT~0~0\r\n\n\r\n1~6~.~A~C~.~.~.~GT~0~0"};
    EXPECT_EQ(vcf.batch().rows().size(), 2U);
    EXPECT_EQ(vcf.line(0), "1~5~.~A~C~.~.~.~GT~0~0");
    EXPECT_EQ(vcf.batch().raw_bytes(vcf.row(0)), "1\t5\t.\tA\tC\t.\t.\t.\tGT\t0\t0\r\n\n\r\n");
    EXPECT_EQ(vcf.batch().where(vcf.row(1)).line, 4);
}

TEST(RecordIndex, rows_hold_the_selected_samples_only) {
    test::VcfRows vcf{std::string{test::small_header} + "1~5~.~A~C~.~.~.~GT:DP~0/1:1~1/1:2\n"};
    const std::vector<std::int32_t> second{1};
    vcf.schema().selects_samples(second);
    EXPECT_EQ(vcf.line(), "1~5~.~A~C~.~.~.~GT:DP~1/1:2");
    EXPECT_EQ(vcf.batch().n_samples(), 1U);
    test::VcfRows sites{std::string{test::small_header} + "1~5~.~A~C~.~.~DB~GT:DP~0/1:1~1/1:2\n"};
    sites.schema().selects_samples({}, true);
    EXPECT_EQ(sites.line(), "1~5~.~A~C~.~.~DB");
}

}  // namespace
}  // namespace genostrat

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/coverage/bed_rows.hpp>

namespace genostrat::coverage {
namespace {

TEST(AppendDecimal, writes_all_digits) {
    Buffer out;
    append_decimal(out, 0);
    append_decimal(out, -12);
    append_decimal(out, INT64_MAX);
    EXPECT_EQ(out.view(), "0-129223372036854775807");
}

TEST(BedRows, joins_marks_within_a_bin) {
    BedRows rows;
    const auto add = [&rows](std::int32_t begin, std::int32_t end) {
        const std::size_t from = rows.text.size();
        rows.text.append("row\n");
        rows.mark(0, begin, end, from);
    };
    add(0, 10);
    add(10, 16384);
    add(16384, 16400);
    ASSERT_EQ(rows.marks.size(), 2U);
    EXPECT_EQ(rows.marks[0].end, 16384);
    EXPECT_EQ(rows.marks[0].to, 8U);
    EXPECT_EQ(rows.marks[1].from, 8U);
}

TEST(BedWriter, writes_a_file_that_tabix_can_query) {
    if (!test::have_program("tabix"))
        GTEST_SKIP() << "tabix is not installed";
    const test::TempDir folder;
    const std::string path = (folder / "x.bed.gz").string();
    BedWriter writer{path, {"c1", "c2"}, 1'000'000, io::CsiBuilder::Preset::zero_based, "#head\n"};
    const io::Deflater deflater{1};
    for (std::int32_t contig = 0; contig < 2; ++contig) {
        for (std::int32_t row = 0; row < 10'000; ++row) {
            BedRows rows;
            rows.text.append("c" + std::to_string(contig + 1) + "\t" + std::to_string(row * 100));
            rows.text.append("\t" + std::to_string(row * 100 + 100) + "\t7\n");
            rows.mark(contig, row * 100, row * 100 + 100, 0);
            PackedRows packed;
            writer.cut(std::move(rows), contig == 1 && row == 9'999, packed);
            deflate_rows(packed, deflater);
            writer.write(packed);
        }
    }
    writer.close();
    writer.commit();
    EXPECT_EQ(
        test::run_command("tabix " + path + " c2:500001-500100 c1:201-300").out,
        "c2\t500000\t500100\t7\nc1\t200\t300\t7\n");
    EXPECT_EQ(test::lines_of(test::read_gzip_file(path)).front(), "#head");
}

}  // namespace
}  // namespace genostrat::coverage

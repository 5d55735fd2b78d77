// SPDX-License-Identifier: MIT
#include "annotate/archive_format.hpp"
#include "test_support.hpp"

namespace genostrat::annotate {
namespace {

TEST(AboutText, gives_back_what_it_was_made_from) {
    const ArchiveInfo info{
        .columns =
            {{.source = "AF",
              .name = "db_AF",
              .type = ColumnType::floating,
              .number = "A",
              .description = "a \"quoted\" text",
              .absent = "0",
              .significant_digits = 3,
              .max_relative_error = 0.005}},
        .contigs = {"chr1", "chr2"},
        .source = "db.vcf.gz",
        .source_version = "4.1",
        .build = "GRCh38",
        .is_left_aligned = true,
        .n_sites = 7,
        .n_duplicates = 1};
    const ArchiveInfo back = parse_about(about_text(info));
    ASSERT_EQ(back.columns.size(), 1U);
    EXPECT_EQ(back.columns[0].name, "db_AF");
    EXPECT_EQ(back.columns[0].type, ColumnType::floating);
    EXPECT_EQ(back.columns[0].description, "a \"quoted\" text");
    EXPECT_EQ(back.columns[0].absent, "0");
    EXPECT_EQ(back.columns[0].missing, std::nullopt);
    EXPECT_EQ(back.columns[0].max_relative_error, 0.005);
    EXPECT_EQ(back.contigs, info.contigs);
    EXPECT_TRUE(back.is_left_aligned);
    EXPECT_EQ(back.n_sites, 7U);
}

TEST(AboutText, is_checked) {
    EXPECT_ERROR(parse_about("{"), ErrorKind::bad_data, testing::HasSubstr("damaged"));
    EXPECT_ERROR(parse_about("{}"), ErrorKind::bad_data, testing::HasSubstr("damaged"));
}

}  // namespace
}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <vector>

#include <genostrat/annotate/archive_merge.hpp>
#include <genostrat/annotate/archive_writer.hpp>

namespace genostrat::annotate {
namespace {

struct Row {
    std::string_view contig;
    std::int64_t pos;
    std::string_view ref;
    std::string_view alt;
    std::string_view value;
};

Archive archive_of(
    const std::string& path,
    std::string_view column,
    ColumnType type,
    const std::vector<Row>& rows) {
    const std::string name{column};
    ArchiveWriter writer{
        path, {.columns = {{.source = name, .name = name, .type = type, .number = "1"}}}};
    for (const Row& row : rows)
        writer.add(
            row.contig,
            row.pos,
            row.pos,
            row.ref,
            row.alt,
            std::vector<std::string_view>{row.value});
    writer.commit();
    return Archive{path};
}

std::vector<std::string> rows_of(const Archive& archive) {
    std::string text;
    dump_archive(archive, [&](std::string_view piece) { text += piece; });
    std::vector<std::string> rows;
    for (const std::string& line : test::lines_of(text))
        if (!line.starts_with('#'))
            rows.push_back(line);
    return rows;
}

TEST(MergeArchives, joins_alleles_and_columns) {
    const test::TempDir folder;
    std::vector<Archive> archives;
    archives.push_back(archive_of(
        folder / "a.gsa",
        "A",
        ColumnType::integer,
        {{"chr1", 9, "A", "C", "1"}, {"chr1", 20, "G", "T", "2"}}));
    archives.push_back(archive_of(
        folder / "b.gsa",
        "B",
        ColumnType::integer,
        {{"chr1", 9, "A", "C", "7"}, {"chr2", 4, "T", "G", "8"}}));
    merge_archives(archives, folder / "both.gsa");
    const std::vector<std::string> rows = rows_of(Archive{folder / "both.gsa"});
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_THAT(rows[0], testing::StartsWith("chr1\t10\t"));
    EXPECT_THAT(rows[0], testing::HasSubstr("A=1"));
    EXPECT_THAT(rows[0], testing::HasSubstr("B=7"));
    EXPECT_THAT(rows[1], testing::Not(testing::HasSubstr("B=")));
    EXPECT_THAT(rows[2], testing::StartsWith("chr2\t5\t"));
    EXPECT_THAT(rows[2], testing::HasSubstr("B=8"));
}

TEST(MergeArchives, refuses_one_name_with_two_types) {
    const test::TempDir folder;
    std::vector<Archive> archives;
    archives.push_back(
        archive_of(folder / "a.gsa", "A", ColumnType::integer, {{"chr1", 9, "A", "C", "1"}}));
    archives.push_back(
        archive_of(folder / "b.gsa", "A", ColumnType::string, {{"chr1", 9, "A", "C", "x"}}));
    EXPECT_ERROR(
        merge_archives(archives, folder / "both.gsa"), ErrorKind::usage, testing::HasSubstr("A"));
}

}  // namespace
}  // namespace genostrat::annotate

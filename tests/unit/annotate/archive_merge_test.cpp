// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <vector>

#include <genostrat/annotate/archive_dump.hpp>
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

TEST(MergeArchives, finds_contigs_in_any_order_and_under_any_name) {
    const test::TempDir folder;
    std::vector<Archive> archives;
    archives.push_back(archive_of(
        folder / "a.gsa",
        "A",
        ColumnType::integer,
        {{"chr1", 9, "A", "C", "1"}, {"chr2", 9, "A", "C", "2"}}));
    archives.push_back(archive_of(
        folder / "b.gsa",
        "A",
        ColumnType::integer,
        {{"2", 4, "A", "C", "3"}, {"1", 9, "A", "C", "4"}, {"1", 10, "A", "C", "5"}}));
    merge_archives(archives, folder / "both.gsa");
    EXPECT_THAT(
        rows_of(Archive{folder / "both.gsa"}),
        testing::ElementsAre(
            "chr1\t10\t.\tA\tC\t.\t.\tA=1",
            "chr1\t11\t.\tA\tC\t.\t.\tA=5",
            "chr2\t5\t.\tA\tC\t.\t.\tA=3",
            "chr2\t10\t.\tA\tC\t.\t.\tA=2"));
}

/// Intervals or genes with one text each.
Archive keyed_archive(const std::string& path, ArchiveKeys keys, const std::vector<Row>& rows) {
    ArchiveWriter writer{
        path, {.keys = keys, .columns = {{.source = "v", .name = "v", .number = "1"}}}};
    for (const Row& row : rows) {
        const std::vector<std::string_view> values{row.value};
        if (keys == ArchiveKeys::genes)
            writer.add_gene(row.contig, values);
        else
            writer.add_interval(row.contig, row.pos, {row.pos, row.pos + 10}, values);
    }
    writer.commit();
    return Archive{path};
}

TEST(MergeArchives, keeps_every_interval) {
    const test::TempDir folder;
    std::vector<Archive> archives;
    archives.push_back(
        keyed_archive(folder / "a.gsa", ArchiveKeys::intervals, {{"1", 5, "", "", "a"}}));
    archives.push_back(keyed_archive(
        folder / "b.gsa", ArchiveKeys::intervals, {{"1", 3, "", "", "b"}, {"1", 5, "", "", "c"}}));
    merge_archives(archives, folder / "both.gsa");
    EXPECT_THAT(
        rows_of(Archive{folder / "both.gsa"}),
        testing::ElementsAre("1\t3\t13\tb", "1\t5\t15\ta", "1\t5\t15\tc"));
}

TEST(MergeArchives, takes_the_first_value_of_a_gene) {
    const test::TempDir folder;
    std::vector<Archive> archives;
    archives.push_back(keyed_archive(
        folder / "a.gsa", ArchiveKeys::genes, {{"TP53", 0, "", "", "a"}, {"KRAS", 0, "", "", {}}}));
    archives.push_back(keyed_archive(
        folder / "b.gsa",
        ArchiveKeys::genes,
        {{"ATM", 0, "", "", "b"}, {"TP53", 0, "", "", "c"}, {"KRAS", 0, "", "", "d"}}));
    merge_archives(archives, folder / "both.gsa");
    EXPECT_THAT(
        rows_of(Archive{folder / "both.gsa"}),
        testing::ElementsAre("TP53\ta", "KRAS\td", "ATM\tb"));
    archives.push_back(
        keyed_archive(folder / "c.gsa", ArchiveKeys::intervals, {{"1", 5, "", "", "a"}}));
    EXPECT_ERROR(
        merge_archives(archives, folder / "no.gsa"),
        ErrorKind::usage,
        testing::HasSubstr("archive of intervals"));
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

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <random>

#include <genostrat/annotate/archive_writer.hpp>
#include <genostrat/annotate/interval_cursor.hpp>

namespace genostrat::annotate {
namespace {

struct Row {
    std::string contig;
    Interval where;
    std::string value;
};

std::string archive_of(const std::string& path, const std::vector<Row>& rows) {
    ArchiveWriter writer{
        path,
        {.keys = ArchiveKeys::intervals, .columns = {{.source = "v", .name = "v", .number = "1"}}}};
    for (const Row& row : rows)
        writer.add_interval(
            row.contig, row.where.begin, row.where, std::vector<std::string_view>{row.value});
    writer.commit();
    return path;
}

std::vector<std::string> found(IntervalCursor& cursor, ContigId contig, Interval where) {
    std::vector<std::string> values;
    for (bool more = cursor.find(contig, where); more; more = cursor.next())
        cursor.append_value(0, values.emplace_back());
    return values;
}

TEST(IntervalCursor, finds_what_shares_a_base) {
    const test::TempDir folder;
    const Archive archive{archive_of(
        folder / "a.gsa",
        {{"chr1", {10, 20}, "a"},
         {"chr1", {15, 16}, "b"},
         {"chr1", {15, 40}, "c"},
         {"chr2", {0, 5}, "d"}})};
    IntervalCursor cursor{archive};
    EXPECT_THAT(found(cursor, 0, {15, 16}), testing::ElementsAre("a", "b", "c"));
    EXPECT_THAT(found(cursor, 0, {20, 21}), testing::ElementsAre("c"));
    EXPECT_THAT(found(cursor, 0, {0, 10}), testing::ElementsAre());
    EXPECT_THAT(found(cursor, 0, {0, 11}), testing::ElementsAre("a"));
    EXPECT_THAT(found(cursor, 0, {40, 50}), testing::ElementsAre());
    EXPECT_THAT(found(cursor, 1, {4, 5}), testing::ElementsAre("d"));
    EXPECT_THAT(found(cursor, 0, {15, 15}), testing::ElementsAre());
    EXPECT_THAT(found(cursor, unknown_contig, {4, 5}), testing::ElementsAre());
    cursor.find(0, {20, 21});
    EXPECT_EQ(cursor.where(), (Interval{15, 40}));
}

TEST(IntervalCursor, agrees_with_a_search_of_all_rows) {
    std::mt19937 random{7};  // NOLINT(cert-msc51-cpp): the same every time
    const auto below = [&](int n) {
        return static_cast<std::int64_t>(random() % static_cast<unsigned>(n));
    };
    std::vector<Row> rows;
    for (const char* const contig : {"1", "2", "3"}) {
        std::int64_t begin = 0;
        for (int row = 0; row < 9'000; ++row) {
            begin += below(12);
            // Mostly short ones, now and then one that spans many blocks.
            const std::int64_t length = 1 + (below(500) == 0 ? below(60'000) : below(30));
            rows.push_back({contig, {begin, begin + length}, std::to_string(rows.size())});
        }
    }
    const test::TempDir folder;
    const Archive archive{archive_of(folder / "a.gsa", rows)};
    ASSERT_GT(archive.info().n_blocks, 6U);
    IntervalCursor cursor{archive};
    for (int query = 0; query < 300; ++query) {
        const std::int64_t begin = below(60'000);
        const Interval where{begin, begin + 1 + (query % 3 == 0 ? below(20'000) : below(20))};
        const auto contig = static_cast<ContigId>(below(3));
        std::vector<std::string> expected;
        for (const Row& row : rows)
            if (row.contig == std::to_string(contig + 1) && row.where.overlaps(where))
                expected.push_back(row.value);
        std::vector<std::string> own = found(cursor, contig, where);
        // Equal begins stand by their end, the rows above by their coming.
        std::ranges::sort(own);
        std::ranges::sort(expected);
        ASSERT_EQ(own, expected) << where.begin << "-" << where.end;
    }
}

TEST(ArchiveWriter, refuses_intervals_without_a_base) {
    const test::TempDir folder;
    EXPECT_ERROR(
        archive_of(folder / "a.gsa", {{"1", {5, 5}, "x"}}),
        ErrorKind::bad_data,
        testing::HasSubstr("holds no base"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.gsa"));
}

}  // namespace
}  // namespace genostrat::annotate

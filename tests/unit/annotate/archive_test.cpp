// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/archive_writer.hpp>

namespace genostrat::annotate {
namespace {

using testing::HasSubstr;

ArchiveInfo about() {
    return {
        .columns = {
            {.source = "AC", .name = "db_AC", .type = ColumnType::integer, .number = "A"},
            {.source = "AN", .name = "db_AN", .type = ColumnType::integer, .number = "1"},
            {.source = "AF", .name = "db_AF", .type = ColumnType::floating, .number = "A"},
            {.source = "CLNSIG", .name = "sig", .type = ColumnType::string, .number = "."}}};
}

constexpr std::string_view no_value{};

std::string value_at(ArchiveCursor& cursor, std::size_t column) {
    std::string text;
    switch (cursor.append_value(column, text)) {
    case ArchiveCursor::Value::absent:
        return "absent";
    case ArchiveCursor::Value::missing:
        return "missing";
    case ArchiveCursor::Value::present:
        break;
    }
    return text;
}

std::string long_allele() {
    return "A" + std::string(50, 'T');
}

/// Five sites on two contigs, with all kinds of values.
std::string small_archive(const test::TempDir& folder) {
    const std::string path = folder / "small.gsa";
    ArchiveWriter writer{path, about()};
    writer.add(
        "chr1",
        99,
        99,
        "A",
        "C",
        std::vector<std::string_view>{"3", "132578", "2.26282e-05", "a,b"});
    writer.add(
        "chr1",
        99,
        99,
        "A",
        long_allele(),
        std::vector<std::string_view>{"0", "132578", "0.00000e+00", no_value});
    writer.add("chr1", 99, 99, "A", "<DEL>", std::vector<std::string_view>{".", ".", ".", "."});
    writer.add(
        "chr1",
        150,
        151,
        "G",
        "T",
        std::vector<std::string_view>{no_value, no_value, no_value, "x"});
    writer.add("chr2", 5, 5, "CAA", "C", std::vector<std::string_view>{"1", "4", "0.9", "y"});
    writer.commit();
    return path;
}

TEST(Archive, finds_exact_alleles) {
    const test::TempDir folder;
    const Archive archive{small_archive(folder)};
    ArchiveCursor cursor{archive};
    const ContigId one = archive.find_contig("chr1");
    const ContigId two = archive.find_contig("chr2");
    ASSERT_TRUE(cursor.find({one, 99, "A", "C"}));
    EXPECT_EQ(value_at(cursor, 0), "3");
    EXPECT_EQ(value_at(cursor, 1), "132578");
    EXPECT_EQ(value_at(cursor, 2), "2.26282e-05");
    EXPECT_EQ(value_at(cursor, 3), "a,b");
    const std::string alt = long_allele();
    ASSERT_TRUE(cursor.find({one, 99, "A", alt}));
    EXPECT_EQ(value_at(cursor, 2), "0.00000e+00");
    EXPECT_EQ(value_at(cursor, 3), "absent");
    ASSERT_TRUE(cursor.find({one, 99, "A", "<DEL>"}));
    EXPECT_EQ(value_at(cursor, 0), "missing");
    EXPECT_EQ(value_at(cursor, 2), "missing");
    ASSERT_TRUE(cursor.find({one, 151, "G", "T"}));
    EXPECT_EQ(value_at(cursor, 2), "absent");
    ASSERT_TRUE(cursor.find({two, 5, "CAA", "C"}));
    EXPECT_EQ(value_at(cursor, 2), "0.9");          // not AC / AN, kept as it was
    ASSERT_TRUE(cursor.find({one, 99, "A", "C"}));  // back again
    EXPECT_EQ(value_at(cursor, 0), "3");
}

TEST(Archive, does_not_find_what_is_not_there) {
    const test::TempDir folder;
    const Archive archive{small_archive(folder)};
    ArchiveCursor cursor{archive};
    const ContigId one = archive.find_contig("chr1");
    const std::string other = long_allele() + "T";
    EXPECT_FALSE(cursor.find({one, 99, "A", "G"}));
    EXPECT_FALSE(cursor.find({one, 99, "C", "A"}));
    EXPECT_FALSE(cursor.find({one, 99, "A", other}));
    EXPECT_FALSE(cursor.find({one, 98, "A", "C"}));
    EXPECT_FALSE(cursor.find({one, 152, "G", "T"}));
    EXPECT_FALSE(cursor.find({unknown_contig, 99, "A", "C"}));
    EXPECT_EQ(archive.find_contig("chr3"), unknown_contig);
}

TEST(Archive, knows_contigs_by_their_other_names) {
    const test::TempDir folder;
    const Archive archive{small_archive(folder)};
    EXPECT_EQ(archive.find_contig("1"), archive.find_contig("chr1"));
}

TEST(Archive, lists_sites_in_order) {
    const test::TempDir folder;
    const Archive archive{small_archive(folder)};
    ArchiveCursor cursor{archive};
    std::vector<std::string> sites;
    for (bool more = cursor.first(); more; more = cursor.next()) {
        std::string ref;
        std::string alt;
        cursor.alleles(ref, alt);
        sites.push_back(
            std::to_string(cursor.contig()) + ":" + std::to_string(cursor.pos()) + ref + ">" + alt);
    }
    EXPECT_THAT(
        sites,
        testing::ElementsAre(
            "0:99A><DEL>", "0:99A>" + long_allele(), "0:99A>C", "0:151G>T", "1:5CAA>C"));
    EXPECT_EQ(archive.info().n_sites, 5U);
}

TEST(Archive, spans_many_blocks) {
    const test::TempDir folder;
    const std::string path = folder / "large.gsa";
    constexpr std::int64_t n_sites = 20'000;
    {
        ArchiveWriter writer{path, about()};
        for (std::int64_t site = 0; site < n_sites; ++site) {
            const std::string count = std::to_string(site % 997);
            writer.add(
                "1",
                10 * site,
                10 * site,
                "A",
                "C",
                std::vector<std::string_view>{count, "1000", ".", no_value});
        }
        EXPECT_EQ(writer.commit().n_blocks, 5U);
    }
    const Archive archive{path};
    ArchiveCursor cursor{archive};
    for (const std::int64_t site : {0, 1, 4095, 4096, 19'999, 8'191, 8'192, 3}) {
        ASSERT_TRUE(cursor.find({0, 10 * site, "A", "C"})) << site;
        EXPECT_EQ(value_at(cursor, 0), std::to_string(site % 997));
        EXPECT_FALSE(cursor.find({0, 10 * site + 1, "A", "C"}));
    }
}

TEST(ArchiveWriter, finds_a_place_that_fills_more_than_a_block) {
    const test::TempDir folder;
    const std::string path = folder / "dense.gsa";
    const auto allele_of = [](int site) {
        std::string alt = "A";
        for (int digit = 0; digit < 7; ++digit, site /= 4)
            alt += "ACGT"[site % 4];
        return alt;
    };
    {
        ArchiveWriter writer{path, about()};
        for (int site = 0; site < 10'000; ++site)
            writer.add(
                "1",
                7,
                7,
                "A",
                allele_of(site),
                std::vector<std::string_view>{std::to_string(site), "1", ".", "."});
        writer.commit();
    }
    const Archive archive{path};
    ArchiveCursor cursor{archive};
    for (const int site : {0, 5'000, 9'999}) {
        const std::string alt = allele_of(site);
        ASSERT_TRUE(cursor.find({0, 7, "A", alt}));
        EXPECT_EQ(value_at(cursor, 0), std::to_string(site));
    }
}

TEST(ArchiveWriter, keeps_the_first_or_the_last_of_equal_keys) {
    const test::TempDir folder;
    for (const auto& [rule, expected] :
         {std::pair{OnDuplicate::first, "1"}, std::pair{OnDuplicate::last, "2"}}) {
        const std::string path = folder / "dup.gsa";
        ArchiveWriter writer{path, about(), {.on_duplicate = rule}};
        writer.add("1", 7, 7, "A", "C", std::vector<std::string_view>{"1", ".", ".", "."});
        writer.add("1", 7, 7, "A", "C", std::vector<std::string_view>{"2", ".", ".", "."});
        EXPECT_EQ(writer.commit().n_duplicates, 1U);
        const Archive archive{path};
        ArchiveCursor cursor{archive};
        ASSERT_TRUE(cursor.find({0, 7, "A", "C"}));
        EXPECT_EQ(value_at(cursor, 0), expected);
    }
    ArchiveWriter writer{folder / "no.gsa", about(), {.on_duplicate = OnDuplicate::fail}};
    writer.add("1", 7, 7, "A", "C", std::vector<std::string_view>{"1", ".", ".", "."});
    writer.add("1", 7, 7, "A", "C", std::vector<std::string_view>{"2", ".", ".", "."});
    EXPECT_ERROR(
        writer.commit(), ErrorKind::bad_data, HasSubstr("1:8: the allele A>C comes twice"));
}

TEST(ArchiveWriter, refuses_unsorted_rows) {
    const test::TempDir folder;
    ArchiveWriter writer{folder / "no.gsa", about()};
    const std::vector<std::string_view> values{"1", ".", ".", "."};
    writer.add("1", 7, 7, "A", "C", values);
    EXPECT_ERROR(
        (writer.add("1", 6, 6, "A", "C", values), 0), ErrorKind::bad_data, HasSubstr("not sorted"));
    writer.add("2", 7, 7, "A", "C", values);
    EXPECT_ERROR(
        (writer.add("1", 9, 9, "A", "C", values), 0), ErrorKind::bad_data, HasSubstr("two places"));
}

TEST(ArchiveWriter, rounds_where_asked_and_says_so) {
    const test::TempDir folder;
    const std::string path = folder / "rounded.gsa";
    ArchiveInfo info{
        .columns = {
            {.source = "S",
             .name = "S",
             .type = ColumnType::floating,
             .number = "A",
             .significant_digits = 2}}};
    ArchiveWriter writer{path, info};
    writer.add("1", 7, 7, "A", "C", std::vector<std::string_view>{"0.12345"});
    writer.commit();
    const Archive archive{path};
    ArchiveCursor cursor{archive};
    ASSERT_TRUE(cursor.find({0, 7, "A", "C"}));
    EXPECT_EQ(value_at(cursor, 0), "0.12");
    EXPECT_NEAR(archive.info().columns[0].max_relative_error, 0.00345 / 0.12345, 1e-12);
}

}  // namespace
}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/archive_writer.hpp>

namespace genostrat::annotate {
namespace {

using testing::HasSubstr;

std::string make_archive(const std::string& path) {
    ArchiveInfo about{
        .columns = {
            {.source = "AC", .name = "AC", .type = ColumnType::integer, .number = "A"},
            {.source = "AN", .name = "AN", .type = ColumnType::integer, .number = "1"},
            {.source = "AF", .name = "AF", .type = ColumnType::floating, .number = "A"},
            {.source = "S", .name = "S", .type = ColumnType::string, .number = "."}}};
    ArchiveWriter writer{path, about};
    const std::string alt(30, 'G');
    for (int site = 0; site < 40; ++site) {
        const std::string count = std::to_string(site);
        const std::string frequency = std::to_string(site / 64.0);
        writer.add(
            "chr1",
            site,
            site,
            "A",
            site % 8 == 0 ? alt : "C",
            std::vector<std::string_view>{count, "64", frequency, site % 3 == 0 ? "x" : "y"});
    }
    writer.commit();
    return test::read_file(path);
}

std::string read_all(const std::string& path) {
    const Archive archive{path};
    ArchiveCursor cursor{archive};
    std::string all;
    std::string ref;
    std::string alt;
    for (bool more = cursor.first(); more; more = cursor.next()) {
        cursor.alleles(ref, alt);
        all += std::to_string(cursor.pos()) + ref + '>' + alt;
        for (std::size_t column = 0; column < archive.info().columns.size(); ++column)
            cursor.append_value(column, all += ' ');
        all += '\n';
    }
    return all;
}

TEST(DamagedArchive, is_refused_or_reads_the_same_wherever_a_byte_changed) {
    const test::TempDir folder;
    const std::string path = folder / "a.gsa";
    const std::string bytes = make_archive(path);
    const std::string expected = read_all(path);
    int n_refused = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
        test::write_file(path, damaged);
        try {
            EXPECT_EQ(read_all(path), expected) << "byte " << at;
        } catch (const Error& error) {
            EXPECT_NE(error.kind(), ErrorKind::internal) << "byte " << at;
            ++n_refused;
        }
    }
    EXPECT_GT(n_refused, static_cast<int>(bytes.size()) / 2);  // the rest is padding
}

TEST(DamagedArchive, is_refused_when_cut_off) {
    const test::TempDir folder;
    const std::string path = folder / "a.gsa";
    const std::string bytes = make_archive(path);
    for (std::size_t length = 0; length < bytes.size(); length += 13) {
        test::write_file(path, std::string_view{bytes}.substr(0, length));
        EXPECT_THROW(read_all(path), Error) << length;
    }
}

TEST(DamagedArchive, names_its_block) {
    const test::TempDir folder;
    const std::string path = folder / "a.gsa";
    std::string bytes = make_archive(path);
    bytes[64 + 100] = static_cast<char>(bytes[64 + 100] ^ 1);  // the first section holds the blocks
    test::write_file(path, bytes);
    EXPECT_ERROR(
        read_all(path), ErrorKind::bad_data, HasSubstr("block 1 of 1 (chr1:1-40) does not agree"));
}

TEST(DamagedArchive, is_no_other_kind_of_file) {
    const test::TempDir folder;
    const std::string path = folder / "a.gsa";
    test::write_file(path, "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
    EXPECT_ERROR(read_all(path), ErrorKind::bad_data, HasSubstr("no file of genostrat"));
    EXPECT_ERROR(read_all(folder / "none.gsa"), ErrorKind::missing_input, HasSubstr("none.gsa"));
}

}  // namespace
}  // namespace genostrat::annotate

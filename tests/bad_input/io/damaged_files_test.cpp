// SPDX-License-Identifier: MIT
#include "packed_text.hpp"
#include "test_support.hpp"

#include <random>

#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/container.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/io/line_reader.hpp>

// Files cut off at every byte or damaged at many: an error of the right kind or the right content,
// never a crash, never silently less.
namespace genostrat::io {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

std::string example_lines() {
    std::string text;
    for (int line = 0; line < 300; ++line)
        text += "chr1\t" + std::to_string(line * 7919 % 1000) + "\tA\n";
    return text;
}

std::string read_lines(const std::string& path) {
    LineReader reader{path};
    std::string text;
    std::string_view line;
    while (reader.next(line))
        text.append(line).append("\n");
    return text;
}

/// Whether the whole text came, an error was thrown, or (a failure) something else came.
enum class Outcome { same, error, different };

template <typename Read>
Outcome outcome(Read read, std::string_view expected) {
    try {
        return read() == expected ? Outcome::same : Outcome::different;
    } catch (const Error& error) {
        EXPECT_THAT(error.kind(), AnyOf(ErrorKind::bad_data, ErrorKind::unsupported))
            << error.describe();
        return Outcome::error;
    }
}

TEST(LineReader, notices_compressed_files_cut_off_anywhere) {
    const test::TempDir folder;
    const std::string text = example_lines();
    for (const std::string& packed : {test::gzip(text), test::bgzf(text), test::bgzf(text, 500)}) {
        for (std::size_t length = 3; length < packed.size(); ++length) {
            test::write_file(folder / "a.gz", packed.substr(0, length));
            ASSERT_EQ(outcome([&] { return read_lines(folder / "a.gz"); }, text), Outcome::error)
                << length;
        }
    }
}

TEST(LineReader, names_the_place_where_a_file_is_cut_off) {
    const test::TempDir folder;
    const std::string packed = test::bgzf(example_lines(), 500);
    test::write_file(folder / "a.gz", packed.substr(0, packed.size() - bgzf_end_of_file.size()));
    EXPECT_ERROR(
        read_lines(folder / "a.gz"),
        ErrorKind::bad_data,
        ::testing::AllOf(HasSubstr("a.gz:301: cut off"), HasSubstr("get the file again")));
}

TEST(LineReader, notices_damage_anywhere) {
    const test::TempDir folder;
    const std::string text = example_lines();
    std::mt19937 random{3};
    for (const std::string& packed : {test::gzip(text), test::bgzf(text, 500)}) {
        for (std::size_t at = 0; at < packed.size(); at += 3) {
            std::string damaged = packed;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
            test::write_file(folder / "a.gz", damaged);
            // Some header bytes (time, system) carry nothing; the first three decide the format.
            const Outcome found = outcome([&] { return read_lines(folder / "a.gz"); }, text);
            ASSERT_TRUE(found != Outcome::different || at < 3) << at;
        }
    }
}

TEST(LineReader, refuses_rubbish_after_gzip) {
    const test::TempDir folder;
    test::write_file(folder / "a.gz", test::gzip("one\n") + "two\n");
    EXPECT_ERROR(read_lines(folder / "a.gz"), ErrorKind::bad_data, HasSubstr("that are no gzip"));
}

TEST(LineReader, refuses_a_folder_and_other_compressions) {
    const test::TempDir folder;
    EXPECT_ERROR(LineReader{folder.path()}, ErrorKind::bad_data, HasSubstr("is a folder"));
    EXPECT_ERROR(LineReader{folder / "absent"}, ErrorKind::missing_input, HasSubstr("absent"));
    test::write_file(folder / "a.bz2", "BZh91AY&SY");
    EXPECT_ERROR(LineReader{folder / "a.bz2"}, ErrorKind::unsupported, HasSubstr("bzip2"));
}

TEST(LineReader, reports_a_read_error) {
    GENOSTRAT_NEEDS("/proc/self/mem");  // reading its first page fails
    EXPECT_ERROR(LineReader{"/proc/self/mem"}, ErrorKind::system, HasSubstr("/proc/self/mem"));
}

std::string all_bases(const std::string& path) {
    const Fasta fasta{path};
    std::string bases;
    for (ContigId contig = 0; contig < static_cast<ContigId>(fasta.contigs().size()); ++contig)
        bases += fasta.fetch(contig, {0, fasta.contigs().length(contig)}) + "|";
    return bases;
}

TEST(Fasta, notices_bgzf_cut_off_anywhere_and_damage) {
    const test::TempDir folder;
    std::string text = ">chr1 test\n";
    std::mt19937 random{5};
    for (int line = 0; line < 40; ++line) {
        for (int base = 0; base < 50; ++base)
            text += "ACGT"[random() % 4];
        text += "\n";
    }
    const std::string packed = test::bgzf(text, 700);
    test::write_file(folder / "a.fa.gz", packed);
    const std::string expected = all_bases(folder / "a.fa.gz");
    ASSERT_EQ(expected.size(), 2001U);
    for (std::size_t length = 3; length < packed.size(); ++length) {
        test::write_file(folder / "a.fa.gz", packed.substr(0, length));
        ASSERT_EQ(outcome([&] { return all_bases(folder / "a.fa.gz"); }, expected), Outcome::error)
            << length;
    }
    for (std::size_t at = 3; at < packed.size(); ++at) {
        std::string damaged = packed;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
        test::write_file(folder / "a.fa.gz", damaged);
        ASSERT_NE(
            outcome([&] { return all_bases(folder / "a.fa.gz"); }, expected), Outcome::different)
            << at;
    }
}

TEST(Fasta, notices_damage_behind_an_index) {
    const test::TempDir folder;
    std::string packed = test::bgzf(">chr1\nACGTACGTAC\n");
    test::write_file(folder / "a.fa.gz.fai", "chr1\t10\t6\t10\t11\n");
    packed[20] = static_cast<char>(packed[20] ^ 8);
    test::write_file(folder / "a.fa.gz", packed);
    EXPECT_ERROR(
        all_bases(folder / "a.fa.gz"), ErrorKind::bad_data, HasSubstr("damaged BGZF block"));
}

std::string all_sections(const std::string& path) {
    const Container file{path, "genes", 1, Container::Check::on_open};
    return std::string{file.text("a")} + "|" + std::string{file.text("b")};
}

TEST(Container, notices_every_cut_and_every_damaged_byte_that_counts) {
    const test::TempDir folder;
    {
        ContainerWriter writer{folder / "x", "genes", 1};
        writer.add("a", std::as_bytes(std::span{std::string_view{"first section"}}));
        writer.add("b", std::as_bytes(std::span{std::string_view{"second section"}}));
        writer.commit();
    }
    const std::string whole = test::read_file(folder / "x");
    const std::string expected = "first section|second section";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        test::write_file(folder / "x", whole.substr(0, length));
        ASSERT_EQ(outcome([&] { return all_sections(folder / "x"); }, expected), Outcome::error)
            << length;
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int bit : {0, 3, 7}) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            test::write_file(folder / "x", damaged);
            // Padding and reserved bytes may change without harm.
            ASSERT_NE(
                outcome([&] { return all_sections(folder / "x"); }, expected), Outcome::different)
                << at;
        }
    }
}

}  // namespace
}  // namespace genostrat::io

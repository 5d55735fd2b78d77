// SPDX-License-Identifier: MIT
#include "io/input_file.hpp"
#include "packed_text.hpp"
#include "test_support.hpp"

#include <array>

namespace genostrat::io {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(InputFormat, tells_plain_gzip_and_bgzf_apart) {
    EXPECT_EQ(input_format("chr1\t1\n", {}), InputFormat::plain);
    EXPECT_EQ(input_format("", {}), InputFormat::plain);
    EXPECT_EQ(input_format(test::gzip("chr1"), {}), InputFormat::gzip);
    EXPECT_EQ(input_format(test::bgzf("chr1"), {}), InputFormat::bgzf);
}

TEST(InputFormat, names_other_formats_and_the_way_out) {
    const std::array<std::pair<std::string, std::string>, 6> cases{{
        {"BZh91AY&SY", "bzip2"},
        {std::string{
             "\xfd"
             "7zXZ\0\0",
             7},
         "xz"},
        {"\x28\xb5\x2f\xfd rest", "zstd"},
        {"PK\x03\x04 rest", "zip"},
        {"\x1f\x9d rest", "compress"},
        {"\xff\xfe# rest", "UTF-16"},
    }};
    for (const auto& [bytes, name] : cases) {
        EXPECT_ERROR(
            input_format(bytes, {.file = "a.tsv"}),
            ErrorKind::unsupported,
            AllOf(HasSubstr("a.tsv"), HasSubstr(name), HasSubstr("convert it")));
    }
}

TEST(InputFile, reads_in_pieces_to_the_end) {
    const test::TempDir folder;
    test::write_file(folder / "a", "0123456789");
    InputFile file{folder / "a"};
    EXPECT_EQ(file.size(), 10);
    std::array<char, 6> piece{};
    EXPECT_EQ(file.read(piece.data(), piece.size()), 6U);
    EXPECT_EQ(file.read(piece.data(), piece.size()), 4U);
    EXPECT_EQ((std::string_view{piece.data(), 4}), "6789");
    EXPECT_EQ(file.read(piece.data(), piece.size()), 0U);
}

TEST(InputFile, says_why_it_cannot_be_opened) {
    const test::TempDir folder;
    EXPECT_ERROR(InputFile{folder / "absent"}, ErrorKind::missing_input, HasSubstr("no such file"));
    EXPECT_ERROR(InputFile{folder.path()}, ErrorKind::bad_data, HasSubstr("is a folder"));
}

TEST(MappedFile, shows_the_bytes) {
    const test::TempDir folder;
    test::write_file(folder / "a", "GENO");
    test::write_file(folder / "empty", "");
    EXPECT_EQ(MappedFile{folder / "a"}.bytes(), "GENO");
    EXPECT_EQ(MappedFile{folder / "empty"}.bytes(), "");
}

TEST(MappedFile, refuses_a_device) {
    EXPECT_ERROR(MappedFile{"/dev/null"}, ErrorKind::unsupported, HasSubstr("device"));
}

}  // namespace
}  // namespace genostrat::io

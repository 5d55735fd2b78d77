// SPDX-License-Identifier: MIT
#include "io/byte_input.hpp"
#include "packed_text.hpp"
#include "test_support.hpp"

#include <genostrat/io/bgzf.hpp>

namespace genostrat::io {
namespace {

/// 300,000 bytes that differ from place to place.
std::string long_text() {
    std::string text;
    for (int line = 0; text.size() < 300'000; ++line)
        text += "line " + std::to_string(line) + "\n";
    return text;
}

std::string read_all(const std::string& path) {
    ByteInput input{path};
    std::string all;
    std::string piece(bgzf_largest_block, '\0');
    while (const std::size_t count = input.read(piece.data(), piece.size()))
        all.append(piece, 0, count);
    return all;
}

TEST(ByteInput, reads_plain_gzip_and_bgzf_alike) {
    const test::TempDir folder;
    const std::string text = long_text();
    test::write_file(folder / "plain", text);
    test::write_file(folder / "gzip", test::gzip(text));
    test::write_file(folder / "bgzf", test::bgzf(text));
    test::write_file(folder / "small", test::bgzf(text, 1000));
    for (const std::string name : {"plain", "gzip", "bgzf", "small"})
        EXPECT_EQ(read_all(folder / name), text) << name;
}

TEST(ByteInput, reads_all_gzip_members) {
    const test::TempDir folder;
    test::write_file(folder / "a", test::gzip("one\n") + test::gzip("") + test::gzip("two\n"));
    EXPECT_EQ(read_all(folder / "a"), "one\ntwo\n");
}

TEST(ByteInput, skips_zero_padding_after_gzip) {
    const test::TempDir folder;
    test::write_file(folder / "a", test::gzip("one\n") + std::string(1000, '\0'));
    EXPECT_EQ(read_all(folder / "a"), "one\n");
}

TEST(ByteInput, reads_joined_bgzf_files) {
    const test::TempDir folder;
    test::write_file(folder / "a", test::bgzf("one\n") + test::bgzf("two\n"));
    EXPECT_EQ(read_all(folder / "a"), "one\ntwo\n");
}

}  // namespace
}  // namespace genostrat::io

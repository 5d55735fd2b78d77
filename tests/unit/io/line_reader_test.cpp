// SPDX-License-Identifier: MIT
#include "packed_text.hpp"
#include "test_support.hpp"

#include <genostrat/io/line_reader.hpp>

namespace genostrat::io {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> lines_in(const std::string& path) {
    LineReader reader{path};
    std::vector<std::string> lines;
    std::string_view line;
    while (reader.next(line))
        lines.emplace_back(line);
    return lines;
}

std::vector<std::string> lines_from(std::string_view content) {
    const test::TempDir folder;
    test::write_file(folder / "a", content);
    return lines_in(folder / "a");
}

TEST(LineReader, takes_line_ends_off) {
    EXPECT_THAT(lines_from("a\nb\r\n\nc\n"), ElementsAre("a", "b", "", "c"));
}

TEST(LineReader, counts_a_last_line_without_end) {
    EXPECT_THAT(lines_from("a\nb"), ElementsAre("a", "b"));
    EXPECT_THAT(lines_from("a\r"), ElementsAre("a"));
}

TEST(LineReader, gives_nothing_from_an_empty_file) {
    EXPECT_THAT(lines_from(""), ElementsAre());
    EXPECT_THAT(lines_from(test::gzip("")), ElementsAre());
    EXPECT_THAT(lines_from(test::bgzf("")), ElementsAre());
}

TEST(LineReader, drops_a_byte_order_mark) {
    EXPECT_THAT(
        lines_from("\xef\xbb\xbf"
                   "a\n\xef\xbb\xbf"
                   "b\n"),
        ElementsAre(
            "a",
            "\xef\xbb\xbf"
            "b"));
}

TEST(LineReader, reads_lines_longer_than_its_buffer) {
    const std::string long_line(3'000'001, 'A');
    EXPECT_THAT(lines_from("x\n" + long_line + "\ny"), ElementsAre("x", long_line, "y"));
    EXPECT_THAT(
        lines_from(test::bgzf("x\n" + long_line + "\ny")), ElementsAre("x", long_line, "y"));
}

TEST(LineReader, knows_file_and_line) {
    const test::TempDir folder;
    test::write_file(folder / "a", "one\ntwo\n");
    LineReader reader{folder / "a"};
    std::string_view line;
    ASSERT_TRUE(reader.next(line));
    ASSERT_TRUE(reader.next(line));
    EXPECT_EQ(line, "two");
    EXPECT_EQ(reader.where().line, 2);
    EXPECT_EQ(reader.where().file, (folder / "a").string());
    EXPECT_FALSE(reader.next(line));
}

}  // namespace
}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#include "packed_text.hpp"
#include "test_support.hpp"

#include <genostrat/io/text_output.hpp>

namespace genostrat::io {
namespace {

std::string long_text() {
    std::string text;
    for (std::size_t line = 0; text.size() < 9'000'000; ++line)
        text += std::to_string(line * 7919 % 100'003) + "\n";
    return text;
}

void write_in_pieces(const std::string& path, std::string_view text, std::size_t piece_bytes) {
    TextOutput out{path};
    for (std::size_t at = 0; at < text.size(); at += piece_bytes)
        out.write(text.substr(at, piece_bytes));
    out.commit();
}

TEST(TextOutput, writes_plain_text) {
    const test::TempDir folder;
    write_in_pieces(folder / "a.tsv", "one\ntwo\n", 3);
    EXPECT_EQ(test::read_file(folder / "a.tsv"), "one\ntwo\n");
}

TEST(TextOutput, writes_bgzf_by_the_name) {
    const test::TempDir folder;
    const std::string text = long_text();
    write_in_pieces(folder / "a.tsv.gz", text, 1 << 20);
    EXPECT_EQ(test::read_gzip_file(folder / "a.tsv.gz"), text);
    // One thread that packs block after block makes the same bytes.
    EXPECT_EQ(test::read_file(folder / "a.tsv.gz"), test::bgzf(text));
}

TEST(TextOutput, does_not_depend_on_the_pieces) {
    const test::TempDir folder;
    const std::string text = long_text();
    write_in_pieces(folder / "a.gz", text, 777'777);
    write_in_pieces(folder / "b.gz", text, text.size());
    EXPECT_EQ(test::read_file(folder / "a.gz"), test::read_file(folder / "b.gz"));
}

TEST(TextOutput, writes_an_empty_file) {
    const test::TempDir folder;
    write_in_pieces(folder / "a.gz", "", 1);
    EXPECT_EQ(test::read_file(folder / "a.gz"), test::bgzf(""));
}

TEST(TextOutput, leaves_nothing_without_commit) {
    const test::TempDir folder;
    {
        TextOutput out{folder / "a.gz"};
        out.write("text");
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace genostrat::io

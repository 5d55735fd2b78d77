// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant/line_scan.hpp"

#include <algorithm>
#include <random>

namespace genostrat::detail {
namespace {

TEST(ScanLines, finds_lines_and_the_ends_of_columns) {
    const std::string text = "a\tbb\tc\nd\n\nlast\t";
    std::vector<LineShape> lines;
    scan_lines(text.data(), text.size(), lines);
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0].n_tabs, 2U);
    EXPECT_EQ(lines[0].column_end[0], 1U);
    EXPECT_EQ(lines[0].column_end[1], 4U);
    EXPECT_EQ(lines[0].end, 6U);
    EXPECT_EQ(lines[1].begin, 7U);
    EXPECT_EQ(lines[2].begin, lines[2].end);
    EXPECT_EQ(lines[3].end, text.size());
}

TEST(ScanLines, equals_the_scalar_version_on_random_text) {
    std::mt19937 generator{11};
    for (int round = 0; round < 300; ++round) {
        const std::size_t rare_line_feeds = 2 + generator() % 200;
        std::string text(generator() % 3000, 'x');
        for (char& letter : text) {
            if (generator() % 5 == 0)
                letter = '\t';
            else if (generator() % rare_line_feeds == 0)
                letter = '\n';
        }
        std::vector<LineShape> fast;
        std::vector<LineShape> slow;
        scan_lines(text.data(), text.size(), fast);
        scan_lines_scalar(text.data(), text.size(), slow);
        ASSERT_EQ(fast.size(), slow.size());
        ASSERT_EQ(count_line_feeds(text.data(), text.size()), std::ranges::count(text, '\n'));
        for (std::size_t line = 0; line < fast.size(); ++line) {
            ASSERT_EQ(fast[line].begin, slow[line].begin);
            ASSERT_EQ(fast[line].end, slow[line].end);
            ASSERT_EQ(fast[line].n_tabs, slow[line].n_tabs);
            for (std::size_t tab = 0; tab < std::min<std::size_t>(9, fast[line].n_tabs); ++tab)
                ASSERT_EQ(fast[line].column_end[tab], slow[line].column_end[tab]);
        }
    }
}

TEST(FindPair, finds_a_letter_before_one_of_others) {
    EXPECT_EQ(find_pair("A=1;AC=2;B", 0, ';', "B"), 8U);
    EXPECT_EQ(find_pair("A=1;AC=2;B", 0, ';', "BA"), 3U);
    EXPECT_EQ(find_pair("A=1;AC=2;B", 4, ';', "BA"), 8U);
    EXPECT_EQ(find_pair("A=1;", 0, ';', "A"), std::string_view::npos);
    EXPECT_EQ(find_pair("", 0, ';', "A"), std::string_view::npos);
    EXPECT_EQ(find_pair(";A", 9, ';', "A"), std::string_view::npos);
}

TEST(FindPair, finds_a_single_letter_at_every_place_of_a_long_text) {
    for (std::size_t size = 2; size < 200; ++size)
        for (std::size_t at = 0; at + 1 < size; ++at) {
            std::string text(size, ';');
            text[at + 1] = 'A';
            ASSERT_EQ(find_pair(text, 0, ';', "A"), at) << size;
            ASSERT_EQ(find_pair(text, at + 1, ';', "A"), std::string_view::npos) << size;
        }
}

TEST(FindPair, finds_every_pair_of_random_text) {
    std::mt19937 generator{12};
    for (int round = 0; round < 300; ++round) {
        std::string text(generator() % 100, 'x');
        for (char& letter : text)
            letter = ";ABx"[generator() % 4];
        std::vector<std::size_t> expected;
        for (std::size_t at = 0; at + 1 < text.size(); ++at)
            if (text[at] == ';' && (text[at + 1] == 'A' || text[at + 1] == 'B'))
                expected.push_back(at);
        std::vector<std::size_t> found;
        for (std::size_t at = find_pair(text, 0, ';', "AB"); at != std::string_view::npos;
             at = find_pair(text, at + 1, ';', "AB"))
            found.push_back(at);
        ASSERT_EQ(found, expected) << text;
    }
}

}  // namespace
}  // namespace genostrat::detail

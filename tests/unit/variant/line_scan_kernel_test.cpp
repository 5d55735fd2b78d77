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

}  // namespace
}  // namespace genostrat::detail

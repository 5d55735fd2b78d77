// SPDX-License-Identifier: MIT
#include "report/markup.hpp"

#include <gtest/gtest.h>

namespace genostrat::report {
namespace {

TEST(Escaped, leaves_no_character_with_a_meaning) {
    EXPECT_EQ(escaped(R"(<b a="x" b='y'>&)"), "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
    EXPECT_EQ(escaped("plain p.Arg204Gln"), "plain p.Arg204Gln");
}

TEST(Escaped, keeps_utf8_and_replaces_what_is_none) {
    EXPECT_EQ(escaped("Jos\u00E9 \u2265 \U0001F9EC"), "Jos\u00E9 \u2265 \U0001F9EC");
    EXPECT_EQ(escaped("Jos\xE9."), "Jos\uFFFD.");
    EXPECT_EQ(escaped("\xC0\xAF"), "\uFFFD\uFFFD");            // overlong
    EXPECT_EQ(escaped("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
    EXPECT_EQ(escaped("end\xE2\x89"), "end\uFFFD\uFFFD");
}

TEST(Escaped, drops_control_characters) {
    EXPECT_EQ(escaped(std::string_view{"a\0b\x1b\tc\n", 7}), "ab c ");
}

TEST(Pill, says_in_words_what_the_colour_says) {
    EXPECT_EQ(
        pill(Level::high, "very <high>"),
        "<span class=\"pill high\"><span aria-hidden=\"true\">\u25B2\u25B2</span> very "
        "&lt;high&gt;</span>");
}

}  // namespace
}  // namespace genostrat::report

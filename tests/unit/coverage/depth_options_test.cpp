// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/coverage/depth_options.hpp>

namespace genostrat::coverage {
namespace {

using testing::ElementsAre;

TEST(ParseQuantize, fills_in_open_ends) {
    EXPECT_THAT(parse_quantize("0:1:4:100:"), ElementsAre(0, 1, 4, 100, unbounded));
    EXPECT_THAT(parse_quantize("7"), ElementsAre(0, 7, unbounded));
    EXPECT_THAT(parse_quantize(":5"), ElementsAre(0, 5));
    EXPECT_THAT(parse_quantize("10:3"), ElementsAre(3, 10));
    EXPECT_ERROR(parse_quantize("a:b"), ErrorKind::usage, testing::HasSubstr("'a:b'"));
}

TEST(ParseThresholds, sorts_and_keeps_duplicates) {
    EXPECT_THAT(parse_thresholds("10,1,5,5"), ElementsAre(1, 5, 5, 10));
    EXPECT_ERROR(parse_thresholds("1,x"), ErrorKind::usage, testing::HasSubstr("'x'"));
}

TEST(ParseInteger, takes_underscores_between_digits_only) {
    EXPECT_EQ(parse_integer("1_796", "-F"), 1796);
    EXPECT_EQ(parse_integer("-1", "-F"), -1);
    EXPECT_ERROR(parse_integer("_1", "-F"), ErrorKind::usage, testing::HasSubstr("-F is '_1'"));
    EXPECT_ERROR(parse_integer("0x10", "-F"), ErrorKind::usage, testing::HasSubstr("0x10"));
}

}  // namespace
}  // namespace genostrat::coverage

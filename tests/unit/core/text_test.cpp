// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;

TEST(ParseNumber, takes_the_whole_text_or_nothing) {
    EXPECT_EQ(parse_number<int>("-12"), -12);
    EXPECT_EQ(parse_number<int>("12x"), std::nullopt);
    EXPECT_EQ(parse_number<int>(""), std::nullopt);
    EXPECT_EQ(parse_number<std::int8_t>("300"), std::nullopt);
    EXPECT_EQ(parse_number<double>("1e-3"), 0.001);
}

TEST(AppendNumber, prints_a_float_as_a_float) {
    std::string out;
    append_number(out, 0.1F);
    out += ' ';
    append_number(out, 0.1);
    out += ' ';
    append_number(out, std::int64_t{-7});
    EXPECT_EQ(out, "0.1 0.1 -7");
}

TEST(Split, keeps_empty_pieces) {
    EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
    EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(NearestName, forgives_typing_errors_only) {
    EXPECT_EQ(nearest_name("gnomad_AF", {"AC", "gnomAD_AF", "AF"}), "gnomAD_AF");
    EXPECT_EQ(nearest_name("wieghts", {"model", "weights"}), "weights");
    EXPECT_EQ(nearest_name("colour", {"model", "weights"}), "");
    EXPECT_EQ(suggest_name("colour", {"model", "weights"}), "known: model, weights");
}

}  // namespace
}  // namespace genostrat

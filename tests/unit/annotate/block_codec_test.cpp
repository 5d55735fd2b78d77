// SPDX-License-Identifier: MIT
#include "annotate/block_codec.hpp"
#include "test_support.hpp"

namespace genostrat::annotate {
namespace {

using Texts = std::vector<std::string_view>;

/// The texts after encoding and decoding; `absent` and `.` for the special ones.
std::vector<std::string> there_and_back(const Texts& texts, Encoding expected) {
    const std::string bytes = encode_column(texts);
    BlockColumn column;
    column.decode(bytes, texts.size(), 1);
    EXPECT_EQ(column.encoding(), expected);
    std::vector<std::string> back;
    for (std::size_t site = 0; site < texts.size(); ++site) {
        std::string& text = back.emplace_back();
        switch (column.state(site)) {
        case BlockColumn::State::absent:
            text = "absent";
            break;
        case BlockColumn::State::missing:
            text = ".";
            break;
        case BlockColumn::State::value:
            column.append_text(site, text);
        }
    }
    return back;
}

TEST(BlockColumn, keeps_texts_in_the_smallest_exact_way) {
    using testing::ElementsAre;
    EXPECT_THAT(
        there_and_back({"100000", ".", absent_value, "100007", "-5"}, Encoding::integers),
        ElementsAre("100000", ".", "absent", "100007", "-5"));
    EXPECT_THAT(
        there_and_back({"0.10", "2.5e-07", ".", "3"}, Encoding::decimals),
        ElementsAre("0.10", "2.5e-07", ".", "3"));
    EXPECT_THAT(
        there_and_back({"x", "007", absent_value, "x"}, Encoding::dictionary),
        ElementsAre("x", "007", "absent", "x"));
}

TEST(BlockColumn, computes_quotients_and_keeps_exceptions) {
    const Texts counts{"1", "2", "3", "4", "5", "6", "7", "8"};
    const Texts totals(8, "8");
    const Texts values{"0.125", "0.25", "0.9", "0.5", "0.625", "0.75", "0.875", "1"};
    const QuotientOf quotient{0, 1, {QuotientFormat::Kind::general, 6}};
    BlockColumn column;
    column.decode(encode_column(values, &quotient, counts, totals), 8, 2);
    ASSERT_EQ(column.encoding(), Encoding::quotients);
    std::string_view text;
    EXPECT_FALSE(column.exception(0, text));
    ASSERT_TRUE(column.exception(2, text));
    EXPECT_EQ(text, "0.9");
}

TEST(ByteReader, never_reads_past_the_end) {
    const std::string bytes = encode_column(Texts{"1", "300", "70000"});
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        BlockColumn column;
        EXPECT_THROW(column.decode(std::string_view{bytes}.substr(0, length), 3, 1), Error);
    }
}

TEST(ChunkCodec, refuses_a_wrong_length) {
    ChunkCodec codec;
    std::string packed;
    codec.deflate("some bytes, some bytes, some bytes", 6, packed);
    EXPECT_EQ(codec.inflate(packed, 34), "some bytes, some bytes, some bytes");
    EXPECT_THROW(static_cast<void>(codec.inflate(packed, 33)), Error);
    EXPECT_THROW(static_cast<void>(codec.inflate(packed, 1 << 30)), Error);
}

}  // namespace
}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cstring>

#include <genostrat/io/csi_builder.hpp>

namespace genostrat::io {
namespace {

std::int32_t number_at(const std::string& bytes, std::size_t at) {
    std::int32_t value{};
    std::memcpy(&value, bytes.data() + at, 4);
    return value;
}

TEST(CsiBuilder, sets_the_depth_by_the_longest_contig) {
    // 2^14 * 8^n: 16384, 131072, ...
    EXPECT_EQ(number_at(CsiBuilder{16'384}.finish(), 8), 0);
    EXPECT_EQ(number_at(CsiBuilder{16'385}.finish(), 8), 1);
    EXPECT_EQ(number_at(CsiBuilder{248'956'422}.finish(), 8), 5);
}

TEST(CsiBuilder, names_contigs_in_the_order_of_their_rows) {
    CsiBuilder builder{1000};
    builder.add("b", 0, 10, 0, 5);
    builder.add("a", 0, 10, 5, 9);
    const std::string index = builder.finish();
    EXPECT_NE(index.find(std::string{"b\0a\0", 4}), std::string::npos);
    EXPECT_EQ(number_at(index, 16), 0x10000);
}

TEST(CsiBuilder, tells_rows_that_share_a_bin) {
    EXPECT_TRUE(CsiBuilder::same_bin(0, 16'384));
    EXPECT_FALSE(CsiBuilder::same_bin(0, 16'385));
    EXPECT_TRUE(CsiBuilder::same_bin(16'384, 16'384));
}

TEST(CsiBuilder, refuses_a_region_behind_its_range) {
    CsiBuilder builder{1000};
    EXPECT_ERROR(
        builder.add("c", 0, 16'385, 0, 5), ErrorKind::bad_data, testing::HasSubstr("16385"));
}

}  // namespace
}  // namespace genostrat::io

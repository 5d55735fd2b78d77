// SPDX-License-Identifier: MIT
#include "io/fasta_kernel.hpp"
#include "test_support.hpp"

namespace genostrat::io {
namespace {

TEST(CopyUpperCase, changes_small_letters_only) {
    std::string all;
    std::string expected;
    for (int value = 0; value < 256; ++value) {
        all += static_cast<char>(value);
        expected += static_cast<char>(value >= 97 && value <= 122 ? value - 32 : value);
    }
    std::string out(all.size(), '\0');
    copy_upper_case(all.data(), all.size(), out.data());
    EXPECT_EQ(out, expected);
    copy_upper_case(all.data(), all.size(), all.data());
    EXPECT_EQ(all, expected);
}

}  // namespace
}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <genostrat/core/sha256.hpp>

namespace genostrat {
namespace {

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

// FIPS 180-4 examples (NIST CSRC "SHA-256" example file).
TEST(Sha256, equals_the_standard_examples) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(
        sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(
        sha256(std::string(1'000'000, 'a')),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, does_not_depend_on_how_the_bytes_are_cut) {
    std::string bytes;
    for (int value = 0; value < 1000; ++value)
        bytes.push_back(static_cast<char>(value * 7));
    const std::string whole = sha256(bytes);
    for (const std::size_t piece : {1U, 3U, 55U, 63U, 64U, 65U, 200U}) {
        Sha256 hash;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            hash.add(std::string_view{bytes}.substr(at, piece));
        EXPECT_EQ(hash.hex(), whole) << piece;
    }
}

TEST(Sha256, has_one_answer_whatever_the_processor) {
    std::mt19937 random{7};
    std::vector<std::uint8_t> blocks(64 * 9);
    for (std::uint8_t& byte : blocks)
        byte = static_cast<std::uint8_t>(random());
    std::array<std::uint32_t, 8> plain{1, 2, 3, 4, 5, 6, 7, 8};
    std::array<std::uint32_t, 8> best = plain;
    sha256_blocks_scalar(plain, blocks);
    sha256_blocks_best()(best, blocks);
    EXPECT_EQ(plain, best);
}

}  // namespace
}  // namespace genostrat

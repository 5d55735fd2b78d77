// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <random>

#include <genostrat/io/bgzf.hpp>

namespace genostrat::io {
namespace {

std::string random_bytes(std::size_t n) {
    std::mt19937 generator{7};
    std::string bytes(n, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(generator());
    return bytes;
}

TEST(Bgzf, inflates_what_it_deflated_and_gzip_can_read_it) {
    for (const int level : {0, 1, 6, 9}) {
        const std::string bytes = random_bytes(bgzf_block_bytes);
        Buffer packed;
        Deflater{level}.deflate(bytes, packed);
        ASSERT_EQ(bgzf_block_size(packed.view()), packed.size());
        ASSERT_EQ(bgzf_inflated_size(packed.view()), bytes.size());
        std::string back(bytes.size(), ' ');
        ASSERT_TRUE(Inflater{}.inflate(packed.view(), back.data()));
        EXPECT_EQ(back, bytes);

        packed.append(bgzf_end_of_file);
        const test::TempDir folder;
        test::write_file(folder / "x.gz", packed.view());
        EXPECT_EQ(test::read_gzip_file(folder / "x.gz"), bytes);
    }
}

TEST(Bgzf, a_changed_byte_is_noticed) {
    Buffer packed;
    Deflater{6}.deflate("genotype likelihoods of one sample", packed);
    for (std::size_t at = bgzf_header_bytes; at < packed.size() - 4; ++at) {
        std::string damaged{packed.view()};
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        std::string out(bgzf_inflated_size(damaged), ' ');
        EXPECT_FALSE(Inflater{}.inflate(damaged, out.data())) << at;
    }
}

TEST(Bgzf, tells_its_blocks_from_plain_gzip) {
    EXPECT_TRUE(is_bgzf(bgzf_end_of_file));
    EXPECT_FALSE(is_bgzf(bgzf_end_of_file.substr(0, 12)));
    EXPECT_FALSE(is_bgzf("\x1f\x8b\x08\x08 and a name, as gzip writes it"));
    EXPECT_TRUE(is_gzip("\x1f\x8b\x08\x08"));
    EXPECT_EQ(bgzf_block_size(bgzf_end_of_file), 28U);
}

}  // namespace
}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#include "io/fasta_text.hpp"
#include "packed_text.hpp"
#include "test_support.hpp"

#include <random>

namespace genostrat::io {
namespace {

using ::testing::HasSubstr;

TEST(FastaText, copies_any_stretch_of_bgzf) {
    const test::TempDir folder;
    std::string text;
    std::mt19937 random{7};
    while (text.size() < 200'000)
        text += "ACGTacgtNN"[random() % 10];
    for (const std::size_t block_bytes : {0xff00UL, 1000UL, 777UL}) {
        test::write_file(folder / "a.gz", test::bgzf(text, block_bytes));
        const auto opened = open_fasta_text(folder / "a.gz");
        ASSERT_EQ(opened->size(), static_cast<std::int64_t>(text.size()));
        for (int trial = 0; trial < 200; ++trial) {
            const std::size_t offset = random() % text.size();
            const std::size_t n_bytes =
                random() % std::min<std::size_t>(text.size() - offset, 5000);
            std::string out(n_bytes, '\0');
            opened->copy(
                static_cast<std::int64_t>(offset), static_cast<std::int64_t>(n_bytes), out.data());
            ASSERT_EQ(out, text.substr(offset, n_bytes)) << offset;
        }
    }
}

TEST(FastaText, refuses_gzip_with_the_way_out) {
    const test::TempDir folder;
    test::write_file(folder / "a.gz", test::gzip(">a\nACGT\n"));
    EXPECT_ERROR(open_fasta_text(folder / "a.gz"), ErrorKind::unsupported, HasSubstr("bgzip"));
}

}  // namespace
}  // namespace genostrat::io

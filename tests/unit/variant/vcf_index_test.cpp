// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant/vcf_index.hpp"
#include "variant_files.hpp"

namespace genostrat {
namespace {

using testing::HasSubstr;

TEST(FindChunks, needs_an_index_and_finds_little_of_a_large_file) {
    const test::TempDir folder;
    test::write_file(folder / "a.vcf", test::made_vcf(60'000));
    const std::string path = folder / "a.vcf.gz";
    test::copy_variants(folder / "a.vcf", path, {.format = VcfFormat::vcf_gz});
    const Schema schema = VcfSource{path}.open();
    const Regions regions = Regions::parse("chr1:200000-200100");  // the file says 1
    EXPECT_ERROR(
        detail::find_chunks(path, "", regions, schema, false),
        ErrorKind::missing_input,
        HasSubstr("genostrat index"));
    test::copy_variants(
        folder / "a.vcf", path, {.format = VcfFormat::vcf_gz, .index = IndexFormat::csi});
    const auto chunks = detail::find_chunks(path, "", regions, schema, false);
    ASSERT_EQ(chunks.size(), 1U);
    const std::uint64_t n_bytes = (chunks[0].second >> 16) - (chunks[0].first >> 16);
    EXPECT_LT(n_bytes, std::filesystem::file_size(path) / 4);
}

}  // namespace
}  // namespace genostrat

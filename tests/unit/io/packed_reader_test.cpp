// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/packed_reader.hpp>

namespace genostrat::io {
namespace {

using testing::HasSubstr;

std::string bgzf(std::size_t n_blocks, bool ends = true) {
    Buffer packed;
    const Deflater deflater{1};
    for (std::size_t block = 0; block < n_blocks; ++block)
        deflater.deflate(std::string(50'000, static_cast<char>('a' + block % 26)), packed);
    return std::string{packed.view()} + std::string{ends ? bgzf_end_of_file : ""};
}

std::string read_all(const std::string& path) {
    PackedReader reader{path};
    Buffer packed;
    Buffer raw;
    PackedReader::Slice slice;
    std::string out;
    while (reader.fetch(packed, slice)) {
        const auto [begin, end] = inflate_slice(packed, slice, reader.compression(), 100, raw);
        out += raw.view().substr(begin, end - begin);
    }
    return out;
}

TEST(PackedReader, inflates_every_block_once) {
    const test::TempDir folder;
    test::write_file(folder / "a.gz", bgzf(40));
    const std::string content = read_all(folder / "a.gz");
    EXPECT_EQ(content.size(), 40U * 50'000);
    EXPECT_EQ(content, test::read_gzip_file(folder / "a.gz"));
}

TEST(PackedReader, a_file_cut_off_anywhere_is_an_error) {
    const test::TempDir folder;
    const std::string whole = bgzf(3);
    for (std::size_t size = 1; size < whole.size(); size += 7) {
        test::write_file(folder / "a.gz", whole.substr(0, size));
        if (size < bgzf_header_bytes)
            continue;  // not yet to be told from another kind of file
        EXPECT_ERROR(
            read_all(folder / "a.gz"), ErrorKind::bad_data, HasSubstr("cut off or damaged"));
    }
    test::write_file(folder / "a.gz", bgzf(2, false));
    EXPECT_ERROR(read_all(folder / "a.gz"), ErrorKind::bad_data, HasSubstr("no end-of-file block"));
}

TEST(PackedReader, reads_parts_by_virtual_offset) {
    const test::TempDir folder;
    const std::string whole = bgzf(5);
    test::write_file(folder / "a.gz", whole);
    const std::uint64_t second = bgzf_block_size(whole);
    const std::uint64_t third = second + bgzf_block_size(whole.substr(second));
    PackedReader reader{folder / "a.gz"};
    reader.restrict_to({{second << 16 | 49'990, third << 16 | 5}, {0, 3}});
    Buffer packed;
    Buffer raw;
    PackedReader::Slice slice;
    std::vector<std::string> parts;
    while (reader.fetch(packed, slice)) {
        const auto [begin, end] = inflate_slice(packed, slice, reader.compression(), 0, raw);
        parts.emplace_back(raw.view().substr(begin, end - begin));
        EXPECT_TRUE(slice.restarts);
    }
    EXPECT_THAT(parts, testing::ElementsAre("bbbbbbbbbbccccc", "aaa"));
}

}  // namespace
}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/io/bgzf.hpp>

namespace genostrat::alignment {
namespace {

using testing::HasSubstr;

std::string many_reads() {
    std::string text = test::sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:100000\n");
    for (int read = 0; read < 3000; ++read)
        text += test::sam(
            "read" + std::to_string(read) + " 0 c1 " + std::to_string(read + 1) +
            " 60 10M * 0 0 ACGTACGTAC ABCDEFGHIJ\n");
    return text;
}

std::size_t count_reads(const std::string& path) {
    AlignmentSource source{{.path = path}};
    static_cast<void>(source.open());
    AlignmentBatch batch;
    std::size_t n_records = 0;
    for (batch.clear(); source.fetch(batch); batch.clear()) {
        source.inflate(batch);
        source.frame(batch);
        n_records += batch.n_records();
    }
    return n_records;
}

/// The same bytes in blocks of another size, so that records go over their borders.
void write_in_small_blocks(const std::string& from, const std::string& to) {
    const std::string bytes = test::read_gzip_file(from);
    Buffer packed;
    const io::Deflater deflater{1};
    for (std::size_t at = 0; at < bytes.size(); at += 1001)
        deflater.deflate(std::string_view{bytes}.substr(at, 1001), packed);
    packed.append(io::bgzf_end_of_file);
    test::write_file(to, packed.view());
}

TEST(BamReader, finds_records_that_cross_blocks_and_batches) {
    const test::TempDir folder;
    const std::string path = (folder / "a.bam").string();
    test::write_bam(path, many_reads(), false);
    EXPECT_EQ(count_reads(path), 3000U);
    write_in_small_blocks(path, path + ".small");
    EXPECT_EQ(count_reads(path + ".small"), 3000U);
}

TEST(BamReader, names_truncation_and_damage) {
    const test::TempDir folder;
    const std::string path = (folder / "a.bam").string();
    test::write_bam(path, many_reads(), false);
    const std::string whole = test::read_file(path);
    test::write_file(path, whole.substr(0, whole.size() - 28));
    EXPECT_ERROR(count_reads(path), ErrorKind::bad_data, HasSubstr("it is truncated"));
    std::string damaged = whole;
    damaged[whole.size() / 2] ^= 0x55;
    test::write_file(path, damaged);
    EXPECT_ERROR(count_reads(path), ErrorKind::bad_data, HasSubstr("damaged"));
}

}  // namespace
}  // namespace genostrat::alignment

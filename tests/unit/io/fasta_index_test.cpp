// SPDX-License-Identifier: MIT
#include "io/fasta_index.hpp"
#include "test_support.hpp"

namespace genostrat::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Hands the text over in pieces of so many bytes.
std::vector<FastaEntry> index_of(std::string_view text, std::size_t piece_bytes = 1 << 20) {
    FastaIndexer indexer{"a.fa"};
    while (!text.empty()) {
        indexer.take(text.substr(0, piece_bytes));
        text.remove_prefix(std::min(text.size(), piece_bytes));
    }
    return indexer.finish();
}

FastaEntry entry(
    std::string name,
    std::int64_t length,
    std::int64_t offset,
    std::int64_t bases,
    std::int64_t bytes) {
    return {std::move(name), length, offset, bases, bytes};
}

// Columns as samtools 1.16 faidx gives them for the same text.
TEST(FastaIndexer, agrees_with_samtools) {
    const std::string_view text = ">one first\nACGT\nACGT\nAC\n>two\nNNNNN\n\n>three\nACG";
    for (const std::size_t piece : {1000, 1, 7}) {
        EXPECT_THAT(
            index_of(text, piece),
            ElementsAre(
                entry("one", 10, 11, 4, 5),
                entry("two", 5, 29, 5, 6),
                entry("three", 3, 43, 3, 4)));
    }
}

TEST(FastaIndexer, reads_windows_line_ends) {
    EXPECT_THAT(
        index_of(">a x\r\nACGT\r\nAC\r\n>b\r\nA\r\n"),
        ElementsAre(entry("a", 6, 6, 4, 6), entry("b", 1, 20, 1, 3)));
}

TEST(FastaIndexer, takes_sequences_without_bases) {
    EXPECT_THAT(
        index_of(">a\n>b\nAC\n"), ElementsAre(entry("a", 0, 3, 0, 0), entry("b", 2, 6, 2, 3)));
}

TEST(FastaIndexer, names_the_line_that_differs) {
    EXPECT_ERROR(
        index_of(">a\nACGT\nAC\nACGT\n"),
        ErrorKind::bad_data,
        HasSubstr("a.fa:4: lines of sequence 'a'"));
    EXPECT_ERROR(index_of(">a\nAC\nACGT\n"), ErrorKind::bad_data, HasSubstr("a.fa:3"));
    EXPECT_ERROR(index_of(">a\nACGT\n\nACGT\n"), ErrorKind::bad_data, HasSubstr("a.fa:4"));
    EXPECT_ERROR(index_of(">a\nACGT\nACGT\r\nAC\n"), ErrorKind::bad_data, HasSubstr("a.fa:3"));
}

TEST(FastaIndexer, refuses_what_is_no_fasta) {
    EXPECT_ERROR(
        index_of("##fileformat=VCF\n"),
        ErrorKind::bad_data,
        HasSubstr("no FASTA: begins with '#'"));
    EXPECT_ERROR(index_of("@read\nACGT\n"), ErrorKind::bad_data, HasSubstr("FASTQ"));
    EXPECT_ERROR(index_of(""), ErrorKind::bad_data, HasSubstr("no sequence"));
    EXPECT_ERROR(index_of(">\nACGT\n"), ErrorKind::bad_data, HasSubstr("no name"));
    EXPECT_ERROR(index_of(">a\nA\n>a\nA\n"), ErrorKind::bad_data, HasSubstr("'a' is there twice"));
}

TEST(ReadFastaIndex, reads_five_columns) {
    const test::TempDir folder;
    test::write_file(folder / "x.fai", "one\t10\t11\t4\t5\ntwo\t0\t30\t0\t0\n");
    EXPECT_THAT(
        read_fasta_index(folder / "x.fai"),
        ElementsAre(entry("one", 10, 11, 4, 5), entry("two", 0, 30, 0, 0)));
}

TEST(ReadFastaIndex, names_the_bad_line) {
    const test::TempDir folder;
    for (const std::string_view line :
         {"two\t5\t6\t7",
          "two\t5\tx\t7\t8",
          "two\t5\t6\t0\t1",
          "two\t-5\t6\t7\t8",
          "two\t9000000000000000000\t6\t1\t2",
          "two\t5\t6\t7\t6"}) {
        test::write_file(folder / "x.fai", "one\t10\t11\t4\t5\n" + std::string{line} + "\n");
        EXPECT_ERROR(
            read_fasta_index(folder / "x.fai"), ErrorKind::bad_data, HasSubstr("x.fai:2:"));
    }
}

}  // namespace
}  // namespace genostrat::io

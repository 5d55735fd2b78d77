// SPDX-License-Identifier: MIT
#include "packed_text.hpp"
#include "test_support.hpp"

#include <chrono>
#include <random>
#include <thread>

#include <genostrat/io/fasta.hpp>

namespace genostrat::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr std::string_view example = ">one first\nACGTN\nacgtn\nGG\n>two\nTTTT\n>none\n";

TEST(Fasta, knows_names_and_lengths) {
    const test::TempDir folder;
    test::write_file(folder / "a.fa", example);
    const Fasta fasta{folder / "a.fa"};
    ASSERT_EQ(fasta.contigs().size(), 3U);
    EXPECT_EQ(fasta.contigs().name(0), "one");
    EXPECT_EQ(fasta.contigs().length(0), 12);
    EXPECT_EQ(fasta.contigs().length(2), 0);
}

TEST(Fasta, fetches_over_lines_in_upper_case) {
    const test::TempDir folder;
    test::write_file(folder / "a.fa", example);
    test::write_file(folder / "a.fa.gz", test::bgzf(example, 7));
    for (const std::string name : {"a.fa", "a.fa.gz"}) {
        const Fasta fasta{folder / name};
        EXPECT_EQ(fasta.fetch(0, {0, 12}), "ACGTNACGTNGG");
        EXPECT_EQ(fasta.fetch(0, {4, 7}), "NAC");
        EXPECT_EQ(fasta.fetch(0, {10, 11}), "G");
        EXPECT_EQ(fasta.fetch(1, {1, 3}), "TT");
    }
}

TEST(Fasta, reads_again_what_it_gave_back) {
    const test::TempDir folder;
    std::string bases(70'000'000, 'A');  // more than is kept in memory
    for (std::size_t at = 999'999; at < bases.size(); at += 1'000'000)
        bases[at] = 'C';
    test::write_file(folder / "a.fa", ">one\n" + bases + "\n");
    const Fasta fasta{folder / "a.fa"};
    for (int round = 0; round < 2; ++round)
        for (std::int64_t at = 999'999; at < 70'000'000; at += 1'000'000)
            ASSERT_EQ(fasta.fetch(0, {at - 1, at + 2}), at < 69'000'000 ? "ACA" : "AC") << at;
}

TEST(Fasta, cuts_off_what_is_outside) {
    const test::TempDir folder;
    test::write_file(folder / "a.fa", example);
    const Fasta fasta{folder / "a.fa"};
    EXPECT_EQ(fasta.fetch(1, {-5, 2}), "TT");
    EXPECT_EQ(fasta.fetch(1, {2, 99}), "TT");
    EXPECT_EQ(fasta.fetch(1, {4, 99}), "");
    EXPECT_EQ(fasta.fetch(1, {3, 2}), "");
    EXPECT_EQ(fasta.fetch(2, {0, 9}), "");
}

TEST(Fasta, reuses_the_callers_string) {
    const test::TempDir folder;
    test::write_file(folder / "a.fa", example);
    const Fasta fasta{folder / "a.fa"};
    std::string bases = "something long that was here before";
    fasta.fetch(1, {0, 3}, bases);
    EXPECT_EQ(bases, "TTT");
}

TEST(Fasta, takes_the_index_beside_it) {
    const test::TempDir folder;
    test::write_file(folder / "a.fa", example);
    // Only the index says that there are no more than two sequences.
    test::write_file(folder / "a.fa.fai", "one\t12\t11\t5\t6\ntwo\t4\t31\t4\t5\n");
    const Fasta fasta{folder / "a.fa"};
    EXPECT_EQ(fasta.contigs().size(), 2U);
    EXPECT_EQ(fasta.fetch(1, {0, 4}), "TTTT");
}

TEST(Fasta, refuses_an_index_of_another_file) {
    const test::TempDir folder;
    test::write_file(folder / "a.fa", example);
    for (const std::string_view index :
         {"one\t12\t12\t5\t6\n", "on\t12\t11\t5\t6\n", "two\t400\t31\t4\t5\n", ""}) {
        test::write_file(folder / "a.fa.fai", index);
        EXPECT_ERROR(
            Fasta{folder / "a.fa"}, ErrorKind::bad_data, HasSubstr("make the index again"));
    }
}

TEST(Fasta, checks_an_index_older_than_the_file) {
    const test::TempDir folder;
    test::write_file(folder / "a.fa", example);
    test::write_file(folder / "a.fa.fai", "one\t12\t11\t5\t6\ntwo\t4\t31\t4\t5\n");
    const auto old = fs::last_write_time(folder / "a.fa") - std::chrono::hours{1};
    fs::last_write_time(folder / "a.fa.fai", old);
    EXPECT_EQ(Fasta{folder / "a.fa"}.fetch(1, {0, 4}), "TTTT");  // old, but right
    test::write_file(folder / "a.fa.fai", "one\t12\t11\t5\t6\n");
    fs::last_write_time(folder / "a.fa.fai", old);
    EXPECT_ERROR(Fasta{folder / "a.fa"}, ErrorKind::bad_data, HasSubstr("does not belong"));
}

TEST(Fasta, gives_many_threads_the_same_bases) {
    const test::TempDir folder;
    std::mt19937 random{11};
    std::string bases;
    while (bases.size() < 3'000'000)
        bases += "ACGT"[random() % 4];
    std::string text = ">chr1\n";
    for (std::size_t at = 0; at < bases.size(); at += 60)
        text += bases.substr(at, 60) + "\n";
    test::write_file(folder / "a.fa.gz", test::bgzf(text));
    const Fasta fasta{folder / "a.fa.gz"};
    std::array<int, 4> n_wrong{};
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < n_wrong.size(); ++thread) {
            threads.emplace_back([&, thread] {
                std::mt19937 own{static_cast<unsigned>(thread)};
                std::string out;
                for (int trial = 0; trial < 2000; ++trial) {
                    const std::size_t begin = own() % bases.size();
                    const std::size_t end = std::min(begin + own() % 200, bases.size());
                    fasta.fetch(
                        0, {static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end)}, out);
                    n_wrong[thread] += out != bases.substr(begin, end - begin) ? 1 : 0;
                }
            });
        }
    }
    EXPECT_THAT(n_wrong, ::testing::Each(0));
}

}  // namespace
}  // namespace genostrat::io

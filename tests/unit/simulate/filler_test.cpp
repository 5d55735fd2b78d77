// SPDX-License-Identifier: MIT
#include "simulate/gene_models.hpp"
#include "test_support.hpp"

#include <genostrat/io/fasta.hpp>
#include <genostrat/simulate/filler.hpp>

namespace genostrat::simulate {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view model = "##gff-version 3\n"
                                   "##sequence-region   1 1 5000\n"
                                   "1\tx\texon\t101\t110\t.\t+\t.\tParent=transcript:A\n"
                                   "1\tx\texon\t201\t220\t.\t+\t.\tParent=transcript:A\n"
                                   "1\tx\tCDS\t105\t110\t.\t+\t0\tID=p;Parent=transcript:A\n"
                                   "1\tx\tCDS\t201\t206\t.\t+\t0\tID=p;Parent=transcript:A\n"
                                   "2\tx\texon\t301\t330\t.\t-\t.\tParent=transcript:B\n"
                                   "2\tx\tCDS\t301\t330\t.\t-\t0\tID=q;Parent=transcript:B\n"
                                   "2\tx\tgene\t301\t1200\t.\t-\t.\tID=gene:B\n";

std::string proteins(std::string bases) {
    std::string out;
    for (std::size_t codon = 0; codon + 3 <= bases.size(); codon += 3)
        out += translate(std::string_view{bases}.substr(codon, 3));
    return out;
}

TEST(WriteFillerFasta, fits_the_gene_model) {
    const test::TempDir folder;
    test::write_file(folder / "m.gff3", model);
    write_filler_fasta(folder / "m.gff3", folder / "m.fa", 1);
    const io::Fasta fasta{folder / "m.fa"};
    ASSERT_EQ(fasta.contigs().size(), 2U);
    EXPECT_EQ(fasta.contigs().length(0), 5000);  // as declared
    EXPECT_EQ(fasta.contigs().length(1), 2000);  // the last feature, rounded up
    EXPECT_EQ(fasta.fetch(0, {110, 112}), "GT");
    EXPECT_EQ(fasta.fetch(0, {198, 200}), "AG");
    const std::string forward = proteins(fasta.fetch(0, {104, 110}) + fasta.fetch(0, {200, 206}));
    EXPECT_THAT(forward, ::testing::MatchesRegex("M[A-Z][A-Z]\\*"));
    const std::string reverse = proteins(reverse_complement(fasta.fetch(1, {300, 330})));
    EXPECT_THAT(reverse, ::testing::MatchesRegex("M[A-Z]+\\*"));
    EXPECT_EQ(reverse.size(), 10U);
}

TEST(WriteFillerFasta, packs_and_depends_on_the_seed_alone) {
    const test::TempDir folder;
    test::write_file(folder / "m.gff3", model);
    write_filler_fasta(folder / "m.gff3", folder / "a.fa", 1);
    write_filler_fasta(folder / "m.gff3", folder / "b.fa.gz", 1);
    write_filler_fasta(folder / "m.gff3", folder / "c.fa", 2);
    EXPECT_EQ(test::read_gzip_file(folder / "b.fa.gz"), test::read_file(folder / "a.fa"));
    EXPECT_NE(test::read_file(folder / "c.fa"), test::read_file(folder / "a.fa"));
}

TEST(WriteFillerFasta, names_the_bad_line) {
    const test::TempDir folder;
    const auto write = [&](std::string_view text) {
        test::write_file(folder / "m.gff3", text);
        write_filler_fasta(folder / "m.gff3", folder / "m.fa", 1);
        return 0;
    };
    EXPECT_ERROR(
        write("##gff-version 3\n1\tx\texon\t5\n"),
        ErrorKind::bad_data,
        HasSubstr("m.gff3:2: has 4 columns"));
    EXPECT_ERROR(
        write("1\tx\texon\t9\t5\t.\t+\t.\tID=a\n"), ErrorKind::bad_data, HasSubstr("m.gff3:1"));
    EXPECT_ERROR(write("##gff-version 3\n"), ErrorKind::bad_data, HasSubstr("no feature"));
    EXPECT_FALSE(std::filesystem::exists(folder / "m.fa"));
}

}  // namespace
}  // namespace genostrat::simulate

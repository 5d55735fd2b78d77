// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/genes/genome_view.hpp>

namespace genostrat::genes {
namespace {

TEST(GenomeView, asks_the_fasta_where_the_model_has_nothing) {
    const std::string far(20'000, 'G');
    const test::SmallModel small{
        "1\tx\tmRNA\t1\t9\t.\t+\t.\tID=t\n1\tx\texon\t1\t9\t.\t+\t.\tParent=t\n",
        ">chr1\nACGTACGTA" + far + "C\n>2\nTTAA\n"};
    const GeneModel model = small.open();
    const io::Fasta fasta{small.fasta()};
    const GenomeView without{model};
    const GenomeView with{model, &fasta};
    std::string bases;
    EXPECT_EQ(without.fetch(without.find("1"), {0, 4}, bases), (Interval{0, 4}));
    EXPECT_EQ(bases, "ACGT");
    EXPECT_TRUE(without.fetch(without.find("1"), {20'008, 20'010}, bases).empty());
    EXPECT_EQ(with.fetch(with.find("1"), {20'008, 20'020}, bases), (Interval{20'008, 20'010}));
    EXPECT_EQ(bases, "GC");
    EXPECT_EQ(with.fetch(with.find("chr2"), {-3, 3}, bases), (Interval{0, 3}));
    EXPECT_EQ(bases, "TTA");
    EXPECT_TRUE(with.fetch(with.find("3"), {0, 3}, bases).empty());
}

}  // namespace
}  // namespace genostrat::genes

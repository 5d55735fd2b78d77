// SPDX-License-Identifier: MIT
#include "lift_case.hpp"

#include <genostrat/liftover/variant.hpp>

namespace genostrat::liftover {
namespace {

class Lifting : public testing::Test {
protected:
    Lifting() {
        test::write_file(folder_ / "a.chain", chain_text);
        test::write_file(folder_ / "target.fa", target_text);
        chains_ = std::make_shared<const ChainMap>(ChainMap::read(folder_ / "a.chain"));
        target_ = std::make_shared<const io::Fasta>(folder_ / "target.fa");
    }

    /// `contig:pos0 REF>ALT,… [flip] [swap N] [end N]`, or the reason of the reject.
    [[nodiscard]] std::string lift(
        std::int64_t pos,
        std::string_view ref,
        const std::vector<std::string_view>& alts,
        std::optional<std::int64_t> end = std::nullopt,
        std::string_view contig = "1") const {
        const VariantLifter lifter{chains_, target_};
        const LiftedVariant lifted =
            lifter.lift({.contig = contig, .pos = pos, .ref = ref, .alts = alts, .end = end});
        if (lifted.reject)
            return std::string{to_string(*lifted.reject)};
        std::string text{chains_->targets().name(lifted.contig)};
        text += ":" + std::to_string(lifted.pos) + " " + lifted.alleles.front() + ">";
        for (std::size_t alt = 1; alt < lifted.alleles.size(); ++alt)
            text += (alt > 1 ? "," : "") + lifted.alleles[alt];
        text += lifted.reverse ? " flip" : "";
        if (lifted.swapped_with > 0)
            text += " swap " + std::to_string(lifted.swapped_with);
        if (lifted.end)
            text += " end " + std::to_string(*lifted.end);
        return text;
    }

    test::TempDir folder_;
    std::shared_ptr<const ChainMap> chains_;
    std::shared_ptr<const io::Fasta> target_;
};

// Worked by hand from chains and sequences of lift_case.hpp.
TEST_F(Lifting, keeps_alleles_that_fit) {
    EXPECT_EQ(lift(1, "C", {"G"}), "A:6 C>G");
    EXPECT_EQ(lift(1, "c", {"G"}, {}, "chr1"), "A:6 c>G");
    EXPECT_EQ(lift(12, "T", {"TA", "*"}), "A:15 T>TA,*");
    EXPECT_EQ(lift(1, "C", {}), "A:6 C>");
}

TEST_F(Lifting, swaps_an_alt_that_is_the_target) {
    EXPECT_EQ(lift(3, "T", {"C"}), "A:8 C>T swap 1");
    EXPECT_EQ(lift(3, "T", {"G", "C"}), "A:8 C>G,T swap 2");
    EXPECT_EQ(lift(3, "TA", {"CA"}), "A:8 CA>TA swap 1");
    EXPECT_EQ(lift(3, "T", {"G"}), "reference_differs");
}

TEST_F(Lifting, turns_alleles_of_the_other_strand) {
    EXPECT_EQ(lift(21, "T", {"C"}), "B:24 A>G flip");
    EXPECT_EQ(lift(21, "G", {"T"}), "B:24 A>C flip swap 1");
    // GT>T at 21 is the loss of one G of TGG, which begins at 19.
    EXPECT_EQ(lift(23, "AC", {"A"}), "B:19 TG>T flip");
    EXPECT_EQ(lift(23, "AC", {"TG"}), "B:21 GT>CA flip");
}

TEST_F(Lifting, finds_indels_that_the_assemblies_differ_by) {
    EXPECT_EQ(lift(7, "TGG", {"T"}), "A:12 T>TGG swap 1");
    EXPECT_EQ(lift(34, "G", {"GTT"}), "A:29 GTT>G swap 1");
    EXPECT_EQ(lift(34, "G", {"C"}), "A:29 G>C");
    EXPECT_EQ(lift(7, "TGG", {"TG"}), "crosses_gap");
}

TEST_F(Lifting, says_why_there_is_no_place) {
    EXPECT_EQ(lift(1, "C", {"G"}, {}, "7"), "unknown_contig");
    EXPECT_EQ(lift(8, "G", {"A"}), "unmapped");
    EXPECT_EQ(lift(6, "GTG", {"G"}), "crosses_gap");
    EXPECT_EQ(lift(1, "<X>", {"G"}), "invalid_alleles");
}

TEST_F(Lifting, lifts_the_end_too) {
    EXPECT_EQ(lift(0, "A", {"<NON_REF>"}, 8), "A:5 A><NON_REF> end 13");
    EXPECT_EQ(lift(0, "A", {"<NON_REF>"}, 15), "A:5 A><NON_REF> end 18");
    EXPECT_EQ(lift(0, "A", {"<NON_REF>"}, 25), "end_unmapped");
    EXPECT_EQ(lift(1, "C", {"<DEL>"}, 6), "A:6 C><DEL> end 11");
    EXPECT_EQ(lift(21, "T", {"<DEL>"}, 26), "strand_of_symbol");
    // A block on the other strand begins where it ended: 1:21-26 is B:20-25.
    EXPECT_EQ(lift(21, "T", {"<NON_REF>"}, 26), "B:20 G><NON_REF> flip end 25");
}

TEST_F(Lifting, lifts_the_other_end_of_a_breakend) {
    EXPECT_EQ(lift(1, "C", {"C[1:12["}), "A:6 C>C[A:15[");
    EXPECT_EQ(lift(1, "C", {"]chr1:12]C"}), "A:6 C>]chrA:15]C");
    EXPECT_EQ(lift(1, "C", {"C[1:22["}), "mate_unmapped");  // changes strand
    EXPECT_EQ(lift(1, "C", {"C[1:9["}), "mate_unmapped");
}

TEST_F(Lifting, goes_without_a_fasta_where_it_can) {
    target_.reset();
    EXPECT_EQ(lift(3, "T", {"C"}), "A:8 T>C");
    EXPECT_EQ(lift(21, "T", {"C"}), "B:24 A>G flip");
    EXPECT_EQ(lift(23, "AC", {"A"}), "B:21 GT>T flip");  // to be left-aligned by normalize
    EXPECT_EQ(lift(21, "T", {"<NON_REF>"}, 26), "needs_reference");
    EXPECT_EQ(lift(7, "TGG", {"T"}), "crosses_gap");
}

TEST_F(Lifting, needs_the_contig_in_the_fasta) {
    test::write_file(folder_ / "other.fa", ">C\nACGT\n");
    target_ = std::make_shared<const io::Fasta>(folder_ / "other.fa");
    EXPECT_EQ(lift(1, "C", {"G"}), "no_target_sequence");
}

}  // namespace
}  // namespace genostrat::liftover

// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/hgvs/genomic_name.hpp>

namespace genostrat::hgvs {
namespace {

class GenomicName : public testing::Test {
protected:
    std::string name(GenomicChange change) {
        const genes::GenomeView genome{toy_.model()};
        GenomicScratch scratch;
        std::string out;
        change.contig = "c1";
        append_genomic_name(genome, genome.find("c1"), change, scratch, out);
        return out;
    }

    test::ToyModel toy_;
};

TEST_F(GenomicName, names_each_kind) {
    // Bases 11-20 are CCCCCATGGC.
    EXPECT_EQ(name({.span = {15, 16}, .ref = "A", .alt = "G"}), "c1:g.16A>G");
    EXPECT_EQ(name({.span = {10, 11}, .ref = "C", .alt = ""}), "c1:g.15del");
    EXPECT_EQ(name({.span = {10, 10}, .ref = "", .alt = "C"}), "c1:g.15dup");
    EXPECT_EQ(name({.span = {16, 16}, .ref = "", .alt = "CC"}), "c1:g.16_17insCC");
    EXPECT_EQ(name({.span = {15, 18}, .ref = "ATG", .alt = "CAT"}), "c1:g.16_18inv");
    EXPECT_EQ(name({.span = {15, 18}, .ref = "ATG", .alt = "AT"}), "c1:g.18del");
    EXPECT_EQ(name({.span = {15, 18}, .ref = "ATG", .alt = "CCCC"}), "c1:g.16_18delinsCCCC");
    EXPECT_EQ(name({.span = {15, 16}, .ref = "A", .alt = "N"}), "");
    EXPECT_EQ(
        name({.mitochondrial = true, .span = {15, 16}, .ref = "A", .alt = "G"}), "c1:m.16A>G");
}

TEST_F(GenomicName, pairs_alleles_as_vep_does_in_multi_allelic_rows) {
    // VEP 115.2 on 21:6036085 GTG>G,GTGCTC,CTG prints g.6036084_6036085insCT for the third.
    EXPECT_EQ(
        name({.span = {15, 18}, .ref = "ATG", .alt = "CTG", .untrimmed = true}),
        "c1:g.16delinsCTG");
    EXPECT_EQ(
        name({.span = {17, 20}, .ref = "GGC", .alt = "CGG", .untrimmed = false}),
        "c1:g.18_20delinsCGG");
    EXPECT_EQ(
        name({.span = {15, 17}, .ref = "AT", .alt = "A", .dash_for_deleted_base = true}),
        "c1:g.17T>-");
}

}  // namespace
}  // namespace genostrat::hgvs

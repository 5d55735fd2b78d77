// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/structural.hpp>

namespace genostrat::annotate {
namespace {

StructuralVariant deletion(std::int64_t begin, std::int64_t end) {
    return {.type = "DEL", .where = {begin, end}};
}

bool same(const StructuralVariant& one, const StructuralVariant& other, StructuralRule rule = {}) {
    return same_structure("chr1", one, "1", other, rule);
}

TEST(ReadStructural, takes_the_padding_base_off_the_span) {
    // POS 100, END 200: bases 101 .. 200, 0-based 100 .. 200
    const auto variant = read_structural(99, "A", "<DEL:ME:ALU>", {.type = "DEL", .end = 200});
    EXPECT_EQ(variant.type, "DEL");
    EXPECT_EQ(variant.where, (Interval{100, 200}));
    const auto by_size = read_structural(99, "A", "<DUP>", {.size = 100});
    EXPECT_EQ(by_size.type, "DUP");
    EXPECT_EQ(by_size.where, (Interval{100, 200}));
    EXPECT_EQ(read_structural(99, "A", "<CN0>", {.type = "DEL", .end = 200}).type, "DEL");
}

TEST(ReadStructural, reads_breakends_of_every_shape) {
    for (const std::string_view alt :
         {"A]chr2:500]", "A[chr2:500[", "]chr2:500]A", "[chr2:500[A"}) {
        const auto variant = read_structural(99, "A", alt, {});
        EXPECT_EQ(variant.type, "BND") << alt;
        EXPECT_EQ(variant.where, (Interval{99, 100})) << alt;
        EXPECT_EQ(variant.mate_contig, "chr2") << alt;
        EXPECT_EQ(variant.mate_pos, 499) << alt;
    }
    EXPECT_EQ(read_structural(99, "A", "A[HLA:01:7[", {}).mate_contig, "HLA:01");
}

TEST(ReadStructural, knows_long_sequence_alleles) {
    const std::string long_allele = "A" + std::string(50, 'C');
    const auto insertion = read_structural(9, "A", long_allele, {});
    EXPECT_EQ(insertion.type, "INS");
    EXPECT_EQ(insertion.length, 50);
    const auto lost = read_structural(9, long_allele, "A", {});
    EXPECT_EQ(lost.type, "DEL");
    EXPECT_EQ(lost.where, (Interval{10, 60}));
    EXPECT_EQ(read_structural(9, "A", "ACC", {}).type, "");
    EXPECT_EQ(read_structural(9, "A", "*", {}).type, "");
    EXPECT_EQ(read_structural(9, "A", "<NON_REF>", {.end = 90}).type, "");
}

TEST(StructuralText, reads_back) {
    for (const std::string_view text : {"DEL", "BND:chr2:99", "BND:HLA:01:99", "INS:350", "INS"})
        EXPECT_EQ(structural_text(parse_structural_text(text, {5, 6})), text);
    EXPECT_EQ(parse_structural_text("BND:HLA:01:99", {5, 6}).mate_contig, "HLA:01");
}

TEST(SameStructure, needs_the_reciprocal_share) {
    // 100 and 60 bases share 60: 0.6 of the longer
    EXPECT_TRUE(same(deletion(100, 200), deletion(120, 180), {.min_reciprocal = 0.6}));
    EXPECT_FALSE(same(deletion(100, 200), deletion(120, 180), {.min_reciprocal = 0.61}));
    EXPECT_FALSE(same(deletion(100, 200), deletion(200, 300), {.min_reciprocal = 0}));
    EXPECT_EQ(reciprocal_overlap({0, 10}, {5, 25}), 0.25);
}

TEST(SameStructure, compares_types) {
    const StructuralVariant gain{.type = "DUP", .where = {100, 200}};
    const StructuralVariant number{.type = "CNV", .where = {100, 200}};
    const StructuralVariant turn{.type = "INV", .where = {100, 200}};
    const StructuralVariant unknown{.where = {100, 200}};
    EXPECT_FALSE(same(deletion(100, 200), gain));
    EXPECT_TRUE(same(deletion(100, 200), number));
    EXPECT_TRUE(same(number, gain));
    EXPECT_FALSE(same(number, turn));
    EXPECT_TRUE(same(turn, unknown));
}

TEST(SameStructure, compares_ends_where_asked) {
    const StructuralRule rule{.max_distance = 10, .compares_ends = true};
    EXPECT_TRUE(same(deletion(100, 200), deletion(110, 190), rule));
    EXPECT_FALSE(same(deletion(100, 200), deletion(111, 200), rule));
    EXPECT_FALSE(same(deletion(100, 200), deletion(100, 211), rule));
}

TEST(SameStructure, matches_breakends_either_way_round) {
    const auto one = read_structural(99, "A", "A]chr2:500]", {});
    const auto near_one = read_structural(149, "A", "A]2:450]", {});
    const auto mate = read_structural(489, "A", "A]chr1:110]", {});
    EXPECT_TRUE(same_structure("chr1", one, "chr1", near_one, {.max_distance = 50}));
    EXPECT_FALSE(same_structure("chr1", one, "chr1", near_one, {.max_distance = 49}));
    EXPECT_TRUE(same_structure("chr1", one, "chr2", mate, {.max_distance = 10}));
    EXPECT_FALSE(same_structure("chr1", one, "chr3", mate, {.max_distance = 10}));
}

TEST(SameStructure, compares_place_and_length_of_insertions) {
    const StructuralVariant one{.type = "INS", .where = {100, 101}, .length = 300};
    StructuralVariant other{.type = "INS", .where = {180, 181}, .length = 150};
    EXPECT_TRUE(same(one, other));
    other.length = 149;
    EXPECT_FALSE(same(one, other));
    other.length = -1;
    EXPECT_TRUE(same(one, other));
    other.where = {201, 202};
    EXPECT_FALSE(same(one, other));
}

}  // namespace
}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/record.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;

GeneModel gene() {
    return compile(test::small_definition(
        "GEN1", {"100 C T", "200 CAT C,CATAT"}, {"*1 C CAT", "*2 T .", "*3 . C", "*4 . CATAT"}));
}

RecordMapping
map(LocusIndex locus,
    std::string_view ref,
    std::vector<std::string_view> alts,
    bool as_reference = false) {
    UndocumentedAlleles undocumented;
    return map_record(gene(), locus, ref, alts, as_reference, undocumented);
}

LocusCall read(
    const RecordMapping& mapping,
    std::vector<std::int32_t> alleles,
    bool is_phased = false,
    ContigKind kind = ContigKind::autosome,
    int n_alleles_with_reads = -1) {
    return read_genotype(
        mapping,
        {.alleles = alleles, .is_phased = is_phased, .n_alleles_with_reads = n_alleles_with_reads},
        kind);
}

TEST(MapRecord, finds_documented_alleles_whatever_their_order) {
    const RecordMapping mapping = map(1, "CAT", {"CATAT", "C"});
    EXPECT_EQ(mapping.fit, RecordFit::exact);
    EXPECT_THAT(mapping.codes, ElementsAre(0, 2, 1));
}

TEST(MapRecord, refuses_another_ref) {
    const RecordMapping mapping = map(0, "G", {"T"});
    EXPECT_EQ(mapping.fit, RecordFit::none);
    EXPECT_TRUE(mapping.contradicts_ref);
}

TEST(MapRecord, reads_the_same_change_written_with_another_ref) {
    const RecordMapping longer = map(1, "CATAT", {"CAT"});
    EXPECT_EQ(longer.fit, RecordFit::re_written);
    EXPECT_THAT(longer.codes, ElementsAre(0, 1));
    const RecordMapping shorter = map(1, "C", {"CAT"});
    EXPECT_EQ(shorter.fit, RecordFit::re_written);
    EXPECT_THAT(shorter.codes, ElementsAre(0, 2));
}

TEST(MapRecord, takes_nothing_from_a_snv_at_the_anchor_base) {
    EXPECT_EQ(map(1, "C", {"T"}).fit, RecordFit::none);
    EXPECT_EQ(map(1, "C", {}).fit, RecordFit::none);
}

TEST(MapRecord, keeps_or_replaces_undocumented_alleles) {
    EXPECT_THAT(map(0, "C", {"G", "T"}).codes, ElementsAre(0, 2, 1));
    const RecordMapping replaced = map(0, "C", {"G", "T"}, true);
    EXPECT_THAT(replaced.codes, ElementsAre(0, 0, 1));
    EXPECT_TRUE(replaced.is_undocumented[1]);
    EXPECT_TRUE(read(replaced, {0, 1}).had_undocumented);
}

TEST(MapRecord, cannot_use_symbolic_and_star_alleles) {
    const RecordMapping mapping = map(0, "C", {"*", "<DEL>", "N", "T"});
    EXPECT_TRUE(read(mapping, {0, 1}).is_missing());
    EXPECT_TRUE(read(mapping, {2, 2}).is_missing());
    EXPECT_TRUE(read(mapping, {0, 3}).is_missing());
    EXPECT_EQ(read(mapping, {0, 4}).second, 1);
}

TEST(ReadGenotype, keeps_a_half_call_of_an_alternate_only) {
    const RecordMapping mapping = map(0, "C", {"T"});
    EXPECT_TRUE(read(mapping, {0, -1}).is_missing());
    EXPECT_TRUE(read(mapping, {-1, -1}).is_missing());
    EXPECT_TRUE(read(mapping, {}).is_missing());
    const LocusCall half = read(mapping, {-1, 1});
    EXPECT_EQ(half.first, partial_code);
    EXPECT_EQ(half.second, 1);
}

TEST(ReadGenotype, reads_one_allele_of_x_as_haploid) {
    const RecordMapping mapping = map(0, "C", {"T"});
    const LocusCall call = read(mapping, {1}, true, ContigKind::x);
    EXPECT_EQ(call.first, 1);
    EXPECT_TRUE(call.is_haploid());
    EXPECT_TRUE(read(mapping, {1, 0}, false, ContigKind::y_or_mitochondrial).is_haploid());
}

TEST(ReadGenotype, drops_a_heterozygote_with_reads_of_one_allele) {
    const RecordMapping mapping = map(0, "C", {"T"});
    EXPECT_TRUE(read(mapping, {0, 1}, false, ContigKind::autosome, 1).is_missing());
    EXPECT_FALSE(read(mapping, {0, 1}, false, ContigKind::autosome, 2).is_missing());
    EXPECT_FALSE(read(mapping, {1, 1}, false, ContigKind::autosome, 1).is_missing());
}

TEST(JoinSplitRecords, puts_two_alternates_of_one_position_together) {
    const auto joined = [](std::string_view one, std::string_view other) {
        auto calls = test::genotypes({one, other});
        return join_split_records(calls[0], calls[1]);
    };
    const LocusCall both = joined("0/1", "2/0");
    EXPECT_EQ(both.first, 1);
    EXPECT_EQ(both.second, 2);
    EXPECT_EQ(joined("0/0", "0/2").second, 2);
    EXPECT_EQ(joined("0/1", "0/0").second, 1);
    const LocusCall phased = joined("1|0", "0|2");
    EXPECT_EQ(phased.first, 1);
    EXPECT_EQ(phased.second, 2);
    EXPECT_TRUE(joined("1/1", "0/2").is_missing());
    EXPECT_TRUE(joined("1|0", "2|0").is_missing());
}

TEST(ContigKind, knows_contigs_by_any_name) {
    EXPECT_EQ(contig_kind("chrX"), ContigKind::x);
    EXPECT_EQ(contig_kind("NC_012920.1"), ContigKind::y_or_mitochondrial);
    EXPECT_EQ(contig_kind("7"), ContigKind::autosome);
}

}  // namespace
}  // namespace genostrat::pgx

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>

#include <genostrat/evidence/known_by.hpp>
#include <genostrat/evidence/reference_rows.hpp>
#include <genostrat/evidence/unseen_sites.hpp>

namespace genostrat::evidence {
namespace {

using Alts = std::vector<std::string_view>;

TEST(RowKind, tells_blocks_from_rows_that_speak_for_other_alleles) {
    EXPECT_EQ(row_kind(Alts{}), RowKind::block);
    EXPECT_EQ(row_kind(Alts{"<NON_REF>"}), RowKind::block);
    EXPECT_EQ(row_kind(Alts{"<*>"}), RowKind::block);
    EXPECT_EQ(row_kind(Alts{"C", "<NON_REF>"}), RowKind::open);
    EXPECT_EQ(row_kind(Alts{"C"}), RowKind::closed);
    EXPECT_EQ(row_kind(Alts{"<DEL>"}), RowKind::closed);
}

TEST(ReferenceRows, reads_extent_and_quality) {
    const Schema schema = Schema::parse(
        "##fileformat=VCFv4.3\n##contig=<ID=1>\n"
        "##INFO=<ID=END,Number=1,Type=Integer,Description=\"E\">\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
        "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Q\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\n",
        "x");
    const ReferenceRows rows{schema};
    EXPECT_TRUE(rows.has_blocks());
    RecordBatch batch;
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    const RowId block =
        batch.add_line("1\t11\t.\tA\t<NON_REF>\t.\t.\tEND=20\tGT:GQ\t0/0:30\t0/0:29\t0/0:.");
    EXPECT_EQ(rows.covers(batch, block, RowKind::block), (Interval{10, 20}));
    EXPECT_EQ(rows.covers(batch, block, RowKind::open), (Interval{10, 11}));
    std::array<std::uint8_t, 3> low{};
    EXPECT_TRUE(rows.mark_low_quality(batch, block, 30, low));
    EXPECT_EQ(low, (std::array<std::uint8_t, 3>{0, 1, 1}));
    const RowId plain = batch.add_line("1\t11\t.\tACG\t.\t.\t.\t.\tGT\t0/0\t0/0\t0/0");
    EXPECT_EQ(rows.covers(batch, plain, RowKind::block), (Interval{10, 13}));
    EXPECT_FALSE(rows.mark_low_quality(batch, plain, 30, low));
}

TEST(UnseenSites, needs_the_whole_allele_in_a_callable_region) {
    const test::TempDir folder;
    test::write_file(folder / "c.bed", "chr1\t10\t20\n");
    const UnseenSites callable{(folder / "c.bed").string(), false};
    EXPECT_EQ(callable.known_by("1", {19, 20}), KnownBy::callable);
    EXPECT_EQ(callable.known_by("1", {19, 21}), KnownBy::nothing);
    EXPECT_EQ(
        UnseenSites((folder / "c.bed").string(), true).known_by("1", {19, 21}), KnownBy::assumed);
    EXPECT_FALSE(UnseenSites{}.knows_any());
    EXPECT_EQ(to_string(KnownBy::callable), "callable");
}

}  // namespace
}  // namespace genostrat::evidence

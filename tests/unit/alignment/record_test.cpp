// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/alignment/record.hpp>

namespace genostrat::alignment {
namespace {

using test::sam;

std::string rows(std::string_view text) {
    std::string head = "@SQ SN:c1 LN:1000\n@SQ SN:c2 LN:500\n";
    return sam(head.append(text));
}

TEST(Record, reads_the_fields_of_a_bam_record) {
    AlignmentBatch batch;
    test::fill_batch(
        batch, rows("r1 99 c1 11 37 2S3M1D2M = 101 96 ACGTNAA ABCDEFG NM:i:300 RG:Z:g1\n"));
    ASSERT_EQ(batch.n_records(), 1U);
    const Record record = batch.record(0);
    EXPECT_EQ(record.name(), "r1");
    EXPECT_EQ(record.flags(), 99);
    EXPECT_EQ(record.contig(), 0);
    EXPECT_EQ(record.pos(), 10);
    EXPECT_EQ(record.mapping_quality(), 37);
    EXPECT_EQ(record.mate_contig(), 0);
    EXPECT_EQ(record.mate_pos(), 100);
    EXPECT_EQ(record.template_length(), 96);
    EXPECT_EQ(record.cigar().size(), 4U);
    EXPECT_EQ(record.cigar()[2].op, CigarOp::deletion);
    EXPECT_EQ(record.end(), 16);  // 3M1D2M from 10
    EXPECT_EQ(record.base(0), 1);
    EXPECT_EQ(record.base(4), 15);
    EXPECT_EQ(record.qualities()[6], 'G' - 33);
    EXPECT_EQ(record.text_tag("RG"), "g1");
    EXPECT_EQ(record.integer_tag("NM"), 300);
    EXPECT_EQ(record.text_tag("XX"), std::nullopt);
}

TEST(Record, ends_one_behind_its_position_where_it_covers_nothing) {
    AlignmentBatch batch;
    test::fill_batch(batch, rows("r1 4 c1 11 0 * * 0 0 AC AB\n"));
    EXPECT_EQ(batch.record(0).end(), 11);
}

TEST(RecordFault, names_what_does_not_fit) {
    AlignmentBatch batch;
    test::fill_batch(batch, rows("r1 0 c2 11 0 2M * 0 0 AC AB\n"));
    std::string bytes{batch.bytes.view().substr(batch.starts[0])};
    EXPECT_EQ(record_fault(bytes, 2), "");
    EXPECT_EQ(record_fault(bytes, 1), "the record's contig is not in the header");
    EXPECT_EQ(record_fault(bytes.substr(0, 30), 2), "the record is cut off");
    bytes[12] = 0;
    EXPECT_EQ(record_fault(bytes, 2), "the read's name does not end");
    bytes[20] = 100;
    EXPECT_THAT(std::string{record_fault(bytes, 2)}, testing::HasSubstr("longer than the record"));
}

TEST(RecordFault, compares_the_cigar_with_the_bases_of_mapped_reads) {
    AlignmentBatch batch;
    test::fill_batch(batch, rows("r1 0 c2 11 0 2M1D1S * 0 0 ACG ABC\n"));
    std::string bytes{batch.bytes.view().substr(batch.starts[0])};
    EXPECT_EQ(record_fault(bytes, 2), "");
    bytes[Record::fixed_bytes + 3] = 0x30;  // 3M
    EXPECT_EQ(record_fault(bytes, 2), "the CIGAR and the bases differ in length");
    bytes[18] = flag::unmapped;
    EXPECT_EQ(record_fault(bytes, 2), "");
}

}  // namespace
}  // namespace genostrat::alignment

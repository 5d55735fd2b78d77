// SPDX-License-Identifier: MIT
#include "annotate/row_alleles.hpp"
#include "test_support.hpp"

namespace genostrat::annotate {
namespace {

void expect_key(
    const TrimmedAllele& key, std::int64_t pos, std::string_view ref, std::string_view alt) {
    EXPECT_EQ(key.pos, pos);
    EXPECT_EQ(key.ref, ref);
    EXPECT_EQ(key.alt, alt);
}

TEST(KeyMaker, trims_and_writes_bases_in_upper_case) {
    KeyMaker maker;
    expect_key(maker.make("c", 9, "ca", "cg"), 10, "A", "G");
    expect_key(maker.make("c", 9, "N", "<DEL>"), 9, "N", "<DEL>");
}

TEST(KeyMaker, left_aligns_where_there_is_a_reference) {
    const test::TempDir folder;
    test::write_file(folder / "r.fa", ">chr1\nGCACACAT\n");
    // G C A C A C A T: taking out the last CA is taking out the first one.
    KeyMaker with{std::make_shared<const io::Fasta>(folder / "r.fa")};
    expect_key(with.make("1", 4, "ACA", "A"), 0, "GCA", "G");  // by the contig's other name
    expect_key(with.make("2", 4, "ACA", "A"), 4, "ACA", "A");  // no such contig
    expect_key(KeyMaker{}.make("1", 4, "ACA", "A"), 4, "ACA", "A");
}

}  // namespace
}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/variant/hts_header.hpp>

namespace genostrat {
namespace {

TEST(HtsHeader, copies_are_independent) {
    const HtsHeader header = make_hts_header(
        "##fileformat=VCFv4.3\n##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        "x.vcf");
    const HtsHeader copy = copy_hts_header(*header);
    ASSERT_EQ(bcf_hdr_append(copy.get(), "##contig=<ID=2>"), 0);
    ASSERT_EQ(bcf_hdr_sync(copy.get()), 0);
    EXPECT_EQ(bcf_hdr_name2id(copy.get(), "2"), 1);
    EXPECT_EQ(bcf_hdr_name2id(header.get(), "2"), -1);
}

}  // namespace
}  // namespace genostrat

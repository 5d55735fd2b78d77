// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/core/contigs.hpp>

namespace genostrat {
namespace {

TEST(CanonicalContig, knows_the_names_of_a_chromosome) {
    for (const char* name : {"21", "chr21", "NC_000021.9", "NC_000021.8", "CM000683.2"})
        EXPECT_EQ(canonical_contig(name), "21") << name;
    for (const char* name : {"M", "MT", "chrM", "chrMT", "NC_012920.1", "J01415.2"})
        EXPECT_EQ(canonical_contig(name), "MT") << name;
    EXPECT_EQ(canonical_contig("NC_060947.1"), "X");
    EXPECT_EQ(canonical_contig("CP068255.2"), "X");
    EXPECT_EQ(canonical_contig("chrUn_KI270302v1"), "chrUn_KI270302v1");
    EXPECT_EQ(canonical_contig("chr"), "chr");
}

TEST(Contigs, finds_an_alias_only_after_the_exact_name) {
    Contigs contigs;
    contigs.add("chr1", 248'956'422);
    contigs.add("1");
    EXPECT_EQ(contigs.find("chr2"), unknown_contig);
    EXPECT_EQ(contigs.find_alias("1"), 1);
    EXPECT_EQ(contigs.find_alias("NC_000001.11"), 0);
    EXPECT_EQ(contigs.add("chr1"), 0);
    EXPECT_EQ(contigs.length(0), 248'956'422);
    EXPECT_EQ(contigs.length(1), -1);
}

TEST(BuildOf, needs_lengths_that_agree) {
    Contigs contigs;
    EXPECT_EQ(build_of(contigs), std::nullopt);
    contigs.add("chr21", 46'709'983);
    EXPECT_EQ(build_of(contigs), "GRCh38");
    contigs.add("chr1", 249'250'621);  // GRCh37
    EXPECT_EQ(build_of(contigs), std::nullopt);
}

}  // namespace
}  // namespace genostrat

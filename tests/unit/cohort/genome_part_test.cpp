// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/cohort/genome_part.hpp>

namespace genostrat::cohort {
namespace {

TEST(GenomeParts, tells_chromosomes_by_any_name) {
    Contigs contigs;
    const ContigId one = contigs.add("chr1");
    const ContigId x = contigs.add("NC_000023.11");
    const ContigId other = contigs.add("GL000192.1");
    const GenomeParts parts{contigs};
    EXPECT_EQ(parts.at(one, "chr1", 5), GenomePart::autosome);
    EXPECT_EQ(parts.of(x, "NC_000023.11"), GenomePart::x);
    EXPECT_EQ(parts.of(other, "GL000192.1"), GenomePart::other);
    EXPECT_EQ(parts.of(unknown_contig, "22"), GenomePart::autosome);  // not declared
    EXPECT_EQ(parts.of(unknown_contig, "23"), GenomePart::other);
    EXPECT_EQ(parts.of(unknown_contig, "chrM"), GenomePart::mitochondrion);
}

TEST(GenomeParts, knows_pseudo_autosomal_regions_where_lengths_tell_the_build) {
    Contigs contigs;
    const ContigId x = contigs.add("chrX", 156040895);  // GRCh38
    const ContigId y = contigs.add("chrY", 57227415);
    contigs.add("chr1", 248956422);
    const GenomeParts parts{contigs};
    EXPECT_EQ(parts.at(x, "chrX", 9999), GenomePart::x);
    EXPECT_EQ(parts.at(x, "chrX", 10000), GenomePart::pseudo_autosome);
    EXPECT_EQ(parts.at(x, "chrX", 2781478), GenomePart::pseudo_autosome);
    EXPECT_EQ(parts.at(x, "chrX", 2781479), GenomePart::x);
    EXPECT_EQ(parts.at(y, "chrY", 56887902), GenomePart::pseudo_autosome);
    EXPECT_EQ(parts.at(y, "chrY", 5000000), GenomePart::y);
    Contigs bare;
    const ContigId bare_x = bare.add("X");
    EXPECT_EQ(GenomeParts{bare}.at(bare_x, "X", 20000), GenomePart::x);
}

}  // namespace
}  // namespace genostrat::cohort

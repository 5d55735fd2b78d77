// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/transcript_sequence.hpp>

namespace genostrat::consequence {
namespace {

TEST(SequenceCache, reads_the_parts_of_a_transcript) {
    const test::ToyModel toy;
    SequenceCache cache{toy.model(), Rules{}};
    for (const genes::TranscriptId id : {0U, 1U}) {
        const TranscriptSequence& sequence = cache.get(id);
        EXPECT_EQ(sequence.five_prime_utr, "CCCCC");
        EXPECT_EQ(sequence.cds, "ATGGCTGAAAAAGGTCATTGGCTGTAA");
        EXPECT_EQ(sequence.three_prime_utr, "CGCGCGCGCGCGCGCGCG");
        EXPECT_EQ(sequence.peptide, "MAEKGHWL");
        EXPECT_TRUE(sequence.has_final_stop);
    }
}

TEST(SequenceCache, mirrors_minus_strand_utrs_for_vep) {
    const test::ToyModel toy;
    SequenceCache cache{toy.model(), Rules::vep115()};
    EXPECT_EQ(cache.get(0).five_prime_utr, "CCCCC");
    // T2 spans 201..280; its exons 261..280 and 201..230 are read from 201..220 and 251..280: the
    // last 20 and then the first 30 bases of the gene. The 5' UTR is the start of that.
    EXPECT_EQ(cache.get(1).five_prime_utr, std::string{test::ToyModel::gene.substr(60, 5)});
    EXPECT_EQ(cache.get(1).three_prime_utr, std::string{test::ToyModel::gene.substr(12, 18)});
    EXPECT_EQ(cache.get(1).cds, "ATGGCTGAAAAAGGTCATTGGCTGTAA");
}

}  // namespace
}  // namespace genostrat::consequence

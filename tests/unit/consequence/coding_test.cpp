// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/coding.hpp>

namespace genostrat::consequence {
namespace {

TEST(AppendEditedCds, runs_into_the_utr) {
    TranscriptSequence sequence;
    sequence.cds = "ATGCCCTAA";
    sequence.three_prime_utr = "GGTTT";
    const auto slice =
        [&](PartialRange cds, std::string_view alt, std::int64_t begin, std::int64_t n) {
            std::string out;
            append_edited_cds(sequence, cds, alt, begin, n, out);
            return out;
        };
    EXPECT_EQ(slice({3, 4}, "T", 0, 99), "ATGTCCTAAGGTTT");
    EXPECT_EQ(slice({3, 3}, "AAA", 3, 3), "AAA");
    EXPECT_EQ(slice({3, 9}, "", 0, 6), "ATGGGT");
    EXPECT_EQ(slice({8, 9}, "C", 6, 5), "TACGG");
}

TEST(BreaksFrame, counts_by_three) {
    EXPECT_TRUE(breaks_frame({}, {3, 4}, 0));
    EXPECT_FALSE(breaks_frame({}, {3, 6}, 0));
    EXPECT_FALSE(breaks_frame({}, {3, PartialRange::undefined}, 0));
    EXPECT_FALSE(breaks_frame({.stop_retained = true}, {3, 4}, 0));
}

TEST(AddCodingTerms, offers_frameshift_only_where_the_length_changes) {
    TermSet terms;
    add_coding_terms({.frameshift = true}, 2, 2, terms);
    EXPECT_TRUE(terms.empty());
    add_coding_terms({.stop_gained = true, .frameshift = true}, 2, 3, terms);
    EXPECT_TRUE(terms.has(Term::frameshift) && terms.has(Term::stop_gained));
}

}  // namespace
}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/consequence/terms.hpp>

namespace genostrat::consequence {
namespace {

TEST(TermSet, visits_by_severity) {
    TermSet terms;
    EXPECT_TRUE(terms.empty());
    terms.add(Term::intron);
    terms.add(Term::splice_region);
    terms.add(Term::missense);
    EXPECT_TRUE(terms.has(Term::intron));
    EXPECT_FALSE(terms.has(Term::stop_lost));
    EXPECT_EQ(terms.most_severe(), Term::missense);
    std::string text;
    terms.for_each([&](Term term) { text += std::string{to_string(term)} + ' '; });
    EXPECT_EQ(text, "missense_variant splice_region_variant intron_variant ");
}

TEST(ImpactOf, is_what_ensembl_says) {
    // https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html
    EXPECT_EQ(to_string(impact_of(Term::transcript_amplification)), "HIGH");
    EXPECT_EQ(to_string(impact_of(Term::protein_altering)), "MODERATE");
    EXPECT_EQ(to_string(impact_of(Term::splice_donor_5th_base)), "LOW");
    EXPECT_EQ(to_string(impact_of(Term::synonymous)), "LOW");
    EXPECT_EQ(to_string(impact_of(Term::coding_sequence)), "MODIFIER");
}

TEST(ParseTerm, reads_what_is_printed) {
    for (int term = 0; term < n_terms; ++term)
        EXPECT_EQ(parse_term(to_string(static_cast<Term>(term))), static_cast<Term>(term));
    EXPECT_EQ(parse_term("missense"), std::nullopt);
}

}  // namespace
}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/score/matching.hpp>

namespace genostrat::score {
namespace {

using sites::MatchKind;

/// Rows 0, 1, 2 … of one place, in the order of the file (they sort by effect allele).
WeightTable table_of(std::string_view rows) {
    const test::TempDir folder;
    test::write_file(
        folder / "w.txt",
        "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\taccession\n" +
            std::string{rows});
    return WeightTable::load({(folder / "w.txt").string()});
}

GroupCandidate
candidate(std::uint32_t row, MatchKind kind, std::uint32_t variant, bool ambiguous = false) {
    return {
        .row = row,
        .match = {.kind = kind, .effect_allele = 1, .alt = 1, .ambiguous = ambiguous},
        .target = (std::uint64_t{variant} << 32) | 1};
}

TEST(MatchResolver, takes_the_best_kind) {
    const WeightTable weights = table_of("1\t5\tA\tG\t1\tS\n");
    MatchResolver resolver{weights, {}};
    const auto& decision = resolver.resolve(
        std::vector{candidate(0, MatchKind::altref_flip, 0), candidate(0, MatchKind::altref, 1)});
    ASSERT_EQ(decision.accepted.size(), 1U);
    EXPECT_EQ(decision.accepted[0].candidate, 1U);
}

TEST(MatchResolver, takes_the_variant_that_the_row_names) {
    const WeightTable weights = table_of("1\t5\tAT\tA\t1\tS\n");
    MatchResolver resolver{weights, {}};
    std::vector group{candidate(0, MatchKind::refalt, 0), candidate(0, MatchKind::altref, 1)};
    EXPECT_EQ(resolver.resolve(group).accepted.at(0).candidate, 0U);
    group[1].is_named = true;
    EXPECT_EQ(resolver.resolve(group).accepted.at(0).candidate, 1U);
    group[0].is_named = true;
    EXPECT_EQ(resolver.resolve(group).accepted.at(0).candidate, 0U);
}

TEST(MatchResolver, excludes_a_row_that_two_variants_fit_alike) {
    const WeightTable weights = table_of("1\t5\tA\tG\t1\tS\n");
    const std::vector group{candidate(0, MatchKind::altref, 0), candidate(0, MatchKind::altref, 1)};
    MatchResolver strict{weights, {}};
    EXPECT_TRUE(strict.resolve(group).accepted.empty());
    EXPECT_EQ(strict.resolve(group).duplicate.size(), 1U);
    MatchResolver lenient{weights, {.duplicates = DuplicatePolicy::keep_first}};
    ASSERT_EQ(lenient.resolve(group).accepted.size(), 1U);
    EXPECT_EQ(lenient.resolve(group).accepted[0].candidate, 0U);
}

TEST(MatchResolver, excludes_ambiguous_pairs_unless_told_to_keep_them) {
    const WeightTable weights = table_of("1\t5\tA\tT\t1\tS\n");
    const std::vector group{candidate(0, MatchKind::altref, 0, true)};
    MatchResolver strict{weights, {}};
    EXPECT_EQ(strict.resolve(group).ambiguous.size(), 1U);
    MatchResolver lenient{weights, {.ambiguous = AmbiguousPolicy::keep}};
    EXPECT_EQ(lenient.resolve(group).accepted.size(), 1U);
}

TEST(MatchResolver, excludes_two_rows_of_one_score_on_one_variant) {
    const WeightTable weights = table_of("1\t5\tA\tG\t1\tS\n1\t5\tG\tA\t2\tS\n");
    const std::vector group{candidate(0, MatchKind::altref, 0), candidate(1, MatchKind::refalt, 0)};
    MatchResolver strict{weights, {}};
    EXPECT_TRUE(strict.resolve(group).accepted.empty());
    EXPECT_EQ(strict.resolve(group).duplicate.size(), 2U);
    MatchResolver lenient{weights, {.duplicates = DuplicatePolicy::keep_first}};
    ASSERT_EQ(lenient.resolve(group).accepted.size(), 1U);
    EXPECT_EQ(lenient.resolve(group).accepted[0].row, 0U) << "the first line of the file";
    MatchResolver trusting{weights, {.duplicates = DuplicatePolicy::keep_all}};
    EXPECT_EQ(trusting.resolve(group).accepted.size(), 2U);
}

TEST(MatchResolver, lets_two_scores_share_a_variant) {
    const WeightTable weights = table_of("1\t5\tA\tG\t1\tS\n1\t5\tG\tA\t2\tT\n");
    MatchResolver resolver{weights, {}};
    EXPECT_EQ(
        resolver
            .resolve(
                std::vector{candidate(0, MatchKind::altref, 0), candidate(1, MatchKind::refalt, 0)})
            .accepted.size(),
        2U);
}

}  // namespace
}  // namespace genostrat::score

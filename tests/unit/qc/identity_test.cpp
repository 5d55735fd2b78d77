// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>

#include <genostrat/qc/identity.hpp>

namespace genostrat::qc {
namespace {

TEST(SnvKey, knows_a_contig_by_its_other_names) {
    EXPECT_EQ(snv_key("chr1", 100, 'A', 'G'), snv_key("1", 100, 'A', 'G'));
    EXPECT_NE(snv_key("1", 100, 'A', 'G'), snv_key("1", 100, 'G', 'A'));
    EXPECT_NE(snv_key("1", 100, 'A', 'G'), snv_key("1", 101, 'A', 'G'));
    EXPECT_NE(snv_key("1", 100, 'A', 'G'), snv_key("2", 100, 'A', 'G'));
}

TEST(DosageTable, keeps_the_same_sites_whatever_the_order) {
    DosageTable forward{{"a"}, 50};
    DosageTable backward{{"b"}, 50};
    for (std::int64_t at = 0; at < 1000; ++at) {
        const std::int8_t dosage = static_cast<std::int8_t>(at % 3);
        forward.add(snv_key("1", at, 'A', 'G'), {&dosage, 1});
        const std::int64_t from_behind = 999 - at;
        const std::int8_t other = static_cast<std::int8_t>(from_behind % 3);
        backward.add(snv_key("1", from_behind, 'A', 'G'), {&other, 1});
    }
    EXPECT_GT(forward.n_sites(), 10U);
    EXPECT_LE(forward.n_sites(), 50U);
    EXPECT_EQ(forward.n_sites(), backward.n_sites());
    for (std::int64_t at = 0; at < 1000; ++at) {
        const auto found = forward.find(snv_key("1", at, 'A', 'G'));
        EXPECT_EQ(found.empty(), backward.find(snv_key("1", at, 'A', 'G')).empty());
        if (!found.empty()) {
            EXPECT_EQ(found[0], at % 3);
        }
    }
}

TEST(CountMatches, counts_sites_where_one_has_an_alternate_allele) {
    const std::array<std::int8_t, 2> ours{0, 1};
    const std::array<std::int8_t, 4> theirs{0, 1, 2, -1};
    std::array<MatchCounts, 8> counts{};
    count_matches(ours, theirs, counts);
    const auto sites = [&](std::size_t at) { return counts[at].sites; };
    const auto equal = [&](std::size_t at) { return counts[at].equal; };
    EXPECT_EQ(sites(0), 0);  // both homozygous for REF: tells nothing
    EXPECT_EQ(sites(1), 1);
    EXPECT_EQ(equal(1), 0);
    EXPECT_EQ(sites(3), 0);  // missing
    EXPECT_EQ(sites(4), 1);
    EXPECT_EQ(equal(4), 0);
    EXPECT_EQ(equal(5), 1);
    EXPECT_EQ(sites(7), 0);
}

TEST(JudgeIdentity, finds_swaps_strangers_and_doubt) {
    const std::vector<std::string> ours{"a", "b", "c", "d", "e"};
    const std::vector<std::string> theirs{"b", "a", "c", "d"};
    const auto counts = [](std::int32_t equal, std::int32_t sites = 100) {
        return MatchCounts{.sites = sites, .equal = equal};
    };
    const std::vector<MatchCounts> all{
        counts(99), counts(50), counts(50),   counts(50),   // a is b there
        counts(50), counts(98), counts(50),   counts(50),   // b is a there
        counts(40), counts(40), counts(97),   counts(50),   // c
        counts(40), counts(40), counts(50),   counts(55),   // d is somebody else
        counts(40), counts(40), counts(9, 9), counts(55)};  // e is not there: 9 sites are too few
    const auto matches = judge_identity(ours, theirs, all, 50);
    ASSERT_EQ(matches.size(), 5U);
    EXPECT_EQ(matches[0].verdict, IdentityVerdict::swapped);
    EXPECT_EQ(matches[0].best, "b");
    EXPECT_EQ(matches[1].best, "a");
    EXPECT_EQ(matches[2].verdict, IdentityVerdict::same);
    EXPECT_EQ(matches[3].verdict, IdentityVerdict::different);
    EXPECT_EQ(matches[4].verdict, IdentityVerdict::unmatched);
    EXPECT_EQ(
        identity_table({&matches[0], 1}),
        "sample\tverdict\tbest_match\tsites\tconcordance\tsites_own_name\t"
        "concordance_own_name\na\tswapped\tb\t100\t0.9900\t100\t0.5000\n");
}

}  // namespace
}  // namespace genostrat::qc

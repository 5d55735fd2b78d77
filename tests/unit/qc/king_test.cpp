// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>
#include <random>

#include <genostrat/qc/genotype_rows.hpp>
#include <genostrat/qc/king.hpp>
#include <genostrat/qc/relatives.hpp>

namespace genostrat::qc {
namespace {

/// Packed genotypes of dosages 0, 1, 2 or -1.
std::vector<std::int8_t> packed(std::span<const int> dosages) {
    constexpr std::array<std::array<std::int8_t, 2>, 4> of{{{0, 0}, {2, 2}, {2, 4}, {4, 4}}};
    std::vector<std::int8_t> calls;
    for (const int dosage : dosages)
        calls.insert(
            calls.end(),
            of[static_cast<std::size_t>(dosage + 1)].begin(),
            of[static_cast<std::size_t>(dosage + 1)].end());
    return calls;
}

Genotypes genotypes(const std::vector<std::int8_t>& calls) {
    return {calls.data(), calls.size() / 2, 2, Genotypes::Width::int8};
}

KingSites sites_of(const std::vector<std::vector<int>>& sites) {
    std::vector<std::string> names;
    for (std::size_t sample = 0; sample < sites.front().size(); ++sample)
        names.push_back("s" + std::to_string(sample));
    KingSites all{names};
    KingSites::Part part = all.part();
    for (const std::vector<int>& dosages : sites)
        all.add(genotypes(packed(dosages)), part);
    all.merge(part);
    all.finish(1);
    return all;
}

std::vector<std::vector<KingCounts>> rows_of(const KingSites& sites, int threads = 1) {
    std::vector<std::vector<KingCounts>> rows(sites.samples().size());
    sites.for_each_row(
        threads,
        [&](std::size_t first, std::span<const KingCounts> counts) {
            rows[first].assign(counts.begin(), counts.end());
        },
        [](std::size_t, std::size_t) {});
    return rows;
}

TEST(KingSites, count_what_two_samples_share) {
    // Sites (sample 0, sample 1): 1-1, 0-2, 2-0, 1-0, 2-1, missing-1, 0-0
    const auto rows = rows_of(sites_of({{1, 1}, {0, 2}, {2, 0}, {1, 0}, {2, 1}, {-1, 1}, {0, 0}}));
    const KingCounts& counts = rows[1][0];
    EXPECT_EQ(counts.sites, 6);
    EXPECT_EQ(counts.both_heterozygous, 1);
    EXPECT_EQ(counts.opposite, 2);
    EXPECT_EQ(counts.first_heterozygous, 2);
    EXPECT_EQ(counts.second_heterozygous, 2);
    EXPECT_DOUBLE_EQ(counts.kinship(), 0.5 - (4 * 2 + 2) / (4.0 * 2));
}

TEST(KingCounts, have_no_kinship_without_heterozygous_sites) {
    EXPECT_TRUE(std::isnan(KingCounts{.sites = 5}.kinship()));
    EXPECT_DOUBLE_EQ((KingCounts{9, 4, 0, 4, 4}).kinship(), 0.5);  // the same person
}

/// Lists of rare carriers, packed bits with and without missing genotypes, and the sums written
/// out must agree; 150 samples have lists, and several tiles and words.
TEST(KingSites, count_the_same_in_lists_and_bits) {
    std::mt19937 random{11};
    const std::size_t n_samples = 150;
    std::vector<std::vector<int>> sites;
    for (int site = 0; site < 400; ++site) {
        std::vector<int> dosages;
        const unsigned rarity = site % 4 == 0 ? 3 : 120;
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            const auto draw = [&] { return random() % rarity == 0 ? 1 : 0; };
            const int dosage = draw() + draw();
            const bool is_missing = site % 8 == 0 && random() % 20 == 0;
            dosages.push_back(is_missing ? -1 : site % 3 == 0 ? 2 - dosage : dosage);
        }
        sites.push_back(dosages);
    }
    const KingSites packed = sites_of(sites);
    const auto rows = rows_of(packed);
    const auto same = rows_of(packed, 2);
    for (std::size_t first = 1; first < n_samples; ++first)
        for (std::size_t second = 0; second < first; ++second) {
            KingCounts expected;
            for (const std::vector<int>& dosages : sites) {
                const int one = dosages[first];
                const int other = dosages[second];
                if (one < 0 || other < 0)
                    continue;
                expected.add(
                    {1,
                     one == 1 && other == 1 ? 1 : 0,
                     one + other == 2 && one != 1 ? 1 : 0,
                     one == 1 ? 1 : 0,
                     other == 1 ? 1 : 0});
            }
            const KingCounts& counted = rows[first][second];
            ASSERT_EQ(counted.sites, expected.sites);
            ASSERT_EQ(counted.both_heterozygous, expected.both_heterozygous);
            ASSERT_EQ(counted.opposite, expected.opposite);
            ASSERT_EQ(counted.first_heterozygous, expected.first_heterozygous);
            ASSERT_EQ(counted.second_heterozygous, expected.second_heterozygous);
            ASSERT_EQ(same[first][second].opposite, expected.opposite);
        }
}

TEST(GenotypeRows, read_haploid_triploid_and_wide_genotypes) {
    const std::array<std::int16_t, 9> calls{2, 4, -32767, 4, -32767, -32767, 2, 2, 4};
    GenotypeRows rows{3};
    rows.add({calls.data(), 3, 3, Genotypes::Width::int16});  // 0/1, 1, 0/0/1
    EXPECT_EQ(rows.heterozygous(0)[0], 0b101U);
    EXPECT_EQ(rows.alternate(0)[0], 0b010U);
    EXPECT_FALSE(rows.has_missing(0));
    const GenotypeBits bits = transpose(rows, 0, 1);
    EXPECT_EQ(bits.n_words, GenotypeBits::word_step);
    EXPECT_EQ(bits.heterozygous[2 * bits.n_words], 1U);
    EXPECT_EQ(bits.n_heterozygous, (std::vector<std::int64_t>{1, 0, 1}));
}

TEST(KingTable, leaves_out_pairs_below_the_bound) {
    const KingSites sites = sites_of({{1, 1, 1}, {0, 0, 2}, {0, 0, 1}, {1, 1, 0}});
    std::string text;
    KingTable table{sites.samples(), 0.1, [&](std::string_view piece) { text += piece; }};
    sites.for_each_row(
        1,
        [&](std::size_t first, std::span<const KingCounts> counts) { table.visit(first, counts); },
        [&](std::size_t begin, std::size_t end) { table.done(begin, end); });
    EXPECT_EQ(text, "#IID1\tIID2\tNSNP\tHETHET\tIBS0\tKINSHIP\ns1\ts0\t4\t0.5\t0\t0.5\n");
}

TEST(Relation, follows_kings_bounds_and_shared_alleles) {
    const auto with_kinship = [](double kinship, std::int64_t opposite) {
        // 1,000 heterozygous sites each: 0.5 - (4 opposite + 2000 - 2 both) / 4000
        const double both = (4 * static_cast<double>(opposite) + 2000 - 4000 * (0.5 - kinship)) / 2;
        return KingCounts{
            10'000, static_cast<std::int64_t>(std::lround(both)), opposite, 1000, 1000};
    };
    EXPECT_EQ(relation_of(with_kinship(0.49, 0), 0), Relation::duplicate);
    EXPECT_EQ(relation_of(with_kinship(0.25, 1), 0.01), Relation::parent_child);
    EXPECT_EQ(relation_of(with_kinship(0.25, 100), 0.3), Relation::siblings);
    EXPECT_EQ(relation_of(with_kinship(0.12, 100), 0.6), Relation::second_degree);
    EXPECT_EQ(relation_of(with_kinship(0.06, 100), 0.8), Relation::third_degree);
    EXPECT_EQ(relation_of(with_kinship(0.0, 200), 1), Relation::unrelated);
    EXPECT_EQ(relation_of(KingCounts{}, 1), Relation::unrelated);
}

TEST(RelativeFinder, names_the_closest_pairs_where_there_are_too_many) {
    // 1,000 heterozygous sites each and no opposite ones: 0.5 - (2000 - 2 both) / 4000
    const auto with_kinship = [](double kinship) {
        const auto both = static_cast<std::int64_t>(std::lround(1000 - 2000 * (0.5 - kinship)));
        return KingCounts{10'000, both, 0, 1000, 1000};
    };
    RelativeFinder finder{4, {}, 0.0442, 0, 2};
    finder.visit(1, std::array{with_kinship(0.06)});
    finder.visit(2, std::array{with_kinship(0.12), with_kinship(0.30)});
    finder.done(0, 3);
    finder.visit(3, std::array{with_kinship(0.05), with_kinship(0.25), with_kinship(0.01)});
    finder.done(3, 4);
    const std::vector<RelatedPair> pairs = finder.finish();
    ASSERT_EQ(pairs.size(), 2U);
    EXPECT_EQ(pairs[0].first, 2U);  // with 1: 0.30
    EXPECT_EQ(pairs[0].second, 1U);
    EXPECT_EQ(pairs[1].first, 3U);  // with 1: 0.25
    EXPECT_EQ(pairs[1].second, 1U);
    EXPECT_EQ(finder.n_left_out(), 3);  // 0.06, 0.12, 0.05; 0.01 is not close
}

TEST(DeclaredRelations, know_parents_and_full_siblings) {
    const test::TempDir folder;
    test::write_file(
        folder / "p.psam",
        "#IID\tPAT\tMAT\tSEX\nc1\tdad\tmum\t1\nc2\tdad\tmum\t2\nh\tdad\tother\t2\nmum\t0\t0\t2\n");
    const std::vector<std::string> samples{"mum", "c1", "c2", "h", "stranger"};
    const DeclaredRelations declared{
        cohort::SampleTable::read((folder / "p.psam").string()), samples};
    EXPECT_EQ(declared.of(1, 0), Relation::parent_child);
    EXPECT_EQ(declared.of(0, 2), Relation::parent_child);
    EXPECT_EQ(declared.of(2, 1), Relation::siblings);
    EXPECT_EQ(declared.of(3, 1), Relation::unrelated);
    EXPECT_TRUE(declared.knows(0));
    EXPECT_FALSE(declared.knows(4));
}

TEST(RelativeFinder, takes_the_word_of_a_childs_row_for_a_parent_without_one) {
    const test::TempDir folder;
    test::write_file(folder / "p.fam", "F child dad mum 2 0\n");
    const std::vector<std::string> samples{"dad", "child"};
    const DeclaredRelations declared{
        cohort::SampleTable::read((folder / "p.fam").string()), samples};
    RelativeFinder finder{2, declared, 0.0442};
    finder.visit(0, {});
    finder.visit(1, std::vector<KingCounts>{{100, 9, 9, 40, 40}});  // not related
    finder.done(0, 2);
    const std::vector<RelatedPair> pairs = finder.finish();
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0].declared, Relation::parent_child);
    EXPECT_TRUE(contradicts(pairs[0]));
}

}  // namespace
}  // namespace genostrat::qc

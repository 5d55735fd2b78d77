// SPDX-License-Identifier: MIT
// The answer does not depend on the order of records, nor on how a site is cut into records.
#include "test_support.hpp"

#include <algorithm>
#include <random>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::pgx {
namespace {

constexpr int n_loci = 8;
constexpr std::size_t n_samples = 6;

/// Genes of eight positions with three ALTs each; DPYD takes what it does not know as reference.
std::shared_ptr<const Bundle> bundle() {
    auto bundle = std::make_shared<Bundle>();
    for (const char* const name : {"DPYD", "GEN1", "RYR1"}) {
        GeneDefinition definition;
        definition.gene = name;
        definition.contig = "chr1";
        NamedAllele reference{.name = "Reference", .is_reference = true};
        for (int locus = 0; locus < n_loci; ++locus) {
            definition.loci.push_back(
                {.contig = "chr1",
                 .pos0 = 100 + locus,
                 .ref = "A",
                 .alts = {"C", "G"},
                 .hgvs = {"g.1A>C", "g.1A>G"}});
            reference.cells.emplace_back("A");
        }
        definition.alleles.push_back(reference);
        for (int locus = 0; locus < n_loci; ++locus)
            for (const char* const alt : {"C", "G"}) {
                NamedAllele allele{.name = "c." + std::to_string(locus) + alt};
                allele.cells = {n_loci, {{static_cast<std::uint16_t>(locus), alt}}};
                definition.alleles.push_back(std::move(allele));
            }
        bundle->genes.push_back({.model = compile(std::move(definition))});
    }
    return bundle;
}

/// A site's genotypes as alleles of REF A and ALTs C, G, T (T is documented nowhere).
struct Site {
    LocusIndex locus{};
    std::vector<RawGenotype> samples{};
};

std::vector<Site> random_sites(std::mt19937& random) {
    const auto below = [&](int bound) {
        return std::uniform_int_distribution<int>{0, bound - 1}(random);
    };
    std::vector<Site> sites;
    for (int locus = 0; locus < n_loci; ++locus) {
        Site site{.locus = static_cast<LocusIndex>(locus)};
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            const auto allele = [&] {
                return static_cast<std::int16_t>(below(2) == 0 ? below(4) : 0);
            };
            RawGenotype raw{
                .first = allele(),
                .second = allele(),
                .n_alleles = 2,
                .is_phased = below(3) == 0,
                .is_filtered = below(12) == 0};
            if (raw.is_phased && below(2) == 0)
                raw.phase_set = 1 + below(2);
            if (below(12) == 0)
                raw.first = raw.second = -1;
            site.samples.push_back(raw);
        }
        sites.push_back(std::move(site));
    }
    return sites;
}

/// The site as one record, or as one record an ALT (other alleles written as 0), some of them
/// twice.
std::vector<RecordGenotypes> records_of(const std::vector<Site>& sites, bool is_split) {
    std::vector<RecordGenotypes> records;
    const std::vector<std::string> alts{"C", "G", "T"};
    for (const Site& site : sites) {
        RecordGenotypes whole{.ref = "A", .alts = alts, .samples = site.samples};
        for (std::uint16_t gene = 0; gene < 3; ++gene)
            whole.loci.push_back({gene, site.locus});
        if (!is_split) {
            records.push_back(whole);
            records.push_back(whole);  // a duplicate
            continue;
        }
        for (std::int16_t alt = 1; alt <= 3; ++alt) {
            RecordGenotypes one = whole;
            one.alts = {alts[static_cast<std::size_t>(alt - 1)]};
            for (RawGenotype& raw : one.samples) {
                if (raw.first >= 0)
                    raw.first = raw.first == alt ? 1 : 0;
                if (raw.second >= 0)
                    raw.second = raw.second == alt ? 1 : 0;
            }
            records.push_back(std::move(one));
        }
        records.push_back(records.back());  // a duplicate
    }
    return records;
}

/// All that is said of the cohort: for each gene and sample the call, with its reasons.
std::vector<std::string> answers(const std::vector<RecordGenotypes>& records, bool assume) {
    std::vector<std::string> names;
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        names.push_back("S" + std::to_string(sample));
    CohortCaller caller{
        bundle(),
        names,
        {.call = {.results = ResultMode::all, .find_combinations = true},
         .absent_to_reference = assume,
         .unspecified_to_reference = assume}};
    for (const RecordGenotypes& record : records)
        caller.add(record);
    const CohortCalls calls = caller.finish();
    std::vector<std::string> texts;
    for (const auto& of_gene : calls.results)
        for (const GeneResult& result : of_gene) {
            std::string text = result.call->no_call_reason + ";";
            for (const Diplotype& diplotype : result.call->diplotypes)
                text += diplotype.text() + "=" + std::to_string(diplotype.score) + " ";
            for (const std::string& name : result.call->haplotypes)
                text += name + " ";
            for (const LocusIndex locus : result.call->missing_loci)
                text += "-" + std::to_string(locus);
            texts.push_back(std::move(text));
        }
    return texts;
}

TEST(RecordOrder, does_not_change_the_answer) {
    std::mt19937 random{20261127};
    std::size_t n_called = 0;
    for (int round = 0; round < 120; ++round) {
        const std::vector<Site> sites = random_sites(random);
        for (const bool is_split : {false, true}) {
            auto records = records_of(sites, is_split);
            const auto expected = answers(records, round % 2 == 0);
            n_called += static_cast<std::size_t>(std::ranges::count_if(
                expected, [](const std::string& text) { return text.front() == ';'; }));
            for (int order = 0; order < 4; ++order) {
                std::shuffle(records.begin(), records.end(), random);
                ASSERT_EQ(answers(records, round % 2 == 0), expected) << "round " << round;
            }
        }
    }
    EXPECT_GT(n_called, 1000U);
}

TEST(RecordOrder, of_split_sites_gives_the_answer_of_whole_ones) {
    std::mt19937 random{11};
    for (int round = 0; round < 120; ++round) {
        const std::vector<Site> sites = random_sites(random);
        ASSERT_EQ(answers(records_of(sites, true), false), answers(records_of(sites, false), false))
            << "round " << round;
    }
}

}  // namespace
}  // namespace genostrat::pgx

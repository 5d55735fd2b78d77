// SPDX-License-Identifier: MIT
// The matcher against the definition of its answer: every permutation of the strands, written out.
#include "test_support.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <genostrat/pgx/gene_call.hpp>
#include <genostrat/pgx/match.hpp>

namespace genostrat::pgx {
namespace {

using Sequence = std::vector<AlleleCode>;
using Answer = std::set<std::tuple<AlleleIndex, AlleleIndex, int>>;

/// A random gene of up to 14 loci with undefined cells and IUPAC cells.
GeneModel random_gene(std::mt19937& random, const std::string& name, bool has_wobbles) {
    const auto below = [&](int bound) {
        return std::uniform_int_distribution<int>{0, bound - 1}(random);
    };
    GeneDefinition definition;
    definition.gene = name;
    definition.contig = "chr1";
    const int n_loci = 2 + below(13);
    for (int locus = 0; locus < n_loci; ++locus)
        definition.loci.push_back(
            {.contig = "chr1",
             .pos0 = 100 + locus,
             .ref = "A",
             .alts = below(3) == 0 ? std::vector<std::string>{"G", "C"}
                                   : std::vector<std::string>{"G"}});
    const int n_alleles = 2 + below(12);
    for (int index = 0; index < n_alleles; ++index) {
        NamedAllele allele{.name = "*" + std::to_string(index + 1), .is_reference = index == 0};
        for (const Locus& locus : definition.loci) {
            const int kind = below(10);
            if (index == 0)
                allele.cells.emplace_back("A");
            else if (kind < 7)
                allele.cells.emplace_back();
            else if (has_wobbles && kind == 7)
                allele.cells.emplace_back("R");
            else
                allele.cells.emplace_back(locus.alts[static_cast<std::size_t>(
                    below(static_cast<int>(locus.alts.size())))]);
        }
        definition.alleles.push_back(std::move(allele));
    }
    return compile(definition);
}

std::vector<LocusCall> random_calls(std::mt19937& random, const GeneModel& model) {
    const auto below = [&](int bound) {
        return std::uniform_int_distribution<int>{0, bound - 1}(random);
    };
    std::vector<LocusCall> calls;
    for (const CompiledLocus& locus : model.loci) {
        const auto code = [&] {
            return static_cast<AlleleCode>(
                below(3) == 0 ? below(static_cast<int>(locus.n_documented)) : 0);
        };
        LocusCall call;
        if (below(10) != 0) {
            call.first = code();
            call.second = code();
            call.is_phased = below(3) == 0;
            if (call.is_phased && below(2) == 0)
                call.phase_set = below(2);
        }
        calls.push_back(call);
    }
    return calls;
}

/// All sequences a strand can have, each with its partner.
std::map<Sequence, Sequence> permutations(std::span<const LocusCall> calls) {
    std::map<std::int32_t, int> bits;
    int n_bits = 0;
    std::vector<int> bit_of(calls.size(), -1);
    for (std::size_t locus = 0; locus < calls.size(); ++locus) {
        const LocusCall& call = calls[locus];
        if (call.is_missing() || call.first == call.second)
            continue;
        if (!call.is_phased) {
            bit_of[locus] = n_bits++;
            continue;
        }
        const auto [entry, is_new] = bits.try_emplace(call.phase_set, n_bits);
        if (is_new)
            ++n_bits;
        bit_of[locus] = entry->second;
    }
    std::map<Sequence, Sequence> all;
    for (unsigned turn = 0; turn < 1U << static_cast<unsigned>(n_bits); ++turn) {
        Sequence one;
        Sequence other;
        for (std::size_t locus = 0; locus < calls.size(); ++locus) {
            const bool turned =
                bit_of[locus] >= 0 && (turn >> static_cast<unsigned>(bit_of[locus]) & 1U) != 0;
            one.push_back(turned ? calls[locus].second : calls[locus].first);
            other.push_back(turned ? calls[locus].first : calls[locus].second);
        }
        all[one] = other;
    }
    return all;
}

bool fits(const GeneModel& model, AlleleIndex allele, const Sequence& sequence) {
    for (std::size_t locus = 0; locus < sequence.size(); ++locus) {
        if (sequence[locus] == missing_code)
            continue;
        const std::string* const cell = model.allele(allele).cells[locus];
        const std::string& base =
            model.loci[locus].codes[static_cast<std::size_t>(sequence[locus])];
        const bool same = !cell          ? base == "A"
                          : *cell == "R" ? base == "A" || base == "G"
                                         : base == *cell;
        if (!same)
            return false;
    }
    return true;
}

int score(const GeneModel& model, AlleleIndex allele, const std::vector<const Sequence*>& strands) {
    int sum = 0;
    for (std::size_t locus = 0; locus < model.loci.size(); ++locus) {
        const std::string* const cell = model.allele(allele).cells[locus];
        if (!cell || (*strands.front())[locus] == missing_code)
            continue;
        const bool unused =
            *cell == "R" && std::ranges::all_of(strands, [&](const Sequence* strand) {
                return (*strand)[locus] == reference_code;
            });
        sum += unused ? 0 : 1;
    }
    return sum;
}

bool has_core(const GeneModel& model, AlleleIndex allele, std::span<const LocusCall> calls) {
    for (std::size_t locus = 0; locus < calls.size(); ++locus)
        if (!calls[locus].is_missing() && model.allele(allele).cells[locus])
            return true;
    return false;
}

Answer by_permutations(const GeneModel& model, std::span<const LocusCall> calls) {
    std::map<std::pair<AlleleIndex, AlleleIndex>, int> best;
    for (const auto& [one, other] : permutations(calls))
        for (const AlleleIndex first : model.by_name)
            for (const AlleleIndex second : model.by_name) {
                if (!has_core(model, first, calls) || !has_core(model, second, calls) ||
                    !fits(model, first, one) || !fits(model, second, other))
                    continue;
                std::vector<const Sequence*> of_first{&one};
                std::vector<const Sequence*> of_second{&other};
                if (first != second && fits(model, first, other))
                    of_first.push_back(&other);
                if (first != second && fits(model, second, one))
                    of_second.push_back(&one);
                const int sum = score(model, first, of_first) + score(model, second, of_second);
                const bool in_order = model.name_rank[first] <= model.name_rank[second];
                const auto key = in_order ? std::pair{first, second} : std::pair{second, first};
                const auto [entry, is_new] = best.try_emplace(key, sum);
                if (!is_new)
                    entry->second = std::max(entry->second, sum);
            }
    Answer answer;
    for (const auto& [pair, sum] : best)
        answer.emplace(pair.first, pair.second, sum);
    return answer;
}

TEST(MatchPairs, equals_the_search_through_all_permutations) {
    std::mt19937 random{20240601};
    std::size_t n_pairs = 0;
    for (int round = 0; round < 3000; ++round) {
        const GeneModel model = random_gene(random, "GEN1", round % 2 == 0);
        const auto calls = random_calls(random, model);
        const PhasedSample sample = phase(calls);
        if (sample.n_present == 0 || sample.blocks.size() > 8)
            continue;
        Answer answer;
        for (const AllelePair& pair : match_pairs(model, calls, sample))
            answer.emplace(pair.first, pair.second, pair.score);
        n_pairs += answer.size();
        ASSERT_EQ(answer, by_permutations(model, calls)) << "round " << round;
    }
    EXPECT_GT(n_pairs, 1000U);
}

/// A gene like RYR1: each variant is an allele of its own.
GeneModel single_variants(int n_loci) {
    GeneDefinition definition;
    definition.gene = "RYR1";
    definition.contig = "chr19";
    NamedAllele reference{.name = "Reference", .is_reference = true};
    for (int locus = 0; locus < n_loci; ++locus) {
        definition.loci.push_back(
            {.contig = "chr19", .pos0 = 100 + locus, .ref = "A", .alts = {"G"}});
        reference.cells.emplace_back("A");
    }
    definition.alleles.push_back(reference);
    for (int locus = 0; locus < n_loci; ++locus) {
        NamedAllele allele{.name = "c." + std::to_string(locus + 1) + "A>G"};
        allele.cells = {
            static_cast<std::size_t>(n_loci), {{static_cast<std::uint16_t>(locus), "G"}}};
        definition.alleles.push_back(std::move(allele));
    }
    return compile(definition);
}

/// The rule of the list, with every permutation written out: each allele that fits one of them,
/// twice if some complete explanation has it on both strands.
std::vector<std::string>
listed_by_permutations(const GeneModel& model, std::span<const LocusCall> calls) {
    std::map<AlleleIndex, int> copies;
    for (const auto& [one, other] : permutations(calls)) {
        const auto has = [&](AlleleIndex allele, const Sequence& strand) {
            for (std::size_t locus = 0; locus < strand.size(); ++locus)
                if (model.allele(allele).cells[locus] && strand[locus] != missing_code &&
                    model.loci[locus].codes[static_cast<std::size_t>(strand[locus])] !=
                        *model.allele(allele).cells[locus])
                    return false;
            return true;
        };
        for (const AlleleIndex allele : model.by_name) {
            if (!has_core(model, allele, calls) || !has(allele, one))
                continue;
            copies[allele] = std::max(copies[allele], has(allele, other) ? 2 : 1);
        }
    }
    std::vector<std::string> names;
    for (const AlleleIndex allele : model.by_name)
        names.insert(
            names.end(), static_cast<std::size_t>(copies[allele]), model.allele(allele).name);
    if (names.size() > 2)
        std::erase(names, "Reference");
    return names;
}

TEST(LowestFunction, equals_the_search_through_all_permutations) {
    std::mt19937 random{7};
    for (int n_het = 2; n_het <= 12; ++n_het) {
        const GeneModel model = single_variants(16);
        std::vector<LocusCall> calls(16);
        for (int locus = 0; locus < 16; ++locus) {
            LocusCall& call = calls[static_cast<std::size_t>(locus)];
            call.first = 0;
            call.second = locus < n_het ? AlleleCode{1} : AlleleCode{0};
            if (locus == 14)
                call.first = call.second = 1;
            if (locus == 15)
                call = {};
        }
        std::shuffle(calls.begin(), calls.end(), random);
        EXPECT_EQ(
            call_gene(model, calls, {}, nullptr, {}).haplotypes,
            listed_by_permutations(model, calls))
            << n_het;
    }
}

TEST(LowestFunction, equals_the_search_for_random_genotypes) {
    std::mt19937 random{20261127};
    const auto below = [&](int bound) {
        return std::uniform_int_distribution<int>{0, bound - 1}(random);
    };
    const GeneModel model = single_variants(20);
    for (int round = 0; round < 60; ++round) {
        std::vector<LocusCall> calls(20);
        const int n_het = 2 + below(11);
        for (int locus = 0; locus < 20; ++locus) {
            LocusCall& call = calls[static_cast<std::size_t>(locus)];
            if (locus < n_het) {  // as `0/1` or `1/0`
                call.first = static_cast<AlleleCode>(below(2));
                call.second = static_cast<AlleleCode>(1 - call.first);
            } else if (below(5) != 0) {  // else missing
                call.first = call.second = static_cast<AlleleCode>(below(3) == 0 ? 1 : 0);
                call.is_phased = below(2) == 0;
            }
        }
        std::shuffle(calls.begin(), calls.end(), random);
        ASSERT_EQ(
            call_gene(model, calls, {}, nullptr, {}).haplotypes,
            listed_by_permutations(model, calls))
            << "round " << round << ", " << n_het << " heterozygous";
    }
}

}  // namespace
}  // namespace genostrat::pgx

// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include <genostrat/qc/identity.hpp>
#include <genostrat/qc/king.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace {

constexpr std::size_t n_sites = 1024;

/// Genotypes of common sites, packed as a part of KingSites takes them.
std::vector<std::int8_t> made_calls(std::size_t n_samples, std::mt19937& random) {
    std::vector<std::int8_t> calls(2 * n_samples);
    for (std::int8_t& call : calls)
        call = (random() & 3) == 0 ? 4 : 2;
    return calls;
}

/// All pairs of so many samples at 1,024 common sites; items are pairs x sites.
void king_all_pairs(benchmark::State& state) {
    const auto n_samples = static_cast<std::size_t>(state.range(0));
    std::mt19937 random{1};
    genostrat::qc::KingSites sites{std::vector<std::string>(n_samples, "s")};
    genostrat::qc::KingSites::Part part = sites.part();
    for (std::size_t site = 0; site < n_sites; ++site) {
        const std::vector<std::int8_t> calls = made_calls(n_samples, random);
        sites.add({calls.data(), n_samples, 2, genostrat::Genotypes::Width::int8}, part);
    }
    sites.merge(part);
    sites.finish(1);
    for (auto _ : state) {
        std::int64_t opposite = 0;
        sites.for_each_row(
            1,
            [&](std::size_t, std::span<const genostrat::qc::KingCounts> counts) {
                for (const genostrat::qc::KingCounts& pair : counts)
                    opposite += pair.opposite;
            },
            [](std::size_t, std::size_t) {});
        benchmark::DoNotOptimize(opposite);
    }
    const std::int64_t n_pairs = state.range(0) * (state.range(0) - 1) / 2;
    state.SetItemsProcessed(state.iterations() * n_pairs * static_cast<std::int64_t>(n_sites));
}

/// One site of two files of so many samples; items are pairs.
void identity_site(benchmark::State& state) {
    const auto n_samples = static_cast<std::size_t>(state.range(0));
    std::mt19937 random{1};
    std::vector<std::int8_t> dosages(n_samples);
    for (std::int8_t& dosage : dosages)
        dosage = static_cast<std::int8_t>(random() % 3);
    std::vector<genostrat::qc::MatchCounts> counts(n_samples * n_samples);
    for (auto _ : state) {
        genostrat::qc::count_matches(dosages, dosages, counts);
        benchmark::DoNotOptimize(counts.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(0));
}

}  // namespace

BENCHMARK(king_all_pairs)->Arg(2)->Arg(100)->Arg(2504);
BENCHMARK(identity_site)->Arg(1)->Arg(100)->Arg(2504);

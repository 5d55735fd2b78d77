// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include <genostrat/score/sum_kernel.hpp>
#include <genostrat/score/sums.hpp>

namespace {

/// Genotypes of one variant as BCF packs them, every fifth call an ALT.
std::vector<std::int8_t> made_calls(std::size_t n_samples) {
    std::vector<std::int8_t> calls(2 * n_samples);
    for (std::size_t call = 0; call < calls.size(); ++call)
        calls[call] = call % 5 == 0 ? 4 : 2;
    return calls;
}

void code_genotypes(benchmark::State& state) {
    const auto n_samples = static_cast<std::size_t>(state.range(0));
    const std::vector<std::int8_t> calls = made_calls(n_samples);
    const genostrat::Genotypes genotypes{
        calls.data(), n_samples, 2, genostrat::Genotypes::Width::int8};
    std::vector<std::uint64_t> words(genostrat::words_of_codes(n_samples));
    std::vector<std::uint8_t> ploidies(n_samples);
    for (auto _ : state) {
        benchmark::DoNotOptimize(genostrat::score::code_genotypes(genotypes, 1, words, ploidies));
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.range(0) * state.iterations());
}

/// A block of 256 variants for as many scores as the second argument says.
void sum_scores(benchmark::State& state) {
    constexpr std::size_t n_variants = genostrat::score::columns_per_block;
    const auto n_samples = static_cast<std::size_t>(state.range(0));
    const auto n_scores = static_cast<std::size_t>(state.range(1));
    std::vector<std::uint8_t> codes(n_samples);
    std::array<std::int64_t, 4> counts{};
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        codes[sample] = sample % 5 == 0 ? 1 : 0;
        ++counts[codes[sample]];
    }
    std::vector<std::uint64_t> words(genostrat::words_of_codes(n_samples));
    genostrat::pack_codes(codes, words);
    const std::vector<double> weights(n_scores, 0.25);
    const std::vector<genostrat::score::Term> terms{
        {.first_score = 0, .weights = weights, .codes = {.value = {0.0, 1.0, 2.0, 0.5}}}};
    genostrat::score::ScoreSums sums{n_samples, n_scores};
    for (auto _ : state) {
        for (std::size_t variant = 0; variant < n_variants; ++variant)
            sums.add_codes(words, counts, terms);
        sums.flush();
    }
    state.SetItemsProcessed(
        state.range(0) * state.range(1) * static_cast<std::int64_t>(n_variants) *
        state.iterations());
}

}  // namespace

BENCHMARK(code_genotypes)->Arg(1)->Arg(100)->Arg(2504)->Arg(100'000);
BENCHMARK(sum_scores)->Args({2504, 1})->Args({2504, 100})->Args({2504, 1000})->Args({100, 100});

// SPDX-License-Identifier: MIT
#include "variant/genotype_text.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <genostrat/variant/genotypes.hpp>

namespace {

std::string made_column(std::size_t n_samples) {
    std::string text;
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        text += sample % 7 == 0 ? "1|1\t" : sample % 3 == 0 ? "0|1\t" : "0|0\t";
    text.pop_back();
    return text;
}

void pack_diploid_genotypes(benchmark::State& state) {
    const auto n_samples = static_cast<std::size_t>(state.range(0));
    const std::string text = made_column(n_samples);
    std::vector<std::int8_t> calls(2 * n_samples);
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            genostrat::detail::pack_diploid_genotypes(text, n_samples, calls.data()));
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.range(0) * state.iterations());
}

void allele_dosages(benchmark::State& state) {
    const auto n_samples = static_cast<std::size_t>(state.range(0));
    std::vector<std::int8_t> calls(2 * n_samples);
    for (std::size_t call = 0; call < calls.size(); ++call)
        calls[call] = call % 5 == 0 ? 4 : 2;
    std::vector<std::int8_t> dosages(n_samples);
    const genostrat::Genotypes genotypes{
        calls.data(), n_samples, 2, genostrat::Genotypes::Width::int8};
    for (auto _ : state) {
        genostrat::allele_dosages(genotypes, 1, dosages);
        benchmark::DoNotOptimize(dosages.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.range(0) * state.iterations());
}

}  // namespace

BENCHMARK(pack_diploid_genotypes)->Arg(1)->Arg(100)->Arg(2504)->Arg(100'000);
BENCHMARK(allele_dosages)->Arg(1)->Arg(100)->Arg(2504)->Arg(100'000);

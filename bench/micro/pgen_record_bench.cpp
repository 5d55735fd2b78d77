// SPDX-License-Identifier: MIT
#include "variant/pgen_record.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

/// A record without compression becomes GT as BCF packs it.
void decode_pgen_record(benchmark::State& state) {
    const auto n_samples = static_cast<std::size_t>(state.range(0));
    std::string record((n_samples + 3) / 4, '\x24');
    genostrat::detail::PgenGenotypes genotypes;
    std::vector<std::int8_t> calls(2 * n_samples);
    for (auto _ : state) {
        genostrat::detail::decode_pgen_record(record, {}, n_samples, 1, {}, genotypes);
        genostrat::detail::fill_genotypes(genotypes, n_samples, calls);
        benchmark::DoNotOptimize(calls.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.range(0) * state.iterations());
}

}  // namespace

BENCHMARK(decode_pgen_record)->Arg(1)->Arg(100)->Arg(2504)->Arg(100'000);

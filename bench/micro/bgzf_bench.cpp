// SPDX-License-Identifier: MIT
#include <string>

#include <benchmark/benchmark.h>

#include <genostrat/io/bgzf.hpp>

namespace {

std::string made_block() {
    std::string text;
    for (unsigned row = 0; text.size() < genostrat::io::bgzf_block_bytes; ++row)
        text += "chr1\t" + std::to_string(1000 + 37 * row) + "\t.\tA\tC\t" +
                std::to_string(row * 7919 % 1000) +
                "\tPASS\tAC=1;AN=2;DP=" + std::to_string(row * 31 % 60) +
                "\tGT:DP\t0/1:" + std::to_string(row % 60) + "\n";
    text.resize(genostrat::io::bgzf_block_bytes);
    return text;
}

void inflate(benchmark::State& state) {
    const std::string text = made_block();
    genostrat::Buffer packed;
    genostrat::io::Deflater{6}.deflate(text, packed);
    const genostrat::io::Inflater inflater;
    std::string out(text.size(), ' ');
    for (auto _ : state)
        benchmark::DoNotOptimize(inflater.inflate(packed.view(), out.data()));
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

void deflate(benchmark::State& state) {
    const std::string text = made_block();
    const genostrat::io::Deflater deflater{static_cast<int>(state.range(0))};
    genostrat::Buffer packed;
    for (auto _ : state) {
        packed.clear();
        deflater.deflate(text, packed);
        benchmark::DoNotOptimize(packed.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

}  // namespace

BENCHMARK(inflate);
BENCHMARK(deflate)->Arg(1)->Arg(6)->Arg(9);

// SPDX-License-Identifier: MIT
#include "variant/line_scan.hpp"

#include <string>

#include <benchmark/benchmark.h>

namespace {

/// Lines with `n_samples` genotypes each, about 1 MB in all.
std::string made_lines(std::size_t n_samples) {
    std::string line = "chr1\t1234567\trs1\tA\tC\t50.5\tPASS\tAC=1;AF=0.5;AN=2;DP=30\tGT:DP";
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        line += "\t0|1:30";
    line += '\n';
    std::string text;
    while (text.size() < (1U << 20))
        text += line;
    return text;
}

template <auto Scan>
void scan(benchmark::State& state) {
    const std::string text = made_lines(static_cast<std::size_t>(state.range(0)));
    std::vector<genostrat::detail::LineShape> lines;
    for (auto _ : state) {
        Scan(text.data(), text.size(), lines);
        benchmark::DoNotOptimize(lines.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

}  // namespace

BENCHMARK(scan<genostrat::detail::scan_lines>)->Name("scan_lines")->Arg(1)->Arg(100)->Arg(2504);
BENCHMARK(scan<genostrat::detail::scan_lines_scalar>)
    ->Name("scan_lines_scalar")
    ->Arg(1)
    ->Arg(100)
    ->Arg(2504);

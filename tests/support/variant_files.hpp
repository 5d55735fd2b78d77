// SPDX-License-Identifier: MIT
#pragma once

#include "vcf_rows.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_sink.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::test {

/// A VCF of `n_rows` rows on contigs 1 and 2, header of vcf_rows.hpp; every tenth row has END.
[[nodiscard]] inline std::string made_vcf(int n_rows) {
    std::string text{small_header};
    for (int row = 0; row < n_rows; ++row) {
        const bool second = row >= n_rows * 2 / 3;
        const int pos = 10 + 7 * (second ? row - n_rows * 2 / 3 : row);
        text += second ? "2~" : "1~";
        text += std::to_string(pos) + "~rs" + std::to_string(row) + "~A~C,G~" +
                std::to_string(row % 90) + ".5~PASS~DP=" + std::to_string(row);
        if (row % 10 == 0)
            text += ";END=" + std::to_string(pos + 25);
        text += ";AF=0.123456,0.5~GT:DP:AD~0|1:3:1,2,0~1/2:" + std::to_string(row % 50) + ":.\n";
    }
    std::ranges::replace(text, '~', '\t');
    return text;
}

/// Copies variants from file to file.
inline RunResult copy_variants(
    const std::string& from,
    const std::string& to,
    VcfSinkOptions sink = {},
    VcfSourceOptions source = {},
    int threads = 1) {
    return (Pipeline{VcfSource{from, std::move(source)}} | VcfSink{to, std::move(sink)})
        .run({.threads = threads});
}

}  // namespace genostrat::test

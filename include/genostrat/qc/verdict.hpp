// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/qc/gc_bias.hpp>

namespace genostrat::qc {

enum class Verdict : std::uint8_t { pass, warn, fail };

/// `pass`, `warn`, `fail`.
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;

/// How bad a value is: beyond the first bound a warning, beyond the second a failure.
/// @param badness  larger is worse
[[nodiscard]] Verdict judge(double badness, double warn, double fail) noexcept;

/// One test of one sample.
struct QcCheck {
    std::string name{};  ///< `call_rate`, `depth`, `contamination`, …
    Verdict verdict{};
    std::string finding{};  ///< in words, with the value
    std::string rule{};     ///< what passes
};

/// The tests of one sample that apply.
struct SampleVerdict {
    std::string sample{};
    Verdict verdict{};  ///< the worst
    std::vector<QcCheck> checks{};
};

/// What a QC page shows.
struct QcVerdicts {
    std::string path{};  ///< file that was looked at
    std::vector<SampleVerdict> samples{};
    std::optional<GcBias> gc_bias{};  ///< of reads with their reference
};

/// The worst verdict; pass for none.
[[nodiscard]] Verdict worst(const std::vector<QcCheck>& checks) noexcept;

}  // namespace genostrat::qc

// SPDX-License-Identifier: MIT
#include <limits>

#include <genostrat/qc/variant_qc.hpp>

namespace genostrat::qc {

void PartCounts::add(const PartCounts& other) {
    if (samples.size() < other.samples.size())
        samples.resize(other.samples.size());
    for (std::size_t sample = 0; sample < other.samples.size(); ++sample)
        samples[sample].add(other.samples[sample]);
    n_rows += other.n_rows;
    n_polymorphic += other.n_polymorphic;
    expected_homozygosity += other.expected_homozygosity;
}

double PartCounts::inbreeding(std::size_t sample) const noexcept {
    if (samples.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto n = static_cast<double>(observed(sample));
    const double expected = expected_homozygous(sample);
    const double homozygous = n - static_cast<double>(samples[sample].heterozygous);
    return n - expected <= 0 ? std::numeric_limits<double>::quiet_NaN()
                             : (homozygous - expected) / (n - expected);
}

std::vector<SampleCounts> VariantQc::totals() const {
    std::vector<SampleCounts> sums(samples.size());
    for (const PartCounts& part : parts)
        for (std::size_t sample = 0; sample < part.samples.size(); ++sample)
            sums[sample].add(part.samples[sample]);
    return sums;
}

}  // namespace genostrat::qc

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace genostrat::score {

/// Which genotypes one input has told, so that another need only tell the rest. Owns everything.
class KnownGenotypes {
public:
    explicit KnownGenotypes(std::size_t n_samples) : n_samples_{n_samples} {}

    /// Marks that the row of the weights is known for a sample.
    void add(std::uint32_t row, std::size_t sample) {
        std::vector<std::uint8_t>& known = rows_[row];
        known.resize(n_samples_);
        known[sample] = 1;
    }

    /// One byte a sample, 1 where known; empty where nobody's genotype is. Valid until `add`.
    [[nodiscard]] std::span<const std::uint8_t> of(std::uint32_t row) const noexcept {
        const auto found = rows_.find(row);
        return found == rows_.end() ? std::span<const std::uint8_t>{} : found->second;
    }

private:
    std::size_t n_samples_;
    std::unordered_map<std::uint32_t, std::vector<std::uint8_t>> rows_;
};

}  // namespace genostrat::score

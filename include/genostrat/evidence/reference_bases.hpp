// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/io/fasta.hpp>

namespace genostrat::evidence {

/// Bases of the reference genome by contig name, aliases included (`chr1` for `1`). Safe to share
/// between threads.
class ReferenceBases {
public:
    /// @throws as io::Fasta
    explicit ReferenceBases(const std::string& path) : fasta_{path} {}

    /// Up to `n_bases` bases from `pos` (0-based) on, in `room`; empty where the FASTA has no such
    /// contig or it ends before. The view is valid as long as `room` is not changed.
    [[nodiscard]] std::string_view
    at(std::string_view contig, std::int64_t pos, std::size_t n_bases, std::string& room) const;

    [[nodiscard]] const std::string& path() const noexcept { return fasta_.path(); }

private:
    io::Fasta fasta_;
};

}  // namespace genostrat::evidence

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/simulate/random.hpp>

namespace genostrat::simulate {

/// Bases at both ends of a contig that are N.
inline constexpr std::int64_t telomere_bases = 1000;

/// A contig's name and length, for headers.
struct ContigLine {
    std::string name{};
    std::int64_t length{};
};

/// A contig of the simulated reference. Repeats are in lower case.
struct GenomeContig {
    std::string name{};
    std::string bases{};

    [[nodiscard]] std::int64_t length() const noexcept {
        return static_cast<std::int64_t>(bases.size());
    }

    [[nodiscard]] bool is_x() const noexcept { return name == "chrX"; }

    /// Upper-case base. @pre 0 <= pos < length()
    [[nodiscard]] char base(std::int64_t pos) const noexcept;

    /// Upper-case bases. @pre 0 <= begin <= end <= length()
    [[nodiscard]] std::string stretch(std::int64_t begin, std::int64_t end) const;
};

/// `chr1`, `chr2` … and, where there are two or more, `chrX` as the last. @pre 1 <= n <= 23
[[nodiscard]] std::vector<std::string> contig_names(int n_contigs);

/// Random bases (41 % G and C) with tandem repeats of units of 1 to 6 bases about every 2,000.
/// @pre length > 2 * telomere_bases
[[nodiscard]] GenomeContig make_contig(std::string name, std::int64_t length, Random random);

/// The base that pairs with an upper-case base; N for all else.
[[nodiscard]] char complement(char base) noexcept;

[[nodiscard]] std::string reverse_complement(std::string_view bases);

}  // namespace genostrat::simulate

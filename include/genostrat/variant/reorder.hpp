// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/variant/row_text.hpp>

namespace genostrat {

/// How the alleles of a row become those of another one: put in another order (REF and ALT
/// swapped), or some of them left out.
struct AlleleOrder {
    /// For each new allele, REF first, its index in the old row.
    std::vector<std::size_t> sources{};
    /// For each old allele the index that its calls get; -1 makes them missing.
    std::vector<std::int32_t> targets{};

    /// REF of the new row is ALT `allele` of the old one, and the other way round.
    [[nodiscard]] static AlleleOrder swap(std::size_t n_alleles, std::size_t allele);

    /// Leaves out the ALTs for which `is_left_out` is true; their calls become those of REF.
    /// @param is_left_out  one entry an allele, that of REF is not looked at
    [[nodiscard]] static AlleleOrder without(const std::vector<bool>& is_left_out);

    [[nodiscard]] std::size_t n_old() const noexcept { return targets.size(); }

    [[nodiscard]] std::size_t n_new() const noexcept { return sources.size(); }

    /// True if the old REF is an ALT of the new row, so that counts of ALTs need its count.
    [[nodiscard]] bool moves_ref() const noexcept { return sources.empty() || sources[0] != 0; }
};

/// Appends the values of the new row's alleles out of a vector of the old row. Of Number=A the
/// value of an ALT that was REF is `.`; of G each genotype takes the value of the same two alleles.
/// A lone `.` is appended as it is.
///
/// @param values  as written in the row: `1,2,3`
/// @return false if the vector does not fit the row's alleles: nothing was appended
[[nodiscard]] bool append_reordered(
    std::string_view values, Number::Kind kind, const AlleleOrder& order, std::string& out);

/// Appends a genotype in the alleles of the new row; phase, ploidy and missing alleles stay.
/// @return false if an allele is no number or beyond the row's alleles: nothing was appended
[[nodiscard]] bool
append_reordered_genotype(std::string_view genotype, const AlleleOrder& order, std::string& out);

/// Where a reordered row lies and what its alleles are.
struct ReorderedPlace {
    std::string_view contig{};
    std::int64_t pos{};  ///< 0-based
    std::string_view ref{};
    std::vector<std::string_view> alts{};
};

/// Writes a row with its alleles in another order: INFO and FORMAT vectors of Number=A, R and G and
/// the genotypes follow.
///
/// Where REF became an ALT, its counts come of the others': AC = AN - all AC, AF = 1 - all AF; the
/// same for AC_x with AN_x, AF_x and x_AF.
class RowReorderer {
public:
    explicit RowReorderer(TagKinds kinds) : kinds_{std::move(kinds)} {}

    /// Appends the new line without line end.
    /// @throws Error{bad_data} naming the key whose vector does not fit the alleles, or the
    /// genotype
    void append_line(
        const RowText& row,
        const AlleleOrder& order,
        const ReorderedPlace& place,
        std::string& out) const;

private:
    void append_info(const RowText& row, const AlleleOrder& order, std::string& out) const;
    void append_samples(const RowText& row, const AlleleOrder& order, std::string& out) const;

    TagKinds kinds_;
};

}  // namespace genostrat

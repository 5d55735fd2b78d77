// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/variant/row_text.hpp>

namespace genostrat {

/// One ALT of a row that is to stand alone.
struct AltChoice {
    std::size_t n_alleles{};  ///< of the whole row, REF included
    std::size_t allele{};     ///< the kept ALT, 1 .. n_alleles - 1
};

/// What a projection found.
enum class Projected : std::uint8_t {
    whole,       ///< the vector had the declared length, or was `.`
    cut_short,   ///< fewer values than declared: missing ones were left off at the end
    wrong_count  ///< more values than declared, or one value for many: nothing was appended
};

/// Appends the values of one allele out of a vector: of Number=A its own, of R the REF's and its
/// own, of G those of the genotypes of REF and the allele (three; two if the vector is haploid).
/// A vector of another kind, and a single `.`, is appended as it is.
///
/// @param values  as written in the row: `1,2,3`
/// @param kind    by the header line
[[nodiscard]] Projected
append_projected(std::string_view values, Number::Kind kind, AltChoice choice, std::string& out);

/// Appends a genotype in the alleles of the split row: the kept ALT becomes 1, other ALTs 0;
/// missing alleles, phase and ploidy stay (`1|2/.` keeps its separators).
///
/// @return false if an allele is no number or beyond the row's alleles; nothing is appended then
[[nodiscard]] bool
append_projected_genotype(std::string_view genotype, AltChoice choice, std::string& out);

struct SplitOptions {
    /// Drop a field of wrong length instead of failing (bcftools' `--force`).
    bool drop_malformed{false};
    /// INFO and FORMAT keys of Number=R whose REF value takes the values of the left-out ALTs, so
    /// that their sum stays (bcftools' `--keep-sum AD`)
    std::vector<std::string> keep_sum{};
    /// Keys whose values are text: one of wrong length is no error, a value it lacks is missing.
    TextMap<bool> text_info{};
    TextMap<bool> text_format{};
};

/// Writes the rows that a multi-allelic row splits into, as `bcftools norm -m-` does; copies that
/// live in different threads share nothing.
///
/// Where bcftools 1.16 leaves an invalid or empty value (a sample's `.` in a Number=A column next
/// to a full one, a String vector of one `.`) the value is `.` here.
class RowSplitter {
public:
    explicit RowSplitter(TagKinds kinds, SplitOptions options = {});

    /// Appends the line of one ALT, without line end. POS and alleles are not trimmed.
    ///
    /// @param alts  all ALTs of the row
    /// @throws Error{bad_data} naming the key whose vector has the wrong length, or the genotype
    ///         with an allele that the row does not have
    void append_line(
        const RowText& row,
        std::span<const std::string_view> alts,
        std::size_t allele,
        std::string& out) const;

private:
    void append_info(const RowText& row, AltChoice choice, std::string& out) const;
    void append_samples(const RowText& row, AltChoice choice, std::string& out) const;

    TagKinds kinds_;
    SplitOptions options_;
};

}  // namespace genostrat

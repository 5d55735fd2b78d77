// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/filter/syntax.hpp>
#include <genostrat/filter/text_match.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace genostrat::filter {

/// The keywords a genotype can be compared with (`GT="het"`).
enum class GenotypeClass : std::uint8_t {
    homozygous,
    heterozygous,
    haploid,
    reference,
    alternate,
    missing,
    ref_ref,
    ref_alt,
    alt_alt,        ///< AA: homozygous
    alt_other_alt,  ///< aA: heterozygous
    haploid_ref,
    haploid_alt
};

/// The class of a keyword, in any case but for `aA` and `Aa`; nothing for other text.
[[nodiscard]] std::optional<GenotypeClass> genotype_class(std::string_view keyword) noexcept;

/// True if a genotype is of the class. With a missing allele it is `missing` and nothing else.
/// @param calls  one value an allele copy as Genotypes::at gives them, without filling; not empty
[[nodiscard]] bool
is_of_class(std::span<const std::int32_t> calls, GenotypeClass genotype_class) noexcept;

/// Writes a genotype as VCF text (`0|1`, `./.`); `.` for no calls.
void append_genotype(std::string& out, std::span<const std::int32_t> calls);

/// Tests genotypes against one constant. Results for packed diploid and haploid calls are kept in a
/// table, so that a column of thousands of samples costs a load each. One thread at a time.
class GenotypeTest {
public:
    /// A keyword, literal genotypes (comma-separated) or a pattern, as `op` and `constant` say.
    /// @throws std::invalid_argument for a pattern that is none
    GenotypeTest(std::string_view constant, Operator op);

    /// Sets passing[sample] of every selected sample (0 for the others).
    /// @param selected  one entry a sample, or empty for all
    /// @return true if any passes
    bool
    run(const Genotypes& genotypes,
        std::span<const std::uint8_t> selected,
        std::span<std::uint8_t> passing);

    /// True if any selected sample passes; stops at the first.
    [[nodiscard]] bool any(const Genotypes& genotypes, std::span<const std::uint8_t> selected);

private:
    [[nodiscard]] bool test(std::span<const std::int32_t> calls);
    [[nodiscard]] bool test_sample(const Genotypes& genotypes, std::size_t sample);
    [[nodiscard]] std::uint8_t fill(std::uint16_t pair);

    std::optional<GenotypeClass> class_;
    std::vector<std::string> literals_;
    std::optional<Pattern> pattern_;
    Operator op_;
    std::string text_;
    std::vector<std::string_view> items_;
    std::vector<std::int32_t> calls_;
    /// By the two bytes of a diploid call: 0 fails, 1 passes, 2 not known yet.
    std::vector<std::uint8_t> pairs_;
};

/// Copies of each allele over all samples, and the number of called alleles.
/// @param counts  one entry an allele, REF first; alleles beyond its end are not counted
/// @return called alleles
std::int64_t count_alleles(const Genotypes& genotypes, std::span<std::int64_t> counts) noexcept;

/// Samples with a missing allele. A sample without any allele counts.
/// @param phased_counts  false: a phased missing allele (`0|.`) is taken for called
[[nodiscard]] std::int64_t
count_missing_genotypes(const Genotypes& genotypes, bool phased_counts) noexcept;

}  // namespace genostrat::filter

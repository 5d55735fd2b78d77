// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace genostrat::qc {

/// What stands for a biallelic SNV in comparisons of files: 64 bits made of its contig (by its
/// canonical name), position and alleles. Two of a million SNVs share one with a chance of 1e-7.
[[nodiscard]] std::uint64_t
snv_key(std::string_view contig, std::int64_t pos, char ref, char alt) noexcept;

/// Genotypes of one file's samples at some of its SNVs: those of the smallest keys, so that two
/// files keep the same ones.
class DosageTable {
public:
    /// @param most_sites  that are kept
    DosageTable(std::vector<std::string> samples, std::size_t most_sites)
        : samples_{std::move(samples)}, most_sites_{most_sites} {}

    [[nodiscard]] const std::vector<std::string>& samples() const noexcept { return samples_; }

    /// @param dosages  copies of ALT, shape [n_samples]; 0, 1, 2 or -1 (missing). Of a key that is
    ///                 there already the first ones stay
    void add(std::uint64_t key, std::span<const std::int8_t> dosages);

    /// Empty where the table has no such site.
    [[nodiscard]] std::span<const std::int8_t> find(std::uint64_t key) const noexcept;

    [[nodiscard]] std::size_t n_sites() const noexcept { return rows_.size(); }

private:
    void halve();

    std::vector<std::string> samples_;
    std::size_t most_sites_;
    std::uint64_t largest_key_{std::numeric_limits<std::uint64_t>::max()};
    std::unordered_map<std::uint64_t, std::size_t> rows_;  // place in dosages_
    std::vector<std::int8_t> dosages_;
};

/// What two samples share: sites called in both where at least one has an ALT.
struct MatchCounts {
    std::int32_t sites{};
    std::int32_t equal{};  ///< of these, the same genotype

    /// 0..1; NaN without sites. About 1 for one person, 0.5 for strangers, 0.7 for siblings.
    [[nodiscard]] double concordance() const noexcept {
        return sites == 0 ? std::numeric_limits<double>::quiet_NaN()
                          : static_cast<double>(equal) / sites;
    }
};

/// Compares all pairs of two files' samples at one site.
/// @param counts  shape [ours.size() * theirs.size()], of our samples one after the other
void count_matches(
    std::span<const std::int8_t> ours,
    std::span<const std::int8_t> theirs,
    std::span<MatchCounts> counts) noexcept;

enum class IdentityVerdict : std::uint8_t {
    same,       ///< fits the sample of the same name
    swapped,    ///< fits a sample of another name
    different,  ///< the sample of the same name is somebody else, and nobody else fits
    unclear,    ///< too few sites, or a concordance that neither the same nor another person has
    unmatched   ///< the other file has no such name, and nobody fits
};

/// `same`, `swapped`, `different`, `unclear`, `unmatched`.
[[nodiscard]] std::string_view to_string(IdentityVerdict verdict) noexcept;

/// Who a sample is in another file.
struct IdentityMatch {
    std::string sample{};
    IdentityVerdict verdict{};
    std::string best{};  ///< the sample there that fits best; empty if none shares enough sites
    MatchCounts with_best{};
    MatchCounts with_own{};  ///< with the sample of the same name; no sites where there is none
};

/// One person's genotypes agree in this share of sites or more, even between callers.
inline constexpr double least_same = 0.9;
/// And those of two people, siblings included, in this share or less.
inline constexpr double most_different = 0.8;

/// Judges every one of our samples.
/// @param counts       of count_matches
/// @param least_sites  that a judgement needs
[[nodiscard]] std::vector<IdentityMatch> judge_identity(
    std::span<const std::string> ours,
    std::span<const std::string> theirs,
    std::span<const MatchCounts> counts,
    std::int64_t least_sites);

/// One row a sample.
[[nodiscard]] std::string identity_table(std::span<const IdentityMatch> matches);

}  // namespace genostrat::qc

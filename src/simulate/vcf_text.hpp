// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/genome.hpp"
#include "simulate/individuals.hpp"
#include "simulate/sites.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::simulate {

/// Header of a file with calls of many people: INFO AC, AF, AN, DP; FORMAT GT, AD, DP, GQ.
[[nodiscard]] std::string
cohort_header(std::span<const ContigLine> contigs, std::span<const std::string> samples);

/// Header of one genome as a caller of whole genomes writes it.
[[nodiscard]] std::string wgs_header(std::span<const ContigLine> contigs, std::string_view sample);

/// Header of the file of known variants: AC, AF, AN, CLNSIG, CLNDN, GENEINFO.
[[nodiscard]] std::string known_header(std::span<const ContigLine> contigs);

/// How the calls of a row are written.
enum class Phasing : std::uint8_t { phased, unphased };

/// Appends a row with GT:DP:GQ (phased) or GT:AD:DP:GQ (unphased). About 2 calls in 1,000 are
/// missing, none at planted variants.
/// @return false, and nothing appended, where nobody has an ALT
bool append_cohort_row(
    std::string& out,
    std::string_view contig,
    const Site& site,
    std::span<const Call> calls,
    Phasing phasing,
    Random& random);

/// Appends a row with the INFO and FORMAT columns of a whole-genome caller (GT:AD:DP:GQ:PL).
void append_wgs_row(
    std::string& out, std::string_view contig, const Site& site, Call call, Random& random);

/// What is known of a variant.
struct KnownFacts {
    std::int64_t allele_number{100'000};
    std::vector<std::int64_t> allele_counts{};     ///< an ALT
    std::vector<std::string_view> significance{};  ///< an ALT; `.` if not known
    std::string_view condition{"."};
    std::string_view gene{"."};
};

void append_known_row(
    std::string& out, std::string_view contig, const Site& site, const KnownFacts& facts);

}  // namespace genostrat::simulate

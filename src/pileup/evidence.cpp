// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include <genostrat/pileup/evidence.hpp>

namespace genostrat::pileup {

namespace {

constexpr std::int32_t best_quality = 99;

/// log10 of the chance of an observation, by its quality and by how many of the genotype's two
/// copies (one copy counts twice) are the allele that was seen.
using ChanceTable = std::array<std::array<double, 3>, 256>;

ChanceTable make_chances() noexcept {
    ChanceTable table{};
    for (std::size_t quality = 0; quality < table.size(); ++quality) {
        const double error = std::pow(10.0, -static_cast<double>(quality) / 10.0);
        const double right = std::max(1 - error, 1e-10);  // quality 0 says nothing
        table[quality] = {
            std::log10(error / 3), std::log10((right + error / 3) / 2), std::log10(right)};
    }
    return table;
}

double chance(const Observation& seen, std::int32_t first, std::int32_t second) noexcept {
    static const ChanceTable table = make_chances();
    const std::size_t copies = (seen.allele == first ? 1U : 0U) + (seen.allele == second ? 1U : 0U);
    return table[seen.quality][copies];
}

void choose_genotype(
    std::span<const double> scores, std::int32_t n_alleles, int ploidy, SiteEvidence& out) {
    const double best = *std::ranges::max_element(scores);
    std::int32_t second_best = best_quality;
    std::size_t index = 0;
    for (std::int32_t second = 0; second < n_alleles; ++second) {
        for (std::int32_t first = 0; first <= (ploidy == 2 ? second : 0); ++first, ++index) {
            const auto phred = static_cast<std::int32_t>(std::lround(10 * (best - scores[index])));
            out.likelihoods.push_back(phred);
            const bool is_best = scores[index] == best && out.first < 0;
            if (is_best && ploidy == 2)
                out.second = second;
            if (is_best)
                out.first = ploidy == 2 ? first : second;
            else
                second_best = std::min(second_best, phred);
        }
    }
    out.genotype_quality = second_best;
}

}  // namespace

SiteEvidence weigh(std::span<const Observation> observations, std::int32_t n_alleles, int ploidy) {
    SiteEvidence out;
    out.forward.resize(static_cast<std::size_t>(n_alleles));
    out.reverse.resize(static_cast<std::size_t>(n_alleles));
    for (const Observation& seen : observations) {
        ++out.depth;
        if (seen.allele != other_allele)
            ++(seen.reverse ? out.reverse : out.forward)[static_cast<std::size_t>(seen.allele)];
    }
    if (observations.empty())
        return out;
    std::vector<double> scores;
    for (std::int32_t second = 0; second < n_alleles; ++second) {
        for (std::int32_t first = 0; first <= (ploidy == 2 ? second : 0); ++first) {
            double score = 0;
            for (const Observation& seen : observations)
                score += chance(seen, ploidy == 2 ? first : second, second);
            scores.push_back(score);
        }
    }
    choose_genotype(scores, n_alleles, ploidy, out);
    return out;
}

std::int32_t match_allele(const ReadAtSite& read, std::span<const std::string> alleles) noexcept {
    const std::string& reference = alleles[0];
    const bool one_length = std::ranges::all_of(
        alleles, [&](const std::string& allele) { return allele.size() == reference.size(); });
    for (std::size_t index = 0; index < alleles.size(); ++index) {
        const std::string& allele = alleles[index];
        bool same = false;
        if (one_length)
            same = read.bases.substr(0, allele.size()) == allele;
        else if (allele.size() == reference.size())  // among indels: none here, up to the last base
            same = read.inserted.empty() && read.deleted == 0 && read.bases.starts_with(allele[0]);
        else if (allele.size() > reference.size())
            same = read.inserted.size() == allele.size() - reference.size() &&
                   std::string_view{allele}.substr(1, read.inserted.size()) == read.inserted;
        else
            same = read.inserted.empty() &&
                   static_cast<std::size_t>(read.deleted) == reference.size() - allele.size();
        if (same)
            return static_cast<std::int32_t>(index);
    }
    return other_allele;
}

}  // namespace genostrat::pileup

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <genostrat/pileup/evidence.hpp>

namespace genostrat::pileup {

namespace {

constexpr std::int32_t best_quality = 99;

/// log10 of how many sites have an allele that is not named there: bcftools call's prior.
constexpr double log_unnamed = -2.96;

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

/// log10 likelihoods of the genotypes of n_alleles, in VCF's order.
std::vector<double>
scores_of(std::span<const Observation> observations, std::int32_t n_alleles, int ploidy) {
    std::vector<double> scores;
    for (std::int32_t second = 0; second < n_alleles; ++second) {
        for (std::int32_t first = 0; first <= (ploidy == 2 ? second : 0); ++first) {
            double score = 0;
            for (const Observation& seen : observations)
                score += chance(seen, ploidy == 2 ? first : second, second);
            scores.push_back(score);
        }
    }
    return scores;
}

/// @param unnamed  log10 likelihood of the best genotype with an allele that the site does not name
void choose_genotype(
    std::span<const double> scores,
    double unnamed,
    std::int32_t n_alleles,
    int ploidy,
    SiteEvidence& out) {
    const auto phred = [](double one, double other) {
        return static_cast<std::int32_t>(std::lround(10 * (one - other)));
    };
    const double best = *std::ranges::max_element(scores);
    const bool is_called = unnamed + log_unnamed <= best;
    if (n_alleles > 1)
        unnamed += log_unnamed;  // at a site without ALT it takes the place of one
    std::int32_t second_best =
        unnamed >= best ? 0 : phred(best, std::max(unnamed, best - best_quality / 10.0));
    std::size_t index = 0;
    for (std::int32_t second = 0; second < n_alleles; ++second) {
        for (std::int32_t first = 0; first <= (ploidy == 2 ? second : 0); ++first, ++index) {
            out.likelihoods.push_back(phred(best, scores[index]));
            const bool is_best = scores[index] == best && out.first < 0 && is_called;
            if (is_best && ploidy == 2)
                out.second = second;
            if (is_best)
                out.first = ploidy == 2 ? first : second;
            else
                second_best = std::min(second_best, out.likelihoods.back());
        }
    }
    out.genotype_quality = is_called ? second_best : 0;
}

}  // namespace

SiteEvidence weigh(std::span<const Observation> observations, std::int32_t n_alleles, int ploidy) {
    SiteEvidence out;
    out.forward.resize(static_cast<std::size_t>(n_alleles));
    out.reverse.resize(static_cast<std::size_t>(n_alleles));
    bool has_others = false;
    std::vector<Observation> telling;
    telling.reserve(observations.size());
    for (const Observation& seen : observations) {
        ++out.depth;
        if (seen.allele == untold_allele)
            continue;
        telling.push_back(seen);
        if (seen.allele == other_allele) {
            telling.back().allele = n_alleles;  // one more than the site names
            has_others = true;
        } else {
            ++(seen.reverse ? out.reverse : out.forward)[static_cast<std::size_t>(seen.allele)];
        }
    }
    if (telling.empty())
        return out;
    // Where all show named alleles, no genotype with the unnamed one is better than the others.
    const bool may_be_unnamed = has_others || n_alleles == 1;
    const std::vector<double> scores =
        scores_of(telling, n_alleles + (may_be_unnamed ? 1 : 0), ploidy);
    const auto n_unnamed = !may_be_unnamed ? std::size_t{}
                           : ploidy == 2   ? static_cast<std::size_t>(n_alleles) + 1
                                           : 1;
    const std::span all{scores};
    const std::span named = all.first(all.size() - n_unnamed);
    const double unnamed = n_unnamed == 0 ? std::numeric_limits<double>::lowest()
                                          : *std::ranges::max_element(all.last(n_unnamed));
    choose_genotype(named, unnamed, n_alleles, ploidy, out);
    return out;
}

std::uint32_t telling_bases(std::span<const std::string> alleles, std::string_view following) {
    const std::string reference = alleles[0] + std::string{following};
    std::size_t n_telling = 1;
    for (const std::string& allele : alleles.subspan(1)) {
        if (allele.size() == alleles[0].size()) {
            n_telling = std::max(n_telling, allele.size());
            continue;
        }
        const std::string changed = allele + std::string{following};
        const std::size_t n_both = std::min(reference.size(), changed.size());
        std::size_t n_same = 1;
        while (n_same < n_both && reference[n_same] == changed[n_same])
            ++n_same;
        n_telling = std::max(n_telling, n_same + 1);
    }
    if (alleles.size() == 1)
        n_telling = alleles[0].size();
    return static_cast<std::uint32_t>(n_telling);
}

std::int32_t match_allele(const ReadAtSite& read, std::span<const std::string> alleles) noexcept {
    if (!read.fits)
        return other_allele;
    if (!read.complete)
        return untold_allele;
    const std::size_t length = read.changed ? read.bases.size() : alleles[0].size();
    std::int32_t only = other_allele;  // the one of this length
    std::size_t n_of_length = 0;
    for (std::size_t index = 0; index < alleles.size(); ++index) {
        if (alleles[index] == read.bases)
            return static_cast<std::int32_t>(index);
        if (alleles[index].size() != length)
            continue;
        ++n_of_length;
        only = static_cast<std::int32_t>(index);
    }
    const bool may_differ = n_of_length == 1 && n_of_length < alleles.size() &&
                            length <= alleles[0].size() &&
                            read.bases.substr(0, 1) == alleles[0].substr(0, 1);
    return may_differ ? only : other_allele;
}

}  // namespace genostrat::pileup

// SPDX-License-Identifier: MIT
#include "simulate/sites.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace genostrat::simulate {

namespace {

/// How many founders carry an allele: k with probability proportional to 1/k, the neutral spectrum.
int draw_count(Random& random) {
    static const std::array<double, n_founders> cumulated = [] {
        std::array<double, n_founders> sums{};
        for (int count = 1; count < n_founders; ++count) {
            const auto at = static_cast<std::size_t>(count);
            sums[at] = sums[at - 1] + 1.0 / count;
        }
        return sums;
    }();
    const double draw = random.uniform() * cumulated.back();
    const auto found = std::upper_bound(cumulated.begin() + 1, cumulated.end() - 1, draw);
    return static_cast<int>(found - cumulated.begin());
}

std::uint64_t draw_carriers(int count, std::uint64_t taken, Random& random) {
    std::uint64_t carriers = 0;
    const int most = std::min(count, n_founders - 1 - std::popcount(taken));
    while (std::popcount(carriers) < most)
        carriers |= (std::uint64_t{1} << random.below(n_founders)) & ~taken;
    return carriers;
}

char draw_other_base(char base, Random& random) {
    if (random.chance(2.0 / 3.0)) {  // transition
        switch (base) {
        case 'A':
            return 'G';
        case 'G':
            return 'A';
        case 'C':
            return 'T';
        default:
            return 'C';
        }
    }
    const bool is_purine = base == 'A' || base == 'G';
    return is_purine ? (random.chance(0.5) ? 'C' : 'T') : (random.chance(0.5) ? 'A' : 'G');
}

int draw_indel_length(Random& random) {
    int length = 1;
    while (length < 20 && random.chance(0.55))
        ++length;
    return length;
}

/// New bases: copies of what follows (a duplication), or random ones.
std::string draw_inserted(const GenomeContig& contig, std::int64_t pos, Random& random) {
    const int length = draw_indel_length(random);
    if (random.chance(0.5))
        return contig.stretch(pos + 1, pos + 1 + length);
    std::string inserted;
    for (int base = 0; base < length; ++base)
        inserted += "ACGT"[random.below(4)];
    return inserted;
}

void draw_alleles(Site& site, const GenomeContig& contig, Random& random) {
    const std::uint32_t kind = random.below(100);
    const char base = contig.base(site.pos);
    site.ref = std::string(1, base);
    if (kind < 82) {
        site.alts = {std::string(1, draw_other_base(base, random))};
    } else if (kind < 88) {
        site.alts = {site.ref + draw_inserted(contig, site.pos, random)};
    } else if (kind < 95) {
        site.ref = contig.stretch(site.pos, site.pos + 1 + draw_indel_length(random));
        site.alts = {std::string(1, base)};
    } else if (kind < 98) {
        const char first = draw_other_base(base, random);
        char second = first;
        while (second == first)
            second = draw_other_base(base, random);
        site.alts = {std::string(1, first), std::string(1, second)};
    } else {
        // A repeat that is once shorter and once longer, or an SNV beside a deletion.
        site.ref = contig.stretch(site.pos, site.pos + 1 + draw_indel_length(random));
        std::string longer = site.ref;
        if (random.chance(0.5))
            longer += site.ref.substr(1);
        else
            longer[0] = draw_other_base(base, random);
        site.alts = {std::string(1, base), std::move(longer)};
    }
}

void draw_carriers(
    Site& site, std::span<const Site> before, std::int64_t n_haplotypes, Random& random) {
    const bool is_snv = site.alts.size() == 1 && site.ref.size() == 1;
    if (is_snv && n_haplotypes > 0 && random.chance(0.15)) {
        site.private_haplotype = random.between(0, n_haplotypes - 1);
        return;
    }
    const std::size_t n_near = std::min<std::size_t>(before.size(), 8);
    if (n_near != 0 && random.chance(0.55)) {
        const Site& near =
            before[before.size() - 1 - random.below(static_cast<std::uint32_t>(n_near))];
        site.carriers[0] = near.carriers[0];
        if (random.chance(0.4))
            site.carriers[0] ^= std::uint64_t{1} << random.below(n_founders);
    }
    if (site.carriers[0] == 0 || ~site.carriers[0] == 0)
        site.carriers[0] = draw_carriers(draw_count(random), 0, random);
    if (site.alts.size() > 1)
        site.carriers[1] = draw_carriers(draw_count(random), site.carriers[0], random);
}

void draw_files(Site& site, const SiteCounts& counts, Random& random) {
    const auto draw =
        static_cast<std::int64_t>(random.uniform() * static_cast<double>(counts.all()));
    site.in_cohort = draw < counts.cohort;
    site.in_wgs = !site.in_cohort && draw < counts.cohort + counts.wgs;
    if (!site.in_cohort && !site.in_wgs) {
        site.rs_number = 1;
        return;
    }
    site.rs_number = random.chance(0.85) ? 1 : 0;
}

}  // namespace

bool Site::is_snv() const noexcept {
    return ref.size() == 1 && std::all_of(alts.begin(), alts.end(), [](const std::string& alt) {
               return alt.size() == 1;
           });
}

std::vector<Site> make_sites(
    const GenomeContig& contig,
    const SiteCounts& counts,
    std::span<const Interval> keep_free,
    std::int64_t n_cohort_haplotypes,
    Random random) {
    std::vector<Site> sites;
    if (counts.all() == 0)
        return sites;
    const std::int64_t usable = contig.length() - 2 * telomere_bases;
    const std::int64_t stratum = usable / counts.all();
    assert(stratum >= bases_for_a_site);
    sites.reserve(static_cast<std::size_t>(counts.all()));
    auto free = keep_free.begin();
    for (std::int64_t index = 0; index < counts.all(); ++index) {
        // One site a stratum; the last bases of a stratum leave room for a long REF.
        Site site{.pos = telomere_bases + index * stratum + random.between(1, stratum - 26)};
        draw_alleles(site, contig, random);
        draw_carriers(site, sites, n_cohort_haplotypes, random);
        draw_files(site, counts, random);
        while (free != keep_free.end() && free->end <= site.pos)
            ++free;
        if (free != keep_free.end() && free->begin < site.end())
            continue;
        sites.push_back(std::move(site));
    }
    return sites;
}

}  // namespace genostrat::simulate

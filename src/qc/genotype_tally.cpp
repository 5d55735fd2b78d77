// SPDX-License-Identifier: MIT
#include "pair_counts.hpp"

#include <limits>

#include <genostrat/qc/genotype_call.hpp>
#include <genostrat/qc/genotype_tally.hpp>

namespace genostrat::qc {

namespace {

constexpr std::size_t n_planes = 3 + 2 * n_allele_kinds;
constexpr std::size_t most_rows = std::numeric_limits<std::uint16_t>::max();

/// The counts that bcftools makes of a genotype with alleles of several kinds.
void count_call(const GenotypeCall& call, const Site& site, SampleCounts& counts) {
    const AlleleKind first = site.kinds[static_cast<std::size_t>(call.first)];
    const AlleleKind second = site.kinds[static_cast<std::size_t>(call.second)];
    const bool is_het = call.is_heterozygous();
    ++(is_het ? counts.heterozygous : counts.homozygous);
    const bool has_snv = is_snv(first) || is_snv(second);
    const bool has_nothing = first == AlleleKind::reference && second == AlleleKind::reference;
    if (has_snv || has_nothing)
        ++(is_het ? counts.snv_heterozygous : counts.snv_homozygous);
    counts.transitions += first == AlleleKind::transition ? 1 : 0;
    counts.transversions += first == AlleleKind::transversion ? 1 : 0;
    const bool has_insertion = first == AlleleKind::insertion || second == AlleleKind::insertion;
    const bool has_deletion = first == AlleleKind::deletion || second == AlleleKind::deletion;
    counts.indels += has_insertion || has_deletion ? 1 : 0;
    if (has_insertion)
        ++(is_het ? counts.insertion_het : counts.insertion_hom);
    if (has_deletion)
        ++(is_het ? counts.deletion_het : counts.deletion_hom);
}

}  // namespace

std::int64_t SiteGenotypes::heterozygous() const noexcept {
    std::int64_t homozygous = 0;
    for (const AlleleGenotypes& allele : alleles)
        homozygous += allele.homozygous;
    return diploid - homozygous;
}

double SiteGenotypes::frequency(std::size_t allele, int haploid_weight) const noexcept {
    const AlleleGenotypes& own = alleles[allele];
    const auto copies =
        static_cast<double>(2 * own.homozygous + own.heterozygous + haploid_weight * own.haploid);
    const std::int64_t all = 2 * diploid + haploid_weight * haploid;
    return all == 0 ? std::numeric_limits<double>::quiet_NaN() : copies / static_cast<double>(all);
}

double SiteGenotypes::expected_homozygosity(int haploid_weight) const noexcept {
    double sum = 0;
    for (std::size_t allele = 0; allele < alleles.size(); ++allele) {
        const double share = frequency(allele, haploid_weight);
        sum += share * share;
    }
    return sum;
}

GenotypeTally::GenotypeTally(std::size_t n_samples)
    : n_samples_{n_samples}, planes_(n_planes * n_samples) {
}

const SiteGenotypes& GenotypeTally::add(const Genotypes& genotypes, const Site& site) {
    std::vector<AlleleGenotypes> alleles = std::move(site_.alleles);
    alleles.assign(site.n_alleles(), {});
    site_ = {};
    site_.alleles = std::move(alleles);
    site_.has_genotypes = !genotypes.empty();
    if (genotypes.empty()) {
        site_.missing = static_cast<std::int64_t>(n_samples_);
        return site_;
    }
    if (genotypes.width == Genotypes::Width::int8 && genotypes.ploidy == 2 && site.n_alleles() <= 2)
        add_pairs(genotypes, site.kinds.back());
    else
        add_each(genotypes, site);
    return site_;
}

void GenotypeTally::add_pairs(const Genotypes& genotypes, AlleleKind alt) {
    if (n_rows_ == most_rows)
        flush_pairs();
    ++n_rows_;
    const auto plane = [this](std::size_t index) { return planes_.data() + index * n_samples_; };
    const std::size_t of_kind = 3 + 2 * static_cast<std::size_t>(alt);
    const auto* const pairs = static_cast<const std::uint8_t*>(genotypes.data);
    const detail::PairSums sums = detail::count_pairs(
        pairs, n_samples_, {plane(0), plane(1), plane(2), plane(of_kind), plane(of_kind + 1)});
    AlleleGenotypes& ref = site_.alleles.front();
    ref = {sums.reference, sums.heterozygous, sums.haploid_reference, 0};
    if (site_.alleles.size() == 2)
        site_.alleles[1] = {sums.homozygous, sums.heterozygous, sums.haploid_alternate, 0};
    site_.ref_and_alt = sums.heterozygous;
    site_.carriers = sums.heterozygous + sums.homozygous;
    site_.diploid = sums.reference + site_.carriers;
    site_.haploid = sums.haploid_reference + sums.haploid_alternate;
    site_.missing = static_cast<std::int64_t>(n_samples_) - site_.called();
    for (AlleleGenotypes& allele : site_.alleles)
        allele.copies = 2 * allele.homozygous + allele.heterozygous + allele.haploid;
    if (site_.missing > 0)
        add_half_missing(genotypes);
    if (site_.carriers != 1)
        return;
    for (std::size_t sample = 0; sample < n_samples_; ++sample) {
        const unsigned first = pairs[2 * sample] >> 1U;
        const unsigned second = pairs[2 * sample + 1] >> 1U;
        if ((first == 2 && (second == 1 || second == 2)) || (first == 1 && second == 2)) {
            single_.resize(n_samples_);
            has_single_ = true;
            ++single_[sample].singletons;
            return;
        }
    }
}

void GenotypeTally::add_half_missing(const Genotypes& genotypes) {
    const auto n_alleles = static_cast<std::int32_t>(site_.alleles.size());
    for (std::size_t sample = 0; sample < n_samples_; ++sample) {
        const GenotypeCall call = genotype_call(genotypes, sample);
        if (call.type != CallClass::missing && call.first < n_alleles && call.second < n_alleles)
            continue;
        for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
            const std::int32_t allele = Genotypes::allele_of(genotypes.at(sample, copy));
            if (allele >= 0 && static_cast<std::size_t>(allele) < site_.alleles.size())
                ++site_.alleles[static_cast<std::size_t>(allele)].copies;
        }
    }
}

void GenotypeTally::add_each(const Genotypes& genotypes, const Site& site) {
    single_.resize(n_samples_);
    has_single_ = true;
    const auto n_alleles = static_cast<std::int32_t>(site.n_alleles());
    std::size_t carrier = 0;
    for (std::size_t sample = 0; sample < n_samples_; ++sample) {
        for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
            const std::int32_t allele = Genotypes::allele_of(genotypes.at(sample, copy));
            if (allele >= 0 && allele < n_alleles)
                ++site_.alleles[static_cast<std::size_t>(allele)].copies;
        }
        GenotypeCall call = genotype_call(genotypes, sample);
        if (call.first >= n_alleles || call.second >= n_alleles)
            call = {};  // an allele that the row does not have
        SampleCounts& own = single_[sample];
        switch (call.type) {
        case CallClass::missing:
            ++own.missing;
            ++site_.missing;
            continue;
        case CallClass::haploid_reference:
            ++own.haploid_reference;
            break;
        case CallClass::haploid_alternate:
            ++own.haploid_alternate;
            break;
        case CallClass::reference:
            ++own.reference;
            break;
        default:
            count_call(call, site, own);
            ++site_.carriers;
            carrier = sample;
        }
        AlleleGenotypes& first = site_.alleles[static_cast<std::size_t>(call.first)];
        if (!call.is_diploid()) {
            ++first.haploid;
            ++site_.haploid;
            continue;
        }
        ++site_.diploid;
        site_.ref_and_alt += call.type == CallClass::ref_and_alt ? 1 : 0;
        if (!call.is_heterozygous()) {
            ++first.homozygous;
            continue;
        }
        ++first.heterozygous;
        const bool with_ref = call.type == CallClass::ref_and_alt;
        ++site_.alleles[with_ref ? 0 : static_cast<std::size_t>(call.second)].heterozygous;
    }
    if (site_.carriers == 1)
        ++single_[carrier].singletons;
}

void GenotypeTally::flush_pairs() {
    single_.resize(n_samples_);
    has_single_ = true;
    const auto count = [this](std::size_t index, std::size_t sample) {
        return std::int64_t{planes_[index * n_samples_ + sample]};
    };
    for (std::size_t sample = 0; sample < n_samples_; ++sample) {
        SampleCounts& own = single_[sample];
        const std::int64_t called = own.called();
        own.reference += count(0, sample);
        own.haploid_reference += count(1, sample);
        own.haploid_alternate += count(2, sample);
        KindCounts kinds;
        for (std::size_t kind = 0; kind < n_allele_kinds; ++kind) {
            kinds.heterozygous[kind] = count(3 + 2 * kind, sample);
            kinds.homozygous[kind] = count(4 + 2 * kind, sample);
        }
        add_kinds(kinds, own);
        own.missing += static_cast<std::int64_t>(n_rows_) - (own.called() - called);
    }
    planes_.assign(planes_.size(), 0);
    n_rows_ = 0;
}

void GenotypeTally::take(std::span<SampleCounts> counts) {
    if (n_rows_ > 0)
        flush_pairs();
    if (!has_single_)
        return;
    for (std::size_t sample = 0; sample < n_samples_; ++sample)
        counts[sample].add(single_[sample]);
    single_.assign(n_samples_, {});
    has_single_ = false;
}

void missing_samples(const Genotypes& genotypes, std::vector<std::uint32_t>& out) {
    out.clear();
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample)
        if (genotype_call(genotypes, sample).type == CallClass::missing)
            out.push_back(static_cast<std::uint32_t>(sample));
}

}  // namespace genostrat::qc

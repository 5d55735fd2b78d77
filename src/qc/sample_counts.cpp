// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>

#include <genostrat/qc/sample_counts.hpp>

namespace genostrat::qc {

namespace {

bool is_base(char base) noexcept {
    return base == 'A' || base == 'C' || base == 'G' || base == 'T';
}

char upper(char base) noexcept {
    return base >= 'a' && base <= 'z' ? static_cast<char>(base - 'a' + 'A') : base;
}

AlleleClass classify_base(char ref, char alt) noexcept {
    ref = upper(ref);
    alt = upper(alt);
    if (!is_base(ref) || !is_base(alt) || ref == alt)
        return AlleleClass::other;
    const auto is_purine = [](char base) { return base == 'A' || base == 'G'; };
    return is_purine(ref) == is_purine(alt) ? AlleleClass::transition : AlleleClass::transversion;
}

/// A diploid or haploid call of one sample.
struct Call {
    std::int32_t first{-1};
    std::int32_t second{-1};
    bool haploid{};
    bool missing{true};
};

Call call_of(const Genotypes& genotypes, std::size_t sample) noexcept {
    Call call;
    const std::size_t ploidy = genotypes.ploidy_of(sample);
    if (ploidy == 0)
        return call;
    call.first = Genotypes::allele_of(genotypes.at(sample, 0));
    call.haploid = ploidy == 1;
    call.second = call.haploid ? call.first : Genotypes::allele_of(genotypes.at(sample, 1));
    call.missing = call.first < 0 || call.second < 0;
    return call;
}

bool is_snv(AlleleClass of_allele) noexcept {
    return of_allele == AlleleClass::transition || of_allele == AlleleClass::transversion;
}

void count_snv_site(
    const Call& call, std::span<const AlleleClass> classes, SampleCounts& counts) noexcept {
    if (call.first != call.second)
        ++counts.heterozygous;
    else
        ++counts.alternate_homozygous;
    const std::int32_t allele = call.first == 0 ? call.second : call.first;
    const AlleleClass shown = static_cast<std::size_t>(allele) <= classes.size()
                                  ? classes[static_cast<std::size_t>(allele) - 1]
                                  : AlleleClass::other;
    counts.transitions += shown == AlleleClass::transition ? 1 : 0;
    counts.transversions += shown == AlleleClass::transversion ? 1 : 0;
}

}  // namespace

AlleleClass classify_allele(std::string_view ref, std::string_view alt) noexcept {
    if (alt.empty() || alt.front() == '<' || alt == "*" || alt == "." ||
        alt.find_first_of("[]") != std::string_view::npos)
        return AlleleClass::other;
    if (ref.size() != alt.size())
        return AlleleClass::indel;
    std::size_t n_different = 0;
    std::size_t different = 0;
    for (std::size_t at = 0; at < ref.size(); ++at) {
        if (upper(ref[at]) == upper(alt[at]))
            continue;
        ++n_different;
        different = at;
    }
    return n_different == 1 ? classify_base(ref[different], alt[different]) : AlleleClass::other;
}

void SampleCounts::add(const SampleCounts& other) noexcept {
    for (const auto member :
         {&SampleCounts::reference_homozygous,
          &SampleCounts::alternate_homozygous,
          &SampleCounts::heterozygous,
          &SampleCounts::transitions,
          &SampleCounts::transversions,
          &SampleCounts::indels,
          &SampleCounts::singletons,
          &SampleCounts::haploid_reference,
          &SampleCounts::haploid_alternate,
          &SampleCounts::missing,
          &SampleCounts::depth_sum,
          &SampleCounts::depth_sites})
        this->*member += other.*member;
}

double SampleCounts::mean_depth() const noexcept {
    return depth_sites == 0 ? std::numeric_limits<double>::quiet_NaN()
                            : static_cast<double>(depth_sum) / static_cast<double>(depth_sites);
}

void count_site(
    const Genotypes& genotypes,
    std::span<const AlleleClass> classes,
    std::span<const std::int32_t> depths,
    std::span<SampleCounts> counts) noexcept {
    const bool has_snv = classes.empty() || std::ranges::any_of(classes, is_snv);
    const bool has_indel = std::ranges::find(classes, AlleleClass::indel) != classes.end();
    std::size_t n_carriers = 0;
    std::size_t carrier = 0;
    for (std::size_t sample = 0; sample < counts.size(); ++sample) {
        SampleCounts& own = counts[sample];
        if (sample < depths.size() && depths[sample] >= 0) {
            own.depth_sum += depths[sample];
            ++own.depth_sites;
        }
        const Call call = genotypes.empty() ? Call{} : call_of(genotypes, sample);
        if (call.missing) {
            ++own.missing;
            continue;
        }
        if (call.haploid) {
            ++(call.first == 0 ? own.haploid_reference : own.haploid_alternate);
            continue;
        }
        const bool reference = call.first == 0 && call.second == 0;
        if (reference) {
            ++own.reference_homozygous;
            continue;
        }
        ++n_carriers;
        carrier = sample;
        if (has_snv)
            count_snv_site(call, classes, own);
        own.indels += has_indel ? 1 : 0;
    }
    if (n_carriers == 1)
        ++counts[carrier].singletons;
}

}  // namespace genostrat::qc

// SPDX-License-Identifier: MIT
#include "site_reads.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/pileup/pileup.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::pileup {

namespace {

using alignment::AlignmentBatch;
using alignment::Header;

/// Sites nearer than this are read in one go: HTSlib's smallest bin of an index.
constexpr std::int64_t joined_bases = 1 << 14;

/// The sites of every contig of the header; sites are in its order.
std::vector<ContigSites> by_contig(std::span<const Site> sites, const Contigs& contigs) {
    std::vector<ContigSites> all(contigs.size());
    for (std::size_t first = 0; first < sites.size();) {
        std::size_t last = first;
        while (last < sites.size() && sites[last].contig == sites[first].contig)
            ++last;
        all[static_cast<std::size_t>(contigs.find(sites[first].contig))] = {
            sites.subspan(first, last - first), static_cast<std::uint32_t>(first)};
        first = last;
    }
    return all;
}

std::vector<alignment::NamedRegion> regions_of(std::span<const Site> sites) {
    std::vector<alignment::NamedRegion> regions;
    for (const Site& site : sites) {
        const bool joins = !regions.empty() && regions.back().contig == site.contig &&
                           site.pos < regions.back().where.end + joined_bases;
        if (joins)
            regions.back().where.end = site.pos + 1;
        else
            regions.push_back({site.contig, {site.pos, site.pos + 1}});
    }
    return regions;
}

/// What one file's reads show at the sites (an accumulator without result: it fills evidence).
class SiteEvidenceStage {
public:
    using Partial = SiteReads;

    /// @param sample    of the result, whose evidence is filled
    SiteEvidenceStage(const PileupOptions& options, PileupResult& result, std::size_t sample)
        : options_{&options}, result_{&result}, sample_{sample},
          seen_{std::make_unique<std::vector<std::vector<SiteBase>>>(result.sites.size())},
          joiner_{result.sites, *seen_} {}

    [[nodiscard]] static std::string_view name() noexcept { return "site_evidence"; }

    void bind(const Header& header) { contigs_ = by_contig(result_->sites, header.contigs); }

    [[nodiscard]] Partial summarize(AlignmentBatch& batch) const {
        Partial reads;
        for (std::size_t index = 0; index < batch.n_records(); ++index) {
            const alignment::Record record = batch.record(index);
            if (record.contig() < 0 || record.pos() < 0 || !passes(record, *options_))
                continue;
            const ContigSites& sites = contigs_[static_cast<std::size_t>(record.contig())];
            if (!sites.sites.empty())
                add_read(record, sites, *options_, reads);
        }
        return reads;
    }

    void merge(const Partial& reads) {
        for (const SiteRead& read : reads.reads) {
            complete(read.contig, read.pos);
            joiner_.add(reads, read);
        }
    }

    void finish(Results&) {
        while (next_ < result_->sites.size())
            weigh_site(next_++);
    }

private:
    /// No later read reaches sites in front of this place.
    void complete(std::int32_t contig, std::int64_t pos) {
        const ContigSites& own = contigs_[static_cast<std::size_t>(contig)];
        while (next_ < own.first + own.sites.size() &&
               (next_ < own.first || result_->sites[next_].pos < pos))
            weigh_site(next_++);
    }

    void weigh_site(std::size_t site) {
        constexpr std::uint8_t best_quality = 60;
        constexpr std::uint8_t worst_mapping = 4;
        observations_.clear();
        for (const SiteBase& base : (*seen_)[site])
            if (base.quality >= options_->min_base_quality)
                observations_.push_back(
                    {base.allele,
                     std::min(
                         {base.quality,
                          best_quality,
                          std::max(base.mapping_quality, worst_mapping)}),
                     base.reverse});
        (*seen_)[site] = {};
        result_->evidence[site * result_->samples.size() + sample_] = weigh(
            observations_,
            static_cast<std::int32_t>(result_->sites[site].alleles.size()),
            options_->ploidy);
    }

    const PileupOptions* options_;
    PileupResult* result_;
    std::size_t sample_;
    std::vector<ContigSites> contigs_;
    std::unique_ptr<std::vector<std::vector<SiteBase>>> seen_;  // kept by address in joiner_
    MateJoiner joiner_;
    std::vector<Observation> observations_;
    std::size_t next_{};
};

void sort_sites(std::vector<Site>& sites, const Contigs& contigs) {
    std::vector<std::pair<ContigId, std::size_t>> order;
    for (std::size_t site = 0; site < sites.size(); ++site) {
        const ContigId contig = contigs.find_alias(sites[site].contig);
        if (contig == unknown_contig)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("contig {} of the sites is not in the header", sites[site].contig),
                {.contig = sites[site].contig, .pos = sites[site].pos}};
        sites[site].contig = contigs.name(contig);
        order.emplace_back(contig, site);
    }
    std::ranges::stable_sort(order, [&](const auto& one, const auto& other) {
        return std::pair{one.first, sites[one.second].pos} <
               std::pair{other.first, sites[other.second].pos};
    });
    std::vector<Site> sorted;
    sorted.reserve(sites.size());
    for (const auto& [contig, site] : order)
        sorted.push_back(std::move(sites[site]));
    sites = std::move(sorted);
}

bool has_indel(const Site& site) noexcept {
    return std::ranges::any_of(site.alleles, [&](const std::string& allele) {
        return allele.size() != site.alleles[0].size();
    });
}

void check_place(const Site& site, const Contigs& contigs) {
    const std::int64_t length = contigs.length(contigs.find(site.contig));
    if (site.pos + static_cast<std::int64_t>(site.alleles[0].size()) > length)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("the site ends behind its contig, which has {} bases", length),
            {.contig = site.contig, .pos = site.pos},
            "sites and reads must be of one build"};
}

void check_reference(const Site& site, ContigId contig, const io::Fasta& reference) {
    const auto length = static_cast<std::int64_t>(site.alleles[0].size());
    const std::string found = reference.fetch(contig, {site.pos, site.pos + length});
    if (found != site.alleles[0])
        throw Error{
            ErrorKind::bad_data,
            fmt::format("the site's REF is {} but the reference has {}", site.alleles[0], found),
            {.file = reference.path(), .contig = site.contig, .pos = site.pos},
            "sites and reference must be of one build"};
}

/// Finds n_telling of all sites; with the reference also checks their REF.
void prepare_sites(std::vector<Site>& sites, const Contigs& contigs, const std::string& path) {
    constexpr std::int64_t longest_repeat = 1000;
    std::optional<io::Fasta> reference;
    if (!path.empty())
        reference.emplace(path);
    for (Site& site : sites) {
        check_place(site, contigs);
        std::string following;
        if (reference) {
            const ContigId contig = reference->contigs().find_alias(site.contig);
            if (contig == unknown_contig)
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("contig {} of the sites is not in the reference", site.contig),
                    {.file = path}};
            check_reference(site, contig, *reference);
            const std::int64_t end = site.pos + static_cast<std::int64_t>(site.alleles[0].size());
            if (has_indel(site))
                following = reference->fetch(
                    contig,
                    {end, std::min(end + longest_repeat, reference->contigs().length(contig))});
        }
        site.n_telling = telling_bases(site.alleles, following);
    }
}

void check_same_contigs(const Header& first, const Header& other) {
    if (first.contigs.names() != other.contigs.names())
        throw Error{
            ErrorKind::bad_data,
            fmt::format("its contigs are not those of {}", first.path),
            {.file = other.path},
            "pile up files of one reference at a time"};
}

alignment::SourceOptions
source_of(const PileupOptions& options, const std::string& path, std::span<const Site> sites) {
    alignment::SourceOptions source;
    source.path = path;
    source.reference = options.reference;
    source.threads = options.threads;
    source.regions = regions_of(sites);
    return source;
}

}  // namespace

PileupResult pile_up(const PileupOptions& options, std::vector<Site> sites) {
    if (options.paths.empty())
        throw Error{ErrorKind::usage, "no BAM or CRAM is given"};
    PileupResult result;
    result.ploidy = options.ploidy;
    std::optional<Header> first;
    for (const std::string& path : options.paths) {
        const Header header = alignment::AlignmentSource{source_of(options, path, {})}.open();
        if (!first)
            first = header;
        check_same_contigs(*first, header);
        result.samples.push_back(header.sample());
        if (std::ranges::count(result.samples, result.samples.back()) > 1)
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "sample {} is that of a file in front of it, too", result.samples.back()),
                {.file = path},
                "join the files of a sample first: `samtools merge`"};
    }
    for (const std::string& name : first->contigs.names())
        result.contigs.emplace_back(name, first->contigs.length(first->contigs.find(name)));
    sort_sites(sites, first->contigs);
    prepare_sites(sites, first->contigs, options.reference);
    result.sites = std::move(sites);
    result.evidence.resize(result.sites.size() * result.samples.size());
    if (result.sites.empty())
        return result;
    for (std::size_t sample = 0; sample < options.paths.size(); ++sample)
        static_cast<void>((Pipeline{alignment::AlignmentSource{
                               source_of(options, options.paths[sample], result.sites)}} |
                           SiteEvidenceStage{options, result, sample})
                              .run({.threads = options.threads}));
    return result;
}

}  // namespace genostrat::pileup

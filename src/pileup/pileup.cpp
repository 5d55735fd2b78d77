// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>

#include <fmt/core.h>
#include <htslib/sam.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/core/version.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/pileup/pileup.hpp>

namespace genostrat::pileup {

namespace {

struct Free {
    void operator()(htsFile* file) const noexcept { hts_close(file); }

    void operator()(sam_hdr_t* header) const noexcept { sam_hdr_destroy(header); }

    void operator()(hts_idx_t* index) const noexcept { hts_idx_destroy(index); }

    void operator()(hts_itr_t* iterator) const noexcept { hts_itr_destroy(iterator); }

    void operator()(bam_mplp_s* pileup) const noexcept { bam_mplp_destroy(pileup); }
};

template <typename T>
using Handle = std::unique_ptr<T, Free>;

/// One sample's reads over the sites.
struct Sample {
    std::string path{};
    Handle<htsFile> file{};
    Handle<sam_hdr_t> header{};
    Handle<hts_idx_t> index{};
    Handle<hts_itr_t> iterator{};
    const PileupOptions* options{};
    bool damaged{};
};

Sample open_sample(const PileupOptions& options, const std::string& path) {
    Sample sample;
    sample.path = path;
    sample.options = &options;
    if (!std::filesystem::exists(path))
        throw Error{ErrorKind::missing_input, "there is no such file", {.file = path}};
    sample.file.reset(hts_open(path.c_str(), "r"));
    if (sample.file == nullptr)
        throw Error{ErrorKind::bad_data, "this is no BAM or CRAM", {.file = path}};
    const htsExactFormat format = hts_get_format(sample.file.get())->format;
    if (format != bam && format != cram)
        throw Error{ErrorKind::bad_data, "this is no BAM or CRAM", {.file = path}};
    if (!options.reference.empty() && format == cram &&
        hts_set_fai_filename(sample.file.get(), options.reference.c_str()) != 0)
        throw Error{
            ErrorKind::missing_input, "the reference cannot be read", {.file = options.reference}};
    if (hts_check_EOF(sample.file.get()) == 0)
        throw Error{
            ErrorKind::bad_data,
            "the file's end-of-file block is missing: it is truncated",
            {.file = path}};
    sample.header.reset(sam_hdr_read(sample.file.get()));
    if (sample.header == nullptr)
        throw Error{ErrorKind::bad_data, "the header is cut off or damaged", {.file = path}};
    sample.index.reset(
        sam_index_load3(sample.file.get(), path.c_str(), nullptr, HTS_IDX_SILENT_FAIL));
    if (sample.index == nullptr)
        throw Error{
            ErrorKind::missing_input,
            "there is no index beside the file",
            {.file = path},
            fmt::format("make one with `samtools index {}`", path)};
    return sample;
}

std::string sample_name(const Sample& sample) {
    kstring_t text = KS_INITIALIZE;
    std::string name;
    const int n_groups = sam_hdr_count_lines(sample.header.get(), "RG");
    for (int group = 0; group < n_groups && name.empty(); ++group)
        if (sam_hdr_find_tag_pos(sample.header.get(), "RG", group, "SM", &text) == 0)
            name.assign(text.s, text.l);
    ks_free(&text);
    return name.empty() ? std::filesystem::path{sample.path}.stem().string() : name;
}

/// Only the reads over the sites, each once, in file order.
void seek_sites(Sample& sample, const std::vector<Site>& sites) {
    std::vector<hts_reglist_t> lists;
    for (std::size_t first = 0; first < sites.size();) {
        std::size_t last = first;
        while (last < sites.size() && sites[last].contig == sites[first].contig)
            ++last;
        hts_reglist_t list{};
        list.reg = sites[first].contig.c_str();
        list.tid = sam_hdr_name2tid(sample.header.get(), list.reg);
        const auto most = static_cast<std::uint32_t>(last - first);
        // HTSlib frees it.
        list.intervals = static_cast<hts_pair_pos_t*>(std::calloc(most, sizeof(hts_pair_pos_t)));
        if (list.intervals == nullptr)
            throw std::bad_alloc{};
        for (std::size_t site = first; site < last; ++site)
            if (site == first || sites[site].pos != sites[site - 1].pos)
                list.intervals[list.count++] = {sites[site].pos, sites[site].pos + 1};
        list.min_beg = sites[first].pos;
        list.max_end = sites[last - 1].pos + 1;
        lists.push_back(list);
        first = last;
    }
    auto* const owned =
        static_cast<hts_reglist_t*>(std::calloc(lists.size(), sizeof(hts_reglist_t)));
    if (owned == nullptr)
        throw std::bad_alloc{};
    std::ranges::copy(lists, owned);
    sample.iterator.reset(sam_itr_regions(
        sample.index.get(), sample.header.get(), owned, static_cast<unsigned>(lists.size())));
    if (sample.iterator == nullptr)
        throw Error{
            ErrorKind::bad_data,
            "the index is damaged or belongs to another file",
            {.file = sample.path}};
}

/// HTSlib's pileup asks for the next read that counts.
int next_read(void* data, bam1_t* record) {
    Sample& sample = *static_cast<Sample*>(data);
    const PileupOptions& options = *sample.options;
    for (;;) {
        const int status = sam_itr_next(sample.file.get(), sample.iterator.get(), record);
        if (status < -1)
            sample.damaged = true;
        if (status < 0)
            return -1;
        const bam1_core_t& core = record->core;
        const bool orphan = (core.flag & BAM_FPAIRED) != 0 && (core.flag & BAM_FPROPER_PAIR) == 0;
        if ((core.flag & options.exclude_flags) == 0 && core.tid >= 0 &&
            core.qual >= options.min_mapping_quality && (options.count_orphans || !orphan))
            return 0;
    }
}

/// Bases from the read's position on up to the next change of the alignment.
std::uint32_t aligned_bases(const bam1_t& record, std::uint32_t query_pos) noexcept {
    std::uint32_t at = 0;
    const std::uint32_t* const cigar = bam_get_cigar(&record);
    for (std::uint32_t index = 0; index < record.core.n_cigar; ++index) {
        const int type = bam_cigar_type(bam_cigar_op(cigar[index]));
        if ((type & 1) == 0)
            continue;
        at += bam_cigar_oplen(cigar[index]);
        if (at > query_pos)
            return at - query_pos;
    }
    return 0;
}

std::string letters(const bam1_t& record, std::uint32_t from, std::uint32_t n_bases) {
    std::string out;
    const auto length = static_cast<std::uint32_t>(record.core.l_qseq);
    for (std::uint32_t at = from; at < std::min(from + n_bases, length); ++at)
        out += seq_nt16_str[bam_seqi(bam_get_seq(&record), at)];
    return out;
}

std::optional<Observation>
observe(const bam_pileup1_t& pile, const Site& site, const PileupOptions& options) {
    if (pile.is_del != 0 || pile.is_refskip != 0)
        return std::nullopt;
    const bam1_t& record = *pile.b;
    const auto query_pos = static_cast<std::uint32_t>(pile.qpos);
    if (record.core.l_qseq <= pile.qpos)
        return std::nullopt;
    const std::uint8_t quality = bam_get_qual(&record)[pile.qpos];
    if (quality < options.min_base_quality)
        return std::nullopt;
    const std::size_t longest = std::ranges::max(site.alleles, {}, [](const std::string& allele) {
                                    return allele.size();
                                }).size();
    const std::string bases = letters(
        record,
        query_pos,
        longest == 1
            ? 1
            : std::min(aligned_bases(record, query_pos), static_cast<std::uint32_t>(longest)));
    const std::string inserted =
        pile.indel > 0 ? letters(record, query_pos + 1, static_cast<std::uint32_t>(pile.indel))
                       : "";
    constexpr std::uint8_t best_quality = 60;
    return Observation{
        match_allele({bases, inserted, pile.indel < 0 ? -pile.indel : 0}, site.alleles),
        std::min({quality, best_quality, std::max<std::uint8_t>(record.core.qual, 4)}),
        bam_is_rev(&record)};
}

void sort_sites(std::vector<Site>& sites, const sam_hdr_t& header) {
    std::vector<std::pair<int, std::size_t>> order;
    // sam_hdr_name2tid takes a header that it may index on first use.
    auto* const lookup = const_cast<sam_hdr_t*>(&header);  // NOLINT: HTSlib's signature
    for (std::size_t site = 0; site < sites.size(); ++site) {
        const int contig = sam_hdr_name2tid(lookup, sites[site].contig.c_str());
        if (contig < 0)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("contig {} of the sites is not in the header", sites[site].contig),
                {.contig = sites[site].contig, .pos = sites[site].pos}};
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

void check_reference(const std::vector<Site>& sites, const std::string& path) {
    const io::Fasta reference{path};
    for (const Site& site : sites) {
        const ContigId contig = reference.contigs().find_alias(site.contig);
        if (contig == unknown_contig)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("contig {} of the sites is not in the reference", site.contig),
                {.file = path}};
        const auto length = static_cast<std::int64_t>(site.alleles[0].size());
        const std::string found = reference.fetch(contig, {site.pos, site.pos + length});
        if (found != site.alleles[0])
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "the site's REF is {} but the reference has {}", site.alleles[0], found),
                {.file = path, .contig = site.contig, .pos = site.pos},
                "sites and reference must be of one build"};
    }
}

void check_same_contigs(const Sample& first, const Sample& other) {
    bool same = sam_hdr_nref(first.header.get()) == sam_hdr_nref(other.header.get());
    for (int contig = 0; same && contig < sam_hdr_nref(first.header.get()); ++contig)
        same = std::strcmp(
                   sam_hdr_tid2name(first.header.get(), contig),
                   sam_hdr_tid2name(other.header.get(), contig)) == 0;
    if (!same)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("its contigs are not those of {}", first.path),
            {.file = other.path},
            "pile up files of one reference at a time"};
}

class Piler {
public:
    Piler(const PileupOptions& options, PileupResult& result, std::vector<Sample>& samples)
        : options_{options}, result_{result}, samples_{samples} {}

    void run() {
        std::vector<void*> data;
        for (Sample& sample : samples_)
            data.push_back(&sample);
        const auto n_samples = static_cast<int>(samples_.size());
        const Handle<bam_mplp_s> pileup{bam_mplp_init(n_samples, next_read, data.data())};
        if (!options_.count_overlaps)
            bam_mplp_init_overlaps(pileup.get());
        bam_mplp_set_maxcnt(pileup.get(), std::numeric_limits<int>::max());
        std::vector<int> n_piles(samples_.size());
        std::vector<const bam_pileup1_t*> piles(samples_.size());
        int contig = 0;
        hts_pos_t pos = 0;
        while (bam_mplp64_auto(pileup.get(), &contig, &pos, n_piles.data(), piles.data()) > 0) {
            skip_to(contig, pos);
            while (next_ < result_.sites.size() && contig_of(next_) == contig &&
                   result_.sites[next_].pos == pos) {
                for (std::size_t sample = 0; sample < samples_.size(); ++sample)
                    weigh_site(sample, {piles[sample], static_cast<std::size_t>(n_piles[sample])});
                ++next_;
            }
            if (next_ == result_.sites.size())
                break;
        }
        for (const Sample& sample : samples_)
            if (sample.damaged)
                throw Error{
                    ErrorKind::bad_data,
                    "a read cannot be decoded: the file is damaged, or the reference is another "
                    "one",
                    {.file = sample.path}};
    }

private:
    [[nodiscard]] int contig_of(std::size_t site) {
        if (result_.sites[site].contig != last_name_) {
            last_name_ = result_.sites[site].contig;
            last_contig_ = sam_hdr_name2tid(samples_[0].header.get(), last_name_.c_str());
        }
        return last_contig_;
    }

    /// Sites in front of a position have no reads.
    void skip_to(int contig, std::int64_t pos) {
        while (next_ < result_.sites.size() &&
               std::pair{contig_of(next_), result_.sites[next_].pos} < std::pair{contig, pos})
            ++next_;
    }

    void weigh_site(std::size_t sample, std::span<const bam_pileup1_t> piles) {
        observations_.clear();
        const Site& site = result_.sites[next_];
        for (const bam_pileup1_t& pile : piles)
            if (const std::optional<Observation> seen = observe(pile, site, options_))
                observations_.push_back(*seen);
        result_.evidence[next_ * samples_.size() + sample] =
            weigh(observations_, static_cast<std::int32_t>(site.alleles.size()), options_.ploidy);
    }

    const PileupOptions& options_;
    PileupResult& result_;
    std::vector<Sample>& samples_;
    std::vector<Observation> observations_;
    std::size_t next_{};
    std::string last_name_;
    int last_contig_{-1};
};

}  // namespace

PileupResult pile_up(const PileupOptions& options, std::vector<Site> sites) {
    std::vector<Sample> samples;
    for (const std::string& path : options.paths)
        samples.push_back(open_sample(options, path));
    if (samples.empty())
        throw Error{ErrorKind::usage, "no BAM or CRAM is given"};
    for (const Sample& sample : samples)
        check_same_contigs(samples[0], sample);
    PileupResult result;
    sam_hdr_t* const header = samples[0].header.get();
    for (int contig = 0; contig < sam_hdr_nref(header); ++contig)
        result.contigs.emplace_back(
            sam_hdr_tid2name(header, contig), sam_hdr_tid2len(header, contig));
    sort_sites(sites, *header);
    if (!options.reference.empty())
        check_reference(sites, options.reference);
    result.sites = std::move(sites);
    for (const Sample& sample : samples)
        result.samples.push_back(sample_name(sample));
    for (const Site& site : result.sites)
        for (std::size_t sample = 0; sample < samples.size(); ++sample)
            result.evidence.push_back(
                weigh({}, static_cast<std::int32_t>(site.alleles.size()), options.ploidy));
    if (result.sites.empty())
        return result;
    for (Sample& sample : samples)
        seek_sites(sample, result.sites);
    Piler{options, result, samples}.run();
    return result;
}

}  // namespace genostrat::pileup

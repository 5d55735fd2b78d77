// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <genostrat/alignment/record.hpp>
#include <genostrat/pileup/pileup.hpp>

namespace genostrat::pileup {

/// What a read shows at a site.
struct SeenAllele {
    std::uint32_t site{};
    std::int32_t allele{other_allele};
    std::uint8_t quality{};  ///< of the base; mates may change it
    std::uint8_t base{};     ///< as BAM numbers them
};

/// A read over at least one site.
struct SiteRead {
    std::uint32_t first{};  ///< of its alleles, which are in the sites' order
    std::uint32_t n_alleles{};
    std::int32_t contig{};
    std::int32_t pos{};
    std::int64_t end{};
    std::uint8_t mapping_quality{};
    bool reverse{};
    bool pairs{};            ///< its mate may overlap it
    bool waits{};            ///< its mate is still to come
    bool plain{};            ///< one stretch of aligned bases
    std::size_t bytes_at{};  ///< of the whole record; only where it pairs
    std::size_t n_bytes{};
};

/// Reads of a batch over sites. Owns all it names.
struct SiteReads {
    std::vector<SiteRead> reads{};
    std::vector<SeenAllele> alleles{};
    std::string bytes{};

    [[nodiscard]] alignment::Record record(const SiteRead& read) const noexcept {
        return alignment::Record{bytes.data() + read.bytes_at};
    }
};

/// The sites of one contig, in ascending order.
struct ContigSites {
    std::span<const Site> sites{};
    std::uint32_t first{};  ///< index of the first one among all sites
};

/// True for reads that count.
[[nodiscard]] bool passes(const alignment::Record& record, const PileupOptions& options) noexcept;

/// Adds a read that passes, with what it shows at the sites; nothing if it covers none. Bases of
/// low quality are there, too: mates may raise them.
void add_read(
    const alignment::Record& record,
    const ContigSites& sites,
    const PileupOptions& options,
    SiteReads& out);

/// A read's word on a site, before it is known what its mate says.
struct SiteBase {
    std::int32_t allele{other_allele};
    std::uint8_t quality{};
    std::uint8_t mapping_quality{};
    bool reverse{};
};

/// Joins reads in file order, so that overlapping mates count once, as HTSlib 1.16 does it.
class MateJoiner {
public:
    /// @param seen  shape [n_sites], filled by add. Sites in front of the read added last are
    ///              complete: the caller may take what is there
    MateJoiner(std::span<const Site> sites, std::vector<std::vector<SiteBase>>& seen)
        : sites_{sites}, seen_{&seen} {}

    void add(const SiteReads& reads, const SiteRead& read);

private:
    /// Where an allele went: a place in seen_.
    struct Placed {
        std::uint32_t site{};
        std::uint32_t at{};
        std::uint8_t base{};
    };

    struct Waiting {
        std::string bytes{};
        std::vector<Placed> alleles{};
        std::int64_t end{};
        bool plain{};
    };

    void place(const SiteRead& read, std::span<const SeenAllele> alleles);
    void join(const Waiting& first, const SiteRead& read, const SiteReads& reads);
    void join_by_pileup(const Waiting& first, const SiteRead& read, const SiteReads& reads);
    void forget_before(std::int64_t pos);

    std::span<const Site> sites_;
    std::vector<std::vector<SiteBase>>* seen_;
    std::vector<Placed> placed_;  // of the read at hand
    std::unordered_map<std::string, Waiting> waiting_;
    std::size_t sweep_at_{512};  // what waits stays in a core's cache
    std::int32_t contig_{-1};
};

}  // namespace genostrat::pileup

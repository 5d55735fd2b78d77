// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::liftover {

/// Where a stretch of the source lies in the target.
struct Lifted {
    ContigId contig{unknown_contig};  ///< of the map's targets()
    Interval where{};                 ///< on the forward strand
    bool reverse{};                   ///< the target's strand is the other one
};

/// Why a stretch has no place in the target, or none without a gap.
enum class LiftStatus : std::uint8_t {
    whole,     ///< every base has its place, in one ungapped block
    gapped,    ///< first and last base lie in one chain, with a gap between
    partial,   ///< only the first base lies in a chain
    unmapped,  ///< the first base lies in none
};

struct LiftResult {
    LiftStatus status{LiftStatus::unmapped};
    Lifted
        lifted{};  ///< for whole and gapped: from the place of the first base to that of the last
};

/// Which bases of one assembly are which bases of another: a chain file in memory
/// (https://genome.ucsc.edu/goldenPath/help/chain.html). The file's reference ("t") is the source,
/// its query ("q") the target. Shared by threads.
///
/// Where chains overlap the one with the higher score counts; of equal scores the one that reaches
/// farther, then the one that comes first in the file.
class ChainMap {
public:
    /// @throws as LineReader; Error{bad_data} with file and line for a chain that is not as the
    ///         format says: numbers, strands, sums of blocks, places beyond the contig
    [[nodiscard]] static ChainMap read(const std::string& path);

    ~ChainMap();
    ChainMap(ChainMap&&) noexcept;
    ChainMap& operator=(ChainMap&&) noexcept;

    /// Contigs with their lengths, in the order in which they first come in the file.
    [[nodiscard]] const Contigs& sources() const noexcept;
    [[nodiscard]] const Contigs& targets() const noexcept;

    /// The place of a stretch. @param where  at least one base; may reach beyond the contig
    [[nodiscard]] LiftResult lift(ContigId source, Interval where) const;

    /// The stretch of the target from the place of the first base up to, and without, that of the
    /// base behind the last one: it may be shorter or longer than the source's. Nothing if the two
    /// bases do not lie in one chain.
    [[nodiscard]] std::optional<Lifted> lift_between(ContigId source, Interval where) const;

private:
    struct Impl;
    explicit ChainMap(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::liftover

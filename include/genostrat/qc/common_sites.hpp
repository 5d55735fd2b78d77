// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <genostrat/alignment/record.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/qc/contamination.hpp>

namespace genostrat::qc {

/// A SNV that many people have.
struct CommonSite {
    std::int64_t pos{};  ///< 0-based
    std::uint8_t ref{};  ///< as BAM numbers bases: 1 A, 2 C, 4 G, 8 T
    std::uint8_t alt{};
    double frequency{};  ///< of ALT
};

/// Bounds of the frequency of a common site.
inline constexpr double least_common = 0.05;

/// Common SNVs by contig. Owns everything.
class CommonSites {
public:
    /// Takes a site if it is a biallelic SNV of A, C, G, T that is common enough; in any order.
    void
    add(std::string_view contig,
        std::int64_t pos,
        std::string_view ref,
        std::string_view alt,
        double frequency);

    /// Sorts; a place that is named twice counts once. To be called when all are added.
    void finish();

    /// Sites of a contig by rising place; contigs are found by any of their names.
    [[nodiscard]] std::span<const CommonSite> of(std::string_view contig) const;

    [[nodiscard]] std::size_t size() const noexcept;

private:
    TextMap<std::vector<CommonSite>> contigs_;  // by canonical name
};

/// A base that a read shows at a site.
struct SiteBase {
    enum class What : std::uint8_t { ref, alt, other };

    std::uint32_t site{};  ///< index in the contig's sites
    What what{};
};

/// The bases of a read at sites of its contig, where base and mapping quality are 20 or more;
/// appended. Secondary, supplementary, duplicate and failed reads show nothing.
void site_bases(
    const alignment::Record& record, std::span<const CommonSite> sites, std::vector<SiteBase>& out);

}  // namespace genostrat::qc

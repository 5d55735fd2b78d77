// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>

namespace genostrat::io {

/// Builds the CSI index of a sorted, BGZF-compressed BED while it is written (CSIv1, SAM
/// specification repository, `CSIv1.pdf`).
class CsiBuilder {
public:
    /// How tabix is told to read the rows' positions.
    enum class Preset : std::int32_t {
        generic = 0,           ///< positions are taken as 1-based; what mosdepth 0.3.3 writes
        zero_based = 0x10000,  ///< half-open, as BED is
    };

    static constexpr int min_shift = 14;

    /// @param longest_contig  in bases: sets the depth of the index
    explicit CsiBuilder(std::int64_t longest_contig, Preset preset = Preset::zero_based);

    /// Adds neighbouring rows that lie in one bin (see `same_bin`), or one row.
    /// Contigs come one after the other, rows sorted by begin.
    ///
    /// @param begin, end    0-based half-open, of all the rows together
    /// @param from, to      virtual offsets of the first row's begin and the last row's end
    void
    add(std::string_view contig,
        std::int64_t begin,
        std::int64_t end,
        std::uint64_t from,
        std::uint64_t to);

    /// True if rows may be added together: they lie within one smallest bin.
    [[nodiscard]] static bool same_bin(std::int64_t begin, std::int64_t end) noexcept {
        return begin >> min_shift == (end > begin ? end - 1 : begin) >> min_shift;
    }

    /// The whole index, before BGZF compression.
    [[nodiscard]] std::string finish() const;

private:
    struct Chunk {
        std::uint64_t from{};
        std::uint64_t to{};
    };

    struct Reference {
        std::string name{};
        std::map<std::uint32_t, std::vector<Chunk>> bins{};
        std::vector<std::uint64_t> first_offsets{};  ///< of rows that overlap each smallest bin
    };

    [[nodiscard]] std::uint32_t bin_of(std::int64_t begin, std::int64_t end) const noexcept;
    [[nodiscard]] std::uint64_t
    first_offset_of(const Reference& reference, std::uint32_t bin) const noexcept;

    int depth_{};
    Preset preset_;
    std::vector<Reference> references_;
};

}  // namespace genostrat::io

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <htslib/hts.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::detail {

/// Builds a CSI or TBI index while BGZF data blocks are written. All data blocks but the last hold
/// bgzf_block_bytes, so a row's end tells its block; where that block lies is known once those
/// before it are written.
class IndexWriter {
public:
    enum class Kind : std::uint8_t { bcf_csi, vcf_csi, vcf_tbi };

    /// @param longest  longest contig in bases; 0 if not known
    /// @param n_refs   contigs of the header (BCF); 0 where names are gathered from the rows (VCF)
    IndexWriter(Kind kind, std::uint64_t data_begin, std::int64_t longest, std::int32_t n_refs);

    /// The tabix number of a contig name: numbered in the order of first appearance.
    [[nodiscard]] std::int32_t number_of(std::string_view contig);

    /// A row's end, in inflated bytes since the first row.
    /// @throws Error{bad_data} if rows are not sorted
    void add(std::int32_t tid, std::int64_t begin, std::int64_t end, std::uint64_t bytes_end);

    void add_block(std::uint32_t packed_bytes);

    /// Writes the index. @param path  its file
    void save(const std::string& path);

private:
    struct Row {
        std::int32_t tid;
        std::int64_t begin;
        std::int64_t end;
        std::uint64_t bytes_end;
    };

    struct Delete {
        void operator()(hts_idx_t* index) const noexcept { hts_idx_destroy(index); }
    };

    void push_ready();

    Kind kind_;
    std::unique_ptr<hts_idx_t, Delete> index_;
    std::vector<std::uint64_t> block_begins_;  ///< file offsets; the last is that of the next block
    std::deque<Row> waiting_;
    std::vector<std::string> names_;
    TextMap<std::int32_t> numbers_;
    std::unordered_set<std::int32_t> contigs_seen_;
    std::int32_t last_tid_{-1};
    std::int64_t last_begin_{-1};
};

}  // namespace genostrat::detail

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/variant/vcf_sink.hpp>

namespace genostrat {

struct IndexOptions {
    IndexFormat format{IndexFormat::csi};
    int min_shift{14};  ///< 1..30: the smallest bins of a CSI index hold 2^min_shift bases
    int threads{1};     ///< in all
};

/// Indexes a BGZF-compressed VCF or BCF that is there; the index appears whole or not at all.
/// @throws Error{bad_data} if rows are not sorted, Error{unsupported} if the file is not compressed
///         with bgzip, Error{usage} for TBI of a BCF; as VcfSource::open
void write_index(
    const std::string& path, const std::string& index_path, const IndexOptions& options = {});

struct ContigCount {
    std::string name{};
    std::int64_t length{-1};  ///< of the header; -1 if unknown
    std::uint64_t n_rows{};
};

/// Rows of each contig, as the index tells them, in the index's order; those without a row too.
/// @param index  the index file; empty: beside the input
/// @throws Error{missing_input} if there is no index
[[nodiscard]] std::vector<ContigCount>
count_indexed_rows(const std::string& path, const std::string& index);

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <htslib/hts.h>
#include <htslib/sam.h>

#include <genostrat/alignment/alignment_source.hpp>

// The two ways to read alignments; private to this room.
namespace genostrat::alignment {

struct HtsFree {
    void operator()(htsFile* file) const noexcept { hts_close(file); }

    void operator()(sam_hdr_t* header) const noexcept { sam_hdr_destroy(header); }

    void operator()(hts_idx_t* index) const noexcept { hts_idx_destroy(index); }

    void operator()(hts_itr_t* iterator) const noexcept { hts_itr_destroy(iterator); }

    void operator()(bam1_t* record) const noexcept { bam_destroy1(record); }
};

template <typename T>
using HtsHandle = std::unique_ptr<T, HtsFree>;

/// A stretch of a BGZF file between two virtual offsets.
struct VirtualRange {
    std::uint64_t begin{};
    std::uint64_t end{};  ///< UINT64_MAX: up to the end of the file
};

/// What a source asks of a reader; see pipeline/concepts.hpp.
class Reader {
public:
    virtual ~Reader() = default;
    [[nodiscard]] virtual Header open() = 0;
    [[nodiscard]] virtual bool fetch(AlignmentBatch& batch) = 0;
    virtual void inflate(AlignmentBatch& batch) const = 0;
    virtual void frame(AlignmentBatch& batch) = 0;
    [[nodiscard]] virtual double progress() const noexcept = 0;
};

[[nodiscard]] std::unique_ptr<Reader> make_bam_reader(SourceOptions options);
[[nodiscard]] std::unique_ptr<Reader> make_hts_reader(SourceOptions options);

/// The index of a file, found and checked as SourceOptions say.
[[nodiscard]] HtsHandle<hts_idx_t>
load_index(htsFile& file, const SourceOptions& options, const std::string& path);

/// Counts of each contig, where the index has them.
[[nodiscard]] std::vector<std::optional<IndexCounts>>
index_counts(const hts_idx_t& index, std::size_t n_contigs);

/// Ids and intervals of the wanted regions in file order; whole contigs have an interval up to the
/// largest position. @throws Error{usage} for a contig that is not in the header
struct Region {
    ContigId contig{};
    Interval where{};
};

[[nodiscard]] std::vector<Region>
resolve_regions(const SourceOptions& options, const Header& header);

/// `path` of `path##idx##index`.
[[nodiscard]] std::string path_without_index(const std::string& path);

}  // namespace genostrat::alignment

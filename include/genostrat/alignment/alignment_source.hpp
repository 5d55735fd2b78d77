// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <genostrat/alignment/alignment_batch.hpp>
#include <genostrat/alignment/header.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::alignment {

/// A stretch of a contig by name; an empty interval means all of it.
struct NamedRegion {
    std::string contig{};
    Interval where{};
};

/// What is done about an index that is older than its file.
enum class OldIndex : std::uint8_t { refuse, warn };

struct SourceOptions {
    std::string path{};       ///< BAM, CRAM or SAM; `file##idx##index` names the index, too
    std::string reference{};  ///< FASTA for CRAM; empty: embedded, or as HTSlib finds it
    /// At least the reads that overlap one of these, each read once and in file order; needs an
    /// index. Nothing: the whole file with its unplaced reads at the end.
    std::optional<std::vector<NamedRegion>> regions{};
    bool all_placed{};     ///< all contigs by the index: the unplaced reads are left out
    bool bases{true};      ///< false: sequence and qualities of a CRAM need not be decoded
    bool edit_distance{};  ///< true: tags NM and MD of a CRAM are made where they are not stored
    OldIndex old_index{OldIndex::refuse};
    int threads{1};  ///< for decoding CRAM
};

/// Source of AlignmentBatch (see pipeline/concepts.hpp). A BAM is read and framed by genostrat:
/// many threads inflate blocks and find the records in them; CRAM and SAM are decoded by HTSlib.
///
/// A BAM that HTSlib wrote begins a record with every block, so records are found in parallel;
/// where a record crosses the border of two batches, the later batch is framed again, serially.
///
/// Errors: Error{missing_input} for a file or an index that is not there; Error{bad_data} for a
/// damaged or truncated file, one without its end-of-file block, an index older than the file or
/// of another file, a record that contradicts itself, and a reference that is not the CRAM's.
class AlignmentSource {
public:
    using Batch = AlignmentBatch;

    explicit AlignmentSource(SourceOptions options);
    ~AlignmentSource();
    AlignmentSource(AlignmentSource&&) noexcept;
    AlignmentSource& operator=(AlignmentSource&&) noexcept;

    /// Opens file and index, reads the header. @throws Error, see above
    [[nodiscard]] Header open();
    void start(const Header& header);
    [[nodiscard]] bool fetch(AlignmentBatch& batch);
    void inflate(AlignmentBatch& batch) const;
    void frame(AlignmentBatch& batch);
    void prepare(AlignmentBatch& batch) const;
    [[nodiscard]] double progress() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::alignment

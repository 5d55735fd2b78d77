// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/variant/schema.hpp>

// Annotation archives (.gsa): values of chosen columns of a data set, keyed by the exact allele
// (contig, position, REF, ALT), by a stretch of a contig or by a gene; block-compressed by column
// and memory-mapped.
namespace genostrat::annotate {

/// What the entries of an archive are found by.
enum class ArchiveKeys : std::uint8_t {
    alleles,    ///< contig, position, REF and ALT
    intervals,  ///< stretches of contigs; they may overlap
    genes       ///< gene ids or symbols
};

/// `alleles`, `intervals`, `genes`.
[[nodiscard]] std::string_view to_string(ArchiveKeys keys) noexcept;

/// One value column of an archive.
struct ArchiveColumn {
    std::string
        source{};  ///< name in the source: an INFO key, `ID`, `QUAL`, `FILTER`, a table column
    std::string name{};  ///< INFO key that annotated rows get
    ColumnType type{ColumnType::string};
    std::string number{};  ///< as in the source's header: `A`, `1`, `R`, `.`, `0`
    std::string description{};
    std::optional<std::string> absent{};   ///< text for a row whose allele is not in the archive
    std::optional<std::string> missing{};  ///< text where the source has the site but no value
    int significant_digits{};              ///< floats were rounded to so many; 0: exact
    double max_relative_error{};           ///< by that rounding, over all values
};

/// What an archive says about itself.
struct ArchiveInfo {
    ArchiveKeys keys{ArchiveKeys::alleles};
    std::vector<ArchiveColumn> columns{};
    std::vector<std::string> contigs{};
    std::string source{};          ///< file names of the sources, without folders
    std::string source_version{};  ///< as given by the one who built it
    std::string build{};           ///< genome build, empty if unknown
    bool is_left_aligned{};        ///< keys were left-aligned against a FASTA
    std::uint64_t n_sites{};
    std::uint64_t n_duplicates{};  ///< rows left out because their key had come before
    std::uint64_t n_blocks{};
    std::uint64_t file_bytes{};
};

/// An archive file, memory-mapped. Blocks are checked when first read. Shared between threads;
/// reads take no locks (each thread has its ArchiveCursor).
class Archive {
public:
    /// @throws Error{missing_input}; Error{bad_data} for a foreign or damaged file;
    ///         Error{unsupported} for another format version
    explicit Archive(const std::string& path);
    ~Archive();
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;

    [[nodiscard]] const ArchiveInfo& info() const noexcept;

    [[nodiscard]] const std::string& path() const noexcept;

    /// The archive's contig of this name, or of another name of the same contig (`chr1`, `1`);
    /// unknown_contig if there is none.
    [[nodiscard]] ContigId find_contig(std::string_view name) const noexcept;

    /// Reads every block. @throws Error{bad_data} naming the first damaged one
    void check() const;

private:
    friend class ArchiveCursor;
    friend class IntervalCursor;
    friend class BlockReader;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// A row's allele as it is looked up; use `trim_allele` before.
struct AlleleKey {
    ContigId contig{unknown_contig};  ///< of the archive
    std::int64_t pos{};               ///< 0-based
    std::string_view ref{};
    std::string_view alt{};
};

/// Finds sites of one archive and reads their values. Keeps the last block decoded: ascending
/// look-ups cost one decoding a block, of the columns that are read. One thread at a time.
class ArchiveCursor {
public:
    /// @param archive  must outlive the cursor
    explicit ArchiveCursor(const Archive& archive);
    ~ArchiveCursor();
    ArchiveCursor(ArchiveCursor&&) noexcept;
    ArchiveCursor& operator=(ArchiveCursor&&) noexcept;

    /// Goes to the site of exactly this allele. @return false if the archive has none
    /// @throws Error{bad_data} naming the block if it is damaged
    bool find(const AlleleKey& key);

    /// Goes to the first site, then from site to site in the archive's order; false at the end.
    bool first();
    bool next();
    /// Goes to the first site of a contig; false if it has none.
    bool first_of(ContigId contig);

    /// The site found last.
    [[nodiscard]] ContigId contig() const noexcept;
    [[nodiscard]] std::int64_t pos() const noexcept;
    /// Intervals: 0-based, exclusive.
    [[nodiscard]] std::int64_t end() const noexcept;
    /// Alleles: REF and ALT. Genes: the gene, and nothing.
    void alleles(std::string& ref, std::string& alt) const;

    enum class Value : std::uint8_t {
        absent,   ///< the source row has no such key; nothing appended
        missing,  ///< `.`; nothing appended
        present
    };

    /// Appends the text of a column at the site found last, exactly as in the source.
    Value append_value(std::size_t column, std::string& out);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::annotate

// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/io/fasta.hpp>
#include <genostrat/normalize/atomize.hpp>
#include <genostrat/pipeline/concepts.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/split.hpp>

namespace genostrat::normalize {

/// What to do with a row whose REF is not the reference's bases, or that holds other letters than
/// A, C, G, T and N (`--check-ref`).
struct CheckReference {
    bool warns{};     ///< `w`: say so and keep the row
    bool excludes{};  ///< `x`: leave the row out
    bool sets{};      ///< `s`: give it the reference's REF, take out ALTs that are REF

    /// None of them: the row is an error (`e`).
    [[nodiscard]] bool fails() const noexcept { return !warns && !excludes && !sets; }

    /// From the letters `e`, `w`, `x`, `s`; `e` beats the others. @throws Error{usage} for others
    [[nodiscard]] static CheckReference parse(std::string_view letters);
};

/// Rows with several ALTs.
enum class Multiallelics : std::uint8_t { keep, split, join };

/// Which rows are split or joined.
enum class RowTypes : std::uint8_t {
    snps,    ///< rows with a SNP
    indels,  ///< rows with an indel
    both,    ///< all rows; SNPs and others are joined apart from each other
    any      ///< all rows, joined whatever they are
};

/// Which rows at one place are duplicates.
enum class Duplicates : std::uint8_t { keep, snps, indels, both, all, exact };

/// From bcftools' words; `any` is all, `none` is exact. @throws Error{usage} for others
[[nodiscard]] RowTypes parse_row_types(std::string_view name);
[[nodiscard]] Duplicates parse_duplicates(std::string_view name);
/// From `*` or `.`.
[[nodiscard]] AtomOverlaps parse_atom_overlaps(std::string_view name);

struct NormalizeOptions {
    std::shared_ptr<const io::Fasta> reference{};  ///< none: no check, no left-alignment
    CheckReference check_reference{};
    bool left_aligns{true};  ///< false: only REF is set or rows are split and joined (`-N`)
    Multiallelics multiallelics{Multiallelics::keep};
    RowTypes row_types{RowTypes::both};
    Duplicates duplicates{Duplicates::keep};
    bool atomizes{};  ///< take complex ALTs apart, before all else
    AtomOverlaps atom_overlaps{AtomOverlaps::star};
    std::int64_t site_window{
        1000};  ///< rows that moved left are put in order within this many bases
    bool strict_filter{};
    std::string old_record_tag{};  ///< INFO key that gets the row as it was; empty: none
    SplitOptions split{};
};

/// What a run did; filled by many threads.
struct NormalizeCounts {
    std::atomic<std::int64_t> rows{};
    std::atomic<std::int64_t> atomized{};  ///< rows that atoms came of
    std::atomic<std::int64_t> split{};
    std::atomic<std::int64_t> references_set{};
    std::atomic<std::int64_t> realigned{};
    std::atomic<std::int64_t> excluded{};
    std::atomic<std::int64_t> joined{};
    std::atomic<std::int64_t> duplicates{};
};

/// Takes complex rows apart; rows with symbolic alleles, breakends or `*` stay.
class AtomizeRows {
public:
    AtomizeRows(const NormalizeOptions& options, std::shared_ptr<NormalizeCounts> counts);

    [[nodiscard]] std::string_view name() const noexcept { return "atomize"; }

    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    AtomizeOptions options_;
    std::shared_ptr<NormalizeCounts> counts_;
};

/// Takes out rows that repeat one of their place as it came in: two deletions of one place are
/// duplicates by `indels` even if they would move to different places.
class RemoveDuplicates {
public:
    RemoveDuplicates(Duplicates kind, std::shared_ptr<NormalizeCounts> counts);
    ~RemoveDuplicates();
    RemoveDuplicates(RemoveDuplicates&&) noexcept;
    RemoveDuplicates& operator=(RemoveDuplicates&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "remove_duplicates"; }

    void bind(Schema& schema) { static_cast<void>(schema); }

    void process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready);

    void finish(Batches<RecordBatch>& ready) { static_cast<void>(ready); }

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Works on each row by itself: splits, checks or sets REF, left-aligns and trims. Rows may leave
/// their order: NormalizeOrder follows.
class NormalizeRows {
public:
    NormalizeRows(NormalizeOptions options, std::shared_ptr<NormalizeCounts> counts);
    ~NormalizeRows();
    NormalizeRows(NormalizeRows&&) noexcept;
    NormalizeRows& operator=(NormalizeRows&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "normalize"; }

    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Puts the rows of each contig in order again, across batch borders; then takes out duplicates or
/// joins rows of one place. Holds back the batches that lie within the window.
class NormalizeOrder {
public:
    NormalizeOrder(NormalizeOptions options, std::shared_ptr<NormalizeCounts> counts);
    ~NormalizeOrder();
    NormalizeOrder(NormalizeOrder&&) noexcept;
    NormalizeOrder& operator=(NormalizeOrder&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "normalize_order"; }

    void bind(Schema& schema);
    void process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready);
    void finish(Batches<RecordBatch>& ready);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The stages that these options ask for, in their order.
/// @param counts  complete when the run has ended
/// @throws Error{usage} if options do not fit each other
[[nodiscard]] std::vector<AnyStage<RecordBatch>>
make_stages(const NormalizeOptions& options, std::shared_ptr<NormalizeCounts> counts);

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::normalize

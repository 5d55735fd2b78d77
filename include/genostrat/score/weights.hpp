// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/evidence/reference_side.hpp>
#include <genostrat/score/scoring_file.hpp>

namespace genostrat::score {

/// One row of a scoring file in a WeightTable: an allele with the weights it has in a run of
/// neighbouring scores. Fixed layout: it is what a packed weights file holds.
struct WeightRow {
    std::int32_t contig{-1};      ///< index of WeightTable::contigs(); -1 if matched by id
    std::int32_t pos{-1};         ///< 0-based; -1 if matched by id
    std::uint32_t effect{};       ///< index of WeightTable::allele()
    std::uint32_t other{};        ///< likewise; 0 where no other allele is given
    std::uint32_t first_score{};  ///< score of the first weight
    std::uint32_t n_scores{};
    std::uint64_t first_weight{};  ///< index of the first weight
    std::uint64_t id{};            ///< where its id stands in the text of ids; 0 if it has none
    std::int32_t line{};           ///< line of the scoring file
    EffectType type{EffectType::additive};
    RowProblem problem{RowProblem::none};
    evidence::Side reference{evidence::Side::unknown};  ///< which allele the file calls REF
    std::uint8_t unused[1]{};
};

static_assert(sizeof(WeightRow) == 48);

/// A score of the table, and what the whole of it weighs.
struct ScoreSummary {
    ScoreFacts facts{};
    std::string build{};           ///< build of its positions; empty if not known
    std::int64_t n_rows{};         ///< rows with a weight for this score
    double total_weight{};         ///< sum of |weight| over all rows
    std::int64_t n_no_position{};  ///< rows that give neither position nor usable id
    std::int64_t n_complex{};      ///< haplotypes, interactions, alleles that are no DNA
};

/// Makes a score of its own of the rows whose p value lies in a range, as plink2's
/// --q-score-range does.
struct PValueRange {
    std::string name{};  ///< is put behind the score's name
    double low{};
    double high{1.0};  ///< inclusive, both

    /// From `name=low:high`, or `low:high`, whose name is the text itself.
    /// @throws Error{usage}
    [[nodiscard]] static PValueRange parse(std::string_view text);
};

struct WeightOptions {
    ScoringFileOptions file{};
    /// Rows of one score may have the same id, where the id is all that names their variant.
    bool allows_duplicate_ids{};
    std::vector<PValueRange> p_ranges{};  ///< none: all rows make one score
    /// Each row is a score of its own, of the weight 1 and named by its id: sums are then copies.
    bool rows_apart{};
    std::size_t most_in_memory{std::size_t{1} << 24};  ///< weights; more go to a temporary file
};

/// Weights of many scores, sorted by (contig, pos), for matching against a stream of variants.
/// Owns its data or maps a packed file; weights of more than WeightOptions::most_in_memory are kept
/// in a temporary file. Immutable: safe to share between threads.
class WeightTable {
public:
    /// Reads scoring files, or packed weights (`.gsw`), one of them at a time in the given order.
    /// @throws Error as ScoringFile; Error{usage} if two scores have one name, or no file is given;
    ///         Error{unsupported} if packed weights are mixed with other files
    [[nodiscard]] static WeightTable
    load(const std::vector<std::string>& paths, const WeightOptions& options = {});

    ~WeightTable();
    WeightTable(WeightTable&&) noexcept;
    WeightTable& operator=(WeightTable&&) noexcept;

    [[nodiscard]] const std::vector<ScoreSummary>& scores() const noexcept;

    /// Contig names in canonical spelling (`1` … `22`, `X`, `MT`, or as the file has them).
    [[nodiscard]] const Contigs& contigs() const noexcept;

    /// Rows sorted by contig, pos, effect, other, score and line; then those matched by id, then
    /// those with a problem.
    [[nodiscard]] std::span<const WeightRow> rows() const noexcept;

    /// Rows at one place. `hint` is an index into rows() where the last search ended: searches in
    /// ascending order are fast.
    [[nodiscard]] std::span<const WeightRow>
    at(std::int32_t contig, std::int64_t pos, std::size_t& hint) const noexcept;

    /// Rows with a position in `where`.
    [[nodiscard]] std::span<const WeightRow>
    within(std::int32_t contig, Interval where, std::size_t& hint) const noexcept;

    /// Rows that have no position and this id.
    [[nodiscard]] std::span<const std::uint32_t> with_id(std::string_view id) const;

    /// True if any row is matched by its id.
    [[nodiscard]] bool has_ids() const noexcept;

    [[nodiscard]] std::string_view allele(std::uint32_t index) const noexcept;
    [[nodiscard]] std::string_view id(const WeightRow& row) const noexcept;

    /// Weights of the row's scores; NaN where the row is not part of a score.
    [[nodiscard]] std::span<const double> weights(const WeightRow& row) const noexcept;

    /// For EffectType::by_dosage: the weights of 0, 1 and 2 copies.
    [[nodiscard]] std::span<const double> dosage_weights(const WeightRow& row) const noexcept;

    /// All weights, where they and rows() lie in mapped files, so that io::release_pages may be
    /// called for both; empty where they are in memory.
    [[nodiscard]] std::span<const double> mapped_weights() const noexcept;

    /// Index of a row in rows().
    [[nodiscard]] std::size_t index_of(const WeightRow& row) const noexcept {
        return static_cast<std::size_t>(&row - rows().data());
    }

    /// Writes the packed form (`genostrat weights build`).
    void write(const std::string& path) const;

    struct Impl;

private:
    WeightTable();
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::score

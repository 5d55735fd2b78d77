// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/evidence/reference_side.hpp>

namespace genostrat::score {

/// How a genotype becomes a value before it is weighed (PGS Catalog, columns is_dominant,
/// is_recessive and dosage_0_weight … dosage_2_weight).
enum class EffectType : std::uint8_t {
    additive,   ///< copies of the effect allele
    dominant,   ///< min(copies, 1)
    recessive,  ///< max(copies - 1, 0)
    by_dosage   ///< a weight of its own for 0, 1 and 2 copies
};

[[nodiscard]] std::string_view to_string(EffectType type) noexcept;

/// What the header of a scoring file says, as written; empty where it says nothing.
struct ScoreFacts {
    std::string name{};              ///< pgs_id, else pgs_name, else column or file name
    std::string description{};       ///< pgs_name
    std::string trait{};             ///< trait_reported
    std::string genome_build{};      ///< build of the original positions
    std::string harmonised_build{};  ///< HmPOS_build
    std::string weight_type{};
    std::string citation{};
    std::string license{};
    std::int64_t variants_number{-1};
    std::string file{};
};

/// Which positions of a harmonised PGS Catalog file are read.
enum class Coordinates : std::uint8_t {
    automatic,   ///< those of the wanted build; where none is wanted or known: harmonised ones
    harmonised,  ///< hm_chr, hm_pos
    original     ///< chr_name, chr_position
};

struct ScoringFileOptions {
    Coordinates coordinates{Coordinates::automatic};
    /// Build of the genomes to be scored, `GRCh37` or `GRCh38`; empty if not known.
    std::string wanted_build{};
    /// Columns by name or 1-based number, for tables with unusual headers: `id=…`, `contig=…`,
    /// `pos=…`, `effect_allele=…`, `other_allele=…`, `weight=…` (more than one: `weight=a+b`).
    std::vector<std::pair<std::string, std::string>> columns{};
    EffectType model{EffectType::additive};  ///< of rows that do not say
    bool needs_p_values{};                   ///< a file without them is refused
    std::string build_if_unsaid{};           ///< build of the positions, where the file tells none
};

/// Why a row takes no part in its score.
enum class RowProblem : std::uint8_t {
    none,
    no_position,  ///< neither position nor a usable id
    complex       ///< haplotype, diplotype, interaction, or an allele that is no DNA
};

/// One row of a scoring file; views are valid until the next row is read.
struct ScoringRow {
    std::string_view id{};      ///< empty if none
    std::string_view contig{};  ///< as written; empty if none
    std::int64_t pos{-1};       ///< 0-based; -1 if none
    std::string_view effect_allele{};
    std::string_view other_allele{};    ///< empty if none
    std::span<const double> weights{};  ///< log scale; NaN where the row is not part of a score
    std::size_t first_score{};          ///< index of the score of weights[0] in `scores()`
    EffectType type{EffectType::additive};
    std::array<double, 3> dosage_weights{};  ///< for by_dosage
    RowProblem problem{RowProblem::none};
    double p_value{};  ///< NaN if absent or not needed
    /// Which allele is REF, where the table has columns `ref` and `alt`.
    evidence::Side reference{evidence::Side::unknown};
    std::int64_t line{};
};

/// Reads a scoring file: PGS Catalog format 2.0 (original or harmonised) or a plain table with a
/// header; plain, gzip or BGZF. Odds and hazard ratios come back as their logarithms.
///
/// An id that spells a variant (`22:17080378:G:A`, `chr1_1000_A_G`) stands for position and alleles
/// where the table has no columns for them.
class ScoringFile {
public:
    /// Reads up to the column names.
    /// @throws Error{missing_input} if the file is not there or a needed column is not,
    ///         Error{bad_data} if there is no header line
    explicit ScoringFile(std::string path, ScoringFileOptions options = {});
    ~ScoringFile();
    ScoringFile(ScoringFile&&) noexcept;
    ScoringFile& operator=(ScoringFile&&) noexcept;

    /// The next row, or false at the end.
    /// @throws Error{bad_data} naming the line: a weight or position that is no number, an odds
    ///         ratio of 0 or less, both dominant and recessive, a row with too few columns
    [[nodiscard]] bool next(ScoringRow& row);

    /// The scores of the file; where an `accession` column names them, those met so far.
    [[nodiscard]] const std::vector<ScoreFacts>& scores() const noexcept;

    /// Build of the positions that rows give, `GRCh37`, `GRCh38`, `T2T-CHM13`; empty if unknown.
    [[nodiscard]] const std::string& build() const noexcept;

    /// True if rows are named by ids alone, so that they have to be matched by id.
    [[nodiscard]] bool by_id() const noexcept;

    [[nodiscard]] Where where() const;

    /// About how many rows are yet to come, if all are as long as the last one; 0 where the size of
    /// the file does not tell (compressed, or a stream).
    [[nodiscard]] double rows_left() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

inline constexpr double no_weight = std::numeric_limits<double>::quiet_NaN();

/// `hg19`, `NCBI36`, `GRCh37.p13`, … in one spelling: `GRCh37`, `GRCh38`, `GRCh36`, `T2T-CHM13`;
/// empty for `NR` and anything else.
[[nodiscard]] std::string canonical_build(std::string_view name);

/// A variant id of the form contig:pos:allele:allele (separators `:`, `_` or `-`).
struct VariantId {
    std::string_view contig{};
    std::int64_t pos{-1};  ///< 0-based; -1 if the text is no such id
    std::string_view first{};
    std::string_view second{};
};

[[nodiscard]] VariantId parse_variant_id(std::string_view id) noexcept;

}  // namespace genostrat::score

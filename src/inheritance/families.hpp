// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/cohort/pedigree.hpp>
#include <genostrat/inheritance/rules.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::inheritance {

/// A person of the pedigree who is in the file.
struct Relative {
    std::int32_t sample{};
    std::int32_t father{-1};  ///< sample, or -1
    std::int32_t mother{-1};
    cohort::Pedigree::Gender gender{};
    cohort::Pedigree::Phenotype phenotype{};

    [[nodiscard]] bool has_parents() const noexcept { return father >= 0 && mother >= 0; }
};

/// The people of a pedigree that a file has, and its families as indices of them.
struct Families {
    std::vector<Relative> people{};
    std::vector<std::vector<std::size_t>> members{};

    /// @throws Error{missing_input} if nobody is in the file
    Families(const cohort::Pedigree& pedigree, const Schema& schema);
    Families() = default;

    /// @throws Error{missing_input} if no child has both parents in the file
    void need_trios(const Schema& schema) const;
};

/// Reads the calls of a row. Columns the header lacks are said once, as warnings.
class CallReader {
public:
    CallReader() = default;
    explicit CallReader(const Schema& schema);

    [[nodiscard]] const Evidence& evidence() const noexcept { return evidence_; }

    /// The columns of one row; valid until the batch is cleared.
    struct Columns {
        Genotypes genotypes{};
        FormatValues<float> gq{};
        FormatValues<std::int32_t> reads{};
        FormatValues<std::int32_t> phase_sets{};
    };

    [[nodiscard]] Columns columns(const RecordBatch& batch, RowId row) const;

    /// @param alt  number of the ALT, from 1; @param sample  -1 gives an unknown call
    [[nodiscard]] static Call call(const Columns& columns, std::int32_t sample, std::int32_t alt);

private:
    std::optional<FormatId> gq_;
    std::optional<FormatId> reads_;
    std::optional<FormatId> phase_sets_;
    Evidence evidence_;
};

/// Names of the genes of a row, from an annotation field.
class GeneReader {
public:
    GeneReader() = default;

    /// @param field  `CSQ.SYMBOL`, a plain INFO tag, or empty: SYMBOL or Gene of CSQ, Gene_Name of
    ///               ANN, gene of BCSQ
    /// @throws Error{missing_input} if the header has no such field
    GeneReader(const Schema& schema, std::string_view field);

    /// Each gene once; views into the batch.
    void read(const RecordBatch& batch, RowId row, std::vector<std::string_view>& genes) const;

private:
    InfoId info_{};
    std::optional<std::size_t> field_{};  ///< of `|`-separated entries
};

/// `contig/pos/ref/alt`, 1-based.
[[nodiscard]] std::string place_of(const RecordBatch& batch, RowId row, std::size_t alt);

}  // namespace genostrat::inheritance

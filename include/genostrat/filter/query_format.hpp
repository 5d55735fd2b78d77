// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/filter/rules.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::filter {

/// Whether a tag that the header lacks is an error or printed as `.`.
enum class UndefinedTags : std::uint8_t { fail, print_missing };

/// A format string of `bcftools query -f`: `%CHROM\t%INFO/AF[\t%SAMPLE=%GT]\n`.
///
/// Columns: CHROM POS POS0 END END0 ID REF ALT FIRST_ALT QUAL FILTER INFO FORMAT TYPE LINE MASK,
/// INFO tags, and in brackets, once a sample, SAMPLE GT TGT IUPACGT TBCSQ PBINOM(TAG) and FORMAT
/// tags; N_PASS(expression); `{i}` picks one value. Values are printed as they stand in the input.
class QueryFormat {
public:
    /// @throws Error{usage} for an unknown column or tag (and the nearest one), brackets that do
    /// not
    ///         close, and an expression in N_PASS that is none
    QueryFormat(
        std::string_view format,
        const Schema& schema,
        Rules rules = Rules::manual,
        UndefinedTags undefined = UndefinedTags::fail);
    ~QueryFormat();
    QueryFormat(QueryFormat&&) noexcept;
    QueryFormat& operator=(QueryFormat&&) noexcept;

    /// True if there is a loop over samples.
    [[nodiscard]] bool has_loop() const noexcept;

    /// `# [1]CHROM\t[2]A:GT…`, as `bcftools query -H` prints it.
    [[nodiscard]] std::string header() const;

    /// Appends the text of one row. One thread at a time.
    /// @param passing  one entry a sample: those with 0 are left out of loops; empty: all are in
    void append(
        const RecordBatch& batch,
        RowId row,
        std::span<const std::uint8_t> passing,
        std::string& out);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::filter

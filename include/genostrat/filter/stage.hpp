// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <genostrat/filter/rules.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

/// What a rejected sample's genotype becomes.
enum class RejectedGenotype : std::uint8_t { kept, missing, reference };

struct FilterOptions {
    std::string expression{};
    bool exclude{};  ///< `-e`: rows for which the expression holds are rejected, not the others
    filter::Rules rules{filter::Rules::manual};

    /// Name for FILTER of rejected rows; they stay. Empty: they are left out. `+`: the first free
    /// one of Filter1, Filter2, …
    std::string soft_filter{};
    bool appends{};  ///< with soft_filter: other names stay (`-m +`)
    bool resets{};  ///< with soft_filter: rows that pass get PASS (`-m x`), not only those with `.`

    /// Genotypes of rejected samples; rows stay. INFO/AC and INFO/AN are counted anew where they
    /// stand.
    RejectedGenotype genotypes{RejectedGenotype::kept};
};

/// Stage: keeps, marks or blanks rows by an expression in bcftools' language (docs/filter.md).
/// Reads only the columns that the expression names.
class Filter {
public:
    explicit Filter(FilterOptions options);
    explicit Filter(std::string_view expression);
    ~Filter();
    Filter(Filter&&) noexcept;
    Filter& operator=(Filter&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "filter"; }

    /// @throws Error{usage} with the place in the expression marked: syntax, unknown names (and the
    ///         nearest one), values that cannot be compared
    void bind(Schema& schema);

    void process(RecordBatch& batch) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

namespace filter {

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace filter

}  // namespace genostrat

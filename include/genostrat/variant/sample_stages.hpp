// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

/// Which samples a run keeps (`-s`, `-S`, `-G`).
struct SampleSelection {
    std::vector<std::string> names{};
    bool exclude{};         ///< all but these
    bool force{};           ///< a name that the header lacks is a warning, not an error
    bool drop_genotypes{};  ///< no sample and no FORMAT column

    [[nodiscard]] bool selects() const noexcept { return !names.empty() || drop_genotypes; }

    /// `a,b` or `^a,b`.
    [[nodiscard]] static SampleSelection parse(std::string_view text);

    /// One name a line (the first field), `^FILE` to exclude. @throws Error as io::LineReader
    [[nodiscard]] static SampleSelection read(std::string_view path);
};

/// Stage: keeps the selected samples, in the given order; excluded ones leave the header's order.
class SelectSamples {
public:
    explicit SelectSamples(SampleSelection selection) : selection_{std::move(selection)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "select_samples"; }

    /// @throws Error{usage} with the nearest name for a sample that the header lacks
    void bind(Schema& schema) const;

    /// Nothing is left to do: rows are made of the selected samples when they are indexed.
    void process(RecordBatch&) const {}

private:
    SampleSelection selection_;
};

/// Stage: takes FORMAT and the samples out of rows, behind stages that still count them.
class DropGenotypes {
public:
    [[nodiscard]] std::string_view name() const noexcept { return "drop_genotypes"; }

    void bind(Schema& schema) const { schema.drops_samples_at_output(); }

    void process(RecordBatch& batch) const;
};

/// Stage: sets INFO/AC and INFO/AN to the alleles counted in the genotypes of the row's samples, as
/// `bcftools view -s` does. Rows without GT are left as they are.
class UpdateAlleleCounts {
public:
    [[nodiscard]] std::string_view name() const noexcept { return "update_allele_counts"; }

    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    InfoId ac_{};
    InfoId an_{};
};

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/io/text_output.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/plink_tables.hpp>
#include <genostrat/qc/variant_qc.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::qc {

namespace detail {
struct QcColumns;
struct QcRow;
}  // namespace detail

struct VariantQcOptions {
    /// PREFIX of plink2's .vmiss, .afreq and .hardy, written while rows pass; empty: none.
    std::string plink_prefix{};
    /// INFO column with the frequency of the first ALT among people in general, for the estimate of
    /// contamination. Empty: the genotypes' own where there are 50 samples or more, else AF.
    std::string frequency{};
};

/// Counts variants and genotypes (an accumulator; result VariantQc).
class VariantQcStage {
public:
    struct Partial {
        SiteCounters counters{};
        SiteEvents events{};
        std::vector<std::pair<cohort::GenomePart, PartCounts>> parts{};
        std::vector<SampleDepths> depths{};
        PlinkRows plink{};
    };

    explicit VariantQcStage(VariantQcOptions options = {}) : options_{std::move(options)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "qc"; }

    /// @throws Error{usage} if the INFO column of the options is not there or not a number
    void bind(const Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);
    void finish(Results& results);

private:
    struct Work;

    void count_row(RecordBatch& batch, RowId row, Work& work) const;
    void count_genotypes(const Genotypes& genotypes, Work& work) const;
    static void count_copies(const detail::QcRow& read, Work& work);
    void enter(cohort::GenomePart part, Work& work) const;
    [[nodiscard]] std::optional<double>
    ref_frequency(const detail::QcRow& read, const Work& work) const;

    VariantQcOptions options_;
    VariantQc qc_;
    cohort::GenomeParts genome_;
    std::shared_ptr<const detail::QcColumns> columns_;
    std::vector<io::TextOutput> plink_;  // .vmiss, .afreq, .hardy
};

}  // namespace genostrat::qc

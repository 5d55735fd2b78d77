// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/report/document.hpp>
#include <genostrat/variant/csq.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::report {

/// Which variants are worth a look, and where the row says so.
struct FindingRules {
    std::size_t n_kept{20};              ///< findings a sample, the most pressing first
    double max_frequency{0.01};          ///< of the allele; above it only stated pathogenic ones
    std::string significance{"CLNSIG"};  ///< INFO columns; those that are not there are passed over
    std::string condition{"CLNDN"};
    std::string frequency{"AF"};
};

/// The findings of every sample, best first, and how many there were.
struct Findings {
    std::vector<std::string> samples{};
    std::vector<std::vector<Finding>> of_sample{};
    std::vector<std::int64_t> n_in_all{};
    bool has_consequences{};  ///< the rows had a CSQ column to look at
    bool has_significance{};  ///< … and one of clinical significance
};

/// Finds, for each sample, the alleles it carries that are stated pathogenic or of another clinical
/// weight, or that are rare with a high or moderate impact. Pure but for the columns it reads.
class FindingCollector {
public:
    explicit FindingCollector(FindingRules rules) : rules_{std::move(rules)} {}

    void bind(const Schema& schema);

    /// The findings of one batch, unordered.
    [[nodiscard]] Findings collect(RecordBatch& batch) const;

    /// Joins them, keeping the best of each sample.
    void merge(Findings findings);

    [[nodiscard]] const Findings& findings() const noexcept { return all_; }

private:
    [[nodiscard]] Finding describe(RecordBatch& batch, RowId row, std::size_t allele) const;
    [[nodiscard]] bool is_worth_a_look(const Finding& finding) const;
    [[nodiscard]] std::string info_of_allele(
        const RecordBatch& batch, RowId row, std::optional<InfoId> id, std::size_t allele) const;

    FindingRules rules_;
    std::optional<CsqLayout> layout_;
    std::optional<InfoId> significance_;
    std::optional<InfoId> condition_;
    std::optional<InfoId> frequency_;
    Findings all_;
};

}  // namespace genostrat::report

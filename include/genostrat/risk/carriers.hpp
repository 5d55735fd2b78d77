// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <genostrat/risk/risk_table.hpp>
#include <genostrat/variant/csq.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::risk {

/// A sample with copies of an allele that a carrier term asks for.
struct CarrierHit {
    std::size_t term{};
    std::size_t sample{};
    std::uint8_t copies{};
};

/// Finds the carriers of a model's terms in annotated variants: an allele counts for a term if it
/// lies in one of its genes (SYMBOL or Gene of the CSQ column) and is of one of its classes: what
/// CLNSIG or CSQ's CLIN_SIG says (`pathogenic`, `likely_pathogenic`, …), `loss_of_function` (stop
/// gained, frameshift, splice donor or acceptor, start lost), or a Sequence Ontology term.
class CarrierCollector {
public:
    explicit CarrierCollector(const RiskModel& model);

    /// True if the model has any carrier term.
    [[nodiscard]] bool is_needed() const noexcept { return !terms_.empty(); }

    /// @throws Error{missing_input} if there are carrier terms but no CSQ column, or a term asks
    /// for
    ///         clinical significance and neither CLNSIG nor CLIN_SIG is there
    void bind(const Schema& schema);

    /// Hits of a batch in row order. Safe to call from many threads.
    [[nodiscard]] std::vector<CarrierHit> collect(RecordBatch& batch) const;

    void merge(const std::vector<CarrierHit>& hits);

    /// Who carries as many copies as each term asks for.
    [[nodiscard]] CarrierCalls calls() const;

private:
    [[nodiscard]] bool is_of_class(
        const RiskTerm& term, std::string_view significance, std::string_view consequence) const;
    [[nodiscard]] std::string_view
    significance_of_allele(const RecordBatch& batch, RowId row, std::size_t allele) const;

    std::vector<RiskTerm> terms_;
    std::optional<CsqLayout> layout_;
    std::optional<InfoId> significance_;
    std::vector<std::string> samples_;
    std::vector<std::vector<std::uint8_t>> copies_;  // one a term, one a sample
};

}  // namespace genostrat::risk

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <genostrat/score/genotype_value.hpp>
#include <genostrat/score/matching.hpp>
#include <genostrat/score/missing_counts.hpp>
#include <genostrat/score/score_table.hpp>
#include <genostrat/score/sums.hpp>

namespace genostrat::score {

struct CollectOptions {
    MatchRules rules{};
    MissingPolicy missing{MissingPolicy::mean};
    Scaling scaling{Scaling::none};
    /// Samples that a cohort needs before its own allele frequencies stand for missing genotypes.
    std::int64_t minimum_cohort{50};
    double minimum_overlap{default_minimum_overlap};
    bool remembers{};  ///< ScoreTable::known is filled, for a second input
    /// Genotypes that a first input has told: they count nothing here. Null: none.
    std::shared_ptr<const KnownGenotypes> known{};
};

/// Joins matched batches, in input order, into sums and reports.
///
/// Variants at one place are decided together, also across batches; so variants of one place have
/// to stand together in the input.
class Collector {
public:
    Collector(
        std::shared_ptr<const WeightTable> weights,
        std::vector<std::string> samples,
        CollectOptions options);

    /// How to spread the work of summing (see ScoreSums::use).
    void use(ForEach for_each) { sums_.use(std::move(for_each)); }

    /// @throws Error{bad_data} if variants of a place that was left come again and match
    void add(const std::shared_ptr<const MatchedBatch>& batch);

    /// Adds sites that no variant has matched, in the order of the weights' rows; those that have
    /// been matched meanwhile are passed over. Call after the last `add`.
    void add_inferred(const std::shared_ptr<const MatchedBatch>& batch);

    /// Decides what is open and hands over the result. Call once, last.
    [[nodiscard]] ScoreTable finish();

    [[nodiscard]] RowStatus status(std::size_t row) const noexcept {
        return table_.rows[row].status;
    }

private:
    /// A candidate of the place that is being gathered.
    struct Open {
        const MatchedBatch* batch{};
        const GenotypeColumn* column{};
        std::uint64_t order{};  // of the column in the input
        evidence::KnownBy known_by{evidence::KnownBy::call};
    };

    /// Inferred sites of one place, which a variant that is still to come may overrule.
    struct Pending {
        std::shared_ptr<const MatchedBatch> batch{};
        Candidate candidate{};
    };

    /// Frequency of a column's allele: `value` as a double, `low` what that leaves.
    struct Frequency {
        double value{unknown_frequency};
        double low{};
    };

    using Place = std::pair<std::int32_t, std::int64_t>;  // contig, pos

    void close_place();
    void drop_decided();
    void decide();
    void infer_before(std::int32_t contig, std::int64_t pos);
    void infer_place(std::span<const Pending> pending);
    [[nodiscard]] bool has_calls(const Pending& pending) const;
    [[nodiscard]] std::uint64_t allele_pair(std::uint32_t row) const noexcept;
    void set_status(std::span<const std::uint32_t> rows, RowStatus status);
    void count_inferred(const Open& open, const Accepted& accepted);
    void remember(const Open& open, const Accepted& accepted);
    [[nodiscard]] bool is_missing(const Open& open, std::size_t sample) const noexcept;
    /// Sums what a first input has not told. True if it had told anything.
    bool add_unknown(const Open& open, const Accepted& accepted);
    [[nodiscard]] std::span<const std::uint8_t> known_of(const Accepted& accepted) const noexcept;
    void tally(const MatchResolver::Decision& decision);
    void add_column(const Open& open, std::span<const Accepted> accepted);
    void add_whole(const Open& open, std::span<const Accepted> accepted);
    void add_codes(const Open& open, std::span<const Accepted> accepted);
    void add_one_by_one(const Open& open, const Accepted& accepted, const GenotypeModel& model);
    template <typename Visit>
    void for_each_missing(const Open& open, Visit visit) const;
    void count_missing(const Open& open, const Accepted& accepted, const GenotypeModel& model);
    [[nodiscard]] std::span<std::int32_t>
    shared_counts(const Open& open, const Accepted& accepted, const GenotypeModel& model);
    void add_shared_counts();
    void lower_denominators(const Open& open, const Accepted& accepted);
    [[nodiscard]] GenotypeModel
    model_of(const Open& open, const Accepted& accepted, const Frequency& frequency) const;
    [[nodiscard]] Frequency frequency_of(const Open& open) const;
    void count_matched(const Accepted& run);
    [[nodiscard]] std::span<const double> weights_of(const Accepted& accepted) const;

    std::shared_ptr<const WeightTable> weights_;
    CollectOptions options_;
    MatchResolver resolver_;
    ScoreSums sums_;
    ScoreTable table_;

    std::int32_t contig_{-1};
    std::int64_t pos_{-1};
    std::vector<std::shared_ptr<const MatchedBatch>> batches_;  // alive while a place is open
    std::vector<Open> open_;
    std::vector<GroupCandidate> candidates_;
    std::uint32_t n_variants_of_place_{};
    std::map<Place, std::vector<Pending>> pending_;
    std::vector<double> values_;
    std::vector<double> low_values_;
    std::vector<Tally> matched_;  // one a score
    MissingCounts missing_counts_;
    bool warned_ids_{};
};

}  // namespace genostrat::score

// SPDX-License-Identifier: MIT
#include "score/weights_state.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::score {

namespace {

/// plink's numbers for the sex chromosomes and the mitochondrion.
std::string_view contig_name(std::string_view name) {
    const std::string_view canonical = canonical_contig(name);
    if (canonical == "23" || canonical == "25" || canonical == "XY")
        return "X";
    if (canonical == "24")
        return "Y";
    if (canonical == "26")
        return "MT";
    return canonical;
}

class Builder {
public:
    Builder(const std::string& path, const WeightOptions& options, WeightTable::Impl& state)
        : file_{path, with_p_values(options)}, ranges_{options.p_ranges},
          rows_apart_{options.rows_apart}, most_in_memory_{options.most_in_memory}, state_{state},
          first_score_{state.scores.size()} {
        for (std::uint32_t index = 0; index < state.alleles.size(); ++index)
            alleles_.emplace(state.alleles[index], index);
    }

    void run() {
        if (!rows_apart_)
            add_scores();
        ScoringRow row;
        bool is_first = true;
        while (file_.next(row)) {
            if (rows_apart_) {
                add_apart(row);
                continue;
            }
            if (std::exchange(is_first, false))
                reserve(row);
            if (row.first_score * n_ranges() + first_score_ >= state_.scores.size())
                add_scores();
            if (ranges_.empty())
                add(row);
            else
                add_ranges(row);
        }
        if (!rows_apart_)
            add_scores();
        finish_counts();
    }

private:
    static ScoringFileOptions with_p_values(const WeightOptions& options) {
        ScoringFileOptions out = options.file;
        out.needs_p_values = !options.p_ranges.empty();
        return out;
    }

    [[nodiscard]] std::size_t n_ranges() const noexcept {
        return std::max<std::size_t>(1, ranges_.size());
    }

    void add_scores() {
        const auto& found = file_.scores();
        for (std::size_t score = (state_.scores.size() - first_score_) / n_ranges();
             score < found.size();
             ++score) {
            if (ranges_.empty())
                add_score(found[score]);
            for (const PValueRange& range : ranges_) {
                ScoreFacts facts = found[score];
                facts.name += '_' + range.name;
                add_score(facts);
            }
        }
    }

    void add_score(const ScoreFacts& facts) {
        for (const ScoreSummary& other : state_.scores)
            if (other.facts.name == facts.name)
                throw Error{
                    ErrorKind::usage,
                    fmt::format(
                        "two scores are called '{}': {} and {}",
                        facts.name,
                        other.facts.file,
                        facts.file),
                    {},
                    "give each score a name of its own (pgs_id, or the column's name)"};
        state_.scores.push_back({.facts = facts, .build = file_.build()});
    }

    /// One row with the weights of all ranges; a range that the p value is not in has none.
    void add_ranges(const ScoringRow& row) {
        ScoringRow out = row;
        out.first_score = row.first_score * n_ranges();
        spread_.clear();
        for (const double weight : row.weights)
            for (const PValueRange& range : ranges_) {
                const bool is_in = range.low <= row.p_value && row.p_value <= range.high;
                spread_.push_back(is_in ? weight : no_weight);
            }
        if (row.type != EffectType::by_dosage) {
            out.weights = spread_;
            add(out);
            return;
        }
        for (std::size_t range = 0; range < spread_.size(); ++range) {
            if (std::isnan(spread_[range]))
                continue;
            out.first_score = row.first_score * n_ranges() + range;
            out.weights = std::span{spread_}.subspan(range, 1);
            add(out);
        }
    }

    void add_apart(const ScoringRow& row) {
        static constexpr std::array<double, 1> one{1.0};
        ScoringRow out = row;
        out.first_score = state_.scores.size() - first_score_;
        out.weights = one;
        ScoreFacts facts{.file = file_.where().file};
        facts.name = !row.id.empty()
                         ? std::string{row.id}
                         : fmt::format("{}:{}:{}", row.contig, row.pos + 1, row.effect_allele);
        add_score(facts);
        add(out);
    }

    std::uint32_t allele(std::string_view text) {
        upper_.assign(text);
        for (char& base : upper_)
            if (base >= 'a' && base <= 'z')
                base = static_cast<char>(base - 'a' + 'A');
        const auto found = alleles_.find(upper_);
        if (found != alleles_.end())
            return found->second;
        const auto index = static_cast<std::uint32_t>(state_.alleles.size());
        state_.alleles.push_back(upper_);
        alleles_.emplace(upper_, index);
        return index;
    }

    std::uint64_t id(std::string_view text) {
        if (text.empty())
            return 0;
        if (state_.own_ids.empty() && state_.spilled_ids.size() == 0)
            state_.own_ids.push_back('\0');
        const std::size_t at = state_.spilled_ids.size() + state_.own_ids.size();
        state_.own_ids.append(text);
        state_.own_ids.push_back('\0');
        return at;
    }

    void count(const ScoringRow& row) {
        n_rows_.resize(state_.scores.size() - first_score_);
        total_weights_.resize(n_rows_.size());
        std::int64_t* const n_rows = n_rows_.data() + row.first_score;
        double* const totals = total_weights_.data() + row.first_score;
        for (std::size_t index = 0; index < row.weights.size(); ++index) {
            const double weight = std::fabs(row.weights[index]);
            const bool is_part = !std::isnan(weight);  // selects, so that the loop vectorises
            n_rows[index] += is_part ? 1 : 0;
            totals[index] += is_part ? weight : 0.0;
        }
        if (row.problem == RowProblem::none)
            return;
        for (std::size_t index = 0; index < row.weights.size(); ++index) {
            const int is_part = std::isnan(row.weights[index]) ? 0 : 1;
            ScoreSummary& score = state_.scores[first_score_ + row.first_score + index];
            score.n_no_position += row.problem == RowProblem::no_position ? is_part : 0;
            score.n_complex += row.problem == RowProblem::complex ? is_part : 0;
        }
    }

    void finish_counts() {
        for (std::size_t score = 0; score < n_rows_.size(); ++score) {
            state_.scores[first_score_ + score].n_rows = n_rows_[score];
            state_.scores[first_score_ + score].total_weight = total_weights_[score];
        }
    }

    /// Room for all rows at once, as the first one and the size of a plain file promise: vectors
    /// that grow are copied again and again.
    void reserve(const ScoringRow& first) {
        const double n_rows = 1.02 * file_.rows_left() + 16;
        if (n_rows * static_cast<double>(first.weights.size()) < 1e5 || n_rows > 1e9)
            return;
        state_.own_rows.reserve(std::min(
            state_.own_rows.size() + static_cast<std::size_t>(n_rows),
            WeightTable::Impl::rows_in_memory(most_in_memory_) + 1));
        const std::size_t n_weights = static_cast<std::size_t>(n_rows) * first.weights.size();
        state_.own_weights.reserve(std::min(
            state_.own_weights.size() + n_weights, most_in_memory_ + first.weights.size()));
    }

    void add(const ScoringRow& row) {
        count(row);
        state_.spill_beyond(most_in_memory_);
        WeightRow out;
        out.line = static_cast<std::int32_t>(row.line);
        out.type = row.type;
        out.problem = row.problem;
        out.reference = row.reference;
        out.first_score = static_cast<std::uint32_t>(first_score_ + row.first_score);
        out.n_scores = static_cast<std::uint32_t>(row.weights.size());
        out.first_weight = state_.n_spilled() + state_.own_weights.size();
        out.id = id(row.id);
        if (row.problem != RowProblem::complex) {
            out.effect = allele(row.effect_allele);
            out.other = row.other_allele.empty() ? 0 : allele(row.other_allele);
        }
        if (row.pos > std::numeric_limits<std::int32_t>::max())
            throw Error{
                ErrorKind::bad_data,
                fmt::format("the position {} lies beyond any contig", row.pos + 1),
                file_.where()};
        if (row.problem == RowProblem::none && row.pos >= 0) {
            out.contig = state_.contigs.add(contig_name(row.contig));
            out.pos = static_cast<std::int32_t>(row.pos);
        }
        state_.own_weights.insert(state_.own_weights.end(), row.weights.begin(), row.weights.end());
        if (row.type == EffectType::by_dosage)
            state_.own_weights.insert(
                state_.own_weights.end(), row.dosage_weights.begin(), row.dosage_weights.end());
        state_.own_rows.push_back(out);
    }

    ScoringFile file_;
    const std::vector<PValueRange>& ranges_;
    bool rows_apart_;
    std::size_t most_in_memory_;
    WeightTable::Impl& state_;
    std::size_t first_score_;
    TextMap<std::uint32_t> alleles_;
    std::string upper_;
    std::vector<double> spread_;
    std::vector<std::int64_t> n_rows_;  // one a score of this file
    std::vector<double> total_weights_;
};

bool share_a_score(const WeightRow& one, const WeightRow& other) {
    return one.first_score < other.first_score + other.n_scores &&
           other.first_score < one.first_score + one.n_scores;
}

/// Where nothing but an id names a variant, an id that comes twice in one score is a mistake.
void refuse_duplicate_ids(const WeightTable::Impl& state) {
    const WeightRow* first = nullptr;  // of the earliest pair, whatever the order of the index
    const WeightRow* second = nullptr;
    state.by_id.for_each_shared([&](std::span<const std::uint32_t> rows) {
        for (std::size_t at = 1; at < rows.size(); ++at) {
            const WeightRow* one = &state.rows[rows[at - 1]];
            const WeightRow* other = &state.rows[rows[at]];
            if (one->line > other->line)
                std::swap(one, other);
            const bool is_earlier =
                second == nullptr || std::tie(other->first_score, other->line) <
                                         std::tie(second->first_score, second->line);
            if (share_a_score(*one, *other) && is_earlier) {
                first = one;
                second = other;
            }
        }
    });
    if (second == nullptr)
        return;
    throw Error{
        ErrorKind::bad_data,
        fmt::format(
            "the id {} stands on lines {} and {}",
            std::string_view{state.ids.data() + first->id},
            first->line,
            second->line),
        {.file = state.scores[first->first_score].facts.file},
        "give each variant one row, or pass --keep-first or --keep-duplicates"};
}

}  // namespace

void add_scoring_file(
    const std::string& path, const WeightOptions& options, WeightTable::Impl& state) {
    Builder{path, options, state}.run();
}

void finish_weights(const WeightOptions& options, WeightTable::Impl& state) {
    state.use_own();
    state.index_ids();
    if (!options.allows_duplicate_ids)
        refuse_duplicate_ids(state);
}

}  // namespace genostrat::score

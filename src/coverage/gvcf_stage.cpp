// SPDX-License-Identifier: MIT
#include "callable_work.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/evidence/reference_rows.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::coverage {

namespace {

/// Stretches of rows with their states, contig by contig; neighbours of one state are one.
struct RowStates {
    std::vector<std::vector<StateRun>> contigs{};
    bool has_blocks{};

    void add(ContigId contig, const StateRun& run) {
        const auto index = static_cast<std::size_t>(contig);
        if (index >= contigs.size())
            contigs.resize(index + 1);
        std::vector<StateRun>& runs = contigs[index];
        if (!runs.empty() && runs.back().state == run.state && runs.back().begin <= run.begin &&
            run.begin <= runs.back().end)
            runs.back().end = std::max(runs.back().end, run.end);
        else
            runs.push_back(run);
    }
};

/// What every base has, from 0 to `length`: the worst state of the rows over it.
std::vector<StateRun> flatten(std::span<const StateRun> rows, std::int64_t length) {
    struct Edge {
        std::int64_t pos{};
        CallState state{};
        std::int32_t change{};
    };

    std::vector<Edge> edges;
    for (const StateRun& row : rows) {
        edges.push_back({row.begin, row.state, 1});
        edges.push_back({std::min(row.end, length), row.state, -1});
    }
    std::ranges::sort(edges, {}, &Edge::pos);
    std::vector<StateRun> runs;
    std::array<std::int32_t, n_call_states> open{};
    std::int64_t done = 0;
    const auto go_to = [&](std::int64_t pos) {
        if (pos <= done)
            return;
        const auto worst = std::ranges::find_if(open, [](std::int32_t n) { return n > 0; });
        const auto state = worst == open.end() ? CallState::no_coverage
                                               : static_cast<CallState>(worst - open.begin());
        if (!runs.empty() && runs.back().state == state)
            runs.back().end = pos;
        else
            runs.push_back({done, pos, state});
        done = pos;
    };
    for (const Edge& edge : edges) {
        go_to(edge.pos);
        open[static_cast<std::size_t>(edge.state)] += edge.change;
    }
    go_to(length);
    return runs;
}

/// Gathers the rows' states (an accumulator; result RowStates).
class GvcfStates {
public:
    using Partial = RowStates;

    GvcfStates(const CallableOptions& options, std::size_t sample)
        : options_{options}, sample_{sample} {}

    [[nodiscard]] static std::string_view name() noexcept { return "gvcf_states"; }

    void bind(const Schema& schema) {
        rows_.emplace(schema);
        for (const std::string_view id : {"MIN_DP", "DP"})
            if (const auto column = schema.find_format(id))
                depths_.push_back(*column);
    }

    [[nodiscard]] Partial summarize(RecordBatch& batch) const {
        Partial partial;
        std::vector<std::uint8_t> low(batch.n_samples());
        for (const RowId row : batch.rows()) {
            if (batch.contig(row) == unknown_contig)
                continue;
            const evidence::RowKind kind = evidence::row_kind(batch.alts(row));
            partial.has_blocks |= kind != evidence::RowKind::closed;
            const Interval where = rows_->covers(batch, row, kind);
            if (where.begin >= 0)
                partial.add(batch.contig(row), {where.begin, where.end, state_of(batch, row, low)});
        }
        return partial;
    }

    void merge(const Partial& partial) {
        states_.has_blocks |= partial.has_blocks;
        for (std::size_t contig = 0; contig < partial.contigs.size(); ++contig)
            for (const StateRun& run : partial.contigs[contig])
                states_.add(static_cast<ContigId>(contig), run);
    }

    void finish(Results& results) { results.put(std::move(states_)); }

private:
    [[nodiscard]] CallState
    state_of(const RecordBatch& batch, RowId row, std::span<std::uint8_t> low) const {
        const std::optional<std::int32_t> depth = depth_of(batch, row);
        if (depth && *depth == 0)
            return CallState::no_coverage;
        if (depth && *depth < options_.min_depth)
            return CallState::low_depth;
        const bool judged = rows_->mark_low_quality(batch, row, options_.min_genotype_quality, low);
        if ((judged && low[sample_] != 0) || !is_called(batch, row) ||
            is_filtered(batch.filter(row)))
            return CallState::low_quality;
        return CallState::callable;
    }

    [[nodiscard]] std::optional<std::int32_t> depth_of(const RecordBatch& batch, RowId row) const {
        for (const FormatId id : depths_) {
            if (!batch.has_format(row, id))
                continue;
            const auto values = batch.format_integers(row, id).of(sample_);
            if (!values.empty() && !is_missing(values[0]))
                return values[0];
        }
        return std::nullopt;
    }

    /// @return false where an allele is missing or the row has no genotypes
    [[nodiscard]] bool is_called(const RecordBatch& batch, RowId row) const {
        const Genotypes genotypes = batch.genotypes(row);
        const std::size_t ploidy = genotypes.empty() ? 0 : genotypes.ploidy_of(sample_);
        for (std::size_t copy = 0; copy < ploidy; ++copy)
            if (Genotypes::allele_of(genotypes.at(sample_, copy)) < 0)
                return false;
        return ploidy > 0;
    }

    /// DeepVariant's RefCall says that the reference was seen.
    static bool is_filtered(std::string_view filter) noexcept {
        return filter != "PASS" && filter != "." && filter != "RefCall";
    }

    CallableOptions options_;
    std::size_t sample_;
    std::optional<evidence::ReferenceRows> rows_;
    std::vector<FormatId> depths_;
    RowStates states_;
};

std::size_t find_sample(const CallableOptions& options, const Schema& schema) {
    const std::vector<std::string>& samples = schema.samples();
    if (options.sample.empty() && samples.size() == 1)
        return 0;
    const auto found = std::ranges::find(samples, options.sample);
    if (found != samples.end())
        return static_cast<std::size_t>(found - samples.begin());
    throw Error{
        samples.empty() ? ErrorKind::bad_data : ErrorKind::usage,
        options.sample.empty()
            ? fmt::format("the file has {} samples: one has to be chosen", samples.size())
            : fmt::format("the file has no sample {}", options.sample),
        {.file = options.path},
        samples.empty() ? "give a gVCF with genotypes" : "name it with --sample"};
}

}  // namespace

CallableResult run_on_gvcf(const CallableOptions& options) {
    VcfSource source{options.path};
    const Schema schema = VcfSource{options.path}.open();
    const std::size_t sample = find_sample(options, schema);
    CallableWork work{options, schema.contigs()};
    const RunResult run = (Pipeline{std::move(source)} | GvcfStates{options, sample})
                              .run({.threads = options.threads});
    const RowStates& states = *run.results.find<RowStates>();
    if (!states.has_blocks)
        throw Error{
            ErrorKind::bad_data,
            "the file has no reference blocks: without them nothing is known between its variants",
            {.file = options.path},
            "give a gVCF (GATK -ERC GVCF, DeepVariant --output_gvcf) or the BAM"};
    for (std::size_t contig = 0; contig < work.selected().size(); ++contig) {
        if (!work.selected()[contig])
            continue;
        const auto id = static_cast<ContigId>(contig);
        const std::span<const StateRun> rows = contig < states.contigs.size()
                                                   ? std::span{states.contigs[contig]}
                                                   : std::span<const StateRun>{};
        std::int64_t length = schema.contigs().length(id);
        if (length < 0) {
            length = work.last_end(id);
            for (const StateRun& row : rows)
                length = std::max(length, row.end);
        }
        work.add_contig(id, flatten(rows, length));
    }
    return work.finish();
}

}  // namespace genostrat::coverage

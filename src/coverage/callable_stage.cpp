// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <optional>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/coverage/bed_rows.hpp>
#include <genostrat/coverage/callable.hpp>
#include <genostrat/coverage/depth_sweep.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::coverage {

namespace {

using alignment::AlignmentBatch;
using alignment::Header;

struct AllSpans {
    ReadSpans spans{};
};

struct GoodSpans {
    ReadSpans spans{};
};

/// Reduces reads twice: all of them, and the well-mapped ones.
class CallableReads {
public:
    explicit CallableReads(const CallableOptions& options) {
        all_.exclude_flags = options.exclude_flags;
        good_ = all_;
        good_.min_mapping_quality = options.min_mapping_quality;
    }

    [[nodiscard]] static std::string_view name() noexcept { return "callable_reads"; }

    void bind(Header& header) { path_ = header.path; }

    void process(AlignmentBatch& batch) const {
        try {
            collect_spans(batch, all_, DepthMode::bases, batch.product<AllSpans>().spans);
            collect_spans(batch, good_, DepthMode::bases, batch.product<GoodSpans>().spans);
        } catch (Error& error) {
            error.add_where({.file = path_});
            throw;
        }
    }

private:
    ReadFilter all_;
    ReadFilter good_;
    std::string path_;
};

/// What is known of the targets' contigs, filled contig by contig.
struct CallableWork {
    CallableOptions options{};
    std::vector<Target> targets{};
    std::vector<bool> selected{};
    std::vector<std::vector<std::size_t>> by_contig{};  ///< targets of each contig, by begin
    CallableResult result{};
    std::vector<std::vector<Gap>> gaps{};  ///< of each target
    std::optional<BedWriter> states{};
    std::optional<BedWriter> callable{};
    io::Deflater deflater{1};

    void write(BedWriter& bed, BedRows rows, bool last) {
        PackedRows packed;
        bed.cut(std::move(rows), last, packed);
        deflate_rows(packed, deflater);
        bed.write(packed);
    }

    void add_contig(const Header& header, std::int32_t contig, std::span<const StateRun> runs) {
        const std::string name{header.contigs.name(contig)};
        BedRows all;
        BedRows good;
        for (const StateRun& run : runs) {
            const auto begin = static_cast<std::int32_t>(run.begin);
            const auto end = static_cast<std::int32_t>(run.end);
            const std::size_t from = all.text.size();
            all.text.append(
                fmt::format("{}\t{}\t{}\t{}\n", name, begin, end, to_string(run.state)));
            all.mark(contig, begin, end, from);
            if (run.state != CallState::callable)
                continue;
            const std::size_t good_from = good.text.size();
            good.text.append(fmt::format("{}\t{}\t{}\n", name, begin, end));
            good.mark(contig, begin, end, good_from);
        }
        write(*states, std::move(all), false);
        write(*callable, std::move(good), false);
        for (const std::size_t target : by_contig[static_cast<std::size_t>(contig)])
            count_target(target, runs);
    }

    void count_target(std::size_t index, std::span<const StateRun> runs) {
        const Target& target = targets[index];
        CallableCounts& counts = result.targets[index];
        auto run = std::ranges::upper_bound(runs, target.begin, {}, &StateRun::end);
        for (; run != runs.end() && run->begin < target.end; ++run) {
            const StateRun part{
                std::max(run->begin, target.begin), std::min(run->end, target.end), run->state};
            counts.bases[static_cast<std::size_t>(part.state)] += part.end - part.begin;
            if (part.state != CallState::callable)
                gaps[index].push_back({target.name, target.contig, part});
        }
    }
};

/// Adds up both kinds of reads in file order.
class CallableSweep {
public:
    explicit CallableSweep(std::shared_ptr<CallableWork> work) : work_{std::move(work)} {}

    [[nodiscard]] static std::string_view name() noexcept { return "callable_sweep"; }

    void bind(Header& header) {
        header_ = &header;
        for (auto* sweep : {&all_, &good_})
            *sweep = std::make_unique<DepthSweep>(header, work_->selected, Rules::genostrat, pool_);
    }

    void process(std::unique_ptr<AlignmentBatch> batch, Batches<AlignmentBatch>& ready) {
        all_->add(batch->product<AllSpans>().spans, all_pieces_);
        good_->add(batch->product<GoodSpans>().spans, good_pieces_);
        join();
        ready.push_back(std::move(batch));
    }

    void finish(Batches<AlignmentBatch>&) {
        all_->finish(all_pieces_);
        good_->finish(good_pieces_);
        join();
    }

private:
    /// Hands the pieces on contig by contig: the two end a contig in the same batch.
    void join() {
        std::size_t next_good = 0;
        for (DepthPiece& piece : all_pieces_) {
            add(StateJoiner::Kind::all, piece);
            if (!piece.last)
                continue;
            while (next_good < good_pieces_.size() &&
                   good_pieces_[next_good].contig == piece.contig)
                add(StateJoiner::Kind::good, good_pieces_[next_good++]);
            work_->add_contig(*header_, piece.contig, joiner_.take());
        }
        for (; next_good < good_pieces_.size(); ++next_good)
            add(StateJoiner::Kind::good, good_pieces_[next_good]);
        all_pieces_.clear();
        good_pieces_.clear();
    }

    void add(StateJoiner::Kind kind, DepthPiece& piece) {
        if (piece.differences == nullptr) {
            const Run constant{piece.begin, piece.carry};
            joiner_.add(kind, {&constant, 1}, piece.end);
            return;
        }
        runs_.resize(std::size_t{page_positions} + 1);
        const std::size_t n_runs = find_runs(
            std::span{*piece.differences}.first(static_cast<std::size_t>(piece.end - piece.begin)),
            piece.begin,
            piece.carry,
            runs_);
        pool_->give_back(std::move(piece.differences));
        joiner_.add(kind, std::span{runs_}.first(n_runs), piece.end);
    }

    std::shared_ptr<CallableWork> work_;
    std::shared_ptr<PagePool> pool_{std::make_shared<PagePool>()};
    const Header* header_{};
    std::unique_ptr<DepthSweep> all_;
    std::unique_ptr<DepthSweep> good_;
    std::vector<DepthPiece> all_pieces_;
    std::vector<DepthPiece> good_pieces_;
    std::vector<Run> runs_;
    StateJoiner joiner_{work_->options.min_depth};
};

std::vector<Target> find_targets(const CallableOptions& options, const Header& header) {
    if (!options.targets.empty())
        return read_targets(options.targets);
    if (!options.genes.empty())
        return coding_targets(options.gene_model, options.genes);
    std::vector<Target> targets;
    for (std::size_t contig = 0; contig < header.contigs.size(); ++contig) {
        const std::string name{header.contigs.name(static_cast<ContigId>(contig))};
        targets.push_back(
            {name, 0, header.contigs.length(static_cast<ContigId>(contig)), name, {}});
    }
    return targets;
}

void place_targets(CallableWork& work, const Header& header) {
    work.selected.assign(header.contigs.size(), false);
    work.by_contig.resize(header.contigs.size());
    for (std::size_t index = 0; index < work.targets.size(); ++index) {
        const Target& target = work.targets[index];
        const ContigId contig = header.contigs.find_alias(target.contig);
        if (contig == unknown_contig || target.end > header.contigs.length(contig))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("target {} does not lie on a contig of the reads' header", target.name),
                {.file = header.path, .contig = target.contig, .pos = target.begin},
                "targets and reads must be of one build"};
        work.selected[static_cast<std::size_t>(contig)] = true;
        work.by_contig[static_cast<std::size_t>(contig)].push_back(index);
        work.result.targets.push_back({.name = target.name, .length = target.end - target.begin});
    }
    work.gaps.resize(work.targets.size());
}

void add_counts(CallableCounts& sum, const CallableCounts& part) {
    sum.length += part.length;
    for (std::size_t state = 0; state < std::size(sum.bases); ++state)
        sum.bases[state] += part.bases[state];
}

void sum_up(CallableWork& work) {
    CallableResult& result = work.result;
    result.total.name = "total";
    std::map<std::string, std::size_t> groups;
    for (std::size_t index = 0; index < work.targets.size(); ++index) {
        add_counts(result.total, result.targets[index]);
        std::ranges::move(work.gaps[index], std::back_inserter(result.gaps));
        const std::string& group = work.targets[index].group;
        if (group.empty())
            continue;
        const auto [found, is_new] = groups.try_emplace(group, result.groups.size());
        if (is_new)
            result.groups.push_back({.name = group});
        add_counts(result.groups[found->second], result.targets[index]);
    }
}

std::string counts_table(std::span<const CallableCounts> rows) {
    std::string out =
        "name\tlength\tcallable\tlow_depth\tpoor_mapping\tno_coverage\tpercent_callable\n";
    for (const CallableCounts& row : rows)
        out += fmt::format(
            "{}\t{}\t{}\t{}\t{}\t{}\t{:.2f}\n",
            row.name,
            row.length,
            row.bases[3],
            row.bases[1],
            row.bases[2],
            row.bases[0],
            row.percent_callable());
    return out;
}

nlohmann::ordered_json to_json(const CallableCounts& counts) {
    return {
        {"name", counts.name},
        {"length", counts.length},
        {"callable", counts.bases[3]},
        {"low_depth", counts.bases[1]},
        {"poor_mapping", counts.bases[2]},
        {"no_coverage", counts.bases[0]},
        {"percent_callable", counts.percent_callable()}};
}

void write_tables(const CallableWork& work) {
    const CallableResult& result = work.result;
    const std::string& prefix = work.options.prefix;
    std::string gaps = "target\tcontig\tbegin\tend\tlength\tstate\n";  // 1-based, inclusive
    nlohmann::ordered_json json;
    json["schema"] = "genostrat-callable-1";
    json["min_depth"] = work.options.min_depth;
    json["min_mapping_quality"] = work.options.min_mapping_quality;
    json["total"] = to_json(result.total);
    json["groups"] = json["targets"] = json["gaps"] = nlohmann::ordered_json::array();
    for (const CallableCounts& group : result.groups)
        json["groups"].push_back(to_json(group));
    for (const CallableCounts& target : result.targets)
        json["targets"].push_back(to_json(target));
    for (const Gap& gap : result.gaps) {
        const std::int64_t length = gap.run.end - gap.run.begin;
        gaps += fmt::format(
            "{}\t{}\t{}\t{}\t{}\t{}\n",
            gap.target,
            gap.contig,
            gap.run.begin + 1,
            gap.run.end,
            length,
            to_string(gap.run.state));
        json["gaps"].push_back(
            {{"target", gap.target},
             {"contig", gap.contig},
             {"begin", gap.run.begin + 1},
             {"end", gap.run.end},
             {"state", to_string(gap.run.state)}});
    }
    io::write_file(prefix + ".targets.tsv", counts_table(result.targets));
    io::write_file(prefix + ".groups.tsv", counts_table(result.groups));
    io::write_file(prefix + ".gaps.tsv", gaps);
    io::write_file(prefix + ".callable.json", json.dump(2) + "\n");
}

void open_beds(CallableWork& work, const Header& header) {
    std::int64_t longest = 0;
    for (std::size_t contig = 0; contig < header.contigs.size(); ++contig)
        longest = std::max(longest, header.contigs.length(static_cast<ContigId>(contig)));
    const auto preset = io::CsiBuilder::Preset::zero_based;
    const std::string& prefix = work.options.prefix;
    work.states.emplace(prefix + ".states.bed.gz", header.contigs.names(), longest, preset);
    work.callable.emplace(prefix + ".callable.bed.gz", header.contigs.names(), longest, preset);
}

}  // namespace

CallableResult run_callable(const CallableOptions& options) {
    alignment::SourceOptions source;
    source.path = options.path;
    source.reference = options.reference;
    const Header header = alignment::AlignmentSource{source}.open();
    const auto work = std::make_shared<CallableWork>();
    work->options = options;
    work->targets = find_targets(options, header);
    place_targets(*work, header);
    open_beds(*work, header);
    source.regions.emplace();
    for (std::size_t contig = 0; contig < work->selected.size(); ++contig)
        if (work->selected[contig])
            source.regions->push_back(
                {.contig = std::string{header.contigs.name(static_cast<ContigId>(contig))}});
    source.bases = false;
    source.threads = options.threads;
    static_cast<void>((Pipeline{alignment::AlignmentSource{source}} | CallableReads{options} |
                       CallableSweep{work})
                          .run({.threads = options.threads}));
    for (std::optional<BedWriter>* bed : {&work->states, &work->callable}) {
        work->write(**bed, {}, true);
        (*bed)->close();
    }
    sum_up(*work);
    work->states->commit();
    work->callable->commit();
    write_tables(*work);
    return std::move(work->result);
}

}  // namespace genostrat::coverage

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/coverage/depth_kernel.hpp>
#include <genostrat/coverage/depth_options.hpp>

namespace genostrat::coverage {

/// Whether the reads could have shown a variant at a base.
enum class CallState : std::uint8_t {
    no_coverage,   ///< no read at all
    low_depth,     ///< fewer reads than needed
    poor_mapping,  ///< enough reads, but too few of them are mapped well
    callable
};

/// `NO_COVERAGE`, `LOW_DEPTH`, `POOR_MAPPING`, `CALLABLE`.
[[nodiscard]] std::string_view to_string(CallState state) noexcept;

/// @param depth       reads that pass the flags, overlapping mates once
/// @param good_depth  those of at least the wanted mapping quality
/// @param needed      depth from which on a base is callable
[[nodiscard]] constexpr CallState
classify(std::int32_t depth, std::int32_t good_depth, std::int32_t needed) noexcept {
    if (depth <= 0)
        return CallState::no_coverage;
    if (good_depth >= needed)
        return CallState::callable;
    return depth >= needed ? CallState::poor_mapping : CallState::low_depth;
}

/// A stretch of one state.
struct StateRun {
    std::int64_t begin{};
    std::int64_t end{};
    CallState state{};

    friend bool operator==(const StateRun&, const StateRun&) = default;
};

/// Joins the depths of all reads and of the well-mapped ones of a contig, which come in pieces that
/// need not end at the same positions, to runs of states.
class StateJoiner {
public:
    explicit StateJoiner(std::int32_t needed) : needed_{needed} {}

    enum class Kind : std::uint8_t { all, good };

    /// Adds the next piece of one of the two. @param end  of its last run
    void add(Kind kind, std::span<const Run> runs, std::int64_t end);

    /// Runs of the contig so far, and begins anew.
    [[nodiscard]] std::vector<StateRun> take();

private:
    struct Depths {
        std::vector<Run> runs{};
        std::size_t next{};  ///< first run that may reach behind `done_`
        std::int64_t end{};
    };

    void join();

    std::int32_t needed_;
    Depths all_;
    Depths good_;
    std::int64_t done_{};
    std::vector<StateRun> states_;
};

/// A stretch that must be looked at, such as an exon.
struct Target {
    std::string contig{};
    std::int64_t begin{};
    std::int64_t end{};
    std::string name{};   ///< contig:begin-end where the BED gives none
    std::string group{};  ///< targets of one group are summed, too: a transcript or a gene
};

/// Bases of each state of a target or group.
struct CallableCounts {
    std::string name{};
    std::int64_t length{};
    std::int64_t bases[4]{};  ///< by CallState

    [[nodiscard]] double percent_callable() const noexcept {
        return length == 0 ? 0
                           : 100.0 * static_cast<double>(bases[3]) / static_cast<double>(length);
    }
};

/// A stretch of a target that is not callable.
struct Gap {
    std::string target{};
    std::string contig{};
    StateRun run{};
};

struct CallableResult {
    std::vector<CallableCounts> targets{};  ///< in the order given
    std::vector<CallableCounts> groups{};   ///< in the order of their first target
    std::vector<Gap> gaps{};                ///< target by target
    CallableCounts total{};
};

struct CallableOptions {
    std::string prefix{};
    std::string path{};  ///< BAM or CRAM with index
    std::string reference{};
    std::string targets{};  ///< BED; empty with a gene list: the genes' coding exons
    std::string gene_model{};
    std::vector<std::string> genes{};  ///< symbols, or identifiers of genes or transcripts
    std::int32_t min_depth{10};
    int min_mapping_quality{20};
    std::uint16_t exclude_flags{1796};
    int threads{1};
};

/// Reads targets from a BED: column 4 is the name; a name `group:rest` names the group.
[[nodiscard]] std::vector<Target> read_targets(const std::string& path);

/// The coding exons of the genes' MANE Select transcripts; of the canonical or else the longest
/// coding one where there is none. @throws Error{usage} for a gene that the model does not have
[[nodiscard]] std::vector<Target>
coding_targets(const std::string& gene_model, std::span<const std::string> genes);

/// Writes PREFIX.states.bed.gz (every base of the targets' contigs with its state),
/// PREFIX.callable.bed.gz (the callable stretches alone: what reference inference reads), both with
/// index, PREFIX.targets.tsv, PREFIX.groups.tsv, PREFIX.gaps.tsv and PREFIX.callable.json.
/// Without targets every contig is one.
CallableResult run_callable(const CallableOptions& options);

}  // namespace genostrat::coverage

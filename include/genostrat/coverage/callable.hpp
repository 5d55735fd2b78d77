// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/coverage/depth_kernel.hpp>
#include <genostrat/coverage/depth_options.hpp>

namespace genostrat::coverage {

/// Whether a variant could have been seen at a base. Ascending: the better, the larger.
enum class CallState : std::uint8_t {
    no_coverage,   ///< no read at all; in a gVCF, no row
    low_depth,     ///< fewer reads than needed
    poor_mapping,  ///< enough reads, but too few of them are mapped well
    low_quality,   ///< gVCF only: no genotype, one of low quality, or a row that a filter marks
    callable
};

inline constexpr std::size_t n_call_states = 5;

/// `NO_COVERAGE`, `LOW_DEPTH`, `POOR_MAPPING`, `LOW_QUALITY`, `CALLABLE`.
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
    std::string name{};        ///< contig:begin-end where the BED gives none
    std::string group{};       ///< targets of one group are summed, too: a transcript or a score
    std::string gene{};        ///< bases of one gene's targets are counted once each; may be empty
    std::string transcript{};  ///< id in the gene model; gaps are named on it. Empty: any
    bool is_site{};  ///< of a list of sites: on a contig that the file does not have it is a gap
};

/// Bases of each state of a target or group.
struct CallableCounts {
    std::string name{};
    std::int64_t length{};
    std::array<std::int64_t, n_call_states> bases{};  ///< by CallState

    [[nodiscard]] std::int64_t of(CallState state) const noexcept {
        return bases[static_cast<std::size_t>(state)];
    }

    /// 0 for a target without bases.
    [[nodiscard]] double percent_callable() const noexcept {
        return length == 0 ? 0
                           : 100.0 * static_cast<double>(of(CallState::callable)) /
                                 static_cast<double>(length);
    }
};

/// A stretch of a target that is not callable.
struct Gap {
    std::string target{};
    std::string contig{};
    StateRun run{};
    std::string hgvs{};  ///< `ENST….8:c.68-7_316+5`, several with commas; empty without gene model
};

/// A clinically relevant position that was looked for.
struct ClinicalSite {
    std::string contig{};
    std::int64_t pos{};  ///< 0-based, of the first base of REF
    std::string ref{};
    std::string alt{};
    std::string id{};
    std::string significance{};  ///< as its database spells it
    std::string gene{};          ///< as its database says; may be empty
};

/// A clinically relevant position that was not assessed.
struct MissedSite {
    ClinicalSite site{};
    std::string gene{};  ///< or target, in which it lies
    CallState state{};   ///< the worst of the bases of REF
    std::string hgvs{};  ///< of its bases on the transcripts; empty without gene model
};

struct CallableResult {
    std::vector<CallableCounts> targets{};  ///< in the order given
    std::vector<CallableCounts> groups{};   ///< in the order of their first target
    std::vector<CallableCounts> genes{};    ///< likewise; overlapping targets count once
    std::vector<Gap> gaps{};                ///< target by target
    CallableCounts total{};
    std::int64_t n_clinical{};         ///< clinically relevant positions in genes or targets
    std::vector<MissedSite> missed{};  ///< of these, in file order, those that were not assessed
};

struct CallableOptions {
    std::string prefix{};
    std::string path{};  ///< BAM or CRAM with index, or a gVCF
    std::string reference{};
    std::string sample{};           ///< of a gVCF with several
    std::vector<Target> targets{};  ///< none: every contig of the header is one
    std::string gene_model{};       ///< names gaps by HGVS; empty: no names
    std::vector<Target> scopes{};   ///< where clinical sites count; empty: in the targets
    std::vector<ClinicalSite> clinical{};
    bool has_clinical{};  ///< a list was given, be it empty
    std::int32_t min_depth{10};
    int min_mapping_quality{20};
    std::int32_t min_genotype_quality{20};  ///< of a gVCF's rows
    std::uint16_t exclude_flags{1796};
    int threads{1};
};

/// Reads targets from a BED: column 4 is the name; a name `group:rest` names the group.
[[nodiscard]] std::vector<Target> read_targets(const std::string& path);

/// Which transcripts stand for a gene.
enum class TranscriptChoice : std::uint8_t {
    one,  ///< MANE Select; the canonical or else the longest coding one where there is none
    all   ///< every coding one
};

/// Targets of genes, and the genes themselves.
struct GeneTargets {
    std::vector<Target> exons{};  ///< coding parts of exons
    std::vector<Target> spans{};  ///< of the transcripts, introns included
};

/// The coding exons of genes.
/// @param genes  symbols, or identifiers of genes or transcripts (then that one alone)
/// @param flank  bases added on both sides of every exon, such as splice sites
/// @throws Error{usage} for a gene that the model does not have
[[nodiscard]] GeneTargets coding_targets(
    const std::string& gene_model,
    std::span<const std::string> genes,
    std::int64_t flank = 0,
    TranscriptChoice choice = TranscriptChoice::one);

/// Writes PREFIX.states.bed.gz (every base of the targets' contigs with its state),
/// PREFIX.callable.bed.gz (the callable stretches alone: what reference inference reads), both with
/// index, PREFIX.targets.tsv, .groups.tsv, .genes.tsv, .gaps.tsv, .callable.json and, with clinical
/// sites, .not_assessed.tsv.
/// @throws Error as AlignmentSource and VcfSource; Error{bad_data} for targets of another build, a
///         VCF without reference blocks; Error{usage} for a gVCF of several samples without choice
CallableResult run_callable(const CallableOptions& options);

}  // namespace genostrat::coverage

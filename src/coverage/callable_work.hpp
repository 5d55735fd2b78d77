// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/coverage/bed_rows.hpp>
#include <genostrat/coverage/callable.hpp>

namespace genostrat::genes {
struct TranscriptRow;
}  // namespace genostrat::genes

namespace genostrat::coverage {

/// How much a transcript stands for its gene: MANE Select, canonical, then the longest CDS.
[[nodiscard]] std::pair<int, std::int32_t>
transcript_rank(const genes::TranscriptRow& transcript) noexcept;

/// Names stretches by HGVS on the transcripts of a gene model.
class GapNamer {
public:
    /// @param gene_model  empty: names nothing
    explicit GapNamer(const std::string& gene_model);
    ~GapNamer();
    GapNamer(GapNamer&&) noexcept;
    GapNamer& operator=(GapNamer&&) noexcept;

    /// `ID.version:c.68-7_316+5` of the part of a stretch inside a transcript; empty where there is
    /// none. Without `transcript`, one of each gene: MANE Select, the canonical or the longest one.
    [[nodiscard]] std::string
    name(std::string_view contig, Interval where, const std::string& transcript) const;

    /// `ID.version:c.76A>T` of a change; of its bases where the change itself has no such name.
    [[nodiscard]] std::string name(const ClinicalSite& site, const std::string& transcript) const;

private:
    struct Model;
    std::unique_ptr<Model> model_;
};

/// What is known of the targets' contigs, filled contig by contig; then the outputs.
class CallableWork {
public:
    /// @throws Error{bad_data} for targets that do not lie on these contigs
    CallableWork(const CallableOptions& options, const Contigs& contigs);

    [[nodiscard]] const CallableOptions& options() const noexcept { return options_; }

    /// Contigs with targets, by id.
    [[nodiscard]] const std::vector<bool>& selected() const noexcept { return selected_; }

    /// End of the last target on a contig.
    [[nodiscard]] std::int64_t last_end(ContigId contig) const noexcept;

    /// Takes the states of a selected contig: without gaps from 0 on, neighbours differ. Contigs
    /// come in ascending order.
    void add_contig(ContigId contig, std::span<const StateRun> runs);

    /// Sums up and writes everything.
    [[nodiscard]] CallableResult finish();

private:
    void place_targets();
    void place_genes();
    void place_clinical();
    void open_beds();
    void write(BedWriter& bed, BedRows rows, bool last);
    void count_target(std::size_t index, std::span<const StateRun> runs);
    void find_missed(ContigId contig, std::span<const StateRun> runs);
    void sum_up();

    /// Stretches of a gene without overlaps.
    struct GenePart {
        std::size_t gene{};
        std::int64_t begin{};
        std::int64_t end{};
    };

    struct PlacedSite {
        std::size_t site{};
        std::string gene{};
        std::string transcript{};
    };

    CallableOptions options_;
    Contigs contigs_;
    std::vector<bool> selected_;
    std::vector<std::vector<std::size_t>> targets_;  // of each contig
    std::vector<std::vector<GenePart>> gene_parts_;
    std::vector<std::vector<PlacedSite>> clinical_;
    CallableResult result_;
    std::vector<std::vector<Gap>> gaps_;  // of each target
    GapNamer namer_;
    std::optional<BedWriter> states_;
    std::optional<BedWriter> callable_;
    io::Deflater deflater_{1};
};

/// Writes the tables and PREFIX.callable.json.
void write_callable_tables(const CallableOptions& options, const CallableResult& result);

/// The states that a gVCF tells. Errors as run_callable.
[[nodiscard]] CallableResult run_on_gvcf(const CallableOptions& options);

}  // namespace genostrat::coverage

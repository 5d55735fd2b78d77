// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/ancestry/ancestry_table.hpp>
#include <genostrat/ancestry/panel.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::ancestry {

struct BuildOptions {
    std::string name{};
    std::string labels{};        ///< table of samples and groups (.psam, or any with names)
    std::string label_column{};  ///< empty: SuperPop, else Population
    std::size_t n_pcs{10};
    double minimum_frequency{0.05};  ///< of the rarer allele
    double minimum_call_rate{0.95};
    double ld_limit{0.2};  ///< squared correlation
    std::int64_t ld_window_bp{500'000};
    double kinship_limit{0.0884};  ///< between second and third degree (KING)
    Solver solver{Solver::automatic};
};

/// Accumulator: gathers the common, unlinked, strand-safe SNVs of the autosomes; when the run ends,
/// leaves out related samples and those without a label, and publishes a Panel.
class BuildPanel {
public:
    struct Partial {
        std::vector<PanelVariant> variants{};
        std::vector<std::int8_t> copies{};  // shape [variants x samples]
    };

    explicit BuildPanel(BuildOptions options);

    [[nodiscard]] std::string_view name() const noexcept { return "ancestry_build"; }

    /// @throws Error{missing_input}, Error{bad_data} about the labels
    void bind(const Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);

    /// @throws Error{bad_data} if too few variants or labelled samples are left
    void finish(Results& results) const;

private:
    BuildOptions options_;
    LdPruner pruner_;
    std::vector<std::string> samples_;
    std::vector<std::string> labels_;  // empty: none
    std::string build_;
    std::vector<PanelVariant> variants_;
    std::vector<std::int8_t> copies_;
};

struct ProjectOptions {
    std::string panel{};
    /// A variant of the panel that the input has no row for is homozygous reference (a genome that
    /// was read as a whole), not unknown.
    bool assume_ref{};
    double least_share{0.5};  ///< of the panel's variants that have to be found
};

/// Accumulator: finds the panel's variants; when the run ends, projects every sample (OADP), tells
/// group probabilities by a random forest, and publishes an AncestryTable.
class Ancestry {
public:
    /// Row of the panel and the copies of its ALT, one a sample.
    using Partial = std::vector<std::pair<std::uint32_t, std::vector<std::int8_t>>>;

    /// @throws as Panel::load
    explicit Ancestry(ProjectOptions options);

    [[nodiscard]] std::string_view name() const noexcept { return "ancestry"; }

    /// @throws Error{bad_data} if panel and variants are on different builds
    void bind(const Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);

    /// @throws Error{bad_data} if too few of the panel's variants were found
    void finish(Results& results) const;

private:
    ProjectOptions options_;
    std::shared_ptr<const Panel> panel_;
    std::vector<std::string> samples_;
    /// Position and row of the panel's variants, sorted, by canonical contig.
    TextMap<std::vector<std::pair<std::int64_t, std::uint32_t>>> places_;
    std::vector<std::int8_t> copies_;  // shape [samples x variants]
    std::vector<bool> is_found_;
};

/// Group probabilities of projected samples. @param pcs  shape [n x panel.basis.n_reference]
[[nodiscard]] std::vector<PersonAncestry> classify(const Panel& panel, std::span<const double> pcs);

/// `EUR`, or `between EUR (48 %) and AMR (40 %)`.
[[nodiscard]] std::string ancestry_words(const AncestryTable& table, const PersonAncestry& person);

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::ancestry

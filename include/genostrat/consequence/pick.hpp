// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <genostrat/consequence/judge.hpp>
#include <genostrat/genes/gene_model.hpp>

// Which of a row's effects are printed: VEP's --pick family, and filters on transcripts.
namespace genostrat::consequence {

/// What two effects are compared by.
enum class PickCriterion : std::uint8_t {
    mane_select,
    mane_plus_clinical,
    canonical,
    appris,
    tsl,
    biotype,
    ccds,
    rank,
    length
};

/// Ensembl VEP 115's default order (without `ensembl` and `refseq`, which are no part of a model).
[[nodiscard]] std::vector<PickCriterion> default_pick_order();

/// Criteria of a comma-separated list. @throws Error{usage} with the nearest name
[[nodiscard]] std::vector<PickCriterion> parse_pick_order(std::string_view names);

enum class PickMode : std::uint8_t {
    all,
    one,         ///< --pick: one effect a row
    per_allele,  ///< --pick-allele
    per_gene,    ///< --per-gene: one an allele-less gene, as VEP
    most_severe  ///< --most-severe: of each allele those of the most severe term
};

struct PickSettings {
    PickMode mode{PickMode::all};
    bool flag_only{false};  ///< --flag-pick: keep all, mark the one that `mode` picks
    std::vector<PickCriterion> order{default_pick_order()};
    bool mane_only{false};
    bool canonical_only{false};
    std::vector<std::string> biotypes{};  ///< none: all
    std::vector<std::string> genes{};     ///< ids or symbols; none: all

    /// True if some effects are left out.
    [[nodiscard]] bool narrows() const noexcept {
        return (mode != PickMode::all && !flag_only) || mane_only || canonical_only ||
               !biotypes.empty() || !genes.empty();
    }

    [[nodiscard]] bool active() const noexcept { return narrows() || flag_only; }
};

/// Chooses effects.
class Picker {
public:
    Picker(const genes::GeneModel& model, PickSettings settings);

    /// True if the effect's transcript passes the filters; intergenic effects pass.
    [[nodiscard]] bool passes(const Effect& effect) const;

    struct Candidate {
        std::size_t variant{};
        std::size_t effect{};
        std::int32_t allele{};
        genes::GeneId gene{};
        bool intergenic{};
        TermSet terms{};
        std::vector<std::int64_t> key{};  ///< smaller is better
        bool picked{};
    };

    [[nodiscard]] Candidate
    candidate(const Effect& effect, std::size_t variant, std::size_t index) const;

    /// Marks the candidates of one row that are picked.
    void pick(std::span<Candidate> candidates) const;

    [[nodiscard]] const PickSettings& settings() const noexcept { return settings_; }

private:
    [[nodiscard]] std::int64_t
    value(PickCriterion criterion, const Effect& effect, const genes::TranscriptRow& row) const;

    const genes::GeneModel* model_;
    PickSettings settings_;
};

}  // namespace genostrat::consequence

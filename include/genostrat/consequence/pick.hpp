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
    /// --per-gene: one a gene, whatever its allele; effects on no transcript stay, as in VEP
    per_gene,
    most_severe  ///< --most-severe: of each allele those of the most severe term
};

struct PickSettings {
    PickMode mode{PickMode::all};
    bool flag_only{false};  ///< --flag-pick: keep all, mark the one that `mode` picks
    std::vector<PickCriterion> order{default_pick_order()};
    bool mane_only{false};
    bool canonical_only{false};
    std::vector<std::string> biotypes{};  ///< none: all
    /// Ids with or without version, symbols or HGNC ids; none: all.
    std::vector<std::string> genes{};

    /// True if transcripts are left out by what they are.
    [[nodiscard]] bool filters_transcripts() const noexcept {
        return mane_only || canonical_only || !biotypes.empty() || !genes.empty();
    }

    [[nodiscard]] bool active() const noexcept {
        return mode != PickMode::all || flag_only || filters_transcripts();
    }
};

/// Names of `settings.genes` and `settings.biotypes` that no gene or transcript of the model has:
/// they let nothing pass. In the order of the lists, each once.
struct UnknownNames {
    std::vector<std::string> genes{};
    std::vector<std::string> biotypes{};
};

[[nodiscard]] UnknownNames
find_unknown_names(const genes::GeneModel& model, const PickSettings& settings);

/// Logs a warning for them, with the nearest name that the model has.
void warn_of_unknown_names(const genes::GeneModel& model, const PickSettings& settings);

/// Chooses effects as VEP's OutputFactory does (pick_worst_VariationFeatureOverlapAllele): effects
/// on no transcript, regulatory and intergenic ones, compete by the values of a transcript of which
/// nothing is known, and by their rank.
class Picker {
public:
    Picker(const genes::GeneModel& model, PickSettings settings);

    /// True if the effect's transcript passes the filters. Intergenic effects pass; regulatory ones
    /// where no filter asks for transcripts.
    [[nodiscard]] bool passes(const Effect& effect) const;

    [[nodiscard]] bool passes(genes::TranscriptId transcript) const {
        return transcript_passes_.empty() || transcript_passes_[transcript];
    }

    struct Candidate {
        std::int32_t allele{};
        genes::GeneId gene{};
        bool on_transcript{};
        TermSet terms{};
        std::vector<std::int64_t> key{};  ///< smaller is better
        bool picked{};
    };

    [[nodiscard]] Candidate candidate(const Effect& effect) const;

    /// Marks the candidates of one row that are picked.
    void pick(std::span<Candidate> candidates) const;

    [[nodiscard]] const PickSettings& settings() const noexcept { return settings_; }

private:
    /// @param row  null: the effect is on no transcript
    [[nodiscard]] std::int64_t
    value(PickCriterion criterion, const Effect& effect, const genes::TranscriptRow* row) const;

    const genes::GeneModel* model_;
    PickSettings settings_;
    std::vector<bool> transcript_passes_;  // the filters; empty where there are none
};

}  // namespace genostrat::consequence

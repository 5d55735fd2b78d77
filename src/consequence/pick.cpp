// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <functional>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include <genostrat/consequence/pick.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

using namespace std::string_view_literals;

constexpr std::array names{
    "mane_select"sv,
    "mane_plus_clinical"sv,
    "canonical"sv,
    "appris"sv,
    "tsl"sv,
    "biotype"sv,
    "ccds"sv,
    "rank"sv,
    "length"sv};

// VEP: principal (P) 1..5 count 1..5, alternative (A) 1..2 count 11..12, none 100.
std::int64_t appris_value(std::string_view appris) {
    constexpr std::int64_t unknown = 100;
    if (appris.empty() || (appris.front() != 'P' && appris.front() != 'A'))
        return unknown;
    const auto number = parse_number<std::int64_t>(appris.substr(1));
    return number ? *number + (appris.front() == 'A' ? 10 : 0) : unknown;
}

using NameSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

// Calls `visit` with each name that a list may call a gene by.
void for_each_name(const genes::GeneModel& model, const genes::GeneRow& gene, const auto& visit) {
    const std::string_view id = model.text(gene.id);
    const std::string_view version = model.text(gene.version);
    visit(id);
    visit(model.text(gene.symbol));
    visit(model.text(gene.hgnc));
    if (const std::size_t dot = id.rfind('.'); dot != std::string_view::npos)
        visit(id.substr(0, dot));
    if (!version.empty())
        visit(fmt::format("{}.{}", id, version));
}

// One bit a transcript: it passes the filters.
std::vector<bool> passing_transcripts(const genes::GeneModel& model, const PickSettings& settings) {
    const NameSet wanted{settings.genes.begin(), settings.genes.end()};
    const NameSet biotypes{settings.biotypes.begin(), settings.biotypes.end()};
    std::vector<bool> gene_passes(model.genes().size(), wanted.empty());
    for (std::size_t gene = 0; gene < gene_passes.size() && !wanted.empty(); ++gene)
        for_each_name(model, model.genes()[gene], [&](std::string_view name) {
            if (wanted.contains(name))
                gene_passes[gene] = true;
        });
    std::vector<bool> passes;
    passes.reserve(model.transcripts().size());
    for (const genes::TranscriptRow& row : model.transcripts()) {
        const bool is_mane =
            row.has(genes::flag_mane_select) || row.has(genes::flag_mane_plus_clinical);
        passes.push_back(
            gene_passes[row.gene] && (is_mane || !settings.mane_only) &&
            (row.has(genes::flag_canonical) || !settings.canonical_only) &&
            (biotypes.empty() || biotypes.contains(model.text(row.biotype))));
    }
    return passes;
}

// The names of a list that are not in `known`, each once.
std::vector<std::string> missing_names(const std::vector<std::string>& list, const NameSet& known) {
    std::vector<std::string> missing;
    for (const std::string& name : list)
        if (!known.contains(name) &&
            std::find(missing.begin(), missing.end(), name) == missing.end())
            missing.push_back(name);
    return missing;
}

void warn_of(
    std::string_view option,
    const std::vector<std::string>& unknown,
    const std::vector<std::string>& known) {
    if (unknown.empty())
        return;
    const std::string nearest = nearest_name(unknown.front(), known);
    log_warning(fmt::format(
        "{}: the gene model does not have '{}'{}{}",
        option,
        unknown.front(),
        nearest.empty() ? "" : fmt::format(" (did you mean '{}'?)", nearest),
        unknown.size() == 1
            ? ""
            : fmt::format(", nor {} other{}", unknown.size() - 1, unknown.size() == 2 ? "" : "s")));
}

}  // namespace

std::vector<PickCriterion> default_pick_order() {
    std::vector<PickCriterion> order;
    for (std::size_t at = 0; at < names.size(); ++at)
        order.push_back(static_cast<PickCriterion>(at));
    return order;
}

std::vector<PickCriterion> parse_pick_order(std::string_view list) {
    std::vector<PickCriterion> order;
    for_each_piece(list, ',', [&](std::string_view name) {
        const auto at = std::find(names.begin(), names.end(), trim_blanks(name));
        if (at == names.end())
            throw Error{
                ErrorKind::usage,
                fmt::format("there is no pick criterion '{}'", trim_blanks(name)),
                {},
                suggest_name(trim_blanks(name), {names.begin(), names.end()})};
        order.push_back(static_cast<PickCriterion>(at - names.begin()));
    });
    return order;
}

UnknownNames find_unknown_names(const genes::GeneModel& model, const PickSettings& settings) {
    NameSet known;
    for (const genes::GeneRow& gene : model.genes())
        for_each_name(model, gene, [&](std::string_view name) { known.emplace(name); });
    NameSet biotypes;
    for (const genes::TranscriptRow& row : model.transcripts())
        biotypes.emplace(model.text(row.biotype));
    return {missing_names(settings.genes, known), missing_names(settings.biotypes, biotypes)};
}

void warn_of_unknown_names(const genes::GeneModel& model, const PickSettings& settings) {
    if (settings.genes.empty() && settings.biotypes.empty())
        return;
    const UnknownNames unknown = find_unknown_names(model, settings);
    std::vector<std::string> symbols;
    if (!unknown.genes.empty())
        for (const genes::GeneRow& gene : model.genes())
            symbols.emplace_back(model.text(gene.symbol));
    warn_of("--gene-list", unknown.genes, symbols);
    std::vector<std::string> biotypes;
    if (!unknown.biotypes.empty())
        for (const genes::TranscriptRow& row : model.transcripts())
            if (std::find(biotypes.begin(), biotypes.end(), model.text(row.biotype)) ==
                biotypes.end())
                biotypes.emplace_back(model.text(row.biotype));
    warn_of("--biotype", unknown.biotypes, biotypes);
}

Picker::Picker(const genes::GeneModel& model, PickSettings settings)
    : model_{&model}, settings_{std::move(settings)} {
    if (settings_.filters_transcripts())
        transcript_passes_ = passing_transcripts(model, settings_);
}

bool Picker::passes(const Effect& effect) const {
    if (effect.regulatory != nullptr)
        return !settings_.filters_transcripts();
    if (effect.intergenic())
        return true;
    return passes(effect.transcript);
}

std::int64_t Picker::value(
    PickCriterion criterion, const Effect& effect, const genes::TranscriptRow* row) const {
    const auto unless = [](bool good) { return std::int64_t{good ? 0 : 1}; };
    constexpr std::int64_t unknown_support = 100;
    switch (criterion) {
    case PickCriterion::mane_select:
        return unless(row != nullptr && row->has(genes::flag_mane_select));
    case PickCriterion::mane_plus_clinical:
        return unless(row != nullptr && row->has(genes::flag_mane_plus_clinical));
    case PickCriterion::canonical:
        return unless(row != nullptr && row->has(genes::flag_canonical));
    case PickCriterion::appris:
        return appris_value(row == nullptr ? std::string_view{} : model_->text(row->appris));
    case PickCriterion::tsl:
        return row != nullptr && row->support_level > 0 ? row->support_level : unknown_support;
    case PickCriterion::biotype:
        return unless(row != nullptr && row->has(genes::flag_protein_coding));
    case PickCriterion::ccds:
        return unless(row != nullptr && row->ccds != 0);
    case PickCriterion::rank:
        return static_cast<std::int64_t>(effect.terms.most_severe());
    case PickCriterion::length:
        if (row == nullptr)
            return 0;
        return -(row->coding() ? row->cds_length : row->cdna_length);
    }
    return 0;
}

Picker::Candidate Picker::candidate(const Effect& effect) const {
    Candidate one;
    one.allele = effect.allele->number;
    one.on_transcript = !effect.intergenic();
    one.terms = effect.terms;
    const genes::TranscriptRow* const row =
        one.on_transcript ? &model_->transcript(effect.transcript) : nullptr;
    if (row != nullptr)
        one.gene = row->gene;
    for (const PickCriterion criterion : settings_.order)
        one.key.push_back(value(criterion, effect, row));
    return one;
}

void Picker::pick(std::span<Candidate> candidates) const {
    const auto same_group = [&](const Candidate& one, const Candidate& other) {
        switch (settings_.mode) {
        case PickMode::per_allele:
            return one.allele == other.allele;
        case PickMode::per_gene:
            return one.on_transcript && other.on_transcript && one.gene == other.gene;
        default:
            return true;
        }
    };
    for (Candidate& one : candidates) {
        if (settings_.mode == PickMode::most_severe) {
            one.picked =
                std::none_of(candidates.begin(), candidates.end(), [&](const Candidate& other) {
                    return other.allele == one.allele &&
                           other.terms.most_severe() < one.terms.most_severe();
                });
            continue;
        }
        if (settings_.mode == PickMode::all && !settings_.flag_only) {
            one.picked = true;
            continue;
        }
        // The first of equals is taken.
        one.picked =
            std::none_of(candidates.begin(), candidates.end(), [&](const Candidate& other) {
                return same_group(one, other) &&
                       (other.key < one.key || (&other < &one && other.key == one.key));
            });
    }
}

}  // namespace genostrat::consequence

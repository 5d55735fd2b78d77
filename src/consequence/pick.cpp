// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include <genostrat/consequence/pick.hpp>
#include <genostrat/core/error.hpp>
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

bool holds(const std::vector<std::string>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
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

Picker::Picker(const genes::GeneModel& model, PickSettings settings)
    : model_{&model}, settings_{std::move(settings)} {
}

bool Picker::passes(const Effect& effect) const {
    if (effect.regulatory != nullptr)
        return !settings_.filters_transcripts();
    if (effect.intergenic())
        return true;
    const genes::TranscriptRow& row = model_->transcript(effect.transcript);
    if (settings_.mane_only && !row.has(genes::flag_mane_select) &&
        !row.has(genes::flag_mane_plus_clinical))
        return false;
    if (settings_.canonical_only && !row.has(genes::flag_canonical))
        return false;
    if (!settings_.biotypes.empty() && !holds(settings_.biotypes, model_->text(row.biotype)))
        return false;
    if (settings_.genes.empty())
        return true;
    const genes::GeneRow& gene = model_->gene(row.gene);
    return holds(settings_.genes, model_->text(gene.id)) ||
           holds(settings_.genes, model_->text(gene.symbol));
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

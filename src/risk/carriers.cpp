// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/carriers.hpp>

namespace genostrat::risk {

namespace {

constexpr std::array<std::string_view, 5> loss_of_function{
    "stop_gained",
    "frameshift_variant",
    "splice_acceptor_variant",
    "splice_donor_variant",
    "start_lost"};

/// Classes that only an archive like ClinVar can tell.
bool is_clinical(std::string_view name) {
    return name != "loss_of_function" && !name.ends_with("_variant") &&
           std::ranges::find(loss_of_function, name) == loss_of_function.end();
}

/// True if one of the words of `text` is `word`, blanks as `_`, without regard to case.
bool has_word(std::string_view text, std::string_view word) {
    const auto equal = [](char left, char right) {
        const char lower =
            left >= 'A' && left <= 'Z' ? static_cast<char>(left + ('a' - 'A')) : left;
        return (lower == ' ' ? '_' : lower) == right;
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("&/|,;"), text.size());
        std::string_view piece = trim_blanks(text.substr(0, end));
        if (piece.starts_with('_'))
            piece.remove_prefix(1);
        if (std::ranges::equal(piece, word, equal))
            return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

}  // namespace

CarrierCollector::CarrierCollector(const RiskModel& model) {
    for (const RiskRule& rule : model.risks)
        for (const RiskTerm& term : rule.absolute.terms)
            if (term.kind == RiskTerm::Kind::carrier)
                terms_.push_back(term);
}

void CarrierCollector::bind(const Schema& schema) {
    samples_ = schema.samples();
    copies_.assign(terms_.size(), std::vector<std::uint8_t>(samples_.size(), 0));
    if (!is_needed())
        return;
    layout_ = CsqLayout::find(schema);
    if (!layout_)
        throw Error{
            ErrorKind::missing_input,
            fmt::format(
                "the model asks for carriers ({}), but the variants have no consequences (CSQ)",
                terms_.front().name),
            {},
            "annotate them first: genostrat annotate, or a stage consequence before risk"};
    significance_ = schema.find_info("CLNSIG");
    const auto is_asked = [](const RiskTerm& term) {
        return std::ranges::any_of(term.classes, is_clinical);
    };
    if (!significance_ && !layout_->field("CLIN_SIG") && std::ranges::any_of(terms_, is_asked))
        throw Error{
            ErrorKind::missing_input,
            fmt::format(
                "the model asks for clinical significance ({}), but the variants have neither "
                "INFO/CLNSIG nor CLIN_SIG in CSQ",
                std::ranges::find_if(terms_, is_asked)->name),
            {},
            "annotate them with ClinVar: genostrat annotate --archive"};
}

std::string_view CarrierCollector::significance_of_allele(
    const RecordBatch& batch, RowId row, std::size_t allele) const {
    if (!significance_)
        return {};
    const std::optional<std::string_view> text = batch.info_text(row, *significance_);
    if (!text)
        return {};
    if (Number::parse(batch.schema().info(*significance_).number).kind != Number::Kind::per_alt)
        return *text;
    const std::vector<std::string_view> values = split(*text, ',');
    return allele - 1 < values.size() ? values[allele - 1] : std::string_view{};
}

bool CarrierCollector::is_of_class(
    const RiskTerm& term, std::string_view significance, std::string_view consequence) const {
    return std::ranges::any_of(term.classes, [&](const std::string& name) {
        if (name == "loss_of_function")
            return std::ranges::any_of(loss_of_function, [&](std::string_view lost) {
                return has_word(consequence, lost);
            });
        return has_word(significance, name) || has_word(consequence, name);
    });
}

std::vector<CarrierHit> CarrierCollector::collect(RecordBatch& batch) const {
    std::vector<CarrierHit> hits;
    if (!is_needed())
        return hits;
    const auto number = layout_->field("ALLELE_NUM");
    for (const RowId row : batch.rows()) {
        const std::optional<std::string_view> csq = batch.info_text(row, layout_->id());
        if (!csq)
            continue;
        for (std::size_t allele = 1; allele < batch.n_alleles(row); ++allele) {
            const std::string_view info = significance_of_allele(batch, row, allele);
            std::vector<bool> is_found(terms_.size(), false);
            for_each_piece(*csq, ',', [&](std::string_view entry) {
                const auto value = [&](std::string_view name) {
                    return CsqLayout::value(entry, layout_->field(name));
                };
                const std::string_view own = CsqLayout::value(entry, number);
                if (!own.empty() && own != std::to_string(allele))
                    return;
                const std::string_view significance = info.empty() ? value("CLIN_SIG") : info;
                for (std::size_t term = 0; term < terms_.size(); ++term) {
                    const std::vector<std::string>& genes = terms_[term].genes;
                    const bool is_in_gene =
                        std::ranges::find(genes, value("SYMBOL")) != genes.end() ||
                        std::ranges::find(genes, value("Gene")) != genes.end();
                    if (is_in_gene && is_of_class(terms_[term], significance, value("Consequence")))
                        is_found[term] = true;
                }
            });
            if (std::ranges::find(is_found, true) == is_found.end())
                continue;
            const Genotypes genotypes = batch.genotypes(row);
            for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
                std::uint8_t copies = 0;
                for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy)
                    copies += Genotypes::allele_of(genotypes.at(sample, copy)) ==
                              static_cast<std::int32_t>(allele);
                for (std::size_t term = 0; copies > 0 && term < terms_.size(); ++term)
                    if (is_found[term])
                        hits.push_back({term, sample, copies});
            }
        }
    }
    return hits;
}

void CarrierCollector::merge(const std::vector<CarrierHit>& hits) {
    for (const CarrierHit& hit : hits) {
        std::uint8_t& copies = copies_[hit.term][hit.sample];
        copies = static_cast<std::uint8_t>(std::min(200, copies + hit.copies));
    }
}

CarrierCalls CarrierCollector::calls() const {
    CarrierCalls calls{.samples = samples_, .carriers = copies_};
    for (std::size_t term = 0; term < terms_.size(); ++term)
        for (std::uint8_t& copies : calls.carriers[term])
            copies = copies >= terms_[term].copies ? 1 : 0;
    return calls;
}

}  // namespace genostrat::risk

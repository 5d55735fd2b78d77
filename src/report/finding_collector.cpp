// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/core/text.hpp>
#include <genostrat/report/finding_collector.hpp>
#include <genostrat/report/findings.hpp>

namespace genostrat::report {

namespace {

/// The entry of the allele that weighs most: MANE Select, then canonical, then first, within the
/// worst impact.
std::string_view worst_entry(std::string_view csq, const CsqLayout& layout, std::size_t allele) {
    const auto number = layout.field("ALLELE_NUM");
    const auto consequence = layout.field("Consequence");
    const auto mane = layout.field("MANE_SELECT");
    const auto canonical = layout.field("CANONICAL");
    std::string_view best;
    int best_rank = 0;
    for_each_piece(csq, ',', [&](std::string_view entry) {
        const std::string_view own = CsqLayout::value(entry, number);
        if (!own.empty() && own != std::to_string(allele))
            return;
        const int rank = 4 * impact_of(CsqLayout::value(entry, consequence)) +
                         (CsqLayout::value(entry, mane).empty() ? 2 : 0) +
                         (CsqLayout::value(entry, canonical).empty() ? 1 : 0);
        if (best.empty() || rank < best_rank) {
            best = entry;
            best_rank = rank;
        }
    });
    return best;
}

/// VCF's INFO has no blanks: `_` stands for them in ClinVar's names.
std::string with_blanks(std::string text) {
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string genotype_text(const Genotypes& genotypes, std::size_t sample) {
    std::string text;
    for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
        const std::int32_t call = genotypes.at(sample, copy);
        if (Genotypes::is_filling(call))
            break;
        if (copy > 0)
            text += Genotypes::is_phased(call) ? '|' : '/';
        const std::int32_t allele = Genotypes::allele_of(call);
        text += allele < 0 ? "." : std::to_string(allele);
    }
    return text;
}

bool carries(const Genotypes& genotypes, std::size_t sample, std::size_t allele) {
    for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy)
        if (Genotypes::allele_of(genotypes.at(sample, copy)) == static_cast<std::int32_t>(allele))
            return true;
    return false;
}

}  // namespace

void FindingCollector::bind(const Schema& schema) {
    layout_ = CsqLayout::find(schema);
    significance_ = schema.find_info(rules_.significance);
    condition_ = schema.find_info(rules_.condition);
    frequency_ = schema.find_info(rules_.frequency);
    all_.samples = schema.samples();
    all_.of_sample.resize(schema.n_samples());
    all_.n_in_all.resize(schema.n_samples());
    all_.has_consequences = layout_.has_value();
    all_.has_significance = significance_.has_value();
}

std::string FindingCollector::info_of_allele(
    const RecordBatch& batch, RowId row, std::optional<InfoId> id, std::size_t allele) const {
    if (!id)
        return {};
    const std::optional<std::string_view> text = batch.info_text(row, *id);
    if (!text || *text == ".")
        return {};
    const Number number = Number::parse(batch.schema().info(*id).number);
    if (number.kind != Number::Kind::per_alt && number.kind != Number::Kind::per_allele)
        return std::string{*text};
    const std::vector<std::string_view> values = split(*text, ',');
    const std::size_t index = number.kind == Number::Kind::per_alt ? allele - 1 : allele;
    return index < values.size() && values[index] != "." ? std::string{values[index]} : "";
}

Finding FindingCollector::describe(RecordBatch& batch, RowId row, std::size_t allele) const {
    Finding finding{
        .contig = std::string{batch.contig_name(row)},
        .pos = batch.pos(row),
        .ref = std::string{batch.ref(row)},
        .alt = std::string{batch.alts(row)[allele - 1]},
        .id = batch.id(row) == "." ? "" : std::string{batch.id(row)},
        .clinical_significance = with_blanks(info_of_allele(batch, row, significance_, allele)),
        .condition = with_blanks(info_of_allele(batch, row, condition_, allele)),
        .frequency = parse_number<double>(info_of_allele(batch, row, frequency_, allele))};
    if (!layout_)
        return finding;
    const std::optional<std::string_view> csq = batch.info_text(row, layout_->id());
    if (!csq)
        return finding;
    const std::string_view entry = worst_entry(*csq, *layout_, allele);
    const auto value = [&](std::string_view name) {
        return std::string{CsqLayout::value(entry, layout_->field(name))};
    };
    finding.gene = value("SYMBOL");
    finding.consequence = value("Consequence");
    finding.hgvs_c = value("HGVSc");
    finding.hgvs_p = value("HGVSp");
    return finding;
}

bool FindingCollector::is_worth_a_look(const Finding& finding) const {
    const Significance significance = significance_of(finding.clinical_significance);
    if (significance <= Significance::likely_pathogenic)
        return true;
    if (significance >= Significance::likely_benign ||
        finding.frequency.value_or(0.0) > rules_.max_frequency)
        return false;
    return significance <= Significance::conflicting || impact_of(finding.consequence) <= 1;
}

Findings FindingCollector::collect(RecordBatch& batch) const {
    Findings found;
    found.of_sample.resize(all_.of_sample.size());
    found.n_in_all.resize(all_.of_sample.size());
    for (const RowId row : batch.rows()) {
        for (std::size_t allele = 1; allele < batch.n_alleles(row); ++allele) {
            const Finding finding = describe(batch, row, allele);
            if (!is_worth_a_look(finding))
                continue;
            const Genotypes genotypes = batch.genotypes(row);
            for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
                if (!carries(genotypes, sample, allele))
                    continue;
                found.of_sample[sample].push_back(finding);
                found.of_sample[sample].back().genotype = genotype_text(genotypes, sample);
                ++found.n_in_all[sample];
            }
        }
    }
    return found;
}

void FindingCollector::merge(Findings findings) {
    for (std::size_t sample = 0; sample < all_.of_sample.size(); ++sample) {
        std::vector<Finding>& kept = all_.of_sample[sample];
        std::ranges::move(findings.of_sample[sample], std::back_inserter(kept));
        all_.n_in_all[sample] += findings.n_in_all[sample];
        rank_findings(kept, rules_.n_kept);
    }
}

}  // namespace genostrat::report

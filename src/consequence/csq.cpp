// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <genostrat/consequence/csq.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

using namespace std::string_view_literals;

constexpr std::array names{"Allele"sv,        "Consequence"sv,  "IMPACT"sv,
                           "SYMBOL"sv,        "Gene"sv,         "Feature_type"sv,
                           "Feature"sv,       "BIOTYPE"sv,      "EXON"sv,
                           "INTRON"sv,        "HGVSc"sv,        "HGVSp"sv,
                           "cDNA_position"sv, "CDS_position"sv, "Protein_position"sv,
                           "Amino_acids"sv,   "Codons"sv,       "Existing_variation"sv,
                           "ALLELE_NUM"sv,    "DISTANCE"sv,     "STRAND"sv,
                           "FLAGS"sv,         "PICK"sv,         "SYMBOL_SOURCE"sv,
                           "HGNC_ID"sv,       "MANE_SELECT"sv,  "MANE_PLUS_CLINICAL"sv,
                           "CANONICAL"sv,     "TSL"sv,          "APPRIS"sv,
                           "CCDS"sv,          "ENSP"sv,         "SOURCE"sv,
                           "HGVS_OFFSET"sv,   "HGVSg"sv,        "NMD"sv,
                           "CDS_PERCENT"sv,   "LAST_EXON"sv,    "OverlapBP"sv,
                           "OverlapPC"sv,     "HAPLOTYPE"sv,    "HAPLOTYPE_COPIES"sv,
                           "GENE_VERSION"sv};

bool depends_on_transcript_only(CsqField field) noexcept {
    switch (field) {
    case CsqField::symbol:
    case CsqField::gene:
    case CsqField::feature_type:
    case CsqField::feature:
    case CsqField::biotype:
    case CsqField::existing_variation:
    case CsqField::strand:
    case CsqField::flags:
    case CsqField::symbol_source:
    case CsqField::hgnc_id:
    case CsqField::mane_select:
    case CsqField::mane_plus_clinical:
    case CsqField::canonical:
    case CsqField::tsl:
    case CsqField::appris:
    case CsqField::ccds:
    case CsqField::ensp:
    case CsqField::source:
    case CsqField::gene_version:
        return true;
    default:
        return false;
    }
}

// Characters that have a meaning in CSQ or in INFO are written as VEP writes them.
void append_escaped(std::string_view text, std::string& out) {
    for (const char letter : text) {
        switch (letter) {
        case ';':
            out += "%3B";
            break;
        case '=':
            out += "%3D";
            break;
        case ',':
        case '|':
            out += '&';
            break;
        case ' ':
        case '\t':
            out += '_';
            break;
        default:
            out += letter;
            break;
        }
    }
}

void append_ranks(Ranks ranks, std::int32_t total, std::string& out) {
    if (ranks.first == 0)
        return;
    append_number(out, std::int64_t{ranks.first});
    if (ranks.last != ranks.first) {
        out += '-';
        append_number(out, std::int64_t{ranks.last});
    }
    out += '/';
    append_number(out, std::int64_t{total});
}

// First and last number, the smaller first; `?` for an end that has none.
// Without any, VEP prints a bare `-/total` (Rules::bare_total).
void append_range(const NumberedRange& numbered, bool bare_total, std::string& out) {
    const PartialRange range = numbered.range;
    if (numbered.total < 0 || (!bare_total && !range.has_begin() && !range.has_end()))
        return;
    if (range.defined()) {
        const std::int64_t first = std::min(range.begin + 1, range.end);
        const std::int64_t last = std::max(range.begin + 1, range.end);
        append_number(out, first);
        if (last != first) {
            out += '-';
            append_number(out, last);
        }
    } else if (range.has_begin()) {
        append_number(out, std::int64_t{range.begin + 1});
        out += "-?";
    } else if (range.has_end()) {
        out += "?-";
        append_number(out, std::int64_t{range.end});
    } else {
        out += '-';
    }
    out += '/';
    append_number(out, std::int64_t{numbered.total});
}

}  // namespace

std::string_view to_string(CsqField field) noexcept {
    return names[static_cast<std::size_t>(field)];
}

std::vector<CsqField> default_csq_fields() {
    return parse_csq_fields(
        "Allele,Consequence,IMPACT,SYMBOL,Gene,Feature_type,Feature,BIOTYPE,EXON,INTRON,HGVSc,"
        "HGVSp,"
        "cDNA_position,CDS_position,Protein_position,Amino_acids,Codons,Existing_variation,"
        "ALLELE_NUM,DISTANCE,STRAND,FLAGS,SYMBOL_SOURCE,HGNC_ID,ENSP,SOURCE,HGVS_OFFSET,HGVSg");
}

std::vector<CsqField> parse_csq_fields(std::string_view list) {
    std::vector<CsqField> fields;
    for_each_piece(list, ',', [&](std::string_view name) {
        const auto at = std::find(names.begin(), names.end(), trim_blanks(name));
        if (at == names.end())
            throw Error{
                ErrorKind::usage,
                fmt::format("there is no CSQ field '{}'", trim_blanks(name)),
                {},
                suggest_name(trim_blanks(name), {names.begin(), names.end()})};
        fields.push_back(static_cast<CsqField>(at - names.begin()));
    });
    return fields;
}

std::string csq_description(const std::vector<CsqField>& fields) {
    std::string text = "Consequence annotations from genostrat. Format: ";
    for (const CsqField field : fields) {
        text += to_string(field);
        text += '|';
    }
    text.pop_back();
    return text;
}

JudgeOptions needed_by(const std::vector<CsqField>& fields) noexcept {
    const auto wants = [&](CsqField field) {
        return std::find(fields.begin(), fields.end(), field) != fields.end();
    };
    JudgeOptions options;
    const bool offset = wants(CsqField::hgvs_offset);
    options.transcript_names = wants(CsqField::hgvsc) || offset;
    options.protein_names = wants(CsqField::hgvsp) || offset;
    options.genomic_names = wants(CsqField::hgvsg);
    options.nmd = wants(CsqField::nmd);
    options.codons = wants(CsqField::codons) || wants(CsqField::amino_acids);
    return options;
}

CsqWriter::CsqWriter(
    const genes::GeneModel& model, const Rules& rules, std::vector<CsqField> fields)
    : model_{&model}, rules_{rules}, fields_{std::move(fields)} {
    for (std::size_t at = 0; at < fields_.size(); ++at) {
        const bool constant = depends_on_transcript_only(fields_[at]);
        if (!segments_.empty() && segments_.back().is_constant == constant)
            segments_.back().end = at + 1;
        else
            segments_.push_back({constant, at, at + 1});
    }
}

const CsqWriter::Cached& CsqWriter::cached(genes::TranscriptId transcript) {
    Cached& slot = cache_[transcript % cache_.size()];
    if (slot.transcript == transcript && !slot.texts.empty())
        return slot;
    slot.transcript = transcript;
    slot.texts.assign(segments_.size(), {});
    const genes::TranscriptRow& row = model_->transcript(transcript);
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
        const Segment& one = segments_[segment];
        if (!one.is_constant)
            continue;
        for (std::size_t at = one.first; at < one.end; ++at) {
            append_constant(fields_[at], row, slot.texts[segment]);
            slot.texts[segment] += '|';
        }
    }
    return slot;
}

void CsqWriter::append_constant(
    CsqField field, const genes::TranscriptRow& row, std::string& out) const {
    const genes::GeneRow& gene = model_->gene(row.gene);
    const auto text = [&](genes::TextId id) { append_escaped(model_->text(id), out); };
    const auto matching = [&](genes::TranscriptFlag flag) {
        if (!row.has(flag))
            return;
        if (model_->text(row.other_id).empty())
            hgvs::append_versioned_id(model_->text(row.id), model_->text(row.version), out);
        else
            text(row.other_id);
    };
    switch (field) {
    case CsqField::symbol:
        text(gene.symbol);
        break;
    case CsqField::gene:
        text(gene.id);
        break;
    case CsqField::feature_type:
        out += "Transcript";
        break;
    case CsqField::feature:
        text(row.id);
        break;
    case CsqField::biotype:
        text(row.biotype);
        break;
    case CsqField::strand:
        out += row.forward() ? "1" : "-1";
        break;
    case CsqField::flags:
        if (rules_.ignores_model_facts)
            break;
        if (row.has(genes::flag_cds_start_nf))
            out += "cds_start_NF";
        if (row.has(genes::flag_cds_end_nf))
            out += row.has(genes::flag_cds_start_nf) ? "&cds_end_NF" : "cds_end_NF";
        break;
    case CsqField::symbol_source:
        if (!rules_.ignores_model_facts)
            text(gene.symbol_source);
        break;
    case CsqField::hgnc_id:
        if (!rules_.ignores_model_facts)
            text(gene.hgnc);
        break;
    case CsqField::mane_select:
        matching(genes::flag_mane_select);
        break;
    case CsqField::mane_plus_clinical:
        matching(genes::flag_mane_plus_clinical);
        break;
    case CsqField::canonical:
        if (row.has(genes::flag_canonical))
            out += "YES";
        break;
    case CsqField::tsl:
        if (row.support_level > 0)
            append_number(out, std::int64_t{row.support_level});
        break;
    case CsqField::appris:
        text(row.appris);
        break;
    case CsqField::ccds:
        text(row.ccds);
        break;
    case CsqField::ensp:
        text(row.protein_id);
        break;
    case CsqField::source:
        text(row.source);
        break;
    case CsqField::gene_version:
        text(gene.version);
        break;
    default:
        break;
    }
}

void CsqWriter::append_regulatory(
    CsqField field, const RegulatoryFeature& feature, std::string& out) const {
    if (field == CsqField::feature_type)
        out += "RegulatoryFeature";
    else if (field == CsqField::feature)
        append_escaped(feature.id, out);
    else if (field == CsqField::biotype)
        append_escaped(feature.type, out);
}

void CsqWriter::append_field(
    CsqField field,
    const Effect& effect,
    std::string_view allele,
    std::string_view genomic_name,
    bool picked,
    std::string& out) const {
    switch (field) {
    case CsqField::allele:
        out += allele;
        break;
    case CsqField::consequence:
        effect.terms.for_each([&](Term term) {
            out += to_string(term);
            out += '&';
        });
        out.pop_back();
        break;
    case CsqField::impact:
        out += to_string(impact_of(effect.terms.most_severe()));
        break;
    case CsqField::exon:
        append_ranks(effect.exons, effect.n_exons, out);
        break;
    case CsqField::intron:
        append_ranks(effect.introns, effect.n_exons - 1, out);
        break;
    case CsqField::hgvsc:
        out += effect.hgvsc;
        break;
    case CsqField::hgvsp:
        out += effect.hgvsp;
        break;
    case CsqField::cdna_position:
        append_range(effect.cdna, rules_.bare_total, out);
        break;
    case CsqField::cds_position:
        append_range(effect.cds, rules_.bare_total, out);
        break;
    case CsqField::protein_position:
        append_range(effect.protein, rules_.bare_total, out);
        break;
    case CsqField::amino_acids:
        out += effect.amino_acids;
        break;
    case CsqField::codons:
        out += effect.codons;
        break;
    case CsqField::allele_number:
        append_number(out, std::int64_t{effect.allele->number});
        break;
    case CsqField::distance:
        if (effect.distance >= 0)
            append_number(out, effect.distance);
        break;
    case CsqField::pick:
        if (picked)
            out += '1';
        break;
    case CsqField::hgvs_offset:
        if (effect.hgvs_offset != 0)
            append_number(out, effect.hgvs_offset);
        break;
    case CsqField::hgvsg:
        out += genomic_name;
        break;
    case CsqField::nmd:
        out += to_string(effect.nmd);
        break;
    case CsqField::cds_percent:
        if (effect.cds.total > 0 && effect.cds.range.has_begin())
            fmt::format_to(
                std::back_inserter(out),
                "{:.1f}",
                100.0 * (effect.cds.range.begin + 1) / effect.cds.total);
        break;
    case CsqField::last_exon:
        if (effect.exons.first > 0 && effect.exons.last == effect.n_exons)
            out += "YES";
        break;
    case CsqField::overlap_bp:
        if (effect.overlap_bases >= 0)
            append_number(out, effect.overlap_bases);
        break;
    case CsqField::overlap_pc:
        if (effect.overlap_bases >= 0)
            fmt::format_to(std::back_inserter(out), "{:.2f}", effect.overlap_percent);
        break;
    case CsqField::haplotype:
        out += effect.haplotype;
        break;
    case CsqField::haplotype_copies:
        if (effect.haplotype_copies >= 0)
            append_number(out, effect.haplotype_copies);
        break;
    default:
        break;
    }
}

void CsqWriter::append(
    const Effect& effect,
    std::string_view allele,
    std::string_view genomic_name,
    bool picked,
    std::string& out) {
    const Cached* const constant = effect.intergenic() ? nullptr : &cached(effect.transcript);
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
        const Segment& one = segments_[segment];
        if (one.is_constant) {
            if (constant != nullptr)
                out += constant->texts[segment];
            else
                for (std::size_t at = one.first; at < one.end; ++at) {
                    if (effect.regulatory != nullptr)
                        append_regulatory(fields_[at], *effect.regulatory, out);
                    out += '|';
                }
            continue;
        }
        for (std::size_t at = one.first; at < one.end; ++at) {
            append_field(fields_[at], effect, allele, genomic_name, picked, out);
            out += '|';
        }
    }
    out.pop_back();
}

}  // namespace genostrat::consequence

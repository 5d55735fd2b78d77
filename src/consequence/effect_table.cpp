// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <genostrat/consequence/effect_table.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

// How VEP's JSON writes a field.
enum class JsonKind : std::uint8_t { text, number, yes, list, range, none };

struct JsonField {
    std::string_view key;
    JsonKind kind;
};

JsonField json_field(CsqField field) noexcept {
    switch (field) {
    case CsqField::allele:
        return {"variant_allele", JsonKind::text};
    case CsqField::consequence:
        return {"consequence_terms", JsonKind::list};
    case CsqField::impact:
        return {"impact", JsonKind::text};
    case CsqField::symbol:
        return {"gene_symbol", JsonKind::text};
    case CsqField::gene:
        return {"gene_id", JsonKind::text};
    case CsqField::feature_type:
    case CsqField::feature:  // its key depends on the kind of feature
    case CsqField::existing_variation:
        return {"", JsonKind::none};
    case CsqField::biotype:
        return {"biotype", JsonKind::text};
    case CsqField::exon:
        return {"exon", JsonKind::text};
    case CsqField::intron:
        return {"intron", JsonKind::text};
    case CsqField::hgvsc:
        return {"hgvsc", JsonKind::text};
    case CsqField::hgvsp:
        return {"hgvsp", JsonKind::text};
    case CsqField::hgvsg:
        return {"hgvsg", JsonKind::text};
    case CsqField::cdna_position:
        return {"cdna", JsonKind::range};
    case CsqField::cds_position:
        return {"cds", JsonKind::range};
    case CsqField::protein_position:
        return {"protein", JsonKind::range};
    case CsqField::amino_acids:
        return {"amino_acids", JsonKind::text};
    case CsqField::codons:
        return {"codons", JsonKind::text};
    case CsqField::allele_number:
        return {"allele_num", JsonKind::number};
    case CsqField::distance:
        return {"distance", JsonKind::number};
    case CsqField::strand:
        return {"strand", JsonKind::number};
    case CsqField::flags:
        return {"flags", JsonKind::list};
    case CsqField::pick:
        return {"pick", JsonKind::number};
    case CsqField::symbol_source:
        return {"gene_symbol_source", JsonKind::text};
    case CsqField::hgnc_id:
        return {"hgnc_id", JsonKind::text};
    case CsqField::mane_select:
        return {"mane_select", JsonKind::text};
    case CsqField::mane_plus_clinical:
        return {"mane_plus_clinical", JsonKind::text};
    case CsqField::canonical:
        return {"canonical", JsonKind::yes};
    case CsqField::tsl:
        return {"tsl", JsonKind::number};
    case CsqField::appris:
        return {"appris", JsonKind::text};
    case CsqField::ccds:
        return {"ccds", JsonKind::text};
    case CsqField::ensp:
        return {"protein_id", JsonKind::text};
    case CsqField::source:
        return {"source", JsonKind::text};
    case CsqField::hgvs_offset:
        return {"hgvs_offset", JsonKind::number};
    case CsqField::nmd:
        return {"nmd", JsonKind::text};
    case CsqField::cds_percent:
        return {"cds_percent", JsonKind::number};
    case CsqField::last_exon:
        return {"last_exon", JsonKind::yes};
    case CsqField::overlap_bp:
        return {"bp_overlap", JsonKind::number};
    case CsqField::overlap_pc:
        return {"percentage_overlap", JsonKind::number};
    case CsqField::haplotype:
        return {"haplotype", JsonKind::text};
    case CsqField::haplotype_copies:
        return {"haplotype_copies", JsonKind::number};
    case CsqField::gene_version:
        return {"gene_version", JsonKind::number};
    }
    return {"", JsonKind::none};
}

// In quotes; `%3D` and its like, which are there for VCF, as the characters they stand for.
void append_json_text(std::string_view text, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (text.substr(at, 3) == "%3D") {
            out += '=';
            at += 2;
        } else if (text.substr(at, 3) == "%3B") {
            out += ';';
            at += 2;
        } else if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (letter == '\t') {
            out += "\\t";
        } else if (static_cast<unsigned char>(letter) < 0x20) {
            out += "\\u00";
            out += digits[static_cast<unsigned char>(letter) >> 4];
            out += digits[static_cast<unsigned char>(letter) & 15];
        } else {
            out += letter;
        }
    }
    out += '"';
}

void append_json_list(std::string_view text, char separator, std::string& out) {
    out += '[';
    bool is_first = true;
    for_each_piece(text, separator, [&](std::string_view piece) {
        if (!is_first)
            out += ',';
        is_first = false;
        append_json_text(piece, out);
    });
    out += ']';
}

class JsonObject {
public:
    explicit JsonObject(std::string& out) noexcept : out_{out} { out_ += '{'; }

    std::string& key(std::string_view name) {
        if (out_.back() != '{')
            out_ += ',';
        append_json_text(name, out_);
        out_ += ':';
        return out_;
    }

    void text(std::string_view name, std::string_view value) { append_json_text(value, key(name)); }

    void close() { out_ += '}'; }

private:
    std::string& out_;
};

// `12-14/300` as cdna_start and cdna_end. As VEP: `?` is no start, and an end that is `?` is the
// start (`12-?` gives 12 twice, `?-14` only an end).
void append_json_range(std::string_view name, std::string_view value, JsonObject& object) {
    value = value.substr(0, value.find('/'));
    const std::string_view start = value.substr(0, value.find('-'));
    const std::string_view after = value.substr(std::min(value.size(), start.size() + 1));
    const std::string_view ends[] = {start, parse_number<std::int64_t>(after) ? after : start};
    constexpr std::string_view suffixes[] = {"_start", "_end"};
    for (std::size_t end = 0; end < 2; ++end)
        if (parse_number<std::int64_t>(ends[end]))
            object.key(std::string{name} + std::string{suffixes[end]}) += ends[end];
}

}  // namespace

std::string_view field_meaning(CsqField field) noexcept {
    constexpr std::array<std::string_view, 43> meanings{
        "ALT without the bases that it shares with REF; - if nothing is left",
        "terms of the Sequence Ontology, the most severe first",
        "severity class of the first term: HIGH, MODERATE, LOW or MODIFIER",
        "symbol of the gene",
        "id of the gene",
        "Transcript or RegulatoryFeature",
        "id of the transcript or regulatory feature",
        "biotype of the transcript or type of the regulatory feature",
        "number of the exon, and how many there are",
        "number of the intron, and how many there are",
        "HGVS name on the transcript",
        "HGVS name on the protein",
        "bases of the spliced transcript, and its length",
        "bases of the coding sequence, and its length",
        "residues of the protein, and its length",
        "residues before and after",
        "codons before and after, changed bases in upper case",
        "ids of known variants at this place",
        "number of the ALT in its row, from 1",
        "bases to the transcript",
        "strand of the transcript: 1 or -1",
        "cds_start_NF, cds_end_NF: the coding sequence is cut off at this end",
        "1 for the effect that is picked",
        "who gave the symbol",
        "id of the gene in HGNC",
        "matching transcript of MANE Select",
        "matching transcript of MANE Plus Clinical",
        "YES for the canonical transcript of the gene",
        "transcript support level, 1 (best) to 5",
        "APPRIS class of the transcript",
        "id of the coding sequence in CCDS",
        "id of the protein",
        "label of the annotation that has the transcript",
        "bases that the change was moved for its HGVS names, towards higher places",
        "HGVS name on the genome",
        "what nonsense-mediated decay is expected to do",
        "first changed base in percent of the coding sequence",
        "YES if the last exon is touched",
        "bases of the overlap with the transcript",
        "percent of the transcript that is overlapped",
        "variants that were judged together",
        "chromosome copies that have them all",
        "version of the gene, where the annotation has it apart from the id"};
    return meanings[static_cast<std::size_t>(field)];
}

std::vector<CsqField> default_tab_fields() {
    return parse_csq_fields(
        "Allele,Gene,Feature,Feature_type,Consequence,cDNA_position,CDS_position,Protein_position,"
        "Amino_acids,Codons,Existing_variation,IMPACT,DISTANCE,STRAND,FLAGS");
}

EffectTable::EffectTable(std::vector<CsqField> fields, EffectFormat format, std::string assembly)
    : fields_{std::move(fields)}, format_{format}, assembly_{std::move(assembly)} {
}

std::string EffectTable::header(std::span<const std::string> provenance) const {
    if (format_ == EffectFormat::json)
        return {};
    std::string line;
    for (const std::string& one : provenance)
        line += "## " + one + '\n';
    if (!provenance.empty()) {
        line += "## Columns:\n"
                "## Uploaded_variation : ID of the row, or its place and alleles\n"
                "## Location : contig and first base, or first and last, of the change\n";
        for (const CsqField field : fields_) {
            line += "## ";
            line += to_string(field);
            line += " : ";
            line += field_meaning(field);
            line += '\n';
        }
    }
    line += "#Uploaded_variation\tLocation";
    for (const CsqField field : fields_) {
        line += '\t';
        line += to_string(field);
    }
    return line + '\n';
}

// Place and trimmed alleles.
void EffectTable::describe_alleles(const EffectRow& row) {
    start_ = row.pos + 1;
    end_ = row.pos + static_cast<std::int64_t>(row.ref.size());
    alleles_ = row.ref;
    const auto variants =
        splitter_.split(unknown_contig, row.pos, row.ref, row.alts, Rules::vep115());
    const auto add = [&](std::string_view allele) {
        alleles_ += '/';
        alleles_ += allele.empty() ? std::string_view{"-"} : allele;
    };
    if (variants.size() == 1) {
        const RowVariant& variant = variants.front();
        start_ = variant.span.begin + 1;
        end_ = variant.span.end;
        alleles_ = variant.ref.empty() ? std::string_view{"-"} : variant.ref;
        for (const RowAllele& allele : variant.alleles)
            add(allele.text);
    }
    for (const RowAllele& other : splitter_.others())
        add(other.text);
}

// The stretch that the alleles of a structural row affect, and their classes.
void EffectTable::describe_structural(const EffectRow& row) {
    alleles_.clear();
    start_ = row.structural.front().span.begin + 1;
    end_ = row.structural.front().span.end;
    for (const StructuralAllele& allele : row.structural) {
        start_ = std::min(start_, allele.span.begin + 1);
        end_ = std::max(end_, allele.span.end);
        alleles_ += alleles_.empty() ? "" : "/";
        alleles_ += allele.name;
    }
}

// As VEP names a row: by its ID, else by place and alleles.
void EffectTable::describe(const EffectRow& row) {
    if (!row.structural.empty() && row.structural.size() == row.alts.size())
        describe_structural(row);
    else
        describe_alleles(row);
    location_ = row.contig;
    location_ += ':';
    append_number(location_, std::min(start_, end_));
    if (start_ != end_) {
        location_ += '-';
        append_number(location_, std::max(start_, end_));
    }
    if (!row.id.empty() && row.id != ".") {
        name_ = row.id;
        return;
    }
    name_ = row.contig;
    name_ += '_';
    append_number(name_, start_);
    name_ += '_' + alleles_;
}

void EffectTable::append(const EffectRow& row, std::string_view csq, std::string& out) {
    if (csq.empty())
        return;
    describe(row);
    if (format_ == EffectFormat::tab)
        append_tab(csq, out);
    else
        append_json(row, csq, out);
}

void EffectTable::append_tab(std::string_view csq, std::string& out) const {
    for_each_piece(csq, ',', [&](std::string_view effect) {
        out += name_;
        out += '\t';
        out += location_;
        std::size_t at = 0;
        for_each_piece(effect, '|', [&](std::string_view value) {
            const CsqField field = at < fields_.size() ? fields_[at] : CsqField::allele;
            ++at;
            out += '\t';
            if (value.empty())
                out += '-';
            else if (json_field(field).kind == JsonKind::list)
                for (const char letter : value)
                    out += letter == '&' ? ',' : letter;
            else
                out += value;
        });
        out += '\n';
    });
}

void EffectTable::append_json_effect(
    std::span<const std::string_view> values, std::string_view kind, std::string& out) const {
    JsonObject object{out};
    for (std::size_t at = 0; at < values.size() && at < fields_.size(); ++at) {
        const std::string_view value = values[at];
        if (value.empty())
            continue;
        const JsonField field = json_field(fields_[at]);
        switch (field.kind) {
        case JsonKind::text:
            object.text(field.key, value);
            break;
        case JsonKind::number:
            object.key(field.key) += value;
            break;
        case JsonKind::yes:
            object.key(field.key) += '1';
            break;
        case JsonKind::list:
            append_json_list(value, '&', object.key(field.key));
            break;
        case JsonKind::range:
            append_json_range(field.key, value, object);
            break;
        case JsonKind::none:
            if (fields_[at] == CsqField::feature)
                object.text(
                    kind == "transcript" ? "transcript_id" : "regulatory_feature_id", value);
            break;
        }
    }
    object.close();
}

void EffectTable::append_json(const EffectRow& row, std::string_view csq, std::string& out) const {
    constexpr std::array<std::string_view, 3> kinds{
        "transcript", "regulatory_feature", "intergenic"};
    std::array<std::string, 3> lists;
    std::optional<Term> most_severe;
    for_each_piece(csq, ',', [&](std::string_view effect) {
        const std::vector<std::string_view> values = split(effect, '|');
        const auto value_of = [&](CsqField wanted) {
            const auto at = std::find(fields_.begin(), fields_.end(), wanted) - fields_.begin();
            const auto index = static_cast<std::size_t>(at);
            return index < values.size() && index < fields_.size() ? values[index]
                                                                   : std::string_view{};
        };
        for_each_piece(value_of(CsqField::consequence), '&', [&](std::string_view name) {
            const std::optional<Term> term = parse_term(name);
            if (term && (!most_severe || *term < *most_severe))
                most_severe = term;
        });
        const std::string_view type = value_of(CsqField::feature_type);
        const bool has_type =
            std::find(fields_.begin(), fields_.end(), CsqField::feature_type) != fields_.end();
        const std::size_t kind = type == "RegulatoryFeature" ? 1 : type.empty() && has_type ? 2 : 0;
        lists[kind] += lists[kind].empty() ? '[' : ',';
        append_json_effect(values, kinds[kind], lists[kind]);
    });
    JsonObject object{out};
    object.text("id", name_);
    if (!row.line.empty())
        object.text("input", row.line);
    if (!assembly_.empty())
        object.text("assembly_name", assembly_);
    object.text("seq_region_name", row.contig);
    append_number(object.key("start"), start_);
    append_number(object.key("end"), end_);
    object.key("strand") += '1';
    object.text("allele_string", alleles_);
    if (most_severe)
        object.text("most_severe_consequence", to_string(*most_severe));
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        if (!lists[kind].empty())
            object.key(std::string{kinds[kind]} + "_consequences") += lists[kind] + ']';
    object.close();
    out += '\n';
}

}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#include "genes/transcript_facts.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::genes {
namespace {

std::string_view without_prefix(std::string_view id) noexcept {
    for (const std::string_view prefix : {"gene:", "transcript:"})
        if (id.starts_with(prefix))
            return id.substr(prefix.size());
    return id;
}

std::string biotype_of(const FactSource& source, auto attribute) {
    for (const std::string_view key : {"biotype", "transcript_type", "transcript_biotype"})
        if (const std::string_view value = attribute(key); !value.empty())
            return value == "mRNA" ? "protein_coding" : std::string{value};  // GTF of RefSeq
    if (source.implied) {
        for (const std::string_view key : {"gene_biotype", "gene_type"})
            if (const std::string_view value = attribute(key); !value.empty())
                return std::string{value};
        if (source.type == "pseudogene")
            return "pseudogene";
    }
    if (source.type == "mRNA")
        return "protein_coding";
    if (source.type == "ncRNA")
        return std::string{attribute("ncrna_class")};
    const std::size_t segment = source.type.find("_gene_segment");
    if (segment != std::string_view::npos)
        return fmt::format("IG_{}_gene", source.type.substr(0, segment));
    const std::string_view description =
        gff_attribute(source.gene_attributes, source.dialect, "description");
    if (description.starts_with("microRNA"))
        return "miRNA";
    return std::string{attribute("gbkey")};
}

// Where VEP's reader finds none: that of the gene.
std::string biotype_of_gene(const FactSource& source, auto attribute) {
    for (const std::string_view key : {"gene_biotype", "gene_type"})
        if (const std::string_view value = attribute(key); !value.empty())
            return std::string{value};
    for (const std::string_view key : {"biotype", "gene_biotype", "gene_type"})
        if (const std::string_view value =
                gff_attribute(source.gene_attributes, source.dialect, key);
            !value.empty())
            return std::string{value};
    return {};
}

// As VEP prints it: P1 of `principal_1`, A2 of `alternative_2`; other classes stay.
std::string appris_class(std::string_view name) {
    const std::size_t number = name.rfind('_') + 1;  // 0 where there is none
    if (name.starts_with("principal") || name.starts_with("alternative"))
        return fmt::format(
            "{}{}", name.front() == 'p' ? 'P' : 'A', number == 0 ? "" : name.substr(number));
    return std::string{name};
}

void read_tag(std::string_view tag, RawTranscript& transcript) {
    const auto set = [&](TranscriptFlag flag) { transcript.flags |= flag; };
    if (tag == "MANE_Select" || tag == "MANE Select")
        set(flag_mane_select);
    else if (tag == "MANE_Plus_Clinical" || tag == "MANE Plus Clinical")
        set(flag_mane_plus_clinical);
    else if (tag == "Ensembl_canonical" || tag == "RefSeq Select")
        set(flag_canonical);
    else if (tag == "cds_start_NF")
        set(flag_cds_start_nf);
    else if (tag == "cds_end_NF")
        set(flag_cds_end_nf);
    else if (tag == "basic" || tag == "gencode_basic")
        set(flag_gencode_basic);
    else if (tag == "GENCODE_Primary" || tag == "gencode_primary")
        set(flag_gencode_primary);
    else if (tag == "seleno")
        transcript.seleno_untold = true;
    else if (tag.starts_with("appris_"))
        transcript.appris = appris_class(tag.substr(7));
}

std::string hgnc_of(std::string_view attributes, GffDialect dialect) {
    std::string_view id = gff_attribute(attributes, dialect, "hgnc_id");
    if (id.empty())
        id = cross_reference(attributes, dialect, "HGNC");
    if (id.empty()) {
        const std::string description =
            decode_percent(gff_attribute(attributes, dialect, "description"));
        const std::size_t source = description.find("[Source:HGNC Symbol;Acc:");
        if (source == std::string::npos)
            return {};
        const std::size_t begin = source + 24;
        const std::string value = description.substr(begin, description.find(']', begin) - begin);
        return value.starts_with("HGNC:") ? value : "HGNC:" + value;
    }
    return id.starts_with("HGNC:") ? std::string{id} : fmt::format("HGNC:{}", id);
}

void read_gene(const FactSource& source, auto attribute, RawGene& gene) {
    const auto of_gene = [&](std::string_view key) {
        return gff_attribute(source.gene_attributes, source.dialect, key);
    };
    std::string_view id = attribute("gene_id");
    if (id.empty())
        id = cross_reference(source.attributes, source.dialect, "GeneID");
    if (id.empty())
        id = of_gene("gene_id");
    if (id.empty())
        id = without_prefix(of_gene("ID"));
    gene.id = decode_percent(id);
    for (const std::string_view key : {"gene_version", "version"})
        if (gene.version.empty())
            gene.version = of_gene(key);
    std::string_view symbol;
    for (const std::string_view key : {"gene_name", "gene"})
        if (symbol.empty())
            symbol = attribute(key);
    for (const std::string_view key : {"name", "Name", "gene_name"})
        if (symbol.empty())
            symbol = of_gene(key);
    gene.symbol = decode_percent(symbol);
    const std::string_view attributes =
        source.gene_attributes.empty() ? source.attributes : source.gene_attributes;
    gene.hgnc = hgnc_of(attributes, source.dialect);
    if (!gene.hgnc.empty())
        gene.symbol_source = "HGNC";
}

}  // namespace

std::string_view
cross_reference(std::string_view attributes, GffDialect dialect, std::string_view database) {
    std::string_view found;
    for_each_gff_attribute(
        attributes, dialect, [&](std::string_view key, std::string_view references) {
            if (key != "Dbxref" && key != "db_xref")
                return;
            for_each_piece(references, ',', [&](std::string_view one) {
                if (found.empty() && one.size() > database.size() && one.starts_with(database) &&
                    one[database.size()] == ':')
                    found = one.substr(database.size() + 1);
            });
        });
    return found;
}

bool read_transcript_facts(const FactSource& source, RawTranscript& transcript, RawGene& gene) {
    const auto attribute = [&](std::string_view key) {
        return gff_attribute(source.attributes, source.dialect, key);
    };
    std::string_view id = attribute("transcript_id");
    if (id.empty())
        id = without_prefix(attribute("ID"));
    transcript.id = decode_percent(id);
    for (const std::string_view key : {"version", "transcript_version"})
        if (transcript.version.empty() && !source.implied)
            transcript.version = attribute(key);
    transcript.biotype = biotype_of(source, attribute);
    if (transcript.biotype.empty()) {
        transcript.biotype = biotype_of_gene(source, attribute);
        // In a GTF VEP falls back to the column of the source: old files of Ensembl have the
        // biotype there.
        if (transcript.biotype.empty() && source.dialect == GffDialect::gtf)
            transcript.biotype = source.source;
        else
            transcript.flags |= flag_not_in_vep;
    }
    if (transcript.biotype.empty())
        return false;
    if (transcript.biotype == "protein_coding")
        transcript.flags |= flag_protein_coding;
    else if (transcript.biotype == "nonsense_mediated_decay")
        transcript.flags |= flag_nmd;
    else if (transcript.biotype == "non_stop_decay")
        transcript.flags |= flag_non_stop;
    // GTF repeats the key `tag`, GFF3 gives a list.
    for_each_gff_attribute(
        source.attributes, source.dialect, [&](std::string_view key, std::string_view value) {
            if (key == "tag")
                for_each_piece(
                    value, ',', [&](std::string_view tag) { read_tag(tag, transcript); });
        });
    for (const std::string_view key : {"ccdsid", "ccds_id"})
        if (transcript.ccds.empty())
            transcript.ccds = attribute(key);
    transcript.other_id = attribute("refseq");
    for (const std::string_view database : {"RefSeq", "Ensembl"})
        if (transcript.other_id.empty())
            transcript.other_id = cross_reference(source.attributes, source.dialect, database);
    for (const std::string_view key : {"transcript_support_level", "tsl"}) {
        const std::string_view level = attribute(key);
        if (!level.empty() && level.front() >= '1' && level.front() <= '5')
            transcript.support_level = static_cast<std::int8_t>(level.front() - '0');
    }
    transcript.protein_id = attribute("protein_id");
    read_gene(source, attribute, gene);
    return true;
}

void append_selenocysteines(std::string_view transl_except, std::vector<Interval>& spans) {
    const std::string decoded = decode_percent(transl_except);
    std::string_view rest = decoded;
    for (std::size_t at = rest.find("pos:"); at != std::string_view::npos; at = rest.find("pos:")) {
        rest.remove_prefix(at + 4);
        const std::string_view one = rest.substr(0, rest.find("pos:"));
        if (one.find("aa:Sec") == std::string_view::npos)
            continue;
        std::string_view numbers = one;
        if (numbers.starts_with("complement("))
            numbers.remove_prefix(11);
        const std::size_t dots = numbers.find("..");
        if (dots == std::string_view::npos)
            continue;
        const auto begin = parse_number<std::int64_t>(numbers.substr(0, dots));
        numbers.remove_prefix(dots + 2);
        const auto end =
            parse_number<std::int64_t>(numbers.substr(0, numbers.find_first_not_of("0123456789")));
        if (begin && end && *begin >= 1 && *end == *begin + 2)
            spans.push_back({*begin - 1, *end});
    }
}

}  // namespace genostrat::genes

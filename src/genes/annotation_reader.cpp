// SPDX-License-Identifier: MIT
#include "genes/annotation_reader.hpp"

#include "genes/feature_types.hpp"
#include "genes/transcript_facts.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include <fmt/core.h>

#include <genostrat/genes/gene_model.hpp>
#include <genostrat/genes/gff.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::genes {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

// A gene or a transcript line. Its key is `contig, tab, ID`: the copies of a gene on X and Y may
// share an ID.
struct Node {
    FeatureClass kind{};
    std::string type{};
    std::string key{};
    std::vector<std::string> parents{};
    ContigId contig{};
    Interval span{};
    char strand{};
    std::string attributes{};
    std::int64_t line{};
    std::vector<std::uint32_t> children{};  // nodes
    std::vector<std::uint32_t> parts{};
};

// An exon, CDS, stop codon or selenocysteine line.
struct Part {
    FeatureClass kind{};
    Interval span{};
    char strand{};
    std::int8_t phase{};
    std::string protein_id{};
    std::string protein_version{};
    std::string ccds{};
    std::string exceptions{};   // transl_except
    bool begin_unknown{false};  // RefSeq's start_range and end_range: the feature goes on, but
    bool end_unknown{false};    // nobody knows where to
    std::int64_t line{};
};

// Sorts the rows and adds the stop codons; some programs have them in the CDS, too.
void add_stops(const std::vector<RawCds>& stops, std::vector<RawCds>& rows) {
    const std::size_t n_rows = rows.size();
    for (const RawCds& stop : stops) {
        const bool is_inside = std::any_of(
            rows.begin(),
            rows.begin() + static_cast<std::ptrdiff_t>(n_rows),
            [&](const RawCds& row) {
                return row.span.begin <= stop.span.begin && stop.span.end <= row.span.end;
            });
        if (!is_inside)
            rows.push_back(stop);
    }
    std::sort(rows.begin(), rows.end(), [](const RawCds& one, const RawCds& other) {
        return one.span < other.span;
    });
}

class FileReader {
public:
    FileReader(const AnnotationFile& file, Annotation& annotation, ProblemList& problems)
        : file_{file}, annotation_{annotation}, problems_{problems},
          label_{file.label.empty() ? file.path.substr(file.path.rfind('/') + 1) : file.label} {}

    void read();

private:
    struct WaitingPart {
        std::uint32_t part;
        std::string parent;  // key
    };

    void take_line(std::string_view line, std::int64_t number);
    void take_node(const GffRecord& record, FeatureClass kind, std::int64_t number);
    void take_part(const GffRecord& record, FeatureClass kind, std::int64_t number);
    void read_cds(std::string_view attributes, Part& part) const;
    void link();
    void take_top_level(std::uint32_t node);
    void take_transcript(std::uint32_t node, std::uint32_t gene_node);
    void fill_parts(const Node& node, RawTranscript& transcript);
    void add_cds(const Part& part, RawTranscript& transcript) const;
    void infer_exons(const Node& node, RawTranscript& transcript);
    void take_mature_mirnas(const Node& node, RawTranscript& transcript);
    std::uint32_t add_gene(const RawGene& gene);

    [[nodiscard]] std::string_view attribute(std::string_view text, std::string_view key) const {
        return gff_attribute(text, dialect_, key);
    }

    [[nodiscard]] std::string key_of(std::string_view contig, std::string_view id) const {
        return fmt::format("{}\t{}", contig, id);
    }

    [[nodiscard]] Where place(const Node& node) const {
        return {
            .file = file_.path,
            .contig = std::string{annotation_.contigs.name(node.contig)},
            .pos = node.span.begin,
            .line = node.line};
    }

    const AnnotationFile& file_;
    Annotation& annotation_;
    ProblemList& problems_;
    std::string label_;
    GffDialect dialect_{GffDialect::gff3};
    bool dialect_known_{false};
    std::vector<Node> nodes_;
    std::vector<Part> parts_;
    std::vector<WaitingPart> waiting_;
    TextMap<std::uint32_t> by_key_;
    TextMap<std::uint32_t> genes_;
};

void FileReader::read() {
    io::LineReader lines{file_.path};
    std::string_view line;
    while (lines.next(line)) {
        if (line.starts_with("##FASTA") || line.starts_with('>'))
            break;
        if (line.empty() || line.front() == '#')
            continue;
        try {
            take_line(line, lines.where().line);
        } catch (Error& error) {
            error.add_where(lines.where());
            throw;
        }
    }
    link();
    for (std::uint32_t node = 0; node < nodes_.size(); ++node)
        if (nodes_[node].parents.empty())
            take_top_level(node);
}

void FileReader::take_line(std::string_view line, std::int64_t number) {
    const GffRecord record = parse_gff_line(line);
    const FeatureClass kind = classify_feature(record.type);
    if (kind == FeatureClass::ignored)
        return;
    if (record.span.begin < 0) {
        problems_.add(
            "feature begins before its contig",
            std::string{record.type},
            {.file = file_.path, .contig = std::string{record.contig}, .pos = 0, .line = number});
        if (kind != FeatureClass::gene)
            return;
    }
    if (!dialect_known_) {
        dialect_ = guess_gff_dialect(record.attributes);
        dialect_known_ = true;
    }
    if (kind == FeatureClass::gene || kind == FeatureClass::transcript ||
        kind == FeatureClass::transcript_not_in_vep)
        take_node(record, kind, number);
    else
        take_part(record, kind, number);
}

void FileReader::take_node(const GffRecord& record, FeatureClass kind, std::int64_t number) {
    Node node;
    node.kind = kind;
    node.type = record.type;
    node.span = record.span;
    node.strand = record.strand;
    node.attributes = record.attributes;
    node.line = number;
    node.contig = annotation_.contigs.find_alias(record.contig);
    if (node.contig == unknown_contig)
        node.contig = annotation_.contigs.add(record.contig);
    std::string_view id = attribute(record.attributes, "ID");
    if (dialect_ == GffDialect::gtf) {
        const std::string_view gene = attribute(record.attributes, "gene_id");
        if (kind == FeatureClass::gene) {
            node.key = key_of(record.contig, fmt::format("gene {}", gene));
        } else {
            id = attribute(record.attributes, "transcript_id");
            node.key = key_of(record.contig, id);
            node.parents.push_back(key_of(record.contig, fmt::format("gene {}", gene)));
        }
    } else {
        node.key = key_of(record.contig, id);
        const std::string_view parents = attribute(record.attributes, "Parent");
        if (!parents.empty())
            for_each_piece(parents, ',', [&](std::string_view parent) {
                node.parents.push_back(key_of(record.contig, parent));
            });
    }
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    if (dialect_ == GffDialect::gtf || !id.empty()) {
        if (!by_key_.emplace(node.key, index).second) {
            problems_.add("duplicate id", node.key.substr(node.key.find('\t') + 1), place(node));
            return;
        }
    }
    nodes_.push_back(std::move(node));
}

void FileReader::take_part(const GffRecord& record, FeatureClass kind, std::int64_t number) {
    Part part;
    part.kind = kind;
    part.span = record.span;
    part.strand = record.strand;
    part.phase = record.phase;
    part.line = number;
    if (kind == FeatureClass::cds)
        read_cds(record.attributes, part);
    const auto index = static_cast<std::uint32_t>(parts_.size());
    parts_.push_back(std::move(part));
    const std::string_view parents =
        attribute(record.attributes, dialect_ == GffDialect::gtf ? "transcript_id" : "Parent");
    for_each_piece(parents, ',', [&](std::string_view parent) {
        waiting_.push_back({index, key_of(record.contig, parent)});
    });
}

void FileReader::read_cds(std::string_view attributes, Part& part) const {
    part.protein_id = attribute(attributes, "protein_id");
    for (const std::string_view key : {"protein_version", "version"})
        if (part.protein_version.empty())
            part.protein_version = attribute(attributes, key);
    part.ccds = cross_reference(attributes, dialect_, "CCDS");
    part.exceptions = attribute(attributes, "transl_except");
    part.begin_unknown = !attribute(attributes, "start_range").empty();
    part.end_unknown = !attribute(attributes, "end_range").empty();
}

void FileReader::link() {
    for (const WaitingPart& waiting : waiting_) {
        const auto at = by_key_.find(waiting.parent);
        if (at != by_key_.end()) {
            nodes_[at->second].parts.push_back(waiting.part);
            continue;
        }
        const std::size_t tab = waiting.parent.find('\t');
        problems_.add(
            "parent missing",
            waiting.parent.substr(tab + 1),
            {.file = file_.path,
             .contig = waiting.parent.substr(0, tab),
             .pos = parts_[waiting.part].span.begin,
             .line = parts_[waiting.part].line});
    }
    waiting_ = {};
    for (std::uint32_t index = 0; index < nodes_.size(); ++index) {
        for (const std::string& parent : nodes_[index].parents) {
            const auto at = by_key_.find(parent);
            if (at != by_key_.end())
                nodes_[at->second].children.push_back(index);
            else if (dialect_ == GffDialect::gtf)
                take_transcript(index, none);  // a GTF without gene lines
            else
                problems_.add(
                    "parent missing", parent.substr(parent.find('\t') + 1), place(nodes_[index]));
        }
    }
}

void FileReader::take_top_level(std::uint32_t index) {
    const Node& node = nodes_[index];
    if (!is_gene_record(node.type)) {
        take_transcript(index, none);
        return;
    }
    for (const std::uint32_t child : node.children)
        take_transcript(child, index);
    // RefSeq hangs the exons of pseudogenes and the CDS of mitochondrial genes on the gene itself.
    if (!node.parts.empty())
        take_transcript(index, index);
}

void FileReader::take_transcript(std::uint32_t index, std::uint32_t gene_node) {
    const Node& node = nodes_[index];
    const bool implied = index == gene_node;
    const std::string_view gene_attributes =
        gene_node == none ? std::string_view{} : std::string_view{nodes_[gene_node].attributes};
    RawTranscript transcript;
    RawGene gene;
    if (!read_transcript_facts(
            {.type = node.type,
             .attributes = node.attributes,
             .gene_attributes = gene_attributes,
             .dialect = dialect_,
             .implied = implied},
            transcript,
            gene)) {
        problems_.add("transcript without a biotype", transcript.id, place(node));
        return;
    }
    transcript.contig = node.contig;
    transcript.span = node.span;
    transcript.source = label_;
    transcript.strand = node.strand;
    if (node.strand != '+' && node.strand != '-') {
        problems_.add("transcript without a strand", transcript.id, place(node));
        return;
    }
    if (implied || node.kind == FeatureClass::transcript_not_in_vep)
        transcript.flags |= flag_not_in_vep;
    fill_parts(node, transcript);
    take_mature_mirnas(node, transcript);
    if (transcript.exons.empty()) {
        problems_.add("transcript without exons", transcript.id, place(node));
        return;
    }
    transcript.gene = add_gene(gene);
    annotation_.transcripts.push_back(std::move(transcript));
}

void FileReader::fill_parts(const Node& node, RawTranscript& transcript) {
    const Part* first_cds = nullptr;  // in the order of lines
    std::vector<RawCds> stops;        // codons that GTF keeps apart
    for (const std::uint32_t index : node.parts) {
        const Part& part = parts_[index];
        if (part.strand != transcript.strand && part.strand != '.') {
            problems_.add("exon on the other strand", transcript.id, place(node));
            continue;
        }
        switch (part.kind) {
        case FeatureClass::exon:
            transcript.exons.push_back(part.span);
            break;
        case FeatureClass::selenocysteine:
            transcript.seleno.push_back(part.span);
            break;
        case FeatureClass::utr:
            break;
        case FeatureClass::stop_codon:
            stops.push_back({part.span, part.phase});
            break;
        default:
            add_cds(part, transcript);
            if (first_cds == nullptr || part.line < first_cds->line)
                first_cds = &part;
            break;
        }
    }
    if (first_cds != nullptr) {
        if (!first_cds->protein_id.empty())
            transcript.protein_id = first_cds->protein_id;
        transcript.protein_version = first_cds->protein_version;
        if (transcript.ccds.empty())
            transcript.ccds = first_cds->ccds;
    }
    add_stops(stops, transcript.cds);
    const auto by_begin = [](const auto& one, const auto& other) { return one < other; };
    if (transcript.exons.empty())
        infer_exons(node, transcript);
    std::sort(transcript.exons.begin(), transcript.exons.end(), by_begin);
    std::sort(transcript.seleno.begin(), transcript.seleno.end(), by_begin);
    transcript.seleno.erase(
        std::unique(transcript.seleno.begin(), transcript.seleno.end()), transcript.seleno.end());
}

void FileReader::add_cds(const Part& part, RawTranscript& transcript) const {
    transcript.cds.push_back({part.span, part.phase});
    append_selenocysteines(part.exceptions, transcript.seleno);
    transcript.stop_completed |= part.exceptions.find("aa:TERM") != std::string::npos;
    const bool forward = transcript.strand == '+';
    if (forward ? part.begin_unknown : part.end_unknown)
        transcript.flags |= flag_cds_start_nf;
    if (forward ? part.end_unknown : part.begin_unknown)
        transcript.flags |= flag_cds_end_nf;
}

// Without exon rows the exons are what CDS and UTR rows cover.
void FileReader::infer_exons(const Node& node, RawTranscript& transcript) {
    std::vector<Interval> rows;
    for (const RawCds& cds : transcript.cds)
        rows.push_back(cds.span);
    for (const std::uint32_t index : node.parts)
        if (parts_[index].kind == FeatureClass::utr)
            rows.push_back(parts_[index].span);
    std::sort(rows.begin(), rows.end());
    for (const Interval& row : rows) {
        if (transcript.exons.empty() || row.begin > transcript.exons.back().end)
            transcript.exons.push_back(row);
        else
            transcript.exons.back().end = std::max(transcript.exons.back().end, row.end);
    }
    transcript.flags |= flag_not_in_vep;
}

void FileReader::take_mature_mirnas(const Node& node, RawTranscript& transcript) {
    for (const std::uint32_t child_index : node.children) {
        const Node& child = nodes_[child_index];
        if (is_gene_record(node.type) && node.parents.empty())
            continue;  // children of a gene are transcripts of their own
        if (child.type != "miRNA") {
            problems_.add("transcript below a transcript", child.key, place(child));
            continue;
        }
        bool has_exons = false;
        for (const std::uint32_t part : child.parts)
            if (parts_[part].kind == FeatureClass::exon) {
                transcript.mature_mirna.push_back(parts_[part].span);
                has_exons = true;
            }
        if (!has_exons)
            transcript.mature_mirna.push_back(child.span);
    }
    std::sort(transcript.mature_mirna.begin(), transcript.mature_mirna.end());
}

std::uint32_t FileReader::add_gene(const RawGene& gene) {
    const auto next = static_cast<std::uint32_t>(annotation_.genes.size());
    const auto [at, is_new] = genes_.emplace(fmt::format("{}\t{}", gene.id, gene.symbol), next);
    if (is_new)
        annotation_.genes.push_back(gene);
    return at->second;
}

}  // namespace

void ProblemList::add(std::string_view what, std::string_view id, const Where& where) {
    if (strict_)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("{}: {}", what, id),
            where,
            "mend the annotation, or build without --strict to skip such records"};
    for (BuildProblem& problem : problems_)
        if (problem.what == what) {
            ++problem.count;
            return;
        }
    problems_.push_back({std::string{what}, 1, fmt::format("{} ({})", id, where.text())});
}

void read_annotation(const AnnotationFile& file, Annotation& annotation, ProblemList& problems) {
    FileReader{file, annotation, problems}.read();
}

}  // namespace genostrat::genes

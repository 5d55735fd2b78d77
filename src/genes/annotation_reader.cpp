// SPDX-License-Identifier: MIT
#include "genes/annotation_reader.hpp"

#include "genes/feature_tree.hpp"
#include "genes/transcript_facts.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <genostrat/genes/gene_model.hpp>

namespace genostrat::genes {
namespace {

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

void add_cds(const FeaturePart& part, RawTranscript& transcript) {
    transcript.cds.push_back({part.span(), part.phase});
    const bool forward = transcript.strand == '+';
    if (forward ? part.begin_unknown : part.end_unknown)
        transcript.flags |= flag_cds_start_nf;
    if (forward ? part.end_unknown : part.begin_unknown)
        transcript.flags |= flag_cds_end_nf;
}

void take_cds_facts(const CdsFacts& facts, RawTranscript& transcript) {
    if (!facts.protein_id.empty())
        transcript.protein_id = facts.protein_id;
    transcript.protein_version = facts.protein_version;
    if (transcript.ccds.empty())
        transcript.ccds = facts.ccds;
    transcript.seleno.insert(transcript.seleno.end(), facts.seleno.begin(), facts.seleno.end());
    transcript.stop_completed = facts.stop_completed;
}

// Without exon rows the exons are what CDS and UTR rows cover.
void infer_exons(std::span<const FeaturePart> parts, RawTranscript& transcript) {
    std::vector<Interval> rows;
    for (const RawCds& cds : transcript.cds)
        rows.push_back(cds.span);
    for (const FeaturePart& part : parts)
        if (part.kind == FeatureClass::utr)
            rows.push_back(part.span());
    std::sort(rows.begin(), rows.end());
    for (const Interval& row : rows) {
        if (transcript.exons.empty() || row.begin > transcript.exons.back().end)
            transcript.exons.push_back(row);
        else
            transcript.exons.back().end = std::max(transcript.exons.back().end, row.end);
    }
    transcript.flags |= flag_not_in_vep;
}

class FileReader {
public:
    FileReader(
        const AnnotationFile& file,
        Annotation& annotation,
        ProblemList& problems,
        const OnBuildProgress& on_progress)
        : annotation_{annotation}, problems_{problems},
          label_{file.label.empty() ? file.path.substr(file.path.rfind('/') + 1) : file.label},
          tree_{file.path, annotation.contigs, problems, on_progress} {}

    void read();

private:
    void take_top_level(std::uint32_t node);
    void take_transcript(std::uint32_t node, std::uint32_t gene_node);
    void fill_parts(std::uint32_t node, RawTranscript& transcript);
    void take_mature_mirnas(std::uint32_t node, RawTranscript& transcript);
    std::uint32_t add_gene(const RawGene& gene);

    [[nodiscard]] Where place(std::uint32_t node) const { return tree_.place(tree_.node(node)); }

    static constexpr std::uint32_t none = FeatureTree::none;
    Annotation& annotation_;
    ProblemList& problems_;
    std::string label_;
    FeatureTree tree_;
    TextMap<std::uint32_t> genes_;
};

void FileReader::read() {
    annotation_.transcripts.reserve(annotation_.transcripts.size() + tree_.size());
    for (const std::uint32_t node : tree_.orphans())
        take_transcript(node, none);
    for (std::uint32_t node = 0; node < tree_.size(); ++node)
        if (tree_.node(node).n_parents == 0)
            take_top_level(node);
}

void FileReader::take_top_level(std::uint32_t index) {
    if (!is_gene_record(tree_.node(index).type)) {
        take_transcript(index, none);
        return;
    }
    for (const std::uint32_t child : tree_.children(index))
        take_transcript(child, index);
    // RefSeq hangs the exons of pseudogenes and the CDS of mitochondrial genes on the gene itself.
    if (!tree_.parts(index).empty())
        take_transcript(index, index);
    tree_.forget(index);
}

void FileReader::take_transcript(std::uint32_t index, std::uint32_t gene_node) {
    const FeatureNode& node = tree_.node(index);
    const bool implied = index == gene_node;
    RawTranscript transcript;
    RawGene gene;
    const bool has_biotype = read_transcript_facts(
        {.type = node.type,
         .source = node.source,
         .attributes = node.attributes,
         .gene_attributes =
             gene_node == none ? std::string_view{} : tree_.node(gene_node).attributes,
         .dialect = tree_.dialect(),
         .implied = implied},
        transcript,
        gene);
    if (node.n_parents <= 1 && !implied)
        tree_.forget(index);
    if (!has_biotype) {
        problems_.add("transcript without a biotype", transcript.id, place(index));
        return;
    }
    transcript.contig = node.contig;
    transcript.span = node.span;
    transcript.source = label_;
    transcript.strand = node.strand;
    if (node.strand != '+' && node.strand != '-') {
        problems_.add("transcript without a strand", transcript.id, place(index));
        return;
    }
    if (implied || node.kind == FeatureClass::transcript_not_in_vep)
        transcript.flags |= flag_not_in_vep;
    fill_parts(index, transcript);
    take_mature_mirnas(index, transcript);
    if (transcript.exons.empty()) {
        problems_.add("transcript without exons", transcript.id, place(index));
        return;
    }
    transcript.gene = add_gene(gene);
    annotation_.transcripts.push_back(std::move(transcript));
}

void FileReader::fill_parts(std::uint32_t index, RawTranscript& transcript) {
    std::vector<RawCds> stops;  // codons that GTF keeps apart
    const std::span<const FeaturePart> parts = tree_.parts(index);
    const auto count = [&](FeatureClass kind) {
        return static_cast<std::size_t>(std::ranges::count(parts, kind, &FeaturePart::kind));
    };
    transcript.exons.reserve(count(FeatureClass::exon));
    transcript.cds.reserve(count(FeatureClass::cds));
    for (const FeaturePart& part : parts) {
        if (part.strand != transcript.strand && part.strand != '.') {
            problems_.add("exon on the other strand", transcript.id, place(index));
            continue;
        }
        switch (part.kind) {
        case FeatureClass::exon:
            transcript.exons.push_back(part.span());
            break;
        case FeatureClass::selenocysteine:
            transcript.seleno.push_back(part.span());
            break;
        case FeatureClass::utr:
            break;
        case FeatureClass::stop_codon:
            stops.push_back({part.span(), part.phase});
            break;
        default:
            add_cds(part, transcript);
            break;
        }
    }
    if (!transcript.cds.empty())
        take_cds_facts(tree_.cds_facts(index), transcript);
    add_stops(stops, transcript.cds);
    if (transcript.exons.empty())
        infer_exons(parts, transcript);
    std::sort(transcript.exons.begin(), transcript.exons.end());
    std::sort(transcript.seleno.begin(), transcript.seleno.end());
    transcript.seleno.erase(
        std::unique(transcript.seleno.begin(), transcript.seleno.end()), transcript.seleno.end());
}

void FileReader::take_mature_mirnas(std::uint32_t index, RawTranscript& transcript) {
    const FeatureNode& node = tree_.node(index);
    if (is_gene_record(node.type) && node.n_parents == 0)
        return;  // children of a gene are transcripts of their own
    for (const std::uint32_t child : tree_.children(index)) {
        if (tree_.node(child).type != "miRNA") {
            problems_.add("transcript below a transcript", tree_.id(child), place(child));
            continue;
        }
        bool has_exons = false;
        for (const FeaturePart& part : tree_.parts(child))
            if (part.kind == FeatureClass::exon) {
                transcript.mature_mirna.push_back(part.span());
                has_exons = true;
            }
        if (!has_exons)
            transcript.mature_mirna.push_back(tree_.node(child).span);
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

void read_annotation(
    const AnnotationFile& file,
    Annotation& annotation,
    ProblemList& problems,
    const OnBuildProgress& on_progress) {
    FileReader{file, annotation, problems, on_progress}.read();
}

}  // namespace genostrat::genes

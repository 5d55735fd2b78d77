// SPDX-License-Identifier: MIT
#include "genes/feature_tree.hpp"

#include "genes/annotation_reader.hpp"
#include "genes/transcript_facts.hpp"

#include <algorithm>
#include <tuple>

#include <genostrat/io/line_reader.hpp>

namespace genostrat::genes {
namespace {

// Attributes of a CDS row; views into it.
struct CdsAttributes {
    std::string_view protein_id{};
    std::string_view protein_version{};
    std::string_view version{};
    std::string_view exceptions{};
    bool begin_unknown{false};
    bool end_unknown{false};
};

CdsAttributes read_cds_attributes(std::string_view text, GffDialect dialect) {
    CdsAttributes found;
    const auto first = [](std::string_view& member, std::string_view value) {
        if (member.empty())
            member = value;
    };
    for_each_gff_attribute(text, dialect, [&](std::string_view key, std::string_view value) {
        if (key == "protein_id")
            first(found.protein_id, value);
        else if (key == "protein_version")
            first(found.protein_version, value);
        else if (key == "version")
            first(found.version, value);
        else if (key == "transl_except")
            first(found.exceptions, value);
        else if (key == "start_range")
            found.begin_unknown |= !value.empty();
        else if (key == "end_range")
            found.end_unknown |= !value.empty();
    });
    return found;
}

}  // namespace

FeatureTree::FeatureTree(
    const std::string& path,
    Contigs& contigs,
    ProblemList& problems,
    const OnBuildProgress& on_progress)
    : path_{path}, contigs_{contigs}, problems_{problems} {
    read_lines(on_progress);
    add_implied_transcripts();
    check_parents();
    group();
}

void FeatureTree::read_lines(const OnBuildProgress& on_progress) {
    constexpr std::int64_t rows_a_call = 1 << 15;
    io::LineReader lines{path_};
    std::string_view line;
    BuildProgress progress{.step = path_};
    while (lines.next(line)) {
        progress.n_bytes += static_cast<std::int64_t>(line.size()) + 1;
        if (++progress.n_rows % rows_a_call == 0 && on_progress)
            on_progress(progress);
        if (line.starts_with('>') && nodes_.empty() && parts_.empty())
            throw Error{
                ErrorKind::bad_data,
                "is a FASTA file, but must be GFF3 or GTF",
                lines.where(),
                "the genome goes to --fasta, the annotation to --gff3"};
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
}

void FeatureTree::take_line(std::string_view line, std::int64_t number) {
    const GffRecord record = parse_gff_line(line);
    const FeatureClass kind = classify_feature(record.type);
    if (kind == FeatureClass::ignored)
        return;
    if (record.span.begin < 0) {
        problems_.add(
            "feature begins before its contig",
            record.type,
            {.file = path_, .contig = std::string{record.contig}, .pos = 0, .line = number});
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

void FeatureTree::take_node(const GffRecord& record, FeatureClass kind, std::int64_t number) {
    const auto attribute = [&](std::string_view key) {
        return gff_attribute(record.attributes, dialect_, key);
    };
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    const bool is_gtf = dialect_ == GffDialect::gtf;
    FeatureNode node = node_of(record, kind, number);
    const std::string_view gene_id = is_gtf ? attribute("gene_id") : std::string_view{};
    if (is_gtf && kind == FeatureClass::gene)
        node.key = key_of(record.contig, "gene ", gene_id);
    else if (const std::string_view id = attribute(is_gtf ? "transcript_id" : "ID");
             is_gtf || !id.empty())
        node.key = key_of(record.contig, "", id);
    if (node.key != none) {
        if (keys_[node.key].node != none) {
            problems_.add("duplicate id", id_of(node.key), place(node));
            return;
        }
        keys_[node.key].node = index;
    }
    if (is_gtf && kind != FeatureClass::gene) {
        edges_.push_back({key_of(record.contig, "gene ", gene_id), index});
        node.n_parents = 1;
    } else if (const std::string_view parents = attribute("Parent"); !is_gtf && !parents.empty()) {
        for_each_piece(parents, ',', [&](std::string_view parent) {
            edges_.push_back({key_of(record.contig, "", parent), index});
            ++node.n_parents;
        });
    }
    nodes_.push_back(std::move(node));
}

FeatureNode FeatureTree::node_of(const GffRecord& record, FeatureClass kind, std::int64_t number) {
    FeatureNode node{
        .kind = kind,
        .strand = record.strand,
        .contig = contigs_.find_alias(record.contig),
        .span = record.span,
        .line = number,
        .type = intern(record.type),
        .source = intern(record.source),
        .attributes = std::string{record.attributes},
        .key = none};
    if (node.contig == unknown_contig)
        node.contig = contigs_.add(record.contig);
    return node;
}

std::string_view FeatureTree::intern(std::string_view word) {
    const auto at = words_.find(word);
    return at != words_.end() ? *at : *words_.emplace(word).first;
}

void FeatureTree::take_part(const GffRecord& record, FeatureClass kind, std::int64_t number) {
    FeaturePart part{
        .begin = static_cast<std::int32_t>(record.span.begin),
        .end = static_cast<std::int32_t>(record.span.end),
        .line = static_cast<std::uint32_t>(number),
        .kind = kind,
        .strand = record.strand,
        .phase = record.phase};
    CdsAttributes cds;
    if (kind == FeatureClass::cds) {
        cds = read_cds_attributes(record.attributes, dialect_);
        part.begin_unknown = cds.begin_unknown;
        part.end_unknown = cds.end_unknown;
    }
    const std::string_view parents = gff_attribute(
        record.attributes, dialect_, dialect_ == GffDialect::gtf ? "transcript_id" : "Parent");
    for_each_piece(parents, ',', [&](std::string_view parent) {
        part.parent = key_of(record.contig, "", parent);
        parts_.push_back(part);
        Key& key = keys_[part.parent];
        if (dialect_ == GffDialect::gtf && key.node == none && !key.is_implied && !parent.empty()) {
            key.is_implied = true;
            implied_.push_back(
                {part.parent, node_of(record, FeatureClass::transcript_not_in_vep, number)});
        }
        if (kind != FeatureClass::cds)
            return;
        if (key.facts == none) {
            key.facts = static_cast<std::uint32_t>(facts_.size());
            const std::string_view version =
                cds.protein_version.empty() ? cds.version : cds.protein_version;
            facts_.push_back(
                {.protein_id = std::string{cds.protein_id},
                 .protein_version = std::string{version},
                 .ccds = std::string{cross_reference(record.attributes, dialect_, "CCDS")}});
        }
        if (cds.exceptions.empty())
            return;
        CdsFacts& facts = facts_[key.facts];
        append_selenocysteines(cds.exceptions, facts.seleno);
        facts.stop_completed |= cds.exceptions.find("aa:TERM") != std::string_view::npos;
    });
}

std::uint32_t
FeatureTree::key_of(std::string_view contig, std::string_view kind, std::string_view id) {
    key_buffer_.assign(contig).append(1, '\t').append(kind).append(id);
    if (last_key_ != none && *keys_[last_key_].text == key_buffer_)
        return last_key_;
    auto at = key_ids_.find(key_buffer_);
    if (at == key_ids_.end()) {
        at = key_ids_.emplace(key_buffer_, static_cast<std::uint32_t>(keys_.size())).first;
        keys_.push_back({.text = &at->first});
    }
    last_key_ = at->second;
    return last_key_;
}

void FeatureTree::add_implied_transcripts() {
    const auto first = static_cast<std::uint32_t>(nodes_.size());
    for (Implied& one : implied_) {
        if (keys_[one.key].node != none)
            continue;  // its line came later
        const std::string& contig = *keys_[one.key].text;
        const std::uint32_t gene = key_of(
            contig.substr(0, contig.find('\t')),
            "gene ",
            gff_attribute(one.node.attributes, dialect_, "gene_id"));
        const auto index = static_cast<std::uint32_t>(nodes_.size());
        keys_[one.key].node = index;
        edges_.push_back({gene, index});
        nodes_.push_back(std::move(one.node));
        nodes_.back().type = "transcript";
        nodes_.back().key = one.key;
        nodes_.back().n_parents = 1;
    }
    std::vector<Implied>{}.swap(implied_);
    for (const FeaturePart& part : parts_) {
        const std::uint32_t node = keys_[part.parent].node;
        if (node == none || node < first)
            continue;
        Interval& span = nodes_[node].span;
        span = {std::min(span.begin, part.span().begin), std::max(span.end, part.span().end)};
    }
}

void FeatureTree::check_parents() {
    const auto is_missing = [&](std::uint32_t parent) { return keys_[parent].node == none; };
    for (const FeaturePart& part : parts_) {
        if (!is_missing(part.parent))
            continue;
        const std::string& text = *keys_[part.parent].text;
        problems_.add(
            "parent missing",
            id_of(part.parent),
            {.file = path_,
             .contig = text.substr(0, text.find('\t')),
             .pos = part.begin,
             .line = part.line});
    }
    for (const Edge& edge : edges_) {
        if (!is_missing(edge.parent))
            continue;
        if (dialect_ == GffDialect::gtf)
            orphans_.push_back(edge.node);
        else
            problems_.add("parent missing", id_of(edge.parent), place(nodes_[edge.node]));
    }
    std::erase_if(parts_, [&](const FeaturePart& part) { return is_missing(part.parent); });
    std::erase_if(edges_, [&](const Edge& edge) { return is_missing(edge.parent); });
}

void FeatureTree::group() {
    const auto by_parent = [](const FeaturePart& one, const FeaturePart& other) {
        return std::tie(one.parent, one.line) < std::tie(other.parent, other.line);
    };
    if (!std::is_sorted(parts_.begin(), parts_.end(), by_parent))
        std::sort(parts_.begin(), parts_.end(), by_parent);
    std::sort(edges_.begin(), edges_.end(), [](const Edge& one, const Edge& other) {
        return std::tie(one.parent, one.node) < std::tie(other.parent, other.node);
    });
    keys_.push_back({});  // the end of the last key's rows
    std::uint32_t part = 0;
    std::uint32_t edge = 0;
    for (std::uint32_t key = 0; key < keys_.size(); ++key) {
        for (; part < parts_.size() && parts_[part].parent < key; ++part) {
        }
        for (; edge < edges_.size() && edges_[edge].parent < key; ++edge) {
        }
        keys_[key].first_part = part;
        keys_[key].first_child = edge;
    }
    children_.reserve(edges_.size());
    for (const Edge& one : edges_)
        children_.push_back(one.node);
    std::vector<Edge>{}.swap(edges_);
}

std::span<const FeaturePart> FeatureTree::parts(std::uint32_t node) const noexcept {
    const std::uint32_t key = nodes_[node].key;
    if (key == none)
        return {};
    return std::span{parts_}.subspan(
        keys_[key].first_part, keys_[key + 1].first_part - keys_[key].first_part);
}

std::span<const std::uint32_t> FeatureTree::children(std::uint32_t node) const noexcept {
    const std::uint32_t key = nodes_[node].key;
    if (key == none)
        return {};
    return std::span{children_}.subspan(
        keys_[key].first_child, keys_[key + 1].first_child - keys_[key].first_child);
}

const CdsFacts& FeatureTree::cds_facts(std::uint32_t node) const noexcept {
    static const CdsFacts no_facts;
    const std::uint32_t key = nodes_[node].key;
    return key == none || keys_[key].facts == none ? no_facts : facts_[keys_[key].facts];
}

Where FeatureTree::place(const FeatureNode& node) const {
    return {
        .file = path_,
        .contig = std::string{contigs_.name(node.contig)},
        .pos = node.span.begin,
        .line = node.line};
}

}  // namespace genostrat::genes

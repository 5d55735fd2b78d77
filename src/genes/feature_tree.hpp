// SPDX-License-Identifier: MIT
#pragma once

#include "genes/feature_types.hpp"

#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/build.hpp>
#include <genostrat/genes/gff.hpp>

// The rows of one annotation file, joined by their Parent. A complete annotation has millions of
// exon and CDS rows: a row is kept in 20 bytes, and what is written about it only where it is used.
namespace genostrat::genes {

class ProblemList;

/// A gene or a transcript line.
struct FeatureNode {
    FeatureClass kind{};
    char strand{};
    std::uint32_t n_parents{};  ///< that it names
    ContigId contig{};
    Interval span{};
    std::int64_t line{};
    std::string_view type{};    ///< owned by the tree, as `source`
    std::string_view source{};  ///< column 2
    std::string attributes{};   ///< emptied by FeatureTree::forget
    std::uint32_t key{};        ///< number of its contig and ID
};

/// An exon, CDS, UTR, stop codon or selenocysteine line, once for each of its parents.
struct FeaturePart {
    std::uint32_t parent{};  ///< key
    std::int32_t begin{};    ///< 0-based
    std::int32_t end{};
    std::uint32_t line{};
    FeatureClass kind{};
    char strand{};
    std::int8_t phase{};  ///< as GFF3 has it
    // RefSeq's start_range and end_range: the feature goes on, but nobody knows where to.
    bool begin_unknown : 1 {false};
    bool end_unknown : 1 {false};

    [[nodiscard]] Interval span() const noexcept { return {begin, end}; }
};

/// What the CDS rows of one transcript say.
struct CdsFacts {
    std::string protein_id{};  ///< these three: of the first row
    std::string protein_version{};
    std::string ccds{};
    std::vector<Interval> seleno{};  ///< genomic spans of transl_except's selenocysteine codons
    bool stop_completed{false};      ///< by the poly(A) tail: the CDS ends inside its stop codon
};

/// Reads the rows of one file, in any order. Owns them.
class FeatureTree {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// Reads to the end, or to the sequences of `##FASTA`. New contigs are added to `contigs`.
    /// Rows with a parent that is not there are left out. In GTF a transcript whose gene has no
    /// line stays, and one without a line of its own spans its exon and CDS rows.
    /// @throws Error{bad_data} for a line that is no feature; what else is wrong goes to `problems`
    FeatureTree(
        const std::string& path,
        Contigs& contigs,
        ProblemList& problems,
        const OnBuildProgress& on_progress);

    [[nodiscard]] GffDialect dialect() const noexcept { return dialect_; }

    [[nodiscard]] std::uint32_t size() const noexcept {
        return static_cast<std::uint32_t>(nodes_.size());
    }

    [[nodiscard]] const FeatureNode& node(std::uint32_t index) const noexcept {
        return nodes_[index];
    }

    /// Rows of a node, in the order of lines.
    [[nodiscard]] std::span<const FeaturePart> parts(std::uint32_t node) const noexcept;

    /// Nodes below a node, in the order of lines.
    [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t node) const noexcept;

    /// Nodes of a GTF whose gene has no line.
    [[nodiscard]] const std::vector<std::uint32_t>& orphans() const noexcept { return orphans_; }

    /// What the CDS rows of a node say; empty where it has none.
    [[nodiscard]] const CdsFacts& cds_facts(std::uint32_t node) const noexcept;

    /// Gives back the memory of a node's attributes.
    void forget(std::uint32_t node) noexcept { std::string{}.swap(nodes_[node].attributes); }

    [[nodiscard]] std::string_view id(std::uint32_t node) const noexcept {
        return id_of(nodes_[node].key);
    }

    [[nodiscard]] Where place(const FeatureNode& node) const;

private:
    // A contig and an ID: the copies of a gene on X and Y may share the ID.
    struct Key {
        const std::string* text{};  // `contig, tab, ID`
        std::uint32_t node{none};   // none until its line has come
        std::uint32_t facts{none};
        std::uint32_t first_part{};
        std::uint32_t first_child{};
        bool is_implied{false};
    };

    // A transcript of a GTF that has no line of its own (so far): its first exon or CDS line.
    struct Implied {
        std::uint32_t key;
        FeatureNode node;
    };

    struct Edge {
        std::uint32_t parent;  // key
        std::uint32_t node;
    };

    void read_lines(const OnBuildProgress& on_progress);
    void take_line(std::string_view line, std::int64_t number);
    void take_node(const GffRecord& record, FeatureClass kind, std::int64_t number);
    void take_part(const GffRecord& record, FeatureClass kind, std::int64_t number);
    void add_implied_transcripts();
    void check_parents();
    void group();
    [[nodiscard]] FeatureNode
    node_of(const GffRecord& record, FeatureClass kind, std::int64_t number);
    [[nodiscard]] std::string_view intern(std::string_view word);
    [[nodiscard]] std::uint32_t
    key_of(std::string_view contig, std::string_view kind, std::string_view id);

    [[nodiscard]] std::string_view id_of(std::uint32_t key) const noexcept {
        const std::string_view text = *keys_[key].text;
        return text.substr(text.find('\t') + 1);
    }

    const std::string& path_;
    Contigs& contigs_;
    ProblemList& problems_;
    GffDialect dialect_{GffDialect::gff3};
    bool dialect_known_{false};
    std::set<std::string, std::less<>> words_;  // of columns 2 and 3
    std::vector<Implied> implied_;
    std::vector<FeatureNode> nodes_;
    std::vector<FeaturePart> parts_;  // by parent, then by line
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> children_;
    std::vector<std::uint32_t> orphans_;
    TextMap<std::uint32_t> key_ids_;
    std::vector<Key> keys_;
    std::vector<CdsFacts> facts_;
    std::string key_buffer_;
    std::uint32_t last_key_{none};
};

}  // namespace genostrat::genes

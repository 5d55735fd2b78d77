// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/genes/codon.hpp>

// The compiled gene model (.gsg): transcripts of all contigs in the order of their start, exon
// table, text pool and the packed genome around them, one memory-mapped file that opens at once.
namespace genostrat::genes {

/// Index of a transcript in its model; transcripts are sorted by (contig, begin, end, id).
using TranscriptId = std::uint32_t;
using GeneId = std::uint32_t;
/// Index of a string in the model's text pool; 0 is the empty string.
using TextId = std::uint32_t;

/// Facts that a model tells about a transcript, as bits of TranscriptRow::flags.
enum TranscriptFlag : std::uint32_t {
    flag_coding = 1U << 0,          ///< it has a CDS
    flag_protein_coding = 1U << 1,  ///< biotype protein_coding
    flag_nmd = 1U << 2,             ///< biotype nonsense_mediated_decay
    flag_mane_select = 1U << 3,
    flag_mane_plus_clinical = 1U << 4,
    flag_canonical = 1U << 5,       ///< tag Ensembl_canonical (or RefSeq Select)
    flag_cds_start_nf = 1U << 6,    ///< the CDS begins before the transcript
    flag_cds_end_nf = 1U << 7,      ///< the CDS ends after the transcript
    flag_tiny_intron = 1U << 8,     ///< an intron of 13 bases or fewer ("frameshift intron")
    flag_selenocysteine = 1U << 9,  ///< some TGA codons are selenocysteine
    flag_mitochondrial = 1U << 10,  ///< translated by NCBI table 2
    flag_slippage = 1U << 11,       ///< CDS rows are not contiguous on the spliced transcript
    flag_not_in_vep = 1U << 12,     ///< a feature that VEP's GFF reader would drop
    flag_gencode_basic = 1U << 13,
    flag_gencode_primary = 1U << 14,
    flag_non_stop = 1U << 15,  ///< biotype non_stop_decay
};

/// An exon. Exons of a transcript stand in genomic order.
struct ExonRow {
    std::int32_t begin{};       ///< 0-based
    std::int32_t end{};         ///< exclusive
    std::int32_t cdna_begin{};  ///< cDNA coordinate (0-based, 5' to 3') of its 5'-most base

    [[nodiscard]] std::int32_t length() const noexcept { return end - begin; }
};

/// One transcript, as stored. Genomic coordinates are 0-based half-open, cDNA and CDS coordinates
/// too, counted 5' to 3'.
struct TranscriptRow {
    std::int32_t contig{};
    std::int32_t begin{};
    std::int32_t end{};
    std::int32_t cds_begin{};  ///< genomic span of the CDS; both 0 where there is none
    std::int32_t cds_end{};
    std::int32_t coding_begin{};  ///< cDNA coordinates of the CDS
    std::int32_t coding_end{};
    std::int32_t cdna_length{};
    std::int32_t cds_length{};      ///< bases of the CDS with the N put in front (`padding`)
    std::int32_t peptide_length{};  ///< residues, without the final stop
    std::uint32_t first_exon{};
    std::uint32_t n_exons{};
    std::uint32_t first_special{};  ///< into the table of special sites
    std::uint32_t n_special{};
    GeneId gene{};
    TextId id{};
    TextId version{};
    TextId biotype{};
    TextId protein_id{};
    TextId protein_version{};  ///< empty where it is not told, or part of the id
    TextId ccds{};
    TextId other_id{};  ///< the matching RefSeq (or Ensembl) transcript of MANE
    TextId appris{};    ///< class as VEP prints it: P1 (principal) to P5, A1 (alternative), A2
    TextId source{};    ///< label of the file it came from
    std::uint32_t flags{};
    std::int8_t strand{};   ///< +1 or -1
    std::int8_t padding{};  ///< N in front of the CDS: Ensembl phase of the exon where it starts
    std::int8_t first_exon_phase{};  ///< Ensembl phase of the transcript's first exon, 0 if none
    std::int8_t support_level{};     ///< transcript support level 1..5; 0 where not told

    [[nodiscard]] bool has(TranscriptFlag flag) const noexcept { return (flags & flag) != 0; }

    [[nodiscard]] bool coding() const noexcept { return has(flag_coding); }

    [[nodiscard]] bool forward() const noexcept { return strand > 0; }
};

struct GeneRow {
    TextId id{};
    TextId version{};  ///< empty where it is not told, or part of the id
    TextId symbol{};
    TextId hgnc{};
    TextId symbol_source{};
};

/// A site of a transcript that the plain rules do not know.
struct SpecialSite {
    enum class Kind : std::uint32_t { selenocysteine, mature_mirna, cds_row };

    Kind kind{};
    std::int32_t begin{};  ///< selenocysteine: CDS coordinate of the codon (with padding);
                           ///< mature miRNA, CDS row (at a ribosomal slippage): genomic
    std::int32_t end{};
};

/// A stretch of the genome that the model stores.
struct GenomeRegion {
    std::int32_t contig{};
    std::int32_t begin{};
    std::int32_t end{};
    std::int32_t unused{};
    std::int64_t packed{};  ///< index of its first base in the packed genome
};

/// Opens and views a compiled gene model. Safe to share between threads.
class GeneModel {
public:
    /// Version of the layout; another one is refused.
    static constexpr std::uint32_t format_version = 2;

    /// @throws Error{missing_input}, Error{bad_data} for a damaged file, Error{unsupported} for one
    ///         of another format version, saying that it has to be built again
    explicit GeneModel(const std::string& path);
    ~GeneModel();
    GeneModel(GeneModel&&) noexcept;
    GeneModel& operator=(GeneModel&&) noexcept;

    [[nodiscard]] const std::string& path() const noexcept;

    [[nodiscard]] const Contigs& contigs() const noexcept { return contigs_; }

    [[nodiscard]] std::span<const TranscriptRow> transcripts() const noexcept {
        return transcripts_;
    }

    [[nodiscard]] const TranscriptRow& transcript(TranscriptId id) const noexcept {
        return transcripts_[id];
    }

    [[nodiscard]] std::span<const GeneRow> genes() const noexcept { return genes_; }

    [[nodiscard]] const GeneRow& gene(GeneId id) const noexcept { return genes_[id]; }

    /// Exons in genomic order.
    [[nodiscard]] std::span<const ExonRow> exons(const TranscriptRow& transcript) const noexcept {
        return exons_.subspan(transcript.first_exon, transcript.n_exons);
    }

    [[nodiscard]] std::span<const SpecialSite>
    special_sites(const TranscriptRow& transcript) const noexcept {
        return special_.subspan(transcript.first_special, transcript.n_special);
    }

    /// A string of the pool; valid as long as the model.
    [[nodiscard]] std::string_view text(TextId id) const noexcept {
        return text_.substr(text_offsets_[id], text_offsets_[id + 1] - text_offsets_[id]);
    }

    /// Finds the transcripts that overlap a stretch (`end > where.begin` and `begin < where.end`);
    /// those that hold both neighbours of a point, where the stretch is empty.
    /// @param found  is filled (cleared before), ascending
    void locate(ContigId contig, Interval where, std::vector<TranscriptId>& found) const;

    /// The transcript of an id, with or without version; the first where several have it; nothing
    /// (`n_transcripts`) where none has. O(log n).
    [[nodiscard]] std::vector<TranscriptId> find_transcripts(std::string_view id) const;

    /// The stored bases around `where.begin`: the stretch that append_bases can give. Empty where
    /// nothing is stored there (more than `flank` away from every transcript).
    [[nodiscard]] Interval stored_around(ContigId contig, std::int64_t pos) const noexcept;

    /// Appends genome bases (forward strand, upper case); what is not stored is left out at both
    /// ends. @return the stretch appended
    Interval append_bases(ContigId contig, Interval where, std::string& out) const;

    /// Appends the spliced transcript, 5' to 3'.
    void append_spliced(const TranscriptRow& transcript, std::string& out) const;

    /// Bases stored on both sides of every transcript (as far as the contig goes).
    static constexpr std::int32_t flank = 6'000;

private:
    struct Stored;

    std::unique_ptr<Stored> stored_;
    Contigs contigs_;
    std::span<const TranscriptRow> transcripts_;
    std::span<const GeneRow> genes_;
    std::span<const ExonRow> exons_;
    std::span<const SpecialSite> special_;
    std::span<const std::uint32_t> text_offsets_;
    std::string_view text_;
    std::span<const std::uint32_t> bin_starts_;   // a contig's first bin
    std::span<const std::uint32_t> bin_offsets_;  // a bin's first entry
    std::span<const TranscriptId> bin_entries_;   // ascending within a bin
    std::span<const TranscriptId> by_id_;         // sorted by the text of the id
    std::span<const GenomeRegion> regions_;       // sorted by (contig, begin), disjoint
};

/// Bases of a bin of the transcript index.
inline constexpr std::int32_t locate_bin_length = 1 << 14;

}  // namespace genostrat::genes

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <genostrat/consequence/bcsq_terms.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::consequence {

/// A transcript as bcftools csq looks at it: CDS rows cut down to whole codons, UTRs, exons.
struct BcsqTranscript {
    struct CodingPiece {
        std::int64_t begin{};    ///< genomic, 0-based
        std::int64_t end{};      ///< exclusive
        std::int64_t spliced{};  ///< its first base on the spliced CDS, genomic direction

        [[nodiscard]] std::int64_t length() const noexcept { return end - begin; }
    };

    struct Utr {
        Interval span{};
        bool five_prime{};
    };

    genes::TranscriptId id{};
    genes::GeneId gene{};
    std::string_view name{};  ///< of the transcript
    std::string_view gene_name{};
    BcsqBiotype biotype{};
    ContigId contig{};
    std::int64_t begin{};
    std::int64_t end{};
    bool forward{};
    bool whole_start{};  ///< the CDS begins with a whole codon
    bool whole_end{};    ///< its length is a multiple of three
    genes::CodonTable table{genes::CodonTable::standard};
    std::vector<Interval> exons{};
    std::vector<Utr> utrs{};
    std::vector<CodingPiece> pieces{};  ///< by position; may overlap at a ribosomal slippage
    std::string spliced{};              ///< CDS on the forward strand, padded at both ends

    /// Bases in front of and behind the spliced CDS in `spliced`.
    static constexpr std::int64_t padding = 10;

    [[nodiscard]] std::int64_t spliced_length() const noexcept {
        return static_cast<std::int64_t>(spliced.size()) - 2 * padding;
    }

    /// Letters [from, to) of the spliced CDS; the padding can be reached.
    [[nodiscard]] std::string_view bases(std::int64_t from, std::int64_t to) const noexcept;
};

/// Makes csq's view of transcripts when they are first asked for.
class BcsqTranscripts {
public:
    explicit BcsqTranscripts(const genes::GeneModel& model) noexcept : model_{&model} {}

    /// Null for a transcript whose biotype csq leaves out. Valid until forget().
    [[nodiscard]] const BcsqTranscript* get(genes::TranscriptId id);

    /// Frees the transcripts that end at or before `pos` of their contig, or lie on another one.
    void forget(ContigId contig, std::int64_t pos);

    [[nodiscard]] const genes::GeneModel& model() const noexcept { return *model_; }

private:
    const genes::GeneModel* model_;
    std::unordered_map<genes::TranscriptId, std::unique_ptr<BcsqTranscript>> known_;
};

}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <genostrat/consequence/overlap.hpp>
#include <genostrat/consequence/rules.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::consequence {

/// Sequences of one coding transcript, 5' to 3'.
struct TranscriptSequence {
    std::string five_prime_utr{};
    std::string cds{};  ///< as the ribosome reads it, with N for the bases missing in front
    std::string three_prime_utr{};
    std::string peptide{};                                       ///< of `cds`, without a final stop
    std::string spliced{};                                       ///< scratch
    bool has_final_stop{};                                       ///< a stop was taken off `peptide`
    genes::CodonTable codon_table{genes::CodonTable::standard};  ///< for codons
    genes::CodonTable peptide_table{genes::CodonTable::standard};  ///< for whole proteins
    std::vector<SlippedRow> slipped{};  ///< rows of a CDS with a ribosomal slippage, else empty
    genes::TranscriptId id{};
    bool filled{};
};

/// Reads the sequences of a transcript out of the model.
void fill_sequence(
    const genes::GeneModel& model,
    genes::TranscriptId id,
    const Rules& rules,
    TranscriptSequence& sequence);

/// Keeps the sequences of the transcripts last asked for; one a thread.
class SequenceCache {
public:
    SequenceCache(const genes::GeneModel& model, const Rules& rules) noexcept
        : model_{&model}, rules_{rules} {}

    /// Valid until the sequence of another transcript with the same slot is asked for.
    [[nodiscard]] const TranscriptSequence& get(genes::TranscriptId id) {
        TranscriptSequence& slot = slots_[id % slots_.size()];
        if (!slot.filled || slot.id != id)
            fill_sequence(*model_, id, rules_, slot);
        return slot;
    }

private:
    const genes::GeneModel* model_;
    Rules rules_;
    std::array<TranscriptSequence, 64> slots_{};
};

}  // namespace genostrat::consequence

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/csq.hpp>
#include <genostrat/consequence/haplotype.hpp>
#include <genostrat/consequence/pick.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::consequence {

/// Judges variants that stand together on a haplotype in the terms of VEP, as rows of CSQ.
class HaplotypeEffects {
public:
    /// @param pick  its filters on transcripts hold; nothing is picked
    HaplotypeEffects(
        const genes::GeneModel& model,
        const Rules& rules,
        const std::vector<CsqField>& fields,
        const ProteinStyle& style,
        const PickSettings& pick);

    /// True if the filters let effects on this transcript pass.
    [[nodiscard]] bool passes(genes::TranscriptId transcript) const {
        return picker_.passes(transcript);
    }

    /// Judges a group of several variants: one change from the first to the last changed base of
    /// the CDS. The result is kept for append(). It has no HGVSc: the nomenclature names such
    /// variants one by one.
    /// @param members  as printed in HAPLOTYPE: `21:100A>G+21:103C>T`
    /// @param copies   chromosome copies that have it
    void judge(
        const BcsqTranscript& transcript,
        const HaplotypeGroup& group,
        std::string members,
        std::int64_t copies);

    /// Appends the row of CSQ for one member; a comma before it where `out` is not empty.
    /// @param alleles  of its VCF row
    /// @param number   ALLELE_NUM
    void append(const SiteAlleles& alleles, std::int32_t number, std::string& out);

private:
    const genes::GeneModel* model_;
    Rules rules_;
    ProteinStyle style_;
    CsqWriter writer_;
    Picker picker_;
    SequenceCache sequences_;
    CodonChange change_;
    ProteinScratch scratch_;
    std::string edited_;
    RowSplitter splitter_;
    Effect effect_;
};

}  // namespace genostrat::consequence

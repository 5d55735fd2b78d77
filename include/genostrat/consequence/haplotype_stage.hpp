// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/csq.hpp>
#include <genostrat/consequence/haplotype_caller.hpp>
#include <genostrat/consequence/pick.hpp>
#include <genostrat/pipeline/concepts.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::consequence {

/// Options of HaplotypeStage.
struct HaplotypeSettings {
    std::string genes{};      ///< gene model (.gsg)
    std::string tag{"BCSQ"};  ///< INFO (and FORMAT) key; for CSQ that of ConsequenceStage
    HaplotypeOptions options{};
    Rules rules{};                                       ///< for CSQ
    std::vector<CsqField> fields{default_csq_fields()};  ///< for CSQ
    ProteinStyle protein_style{};
    PickSettings pick{};  ///< for CSQ: its filters on transcripts
};

/// Judges the variants of each haplotype together. With HaplotypeOptions::bcsq it writes INFO and
/// FORMAT/BCSQ as bcftools csq does; else it appends rows to the CSQ that is there, one for each
/// member of a group of variants that change the protein together.
///
/// Holds back batches until the last transcript that their rows lie on is behind.
class HaplotypeStage {
public:
    /// Opens the gene model. @throws Error as GeneModel does
    explicit HaplotypeStage(HaplotypeSettings settings);
    ~HaplotypeStage();
    HaplotypeStage(HaplotypeStage&&) noexcept;
    HaplotypeStage& operator=(HaplotypeStage&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "haplotypes"; }

    void bind(Schema& schema);
    void process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready);
    void finish(Batches<RecordBatch>& ready);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::consequence

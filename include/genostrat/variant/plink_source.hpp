// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat {

/// Files beside the genotypes, where they do not have the genotypes' name.
struct CompanionFiles {
    std::string variants{};  ///< .pvar or .bim; empty: beside the genotypes
    std::string samples{};   ///< .psam, .fam or .sample; empty: beside the genotypes
};

/// Reads PLINK 2's .pgen (modes 0x02-0x04 and 0x10, all kinds of variant records) with .pvar and
/// .psam, and PLINK 1's .bed with .bim and .fam. A source of pipelines; see concepts.hpp.
///
/// Rows come as BCF records with GT, and with DS where the file has dosages: these then are what
/// was measured, and GT is rounded from them (the header line of DS has Source="dosages"). PLINK
/// files do not tell ploidy: every genotype is written as diploid. The .bim has no reference
/// allele: its second allele, the commoner one as PLINK 1 sorts them, stands as REF.
class PlinkSource {
public:
    using Batch = RecordBatch;

    explicit PlinkSource(
        std::string path, VcfSourceOptions options = {}, CompanionFiles companions = {});
    ~PlinkSource();
    PlinkSource(PlinkSource&&) noexcept;
    PlinkSource& operator=(PlinkSource&&) noexcept;

    /// True if a file begins as a .pgen or .bed does.
    [[nodiscard]] static bool recognises(std::string_view first_bytes) noexcept;

    /// The files beside the genotypes: those given, else those of the genotypes' name.
    /// @throws Error{missing_input} naming one that is not there
    [[nodiscard]] static CompanionFiles
    find_companions(const std::string& path, CompanionFiles given = {});

    /// Genotypes of variants with one ALT and no dosages stay as the file has them, without phase,
    /// and are decoded when a stage asks for them (packed_genotypes.hpp); their rows have no FORMAT
    /// columns. For pipelines that write no rows and in which every stage knows of it.
    void leave_genotypes_packed();

    /// Of INFO only these columns come with the rows. For pipelines that write no rows and whose
    /// stages read no others.
    void keep_info(std::vector<std::string> names);

    /// Reads the header and the lists of variants and samples.
    /// @throws Error{missing_input} naming a companion file that is not there; Error{bad_data}
    /// where
    ///         the counts of variants or samples differ, or the file is cut off;
    ///         Error{unsupported} for sample-major .bed and modes of later versions
    [[nodiscard]] Schema open();

    void start(const Schema& schema);
    [[nodiscard]] bool fetch(RecordBatch& batch);
    void inflate(RecordBatch& batch) const;
    void frame(RecordBatch& batch);
    void prepare(RecordBatch& batch) const;

    [[nodiscard]] double progress() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat

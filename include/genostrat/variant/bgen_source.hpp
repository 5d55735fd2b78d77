// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <genostrat/variant/plink_source.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat {

/// Reads BGEN 1.2 and 1.3 (layout 2; zlib, zstd or no compression; 1 to 32 bits a probability;
/// phased or not; any ploidy and number of alleles). A source of pipelines; see concepts.hpp.
///
/// Rows come as BCF records with GT:DS. The first allele of a variant stands as REF. DS is the
/// expected number of copies, and what was measured (see PlinkSource); GT is rounded from the
/// probabilities, and missing where they leave more than `hard_call_distance` of doubt.
/// Format: https://www.well.ox.ac.uk/~gav/bgen_format/spec/v1.2.html
class BgenSource {
public:
    using Batch = RecordBatch;

    /// As PLINK 2's --hard-call-threshold.
    static constexpr double hard_call_distance = 0.1;

    explicit BgenSource(
        std::string path, VcfSourceOptions options = {}, CompanionFiles companions = {});
    ~BgenSource();
    BgenSource(BgenSource&&) noexcept;
    BgenSource& operator=(BgenSource&&) noexcept;

    /// True if a file begins as a BGEN does (20 bytes or more are looked at).
    [[nodiscard]] static bool recognises(std::string_view first_bytes) noexcept;

    /// Reads the header and walks once through the variants, to know the contigs.
    /// @throws Error{missing_input} where neither the file nor a .sample names the samples;
    ///         Error{bad_data} for a damaged file; Error{unsupported} for layout 1
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

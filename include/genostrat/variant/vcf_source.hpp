// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/regions.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

struct VcfSourceOptions {
    OnBadRecord on_bad_record{OnBadRecord::fail};
    Regions regions{};  ///< through an index (`.csi`, `.tbi`); empty: everything
    OverlapRule regions_overlap{OverlapRule::record};
    Regions targets{};  ///< by reading everything
    bool exclude_targets{};
    OverlapRule targets_overlap{OverlapRule::position};
    std::string index{};  ///< the index file; empty: beside the input
};

/// Reads VCF (plain, gzip, BGZF) and BCF (compressed or not) from a file or, as `-`, from standard
/// input. A source of pipelines; see concepts.hpp.
class VcfSource {
public:
    using Batch = RecordBatch;

    explicit VcfSource(std::string path, VcfSourceOptions options = {});
    ~VcfSource();
    VcfSource(VcfSource&&) noexcept;
    VcfSource& operator=(VcfSource&&) noexcept;

    /// Opens the input and reads its header.
    /// @throws Error{missing_input}, {bad_data}, {unsupported}, {system}: as io::PackedReader, and
    ///         where the content is neither VCF nor BCF, or the index for regions is not there
    [[nodiscard]] Schema open();

    /// True for BCF; known after open().
    [[nodiscard]] bool is_bcf() const noexcept;

    /// The header as all stages have bound it; kept by address until the run ends.
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

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <genostrat/variant/bgen_source.hpp>
#include <genostrat/variant/plink_source.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat {

/// Reads variants of any format that genostrat knows, told by the first bytes of the file: VCF and
/// BCF, PLINK 2's .pgen, PLINK 1's .bed, BGEN. A source of pipelines; see concepts.hpp.
class VariantSource {
public:
    using Batch = RecordBatch;

    /// @param path  a file, `-` for standard input (VCF and BCF only), or the name that PLINK files
    ///              have in common, without its ending
    /// @throws Error{usage} for a companion file, which needs genotypes beside it
    explicit VariantSource(
        const std::string& path,
        VcfSourceOptions options = {},
        const CompanionFiles& companions = {});

    [[nodiscard]] Schema open() {
        return std::visit([](auto& source) { return source.open(); }, source_);
    }

    void start(const Schema& schema) {
        std::visit([&](auto& source) { source.start(schema); }, source_);
    }

    [[nodiscard]] bool fetch(RecordBatch& batch) {
        return std::visit([&](auto& source) { return source.fetch(batch); }, source_);
    }

    void inflate(RecordBatch& batch) const {
        std::visit([&](const auto& source) { source.inflate(batch); }, source_);
    }

    void frame(RecordBatch& batch) {
        std::visit([&](auto& source) { source.frame(batch); }, source_);
    }

    void prepare(RecordBatch& batch) const {
        std::visit([&](const auto& source) { source.prepare(batch); }, source_);
    }

    /// As PlinkSource::leave_genotypes_packed; nothing for other formats.
    void leave_genotypes_packed() {
        if (PlinkSource* const plink = std::get_if<PlinkSource>(&source_))
            plink->leave_genotypes_packed();
    }

    /// As PlinkSource::keep_info; nothing for other formats.
    void keep_info(std::vector<std::string> names) {
        if (PlinkSource* const plink = std::get_if<PlinkSource>(&source_))
            plink->keep_info(std::move(names));
    }

    /// The table of samples beside PLINK's genotypes, which may tell sexes; else empty.
    [[nodiscard]] const std::string& sample_table() const noexcept { return sample_table_; }

    [[nodiscard]] double progress() const {
        return std::visit([](const auto& source) { return source.progress(); }, source_);
    }

private:
    using Any = std::variant<VcfSource, PlinkSource, BgenSource>;

    [[nodiscard]] Any
    choose(const std::string& path, VcfSourceOptions options, const CompanionFiles& companions);

    std::string sample_table_;  // set by choose
    Any source_;
};

}  // namespace genostrat

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/qc/read_depths.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::qc::detail {

/// The columns that QC reads, where the header declares them with the right type.
struct QcColumns {
    std::optional<InfoId> allele_count{};   ///< AC
    std::optional<InfoId> allele_number{};  ///< AN
    std::optional<InfoId> site_depth{};     ///< DP
    std::optional<InfoId> frequency{};
    std::optional<FormatId> depth{};         ///< DP
    std::optional<FormatId> allele_depth{};  ///< AD
    std::optional<FormatId> quality{};       ///< GQ

    QcColumns() = default;
    explicit QcColumns(const Schema& schema);
};

/// What QC reads of a row. Views are valid until the next row is read, or the batch is cleared.
struct QcRow {
    std::string_view ref{};
    std::span<const std::string_view> alts{};
    std::optional<float> quality{};
    bool passed{};  ///< FILTER is PASS or `.`
    std::span<const std::int32_t> allele_count{};
    std::span<const std::int32_t> allele_number{};
    std::span<const std::int32_t> site_depth{};
    std::optional<float> frequency{};  ///< of the first ALT, where there is one
    Genotypes genotypes{};
    RowDepths depths{};
};

/// Reads rows. Lines of one sample that came in as text are read in one go, which is what makes a
/// whole genome quick; whatever is unusual goes through the batch, which also tells what is wrong.
class RowReader {
public:
    RowReader(const QcColumns& columns, const Schema& schema);

    const QcRow& read(const RecordBatch& batch, RowId row);

private:
    enum class SampleKey : std::uint8_t { other, genotype, depth, allele_depth, quality };

    /// A FORMAT, and what its keys mean, up to the last one that QC reads.
    struct Format {
        std::string text{};
        std::vector<SampleKey> keys{};
    };

    [[nodiscard]] bool read_line(const RecordBatch& batch, RowId row);
    [[nodiscard]] bool read_info(std::string_view info);
    [[nodiscard]] bool read_sample(std::string_view format, std::string_view sample);
    void read_columns(const RecordBatch& batch, RowId row);
    void learn(std::string_view format);

    const QcColumns& columns_;
    bool has_plain_frequency_;  // none, or INFO/AF
    QcRow row_;
    Format format_;
    std::vector<std::string_view> alts_;
    std::array<std::vector<std::int32_t>, 6> numbers_;  // AC, AN, DP; sample's DP, AD, GQ
    std::array<std::int8_t, 2> calls_{};
};

}  // namespace genostrat::qc::detail

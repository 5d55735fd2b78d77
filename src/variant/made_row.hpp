// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/buffer.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::detail {

/// Header line of DS where genotypes are dosages; stages that count copies take DS before GT then.
inline constexpr std::string_view dosage_line =
    "##FORMAT=<ID=DS,Number=A,Type=Float,Description=\"Copies of the ALT allele\","
    "Source=\"dosages\">\n";

/// Writes BCF records for sources whose rows are not VCF (BCF 2.2, VCF specification section 6.3).
/// One for each batch; refers to the schema.
class MadeRowWriter {
public:
    /// @throws nothing; a tag that the header does not declare is left out of rows
    explicit MadeRowWriter(const Schema& schema);

    struct Site {
        std::int32_t contig{};  ///< number in the BCF header
        std::int64_t pos{};     ///< 0-based
        std::string_view id{"."};
        std::span<const std::string_view> alleles{};  ///< REF first
        std::string_view qual{"."};
        std::string_view filter{"."};
        std::string_view info{"."};
    };

    /// Number of a contig in the BCF header; -1 if it has none of this name.
    [[nodiscard]] std::int32_t contig(std::string_view name) const noexcept;

    /// Leaves all other INFO columns out of the rows.
    void keep_info(std::span<const std::string> names);

    /// Begins a record at the end of `out`.
    void begin(const Site& site, std::uint32_t n_samples, Buffer& out);
    /// GT with `ploidy` calls a sample, as BCF packs it; the caller fills what is returned.
    /// The span is valid until the buffer grows.
    [[nodiscard]] std::span<std::int8_t> add_genotypes(std::uint32_t ploidy);
    /// GT where an allele's number is above 62.
    void add_wide_genotypes(std::span<const std::int16_t> calls, std::uint32_t ploidy);
    /// DS, one value an ALT and sample, NaN where missing.
    void add_dosages(std::span<const float> dosages, std::uint32_t n_alts);
    void end();

private:
    struct InfoField {
        std::string name{};
        std::int32_t number{-1};  // in the BCF header; -1: not written
        ColumnType type{};
    };

    void add_info(std::string_view text);
    void add_info_values(const InfoField& field, std::string_view values);
    template <typename T>
    [[nodiscard]] bool add_numbers(std::uint8_t type, T missing, std::string_view values);
    void add_filter(std::string_view text);
    [[nodiscard]] const InfoField& info_field(std::size_t at, std::string_view name);
    void typed(std::uint8_t type, std::size_t count);
    void key(std::int32_t value);
    void text(std::string_view value);
    template <typename T>
    void put(T value);
    char*
    format(std::int32_t key_number, std::uint8_t type, std::uint32_t count, std::size_t bytes);

    const Schema& schema_;
    const bcf_hdr_t& header_;
    std::int32_t gt_;
    std::int32_t ds_;
    std::vector<InfoField> info_fields_;  // met so far
    std::optional<std::vector<std::string>> kept_info_;
    std::string filter_{"."};  // the last one
    std::vector<std::int32_t> filter_numbers_;
    Buffer* out_{};
    std::size_t begin_{};
    std::size_t shared_end_{};
    std::uint32_t n_samples_{};
    std::uint32_t n_format_{};
    std::uint32_t n_info_{};
};

}  // namespace genostrat::detail

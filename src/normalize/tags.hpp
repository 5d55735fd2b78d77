// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/normalize/stage.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/row_text.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::normalize {

/// Keys whose values follow the alleles, and which of them are text.
struct TagTypes {
    TagKinds kinds{};
    TextMap<bool> text_info{};
    TextMap<bool> text_format{};
};

[[nodiscard]] TagTypes tags_of(const Schema& schema);

/// The types of a row's ALTs, joined; 0 for a row without ALT.
[[nodiscard]] std::uint8_t
row_types(std::string_view ref, std::span<const std::string_view> alts) noexcept;

/// The types that `snps` and `indels` choose.
[[nodiscard]] std::uint8_t wanted_types(RowTypes types) noexcept;

/// `CHROM|POS|REF|ALT` of a row.
[[nodiscard]] std::string old_record(const RowText& row);
[[nodiscard]] std::string old_record(const RecordBatch& batch, RowId row);

/// True if INFO has the key, with a value or as a flag.
[[nodiscard]] bool has_info(std::string_view info, std::string_view key);

/// The line with INFO `key=value` added.
[[nodiscard]] std::string
with_info(std::string_view line, std::string_view key, std::string_view value);

}  // namespace genostrat::normalize

// SPDX-License-Identifier: MIT
#pragma once

#include "pgen_index.hpp"
#include "pgen_record.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace genostrat::detail {

/// The records of neighbouring variants, decoded in any order. Views the records' bytes and the
/// index. One thread at a time.
class PgenSlice {
public:
    /// @param bytes         the record that the first ones may refer to (n_base_bytes, may be 0),
    ///                      then the records
    /// @param base_type     of the first
    PgenSlice(
        const PgenIndex& index,
        std::size_t first_variant,
        std::size_t n_variants,
        std::size_t n_samples,
        std::string_view bytes,
        std::size_t n_base_bytes,
        PgenType base_type);

    [[nodiscard]] std::size_t first_variant() const noexcept { return first_variant_; }

    /// True if the record has neither further ALTs nor dosages.
    [[nodiscard]] bool is_plain(std::size_t at) const noexcept;

    /// Notes that a record's genotypes are not in the row made of it.
    void leave(std::size_t at, bool is_left) { is_left_[at] = is_left ? 1 : 0; }

    /// Decodes a record. @throws Error as decode_pgen_record
    void decode(std::size_t at, std::size_t n_alts, PgenGenotypes& out) const;

    /// Copies of ALT of a record that was left; false for others.
    /// @param words  packed codes of all samples
    /// @throws Error{bad_data} saying what is damaged
    [[nodiscard]] bool read_codes(std::size_t at, std::span<std::uint64_t> words) const;

private:
    [[nodiscard]] std::string_view record(std::size_t at) const noexcept;
    [[nodiscard]] PgenType type(std::size_t at) const noexcept;
    [[nodiscard]] std::span<const std::uint8_t> base_of(std::size_t at) const;

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    const PgenIndex& index_;
    std::size_t first_variant_;
    std::size_t n_samples_;
    std::string_view base_record_;
    std::string_view records_;
    PgenType base_type_;
    std::vector<std::uint8_t> is_left_;
    std::vector<std::uint32_t>
        base_;  // record + 1 that each refers to; 0: the one before the slice
    mutable std::size_t decoded_base_{none};
    mutable PackedCategories base_categories_;
    mutable PackedCategories categories_;
};

}  // namespace genostrat::detail

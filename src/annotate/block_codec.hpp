// SPDX-License-Identifier: MIT
#pragma once

#include "annotate/chunk.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/allele_code.hpp>
#include <genostrat/annotate/number_text.hpp>

// One block of an archive: keys of up to some thousand sites and a chunk for each column. A chunk
// is deflated by itself, so that a reader inflates only the columns it was asked for.
namespace genostrat::annotate {

/// A value of a column at a site: absent (the source row has no such key), or its text (`.` where
/// it is missing). Absent is a view without data.
inline constexpr std::string_view absent_value{};

[[nodiscard]] constexpr bool is_absent(std::string_view value) noexcept {
    return value.data() == nullptr;
}

/// Keys of a block, ascending by place.
struct BlockKeys {
    std::vector<std::uint32_t> positions{};
    std::vector<AlleleCode> codes{};          ///< long_allele_code | index in long_alleles
    std::vector<std::string> long_alleles{};  ///< `REF\tALT`
};

[[nodiscard]] std::string encode_keys(const BlockKeys& keys);
/// @throws Error{bad_data}
void decode_keys(std::string_view bytes, std::size_t n_sites, BlockKeys& keys);

/// How a chunk holds its values.
enum class Encoding : std::uint8_t {
    integers = 1,   ///< whole numbers above the block's least
    decimals = 2,   ///< digits and shapes
    quotients = 3,  ///< computed from two integer columns; exceptions as text
    dictionary = 4  ///< texts, each once a block
};

/// Two integer columns whose quotient a column is, and how it is printed.
struct QuotientOf {
    std::size_t numerator{};
    std::size_t denominator{};
    QuotientFormat format{};
};

/// A decoded column of a block.
class BlockColumn {
public:
    /// @param n_columns  of the archive, for checks of quotients
    /// @throws Error{bad_data}
    void decode(std::string_view bytes, std::size_t n_sites, std::size_t n_columns);

    [[nodiscard]] Encoding encoding() const noexcept { return encoding_; }

    /// For quotients: the columns that are needed to print this one.
    [[nodiscard]] const QuotientOf& quotient() const noexcept { return quotient_; }

    enum class State : std::uint8_t { absent, missing, value };

    /// For all encodings but quotients.
    [[nodiscard]] State state(std::size_t site) const noexcept;

    /// The whole number at a site; false if it has none, or not one that fits 32 bits.
    [[nodiscard]] bool integer(std::size_t site, std::uint32_t& value) const noexcept;

    /// Appends the text of a value. @pre state(site) == value
    void append_text(std::size_t site, std::string& out) const;

    /// For quotients: the text of a site that is not the quotient; an absent value is a view
    /// without data. @return false if the site has none
    [[nodiscard]] bool exception(std::size_t site, std::string_view& text) const noexcept;

private:
    void decode_shapes(ByteReader& reader);
    void decode_texts(ByteReader& reader, std::size_t n_texts);

    Encoding encoding_{Encoding::integers};
    std::int64_t bias_{};
    std::vector<std::uint32_t> codes_{};
    std::vector<std::uint32_t> digits_{};
    std::vector<DecimalShape> shapes_{};
    std::string text_bytes_{};
    std::vector<std::uint32_t> text_ends_{};
    QuotientOf quotient_{};
};

/// Encodes the values of one column of a block in the smallest exact way.
///
/// @param values      one a site
/// @param quotient    tried first where not null: then `numerators` and `denominators` are the
/// texts
///                    of the two columns
[[nodiscard]] std::string encode_column(
    std::span<const std::string_view> values,
    const QuotientOf* quotient = nullptr,
    std::span<const std::string_view> numerators = {},
    std::span<const std::string_view> denominators = {});

/// A whole number of 32 bits in canonical spelling.
[[nodiscard]] bool parse_count(std::string_view text, std::uint32_t& value) noexcept;

}  // namespace genostrat::annotate

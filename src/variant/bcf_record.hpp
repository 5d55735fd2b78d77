// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include <htslib/vcf.h>

#include <genostrat/variant/values.hpp>

// A packed BCF record read in place (BCF 2.2, VCF specification section 6.3).
namespace genostrat::detail {

enum class BcfType : std::uint8_t {
    missing = 0,
    int8 = 1,
    int16 = 2,
    int32 = 3,
    floating = 5,
    text = 7
};

/// Bytes of one value of a type.
[[nodiscard]] constexpr std::size_t size_of(BcfType type) noexcept {
    return type == BcfType::int16                                ? 2
           : type == BcfType::int32 || type == BcfType::floating ? 4
           : type == BcfType::missing                            ? 0
                                                                 : 1;
}

template <typename T>
[[nodiscard]] T load(const char* bytes) noexcept {
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

/// A typed vector within a record.
struct BcfVector {
    BcfType type{BcfType::missing};
    std::uint32_t count{};  ///< values (of one sample, in FORMAT)
    const char* data{};

    [[nodiscard]] std::size_t bytes() const noexcept { return count * size_of(type); }

    [[nodiscard]] std::string_view text() const noexcept { return {data, count}; }

    /// Integer `index`, widened, with missing_integer and end_of_vector_integer for the type's own.
    [[nodiscard]] std::int32_t integer(std::size_t index) const noexcept;

    /// The filled-up end of the vector is left out.
    [[nodiscard]] std::uint32_t used() const noexcept;
};

/// Walks through the bytes of a record; every read is checked against its end.
class BcfReader {
public:
    BcfReader(const char* begin, const char* end) : at_{begin}, end_{end} {}

    /// A type descriptor and its vector. @param n_copies  vectors in a row (samples, in FORMAT)
    [[nodiscard]] BcfVector vector(std::size_t n_copies = 1);

    /// A single integer of any width (a key).
    [[nodiscard]] std::int32_t key();

    [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }

    [[nodiscard]] const char* at() const noexcept { return at_; }

private:
    [[nodiscard]] const char* take(std::size_t n_bytes);

    const char* at_;
    const char* end_;
};

/// The fixed part of a record.
struct BcfRecord {
    explicit BcfRecord(std::string_view bytes);  ///< @throws Error{bad_data} if it is too short

    std::int32_t contig{};
    std::int32_t pos{};  ///< 0-based
    std::int32_t length{};
    float qual{};
    std::uint32_t n_alleles{};
    std::uint32_t n_info{};
    std::uint32_t n_format{};
    std::uint32_t n_samples{};
    std::string_view variable{};  ///< ID, alleles, FILTER and INFO
    std::string_view samples{};   ///< FORMAT

    static constexpr std::size_t length_bytes = 8;  ///< l_shared and l_indiv before each record
    static constexpr std::size_t fixed_bytes = 24;
};

/// Appends a record as a VCF line, without line end; equal to HTSlib's text with six_digits.
/// @throws Error{bad_data} if the record is damaged or names a contig or tag the header lacks
void append_bcf_text(
    std::string_view record, const bcf_hdr_t& header, FloatText floats, std::string& out);

/// Appends the values of a vector as INFO and FORMAT columns show them.
void append_bcf_values(const BcfVector& values, FloatText floats, std::string& out);

/// Appends a float, `.` for missing_float.
void append_float(float value, FloatText floats, std::string& out);

/// Name of a tag in the header. @throws Error{bad_data} if there is none of this number
[[nodiscard]] std::string_view tag_name(const bcf_hdr_t& header, std::int32_t key);

}  // namespace genostrat::detail

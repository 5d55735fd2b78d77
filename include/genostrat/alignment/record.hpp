// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace genostrat::alignment {

/// SAM flags (SAM specification, section 1.4).
namespace flag {
inline constexpr std::uint16_t paired = 0x1;
inline constexpr std::uint16_t proper_pair = 0x2;
inline constexpr std::uint16_t unmapped = 0x4;
inline constexpr std::uint16_t mate_unmapped = 0x8;
inline constexpr std::uint16_t reverse = 0x10;
inline constexpr std::uint16_t mate_reverse = 0x20;
inline constexpr std::uint16_t read1 = 0x40;
inline constexpr std::uint16_t read2 = 0x80;
inline constexpr std::uint16_t secondary = 0x100;
inline constexpr std::uint16_t qc_fail = 0x200;
inline constexpr std::uint16_t duplicate = 0x400;
inline constexpr std::uint16_t supplementary = 0x800;
}  // namespace flag

/// CIGAR operations as BAM numbers them.
enum class CigarOp : std::uint8_t {
    match,
    insertion,
    deletion,
    skip,
    soft_clip,
    hard_clip,
    padding,
    equal,
    difference
};

struct CigarElement {
    CigarOp op{};
    std::uint32_t length{};

    [[nodiscard]] constexpr bool consumes_reference() const noexcept {
        return (0b1'1000'1101U >> static_cast<unsigned>(op) & 1U) != 0;
    }

    [[nodiscard]] constexpr bool consumes_query() const noexcept {
        return (0b1'1001'0011U >> static_cast<unsigned>(op) & 1U) != 0;
    }

    /// M, = or X: a base of the read stands on a base of the reference.
    [[nodiscard]] constexpr bool aligns() const noexcept {
        return consumes_reference() && consumes_query();
    }
};

/// The operations of one read; a view of packed numbers that may lie at any address.
class Cigar {
public:
    Cigar() = default;

    Cigar(const char* bytes, std::uint32_t n) noexcept : bytes_{bytes}, n_{n} {}

    [[nodiscard]] std::uint32_t size() const noexcept { return n_; }

    [[nodiscard]] CigarElement operator[](std::uint32_t index) const noexcept {
        std::uint32_t packed{};
        std::memcpy(&packed, bytes_ + std::size_t{index} * 4, 4);
        return {static_cast<CigarOp>(packed & 0xf), packed >> 4};
    }

    /// Bases of the reference from the first to the last operation.
    [[nodiscard]] std::int64_t reference_length() const noexcept {
        std::int64_t length = 0;
        for (std::uint32_t index = 0; index < n_; ++index) {
            const CigarElement element = (*this)[index];
            length += element.consumes_reference() ? element.length : 0;
        }
        return length;
    }

private:
    const char* bytes_{};
    std::uint32_t n_{};
};

/// One read as it lies in a BAM file (SAM specification, section 4.2), without copying. A view:
/// valid as long as the batch that holds the bytes.
class Record {
public:
    static constexpr std::size_t fixed_bytes = 36;  ///< block_size up to tlen

    /// @param bytes  at the record's block_size; all of the record is there and was checked
    explicit Record(const char* bytes) noexcept : bytes_{bytes} {}

    [[nodiscard]] std::int32_t contig() const noexcept { return load<std::int32_t>(4); }

    /// 0-based leftmost position; -1 if none.
    [[nodiscard]] std::int32_t pos() const noexcept { return load<std::int32_t>(8); }

    [[nodiscard]] std::uint8_t mapping_quality() const noexcept { return load<std::uint8_t>(13); }

    [[nodiscard]] std::uint16_t flags() const noexcept { return load<std::uint16_t>(18); }

    [[nodiscard]] bool has(std::uint16_t any_of) const noexcept { return (flags() & any_of) != 0; }

    [[nodiscard]] std::uint32_t sequence_length() const noexcept { return load<std::uint32_t>(20); }

    [[nodiscard]] std::int32_t mate_contig() const noexcept { return load<std::int32_t>(24); }

    [[nodiscard]] std::int32_t mate_pos() const noexcept { return load<std::int32_t>(28); }

    [[nodiscard]] std::int32_t template_length() const noexcept { return load<std::int32_t>(32); }

    [[nodiscard]] std::string_view name() const noexcept {
        return {bytes_ + fixed_bytes, load<std::uint8_t>(12) - std::size_t{1}};
    }

    /// The operations; those of tag CG where there were too many for the field (section 4.2.2).
    [[nodiscard]] Cigar cigar() const noexcept;

    /// First position behind the read; pos + 1 for an unmapped read or one that covers nothing.
    [[nodiscard]] std::int64_t end() const noexcept;

    /// Base `index` of the read as BAM numbers them: 1 A, 2 C, 4 G, 8 T, 15 N.
    [[nodiscard]] std::uint8_t base(std::uint32_t index) const noexcept {
        const auto pair = static_cast<std::uint8_t>(bytes_[sequence_offset() + index / 2]);
        return static_cast<std::uint8_t>(index % 2 == 0 ? pair >> 4 : pair & 0xf);
    }

    /// Phred qualities, one byte a base (not shifted by 33); 0xff where they are not stored.
    [[nodiscard]] std::string_view qualities() const noexcept {
        return {bytes_ + sequence_offset() + (sequence_length() + 1) / 2, sequence_length()};
    }

    /// The packed tags.
    [[nodiscard]] std::string_view tags() const noexcept {
        const std::size_t at =
            sequence_offset() + (sequence_length() + std::size_t{1}) / 2 + sequence_length();
        return {bytes_ + at, size() - at};
    }

    /// Value of a text tag (type Z), or nothing.
    [[nodiscard]] std::optional<std::string_view> text_tag(std::string_view name) const noexcept;

    /// Value of an integer tag of any width, or nothing.
    [[nodiscard]] std::optional<std::int64_t> integer_tag(std::string_view name) const noexcept;

    /// Bytes with block_size itself.
    [[nodiscard]] std::size_t size() const noexcept {
        return load<std::uint32_t>(0) + std::size_t{4};
    }

private:
    template <typename T>
    [[nodiscard]] T load(std::size_t offset) const noexcept {
        T value{};
        std::memcpy(&value, bytes_ + offset, sizeof(T));
        return value;
    }

    [[nodiscard]] std::size_t sequence_offset() const noexcept {
        return fixed_bytes + load<std::uint8_t>(12) + std::size_t{load<std::uint16_t>(16)} * 4;
    }

    /// Type and first byte of the value of a tag; null if it is not there.
    [[nodiscard]] const char* find_tag(std::string_view name) const noexcept;

    const char* bytes_;
};

/// What is wrong with the record that begins here, for an error message; empty if it is sound.
/// @param bytes      all bytes from the record's begin on that are there
/// @param n_contigs  of the header
[[nodiscard]] std::string_view
record_fault(std::string_view bytes, std::int64_t n_contigs) noexcept;

}  // namespace genostrat::alignment

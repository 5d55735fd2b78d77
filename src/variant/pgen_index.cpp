// SPDX-License-Identifier: MIT
#include "pgen_index.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>

#include <unistd.h>

namespace genostrat::detail {

namespace {

constexpr std::size_t variants_per_block = 65536;
constexpr unsigned mode_bed = 0x01;
constexpr unsigned mode_variable = 0x10;
constexpr std::size_t fixed_header = 12;

std::uint32_t load_u32(const char* bytes) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

[[noreturn]] void fail_index(
    const io::InputFile& file, ErrorKind kind, const std::string& what, const std::string& help) {
    throw Error{kind, what, {.file = file.name()}, help};
}

void check_count(
    const io::InputFile& file, std::uint64_t own, std::uint64_t listed, std::string_view what) {
    if (own != listed)
        fail_index(
            file,
            ErrorKind::bad_data,
            fmt::format("the file has {} {}, the list beside it {}", own, what, listed),
            "are the files of one set?");
}

}  // namespace

void read_at(const io::InputFile& file, std::uint64_t offset, char* out, std::size_t n_bytes) {
    std::size_t done = 0;
    while (done < n_bytes) {
        const ssize_t count = ::pread(
            file.descriptor(), out + done, n_bytes - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            fail_index(file, ErrorKind::system, io::with_errno("cannot be read", errno), "");
        if (count == 0)
            fail_index(
                file,
                ErrorKind::bad_data,
                fmt::format("the file is cut off at byte {}", offset + done),
                "fetch or write the file again");
        done += static_cast<std::size_t>(count);
    }
}

PgenIndex::PgenIndex(const io::InputFile& file, std::int64_t n_variants, std::size_t n_samples) {
    const auto n_listed = static_cast<std::size_t>(n_variants);
    std::array<char, fixed_header> header{};
    read_at(file, 0, header.data(), 3);
    const auto mode = static_cast<unsigned char>(header[2]);
    if (mode == 0)
        fail_index(
            file,
            ErrorKind::unsupported,
            "this .bed file is sample-major",
            "make a variant-major one: plink --make-bed");
    if (mode == mode_bed) {
        is_bed_ = true;
        begin_ = 3;
        fixed_size_ = (n_samples + 3) / 4;
    } else {
        read_at(file, 0, header.data(), header.size());
        check_count(file, load_u32(header.data() + 3), n_listed, "variants");
        check_count(file, load_u32(header.data() + 7), n_samples, "samples");
        if (mode == mode_variable)
            read_variable(file, n_listed, n_samples);
        else if (mode >= 2 && mode <= 4) {
            const bool has_flags = (static_cast<unsigned char>(header[11]) >> 6) == 3;
            begin_ = fixed_header + (has_flags ? (n_listed + 7) / 8 : 0);
            read_fixed(mode, n_samples);
        } else
            fail_index(
                file,
                ErrorKind::unsupported,
                fmt::format("this .pgen is of storage mode {}, which is not known", mode),
                "write it with plink2 --make-pgen");
    }
    const std::uint64_t end = offset(n_listed);
    if (file.size() >= 0 && static_cast<std::uint64_t>(file.size()) < end)
        fail_index(
            file,
            ErrorKind::bad_data,
            fmt::format("the file has {} bytes, expected {}: it is cut off", file.size(), end),
            is_bed_ ? "fetch it again; or is the .bim or .fam that of another file?"
                    : "fetch or write the file again");
    if (is_bed_ && static_cast<std::uint64_t>(file.size()) != end)
        fail_index(
            file,
            ErrorKind::bad_data,
            fmt::format(
                "the file has {} bytes, expected {} for {} variants of {} samples",
                file.size(),
                end,
                n_listed,
                n_samples),
            "are .bed, .bim and .fam of one set?");
}

void PgenIndex::read_fixed(unsigned mode, std::size_t n_samples) {
    const std::size_t n_bytes = (n_samples + 3) / 4;
    fixed_type_.bits = mode == 2 ? 0 : mode == 3 ? 0x40 : 0xc0;
    fixed_size_ = n_bytes + (mode == 2 ? 0 : mode == 3 ? 2 * n_samples : 4 * n_samples);
    has_dosages_ = mode > 2;
}

void PgenIndex::read_variable(
    const io::InputFile& file, std::size_t n_variants, std::size_t n_samples) {
    std::uint8_t format = 0;
    read_at(file, fixed_header - 1, reinterpret_cast<char*>(&format), 1);  // NOLINT(*-cast)
    const unsigned layout = format & 15U;
    if (layout > 9)
        fail_index(
            file,
            ErrorKind::unsupported,
            fmt::format("this .pgen has a header of kind {}, which is not known", layout),
            "write it with plink2 --make-pgen");
    const std::size_t type_bits = layout < 4 ? 4 : layout < 8 ? 8 : 0;
    const std::size_t length_bits = layout < 8 ? 8 * (layout % 4 + 1) : layout == 8 ? 2 : 4;
    const std::size_t count_bytes = (format >> 4) & 3U;
    const bool has_flags = (format >> 6) == 3;
    const std::size_t n_blocks = (n_variants + variants_per_block - 1) / variants_per_block;
    std::uint64_t at = fixed_header + 8 * n_blocks;
    if (file.size() >= 0 &&
        at + n_variants * (type_bits + length_bits) / 8 > static_cast<std::uint64_t>(file.size()))
        fail_index(
            file,
            ErrorKind::bad_data,
            "the file is cut off within its header",
            "fetch or write the file again");
    types_.reserve(n_variants);
    offsets_.reserve(n_variants + 1);
    std::vector<char> bytes;
    std::uint64_t record = 0;
    for (std::size_t block = 0; block < n_blocks; ++block) {
        const std::size_t n = std::min(variants_per_block, n_variants - block * variants_per_block);
        const std::size_t type_bytes = (n * type_bits + 7) / 8;
        const std::size_t length_bytes = (n * length_bits + 7) / 8;
        bytes.resize(8 + type_bytes + length_bytes);
        read_at(file, fixed_header + 8 * block, bytes.data(), 8);
        std::uint64_t block_begin = 0;
        std::memcpy(&block_begin, bytes.data(), 8);
        if (block > 0 && block_begin < record)
            fail_index(
                file,
                ErrorKind::bad_data,
                fmt::format("the records of block {} overlap those before", block),
                "write the file again");
        if (block > 0)
            offsets_.back() = block_begin;
        else
            offsets_.push_back(block_begin);
        record = block_begin;
        read_at(file, at, bytes.data() + 8, type_bytes + length_bytes);
        const char* const types = bytes.data() + 8;
        const char* const lengths = types + type_bytes;
        for (std::size_t variant = 0; variant < n; ++variant) {
            std::uint64_t length = 0;
            if (length_bits >= 8) {
                std::memcpy(&length, lengths + variant * (length_bits / 8), length_bits / 8);
            } else {
                const std::size_t bit = variant * length_bits;
                length = (static_cast<std::uint8_t>(lengths[bit / 8]) >> (bit % 8)) &
                         ((1U << length_bits) - 1);
            }
            PgenType type;
            if (type_bits == 0) {
                type.bits = length == 0 ? 0 : 8;
                length += (n_samples + 3) / 4;
            } else if (type_bits == 4) {
                type.bits = static_cast<std::uint8_t>(
                    (static_cast<std::uint8_t>(types[variant / 2]) >> (4 * (variant % 2))) & 15U);
            } else {
                type.bits = static_cast<std::uint8_t>(types[variant]);
            }
            has_dosages_ = has_dosages_ || type.has_dosages();
            types_.push_back(type);
            record += length;
            offsets_.push_back(record);
        }
        at += type_bytes + length_bytes + n * count_bytes + (has_flags ? (n + 7) / 8 : 0);
    }
    if (offsets_.empty())
        offsets_.push_back(at);
}

}  // namespace genostrat::detail

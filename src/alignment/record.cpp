// SPDX-License-Identifier: MIT
#include <genostrat/alignment/record.hpp>

namespace genostrat::alignment {

namespace {

template <typename T>
T read_number(const char* bytes) noexcept {
    T value{};
    std::memcpy(&value, bytes, sizeof(T));
    return value;
}

std::size_t width(char type) noexcept {
    switch (type) {
    case 'A':
    case 'c':
    case 'C':
        return 1;
    case 's':
    case 'S':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'd':
        return 8;
    default:
        return 0;
    }
}

/// Bytes of a value after its type; 0 if it is cut off or of no known type.
std::size_t value_bytes(std::string_view value, char type) noexcept {
    if (type == 'Z' || type == 'H')
        return value.find('\0') + 1;  // npos + 1 is 0
    if (type != 'B') {
        const std::size_t n_bytes = width(type);
        return n_bytes <= value.size() ? n_bytes : 0;
    }
    if (value.size() < 5 || width(value[0]) == 0)
        return 0;
    const std::uint64_t n_bytes =
        5 + width(value[0]) * std::uint64_t{read_number<std::uint32_t>(&value[1])};
    return n_bytes <= value.size() ? n_bytes : 0;
}

/// True if the operations take as many bases as the record has.
bool takes_all_bases(const Record& record) noexcept {
    const Cigar cigar = record.cigar();
    std::uint64_t length = 0;
    for (std::uint32_t index = 0; index < cigar.size(); ++index) {
        const CigarElement element = cigar[index];
        length += element.consumes_query() ? element.length : 0;
    }
    return length == record.sequence_length();
}

/// What most reads have: one operation M, = or X over all bases.
bool is_one_block(const char* operations, std::uint64_t n_operations, std::uint64_t n_bases) {
    const CigarElement only = Cigar{operations, 1}[0];
    return n_operations == 1 && only.length == n_bases && only.aligns();
}

}  // namespace

const char* Record::find_tag(std::string_view name) const noexcept {
    std::string_view rest = tags();
    while (rest.size() > 3) {
        const std::size_t n_bytes = value_bytes(rest.substr(3), rest[2]);
        if (n_bytes == 0)
            return nullptr;
        if (rest.starts_with(name))
            return rest.data() + 2;
        rest.remove_prefix(3 + n_bytes);
    }
    return nullptr;
}

std::optional<std::string_view> Record::text_tag(std::string_view name) const noexcept {
    const char* const found = find_tag(name);
    if (found == nullptr || *found != 'Z')
        return std::nullopt;
    return std::string_view{found + 1};
}

std::optional<std::int64_t> Record::integer_tag(std::string_view name) const noexcept {
    const char* const found = find_tag(name);
    if (found == nullptr)
        return std::nullopt;
    switch (*found) {
    case 'c':
        return read_number<std::int8_t>(found + 1);
    case 'C':
        return read_number<std::uint8_t>(found + 1);
    case 's':
        return read_number<std::int16_t>(found + 1);
    case 'S':
        return read_number<std::uint16_t>(found + 1);
    case 'i':
        return read_number<std::int32_t>(found + 1);
    case 'I':
        return read_number<std::uint32_t>(found + 1);
    default:
        return std::nullopt;
    }
}

Cigar Record::cigar() const noexcept {
    const Cigar plain{bytes_ + fixed_bytes + load<std::uint8_t>(12), load<std::uint16_t>(16)};
    // More than 65,535 operations: the field holds kSmN and the tag CG the truth.
    if (plain.size() != 2 || plain[0].op != CigarOp::soft_clip ||
        plain[0].length != sequence_length() || plain[1].op != CigarOp::skip)
        return plain;
    const char* const found = find_tag("CG");
    if (found == nullptr || found[0] != 'B' || found[1] != 'I')
        return plain;
    return {found + 6, read_number<std::uint32_t>(found + 2)};
}

std::int64_t Record::end() const noexcept {
    const std::int64_t length = has(flag::unmapped) ? 0 : cigar().reference_length();
    return pos() + (length == 0 ? 1 : length);
}

std::string_view record_fault(std::string_view bytes, std::int64_t n_contigs) noexcept {
    if (bytes.size() < Record::fixed_bytes)
        return "the record is cut off";
    const char* const at = bytes.data();
    const auto block_size = read_number<std::int32_t>(at);
    if (block_size < 32)
        return "the record's length is less than its fixed fields take";
    if (static_cast<std::size_t>(block_size) + 4 > bytes.size())
        return "the record is cut off";
    const auto name_bytes = read_number<std::uint8_t>(at + 12);
    const std::uint64_t n_operations = read_number<std::uint16_t>(at + 16);
    const std::uint64_t n_bases = read_number<std::uint32_t>(at + 20);
    const std::uint64_t needed = 32 + name_bytes + n_operations * 4 + (n_bases + 1) / 2 + n_bases;
    if (needed > static_cast<std::uint64_t>(block_size))
        return "the record's name, CIGAR and bases are longer than the record";
    if (name_bytes == 0 || at[Record::fixed_bytes + name_bytes - 1] != '\0')
        return "the read's name does not end";
    const auto contig = read_number<std::int32_t>(at + 4);
    const auto mate_contig = read_number<std::int32_t>(at + 24);
    if (contig < -1 || contig >= n_contigs || mate_contig < -1 || mate_contig >= n_contigs)
        return "the record's contig is not in the header";
    if (read_number<std::int32_t>(at + 8) < -1)
        return "the record's position is negative";
    if (n_operations == 0 || n_bases == 0 ||
        is_one_block(at + Record::fixed_bytes + name_bytes, n_operations, n_bases))
        return {};
    const Record record{at};
    if (!record.has(flag::unmapped) && !takes_all_bases(record))
        return "the CIGAR and the bases differ in length";
    return {};
}

}  // namespace genostrat::alignment

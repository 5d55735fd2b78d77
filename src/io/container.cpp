// SPDX-License-Identifier: MIT
#include "io/input_file.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/container.hpp>
#include <genostrat/io/mapped_pages.hpp>

#include <libdeflate.h>

namespace genostrat::io {

namespace {

// The layout is what these structs say, on a little-endian machine.
static_assert(std::endian::native == std::endian::little);

constexpr std::size_t alignment = 64;
constexpr std::array<char, 8> file_magic{'G', 'E', 'N', 'O', 'S', 'T', 'R', 'A'};
constexpr std::array<char, 8> end_magic{'G', 'E', 'N', 'O', 'S', 'E', 'N', 'D'};

struct Header {
    std::array<char, 8> magic{file_magic};
    std::array<char, 8> kind{};
    std::uint32_t version{};
    std::uint32_t checksum{};  // of the 20 bytes before it
    std::array<char, 40> reserved{};
};

struct Section {
    std::array<char, 40> name{};
    std::uint64_t offset{};
    std::uint64_t n_bytes{};
    std::uint32_t checksum{};
    std::uint32_t reserved{};
};

struct Trailer {
    std::uint64_t table_offset{};
    std::uint64_t n_sections{};
    std::uint64_t file_bytes{};
    std::uint32_t table_checksum{};
    std::uint32_t checksum{};  // of the 28 bytes before it
    std::array<char, 24> reserved{};
    std::array<char, 8> magic{end_magic};
};

static_assert(sizeof(Header) == 64 && sizeof(Section) == 64 && sizeof(Trailer) == 64);

constexpr std::size_t header_checked_bytes = 20;
constexpr std::size_t trailer_checked_bytes = 28;

std::uint32_t checksum_of(const void* bytes, std::size_t n_bytes) {
    return libdeflate_crc32(0, bytes, n_bytes);
}

/// The same of a mapped section; a large one does not stay in memory.
std::uint32_t checksum_of_mapped(std::string_view bytes) {
    constexpr std::size_t piece_bytes = std::size_t{64} << 20;
    std::uint32_t checksum = 0;
    for (std::size_t begin = 0; begin < bytes.size(); begin += piece_bytes) {
        const std::string_view piece = bytes.substr(begin, piece_bytes);
        checksum = libdeflate_crc32(checksum, piece.data(), piece.size());
        if (bytes.size() > piece_bytes)
            release_pages(std::as_bytes(std::span{piece.data(), piece.size()}));
    }
    return checksum;
}

template <std::size_t N>
std::string_view text_of(const std::array<char, N>& text) {
    return {text.data(), ::strnlen(text.data(), N)};
}

template <typename T>
std::string_view bytes_of(const T& value) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the file format's purpose
    return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

}  // namespace

struct ContainerWriter::Impl {
    void append(std::string_view bytes) {
        file.write(bytes);
        offset += bytes.size();
    }

    void align() {
        static constexpr std::array<char, alignment> zeros{};
        if (offset % alignment != 0)
            append({zeros.data(), alignment - offset % alignment});
    }

    AtomicFile file;
    std::uint64_t offset{0};
    std::vector<Section> sections{};
};

ContainerWriter::ContainerWriter(std::string path, std::string_view kind, std::uint32_t version)
    : impl_{std::make_unique<Impl>(Impl{.file = AtomicFile{std::move(path)}})} {
    Header header{.version = version};
    if (kind.size() > header.kind.size())
        throw Error{ErrorKind::internal, fmt::format("container kind '{}' is too long", kind)};
    std::copy(kind.begin(), kind.end(), header.kind.begin());
    header.checksum = checksum_of(&header, header_checked_bytes);
    impl_->append(bytes_of(header));
}

ContainerWriter::~ContainerWriter() = default;

void ContainerWriter::add(std::string_view name, std::span<const std::byte> bytes) {
    add_pieces(name, [&] { return std::exchange(bytes, {}); });
}

void ContainerWriter::add_pieces(
    std::string_view name, const std::function<std::span<const std::byte>()>& next) {
    Section section{.offset = impl_->offset};
    const bool is_known =
        std::any_of(impl_->sections.begin(), impl_->sections.end(), [name](const Section& other) {
            return text_of(other.name) == name;
        });
    if (name.empty() || name.size() > section.name.size() || is_known)
        throw Error{
            ErrorKind::internal, fmt::format("container section '{}' cannot be added", name)};
    std::copy(name.begin(), name.end(), section.name.begin());
    for (std::span<const std::byte> piece = next(); !piece.empty(); piece = next()) {
        section.checksum = libdeflate_crc32(section.checksum, piece.data(), piece.size());
        section.n_bytes += piece.size();
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as characters
        impl_->append({reinterpret_cast<const char*>(piece.data()), piece.size()});
    }
    impl_->sections.push_back(section);
    impl_->align();
}

void ContainerWriter::commit() {
    Trailer trailer{
        .table_offset = impl_->offset,
        .n_sections = impl_->sections.size(),
        .table_checksum =
            checksum_of(impl_->sections.data(), impl_->sections.size() * sizeof(Section))};
    for (const Section& section : impl_->sections)
        impl_->append(bytes_of(section));
    trailer.file_bytes = impl_->offset + sizeof(Trailer);
    trailer.checksum = checksum_of(&trailer, trailer_checked_bytes);
    impl_->append(bytes_of(trailer));
    impl_->file.close();
    impl_->file.commit();
}

struct Container::Impl {
    Impl(std::string given_path, std::string_view kind, std::uint32_t version)
        : path{std::move(given_path)}, file{path} {
        check_header(kind, version);
        read_table();
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error{ErrorKind::bad_data, what, {.file = path}, "build the file again"};
    }

    void check_header(std::string_view kind, std::uint32_t version) {
        const std::string_view bytes = file.bytes();
        Header header;
        if (bytes.size() < sizeof header || std::memcmp(bytes.data(), &file_magic, 8) != 0)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("is no file of genostrat (one of kind '{}' is needed)", kind),
                {.file = path},
                "check the path"};
        std::memcpy(&header, bytes.data(), sizeof header);
        if (header.checksum != checksum_of(&header, header_checked_bytes))
            fail("is damaged: the header does not agree with its checksum");
        if (text_of(header.kind) != kind)
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "is a file of kind '{}', one of kind '{}' is needed",
                    text_of(header.kind),
                    kind),
                {.file = path},
                "check which file was given to which option"};
        if (header.version != version)
            throw Error{
                ErrorKind::unsupported,
                fmt::format(
                    "has format version {}, this program reads version {}",
                    header.version,
                    version),
                {.file = path},
                "build the file again with this program"};
    }

    void read_table() {
        const std::string_view bytes = file.bytes();
        Trailer trailer;
        if (bytes.size() < sizeof(Header) + sizeof trailer)
            fail("is cut off");
        std::memcpy(&trailer, bytes.data() + bytes.size() - sizeof trailer, sizeof trailer);
        if (trailer.magic != end_magic || trailer.file_bytes != bytes.size())
            fail("is cut off: its table of contents is not at its end");
        if (trailer.checksum != checksum_of(&trailer, trailer_checked_bytes))
            fail("is damaged: the end does not agree with its checksum");
        const std::uint64_t table_end = bytes.size() - sizeof trailer;
        if (trailer.table_offset > table_end ||
            (table_end - trailer.table_offset) / sizeof(Section) != trailer.n_sections)
            fail("is damaged: the table of contents has a wrong place");
        sections.resize(trailer.n_sections);
        const std::size_t table_bytes = sections.size() * sizeof(Section);
        if (table_bytes != 0)
            std::memcpy(sections.data(), bytes.data() + trailer.table_offset, table_bytes);
        if (trailer.table_checksum != checksum_of(sections.data(), table_bytes))
            fail("is damaged: the table of contents does not agree with its checksum");
        for (const Section& section : sections) {
            if (section.offset % alignment != 0 || section.offset > trailer.table_offset ||
                section.n_bytes > trailer.table_offset - section.offset)
                fail("is damaged: a section has a wrong place");
        }
        checked = std::vector<std::atomic<bool>>(sections.size());
    }

    [[nodiscard]] const Section* find(std::string_view name) const {
        const auto found =
            std::find_if(sections.begin(), sections.end(), [name](const Section& section) {
                return text_of(section.name) == name;
            });
        return found == sections.end() ? nullptr : &*found;
    }

    /// The bytes of a section, checked if it is the first time.
    [[nodiscard]] std::string_view take(const Section& section) const {
        const std::string_view bytes = file.bytes().substr(section.offset, section.n_bytes);
        std::atomic<bool>& is_checked = checked[static_cast<std::size_t>(&section - &sections[0])];
        if (check != Check::never && !is_checked.load(std::memory_order_relaxed)) {
            if (section.checksum != checksum_of_mapped(bytes))
                fail(fmt::format(
                    "is damaged: section '{}' does not agree with its checksum",
                    text_of(section.name)));
            is_checked.store(true, std::memory_order_relaxed);
        }
        return bytes;
    }

    std::string path;
    MappedFile file;
    Check check{Check::on_first_use};
    std::vector<Section> sections{};
    mutable std::vector<std::atomic<bool>> checked{};
};

Container::Container(std::string path, std::string_view kind, std::uint32_t version, Check check)
    : impl_{std::make_unique<Impl>(std::move(path), kind, version)} {
    impl_->check = check;
    if (check == Check::on_open) {
        for (const Section& section : impl_->sections)
            static_cast<void>(impl_->take(section));
    }
}

Container::~Container() = default;
Container::Container(Container&&) noexcept = default;
Container& Container::operator=(Container&&) noexcept = default;

bool Container::has(std::string_view name) const {
    return impl_->find(name) != nullptr;
}

std::span<const std::byte> Container::bytes(std::string_view name) const {
    const Section* const section = impl_->find(name);
    if (section == nullptr)
        impl_->fail(fmt::format("has no section '{}'", name));
    const std::string_view found = impl_->take(*section);
    return std::as_bytes(std::span{found.data(), found.size()});
}

std::string_view Container::text(std::string_view name) const {
    const std::span<const std::byte> raw = bytes(name);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as characters
    return {reinterpret_cast<const char*>(raw.data()), raw.size()};
}

const std::string& Container::path() const noexcept {
    return impl_->path;
}

void Container::throw_uneven(
    std::string_view name, std::size_t n_bytes, std::size_t element) const {
    impl_->fail(fmt::format(
        "is damaged: section '{}' has {} bytes, no multiple of {}", name, n_bytes, element));
}

}  // namespace genostrat::io

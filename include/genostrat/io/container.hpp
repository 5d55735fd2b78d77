// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <genostrat/core/error.hpp>

// The one shape of genostrat's own binary files (.gsg gene models, .gsa archives, .gsw weights …):
// a 64-byte header (magic "GENOSTRA", kind, format version), named sections aligned to 64 bytes,
// each with its length and a checksum, and a table of sections at the end. Little-endian.
namespace genostrat::io {

/// Writes a container; atomically, as all outputs.
class ContainerWriter {
public:
    /// @param kind     what is inside, at most 8 characters, e.g. "genes"
    /// @param version  version of that kind's layout; a reader of another version refuses the file
    ContainerWriter(std::string path, std::string_view kind, std::uint32_t version);
    ~ContainerWriter();

    /// Appends a section. Names are unique within a file.
    void add(std::string_view name, std::span<const std::byte> bytes);

    template <typename T>
    requires std::is_trivially_copyable_v<T>

    void add(std::string_view name, std::span<const T> values) { add(name, std::as_bytes(values)); }

    /// Appends a section that need not be in memory at once.
    /// @param next  gives the next piece, which stays valid until it is called again; an empty one
    ///              ends the section
    void add_pieces(std::string_view name, const std::function<std::span<const std::byte>()>& next);

    /// Writes the table, syncs and renames.
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// A memory-mapped container. Sections are checked against their checksum when first asked for
/// (`Check::on_open`: all at once). Safe to share between threads.
class Container {
public:
    enum class Check : std::uint8_t { on_first_use, on_open, never };

    /// @throws Error{missing_input}; Error{bad_data} if it is no container, of another kind, cut
    /// off
    ///         or damaged (naming the section); Error{unsupported} if of another version, saying
    ///         that it has to be built again
    Container(
        std::string path,
        std::string_view kind,
        std::uint32_t version,
        Check check = Check::on_first_use);
    ~Container();
    Container(Container&&) noexcept;
    Container& operator=(Container&&) noexcept;

    [[nodiscard]] bool has(std::string_view name) const;

    /// Bytes of a section, aligned to 64; valid as long as the container.
    [[nodiscard]] std::span<const std::byte> bytes(std::string_view name) const;

    /// A section as an array. @throws Error{bad_data} if its length is no multiple of sizeof(T)
    template <typename T>
    requires std::is_trivially_copyable_v<T>

    [[nodiscard]] std::span<const T> array(std::string_view name) const {
        const std::span<const std::byte> raw = bytes(name);
        if (raw.size() % sizeof(T) != 0)
            throw_uneven(name, raw.size(), sizeof(T));
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the file format's purpose
        return {reinterpret_cast<const T*>(raw.data()), raw.size() / sizeof(T)};
    }

    [[nodiscard]] std::string_view text(std::string_view name) const;

    [[nodiscard]] const std::string& path() const noexcept;

private:
    [[noreturn]] void
    throw_uneven(std::string_view name, std::size_t n_bytes, std::size_t element) const;

    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::io
